/** Short facts about a run: its strategy's main knobs that do something, its budget, its verifier and its seed. */
import { CURRENCIES } from "../../search/currencies.ts";
import { acts, type Knob, type KnobValues } from "../../search/knobs.ts";
import type { StartEvent } from "../../search/tree.ts";
import { amount } from "./numbers.ts";
import { verifierFact } from "./verifiers.ts";

/** Knobs of sampling, which all strategies have. */
const MINOR: readonly string[] = ["topP", "topK", "maxSteps", "maxStepTokens"];

/** Whether a knob is told: choices and minor knobs are told only when they are not at their defaults. */
const isMain = (knob: Knob, values: KnobValues): boolean =>
  (knob.kind !== "choice" && !MINOR.includes(knob.id)) ||
  (values[knob.id] ?? knob.default) !== knob.default;

function knobFact(knob: Knob, value: number | string): string {
  const label = knob.label.charAt(0).toLowerCase() + knob.label.slice(1);
  if (knob.kind === "choice") {
    const option = knob.options.find((one) => one.value === value)?.label ?? value;
    return `${label}${/ (by|of)$/.test(label) ? "" : ":"} ${option}`;
  }
  return knob.id === "n" && knob.label === "Samples" ? `n = ${value}` : `${label} ${value}`;
}

/** @param knobs as the strategy declares them; none for a strategy that this page does not have. */
export function factsOf(start: StartEvent, knobs: readonly Knob[]): string[] {
  const { budget, seed, verifier } = start;
  const main = knobs
    .filter((knob) => acts(knob, start.knobs) && isMain(knob, start.knobs))
    .flatMap((knob) => {
      const value = start.knobs[knob.id];
      return value === undefined ? [] : [knobFact(knob, value)];
    });
  const limit =
    budget &&
    `at most ${amount(budget.currency, budget.limit)} ${CURRENCIES[budget.currency].unit}`;
  return [...main, ...(limit ? [limit] : []), ...verifierFact(verifier?.id), `seed ${seed}`];
}
