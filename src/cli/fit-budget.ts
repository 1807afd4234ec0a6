/** Fits the size of a run on one problem to its budget, and says so in a sentence. */
import type { Engine } from "../engine/contract/engine.ts";
import { EngineError } from "../engine/contract/errors.ts";
import { familyOf } from "../problems/families/index.ts";
import type { Problem } from "../problems/family.ts";
import { describeBudget } from "../search/budget.ts";
import { fitKnobs, grows } from "../search/fit.ts";
import { numberKnob } from "../search/knob-values.ts";
import type { KnobValues } from "../search/knobs.ts";
import { kebab } from "../search/knobs.ts";
import { roughTokens, usualShape } from "../search/usual-shape.ts";
import type { SolveArguments } from "./solve-arguments.ts";

export interface Fitted {
  /** The size knob; `value` is what it was set to. */
  knob: string;
  value: number;
  /** The estimated cost of such a run, in the budget's currency. */
  estimate: number;
}

export interface FittedRun {
  knobs: KnobValues;
  /** null when nothing was fitted. */
  fitted: Fitted | null;
  /** A sentence on what was fitted, or why nothing was; null when nothing was asked for. */
  note: string | null;
}

const number = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 3 });

/** A derivation may hold what the model cannot write, such as a fraction: its tokens are then guessed. */
const tokensBy = (engine: Pick<Engine, "tokenize">) => (text: string) => {
  try {
    return engine.tokenize(text).length;
  } catch (thrown) {
    if (thrown instanceof EngineError) return roughTokens(text);
    throw thrown;
  }
};

export function fitBudget(
  { strategy, knobs, budget, fit }: Pick<SolveArguments, "strategy" | "knobs" | "budget" | "fit">,
  problem: Problem,
  engine: Pick<Engine, "info" | "tokenize">,
): FittedRun {
  const { size } = strategy;
  if (!fit || budget === null || size === null) return { knobs, fitted: null, note: null };
  const { cards } = engine.info;
  const shape = usualShape(familyOf(problem.family), problem, cards, tokensBy(engine));
  const flag = (value: number): string => `--${kebab(size)} ${value}`;
  const stays = flag(numberKnob(knobs, size));
  if (budget.currency === "seconds") {
    const note = `Not fitted: how fast the models are is not known beforehand, so ${stays} it is, and the run stops at ${describeBudget(budget)}.`;
    return { knobs, fitted: null, note };
  }
  if (!grows(strategy, knobs, shape, budget.currency)) {
    const note = `Not fitted: a larger run takes no more of this currency, so ${stays} it is.`;
    return { knobs, fitted: null, note };
  }
  const run = fitKnobs(strategy, knobs, shape, budget);
  const value = numberKnob(run.knobs, size);
  const estimate = run.cost[budget.currency];
  const note = run.fits
    ? `Fitted: ${flag(value)} is the largest whose estimate, ${number(estimate)}, is within ${describeBudget(budget)}.`
    : `Fitted: ${flag(value)} is the least there is, but its estimate, ${number(estimate)}, is more than ${describeBudget(budget)}.`;
  return { knobs: run.knobs, fitted: { knob: size, value, estimate }, note };
}
