/** Adds up the costs of calls of models. */
import type { Cost } from "./model.ts";

export const noCost = (): Cost => ({ generated: 0, prefilled: 0, calls: 0, flops: 0 });

export const addCosts = (a: Cost, b: Cost): Cost => ({
  generated: a.generated + b.generated,
  prefilled: a.prefilled + b.prefilled,
  calls: a.calls + b.calls,
  flops: a.flops + b.flops,
});
