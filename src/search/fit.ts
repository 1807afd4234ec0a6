/** Fits the size of a run to a budget. */
import { estimateCost } from "./estimate.ts";
import type { Knob, KnobValues } from "./knobs.ts";
import type { Budget, Ledger } from "./ledger.ts";
import type { Shape } from "./shape.ts";
import type { Strategy } from "./strategy.ts";

export interface Fit {
  /** The given knobs with the largest size that fits, or the smallest size when none fits. */
  knobs: KnobValues;
  /** The estimated cost of such a run. */
  cost: Ledger;
  fits: boolean;
}

/** Whether a larger run costs more in this currency; otherwise a budget in it cannot set the size. */
export function grows(
  strategy: Strategy,
  knobs: KnobValues,
  shape: Shape,
  currency: Budget["currency"],
): boolean {
  const range = sizeKnob(strategy);
  if (!range) return false;
  const costAt = (size: number): number =>
    estimateCost(strategy, { ...knobs, [range.id]: size }, shape)[currency];
  return costAt(range.max) > costAt(range.min);
}

/** The knob that sets a strategy's size; null when it has none. */
export function sizeKnob({ knobs, size }: Strategy): Extract<Knob, { kind: "integer" }> | null {
  const knob = knobs.find(({ id }) => id === size);
  return knob?.kind === "integer" ? knob : null;
}

/**
 * The largest value of a strategy's size knob whose estimated cost is within the budget.
 * @param knobs all knobs of the strategy; the value of the size knob is ignored.
 * @throws RangeError for a budget in seconds when the shape knows no pace.
 */
export function fitKnobs(
  strategy: Strategy,
  knobs: KnobValues,
  shape: Shape,
  { currency, limit }: Budget,
): Fit {
  if (currency === "seconds" && !shape.pace)
    throw new RangeError("A budget in seconds can be fitted only where the models' pace is known.");
  const fitAt = (size: number | null): Fit => {
    const sized =
      size === null || strategy.size === null ? knobs : { ...knobs, [strategy.size]: size };
    const cost = estimateCost(strategy, sized, shape);
    return { knobs: sized, cost, fits: cost[currency] <= limit };
  };
  const range = sizeKnob(strategy);
  if (!range) return fitAt(null);

  let best = fitAt(range.min);
  let low = range.min;
  let high = range.max;
  // Estimates grow with the size. `low` fits or is the smallest size; sizes above `high` do not fit.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const fit = fitAt(middle);
    if (fit.fits) {
      best = fit;
      low = middle;
    } else high = middle - 1;
  }
  return best;
}
