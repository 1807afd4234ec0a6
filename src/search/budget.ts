/**
 * The budget: a limit in one currency of the ledger. Rule: a step (its sampling and its
 * scoring) may begin while less than the limit is spent. Steps run as batches, so a batch
 * is cut to the rows that would have begun one after another even if each cost the most
 * that it can; the limit is then exceeded by less than one step, whatever the batch.
 * Rows of a batch share forward passes and time: in calls and seconds the batch in flight
 * counts as one step. The first step includes the prompt, and in flops, where the prompt's
 * length says what later steps cost, it runs alone; prefixes that the engine has to prefill
 * again come on top.
 */
import { CURRENCIES } from "./currencies.ts";
import { forwardFlops } from "./flops.ts";
import type { Budget, Currency, Ledger } from "./ledger.ts";
import type { ModelCard, Prefix, StepCost } from "./model.ts";

/** The most that one step can cost, in each currency; 0 where rows of a batch share the cost. */
export type StepBound = Readonly<Record<Currency, number>>;

export function stepBound(of: {
  maxStepTokens: number;
  /** The longest that a step may stand on. */
  prefix: Prefix;
  policy: ModelCard;
  verifier: ModelCard | null;
  /** Of scoring, where it is not the step's tokens through the verifier. */
  scoring?: StepCost | undefined;
}): StepBound {
  // One token more than sampled: the separator of the step before runs with this one.
  const stretch = { tokens: of.maxStepTokens + 1, start: of.prefix.tokens };
  const reading = of.verifier === null ? 0 : forwardFlops(of.verifier, stretch);
  return {
    completions: 1,
    policyTokens: of.maxStepTokens,
    prefillTokens: of.prefix.tokens,
    prmTokens: of.scoring?.tokens ?? of.maxStepTokens,
    policyCalls: 0,
    prmCalls: 0,
    flops: forwardFlops(of.policy, stretch) + (of.scoring?.flops ?? reading),
    seconds: 0,
  };
}

/** How many steps may begin now as one batch: 0 when the budget is spent, Infinity when unlimited. */
export function room(budget: Budget | null, ledger: Ledger, bound: StepBound): number {
  if (budget === null) return Number.POSITIVE_INFINITY;
  const left = budget.limit - ledger[budget.currency];
  if (left <= 0) return 0;
  const most = bound[budget.currency];
  return most === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(left / most));
}

/** The budget in words: "200 policy tokens". */
export const describeBudget = ({ currency, limit }: Budget): string =>
  `${limit.toLocaleString("en-US")} ${CURRENCIES[currency].unit}`;
