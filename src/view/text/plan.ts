/** What a budget buys, in words. */
import { CURRENCIES } from "../../search/currencies.ts";
import type { Currency } from "../../search/ledger.ts";
import type { Plan } from "../../state/budget.ts";
import { amount, count, si } from "./numbers.ts";

/** A number rounded to two digits: an estimate is no more exact. */
const about = (value: number): number => Number(value.toPrecision(2));

/** "16 completions ≈ 900 policy tokens, 1.2 GFLOPs, about 3 s". */
export function buys({ cost }: Pick<Plan, "cost">): string {
  const { completions, policyTokens, prmTokens, flops, seconds } = cost;
  const parts = [
    count(about(policyTokens), "policy token"),
    ...(prmTokens > 0 ? [count(about(prmTokens), "PRM token")] : []),
    ...(flops > 0 ? [`${si(about(flops))}FLOPs`] : []),
    ...(Number.isFinite(seconds) ? [`about ${Number(seconds.toPrecision(2))} s`] : []),
  ];
  return `${count(Math.round(completions), "completion")} ≈ ${parts.join(", ")}`;
}

/** Why the budget and the strategy's size do not fit together; "" when they do. */
export function misfit(
  { cost, size, grows }: Plan,
  { currency, limit }: { currency: Currency; limit: number },
  { label, pace }: { label: string; pace: boolean },
): string {
  const unit = CURRENCIES[currency].unit;
  if (size === null) return `${label} has no size to fit; it only stops at the budget.`;
  if (currency === "seconds" && !pace)
    return "The speed of the models is known only after the first run; until then the size is not fitted.";
  if (!grows) return `A larger run takes no more ${unit} here, so they do not set the size.`;
  if (cost[currency] > limit)
    return size.least
      ? `Even the smallest run may not fit: it takes about ${amount(currency, about(cost[currency]))} ${unit}.`
      : `The run costs more than the budget and will be stopped at ${amount(currency, limit)} ${unit}.`;
  return size.most ? "This is the largest size; the rest of the budget is left over." : "";
}
