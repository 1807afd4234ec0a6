/** What a budget buys, in a line. */
import { CURRENCIES } from "../../search/currencies.ts";
import type { Currency } from "../../search/ledger.ts";
import type { Plan } from "../../state/budget.ts";
import { amount, count, si } from "./numbers.ts";

/** To two figures: an estimate has no more. */
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

/** Where the budget and the size do not go together, why; "" where they do. */
export function misfit(
  { cost, size, grows }: Plan,
  { currency, limit }: { currency: Currency; limit: number },
  { label, pace }: { label: string; pace: boolean },
): string {
  const unit = CURRENCIES[currency].unit;
  if (size === null) return `${label} has no size to fit; it only stops at the budget.`;
  if (currency === "seconds" && !pace)
    return "How fast the models are is known after the first run; until then the size is not fitted.";
  if (!grows) return `A larger run takes no more ${unit} here, so they do not say how large it is.`;
  if (cost[currency] > limit)
    return size.least
      ? `Not even the least run is sure to fit: about ${amount(currency, about(cost[currency]))} ${unit}.`
      : `More than the budget: the run will be stopped at ${amount(currency, limit)} ${unit}.`;
  return size.most ? "The largest there is; the rest of the budget is left over." : "";
}
