/**
 * The budget: a limit in one currency of the ledger. A step (its sampling and its scoring) may begin
 * while less than the limit is spent. Steps run in batches, so a batch is cut to the rows that could
 * have begun one after another even if each had its largest possible cost. Then the limit is exceeded
 * by less than one step, whatever the batch.
 * The rows of a batch share forward passes and time, so in calls and seconds the batch in progress
 * counts as one step. The first step includes the prompt. In FLOPs it runs alone, since the length of
 * the prompt sets the cost of later steps. Prefixes that the engine has to prefill again are extra.
 */
import { CURRENCIES } from "./currencies.ts";
import { forwardFlops } from "./flops.ts";
import type { Budget, Currency, Ledger } from "./ledger.ts";
import type { ModelCard, Prefix, StepCost } from "./model.ts";

/** The largest cost of one step, in each currency; 0 where the rows of a batch share the cost. */
export type StepBound = Readonly<Record<Currency, number>>;

export function stepBound(of: {
  maxStepTokens: number;
  /** The longest prefix of a step. */
  prefix: Prefix;
  policy: ModelCard;
  verifier: ModelCard | null;
  /** The cost of scoring, when it differs from processing the step's tokens once. */
  scoring?: StepCost | undefined;
}): StepBound {
  // One token more than is sampled: the separator of the step before is processed with this step.
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

/** How many steps may begin now as one batch. @returns 0 when the budget is spent; Infinity without a budget. */
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
