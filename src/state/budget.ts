/**
 * The budget and the size of the run that it buys, kept in step: a budget fits the strategy's size
 * knob, and the size turned by hand moves the budget. Both stay what the visitor set them to until
 * something that the cost depends on is changed: a link or a log is never fitted anew.
 */
import { CURRENCIES } from "../search/currencies.ts";
import { estimateCost } from "../search/estimate.ts";
import { fitKnobs, grows, sizeKnob } from "../search/fit.ts";
import { numberKnob } from "../search/knob-values.ts";
import type { Knob } from "../search/knobs.ts";
import type { Budget, Currency, Ledger } from "../search/ledger.ts";
import type { Shape } from "../search/shape.ts";
import type { Strategy } from "../search/strategy.ts";
import { knobsFor, type Setup } from "./stores/setup.ts";

/** A little apart from each other, whatever the size: ten to a decade. */
const DECADE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
/** Completions go by the powers of two that papers plot, and half-way between. */
const COMPLETIONS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

/** The budgets that a slider stops at, ascending. */
export function stopsOf(currency: Currency): readonly number[] {
  if (currency === "completions") return COMPLETIONS;
  const { range, step } = CURRENCIES[currency];
  const [least, most] = range;
  const stops: number[] = [];
  for (let power = Math.floor(Math.log10(least)); 10 ** power <= most; power++)
    for (const digit of DECADE) {
      const stop = Number((digit * 10 ** power).toPrecision(2));
      if (stop >= least && stop <= most && (step === "any" || Number.isInteger(stop)))
        stops.push(stop);
    }
  return stops;
}

/** The stop nearest to a budget, by their ratio. */
export function nearestStop(stops: readonly number[], limit: number): number {
  const away = (stop: number | undefined): number =>
    Math.abs(Math.log((stop ?? Number.NaN) / Math.max(limit, 1e-9)));
  return stops.reduce((best, stop, i) => (away(stop) < away(stops[best]) ? i : best), 0);
}

export interface Plan {
  /** What the setup is estimated to cost. */
  cost: Ledger;
  /** The size knob's label and value; null where the strategy has none. */
  size: { label: string; value: number; least: boolean; most: boolean } | null;
  /** Whether a larger run costs more of the currency. */
  grows: boolean;
}

/** The setup as it is, priced in a currency. */
export function planOf(
  setup: Pick<Setup, "knobs">,
  strategy: Strategy,
  shape: Shape,
  currency: Currency,
): Plan {
  const knobs = knobsFor(strategy, setup.knobs);
  const knob = sizeKnob(strategy);
  const sizeOf = (knob: Extract<Knob, { kind: "integer" }>): Plan["size"] => {
    const value = numberKnob(knobs, knob.id);
    return { label: knob.label, value, least: value === knob.min, most: value === knob.max };
  };
  return {
    cost: estimateCost(strategy, knobs, shape),
    size: knob && sizeOf(knob),
    grows: grows(strategy, knobs, shape, currency),
  };
}

/** The setup with the largest size that its budget buys, where the budget says anything of it. */
export function fitted(setup: Setup, strategy: Strategy, shape: Shape | null): Setup {
  const { budget } = setup;
  if (!budget || !shape || (budget.currency === "seconds" && !shape.pace)) return setup;
  const knobs = knobsFor(strategy, setup.knobs);
  if (!grows(strategy, knobs, shape, budget.currency)) return setup;
  const fit = fitKnobs(strategy, knobs, shape, budget);
  const size = strategy.size === null ? {} : { [strategy.size]: fit.knobs[strategy.size] ?? 0 };
  return { ...setup, knobs: { ...setup.knobs, ...size } };
}

/** A knob turned: the budget follows the size; the size, where it is fitted, follows the rest. */
export function turned(
  setup: Setup,
  strategy: Strategy,
  shape: Shape | null,
  id: string,
  value: number | string,
): Setup {
  const next = { ...setup, knobs: { ...setup.knobs, [id]: value } };
  if (id !== strategy.size) return fitted(next, strategy, shape);
  if (!setup.budget || !shape) return next;
  const limit = priced(next, strategy, shape, setup.budget.currency);
  return limit === null ? next : { ...next, budget: { ...setup.budget, limit } };
}

/** What the setup costs as a budget, rounded up; null where its currency does not tell sizes apart. */
export function priced(
  setup: Setup,
  strategy: Strategy,
  shape: Shape,
  currency: Currency,
): number | null {
  const plan = planOf(setup, strategy, shape, currency);
  return plan.grows ? roundUp(plan.cost[currency]) : null;
}

/** The same compute in another currency, as far as it can be told. */
export function exchanged(
  setup: Setup,
  strategy: Strategy,
  shape: Shape | null,
  currency: Currency,
): Budget {
  const limit = shape && priced(setup, strategy, shape, currency);
  return { currency, limit: limit ?? CURRENCIES[currency].usual };
}

/** To four figures and no fewer: what is paid for must fit into what was rounded. */
function roundUp(cost: number): number {
  const unit = 10 ** (Math.floor(Math.log10(Math.max(cost, 1e-6))) - 3);
  const rounded = Math.ceil(Number((cost / unit).toPrecision(12))) * unit;
  return Number(rounded.toPrecision(4));
}
