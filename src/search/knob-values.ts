/** Reads a strategy's knob values from what a user gave: an address, flags, a file, controls. */
import { z } from "zod";
import type { Knob, KnobValues } from "./knobs.ts";

export type KnobResult = { ok: true; values: KnobValues } | { ok: false; error: string };

export const defaultKnobs = (knobs: readonly Knob[]): KnobValues =>
  Object.fromEntries(knobs.map((knob) => [knob.id, knob.default]));

/** What a knob accepts, as the end of a sentence with "must be". */
export function describeRange(knob: Knob): string {
  switch (knob.kind) {
    case "integer":
      return `a whole number from ${knob.min} to ${knob.max}`;
    case "number":
      return `a number from ${knob.min} to ${knob.max}`;
    case "choice":
      return `one of ${knob.options.map((option) => option.value).join(", ")}`;
  }
}

/** The schema of a knob's value; numbers may be spelled as text. */
export function knobSchema(knob: Knob): z.ZodType<number | string> {
  if (knob.kind === "choice") return z.enum(knob.options.map((option) => option.value));
  const number = z.number().min(knob.min).max(knob.max);
  const spelled = z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?([eE]-?\d+)?$/)
    .transform(Number);
  return z.union([z.number(), spelled]).pipe(knob.kind === "integer" ? number.int() : number);
}

/** The values of all knobs; a knob that is not given has its default. The error is one sentence. */
export function parseKnobs(
  knobs: readonly Knob[],
  given: Readonly<Record<string, unknown>>,
): KnobResult {
  const values: Record<string, number | string> = {};
  for (const id of Object.keys(given))
    if (!knobs.some((knob) => knob.id === id)) {
      const known = knobs.map((knob) => knob.id).join(", ");
      return { ok: false, error: `There is no knob "${id}" here; the knobs are ${known}.` };
    }
  for (const knob of knobs) {
    const value = given[knob.id];
    if (value === undefined) {
      values[knob.id] = knob.default;
      continue;
    }
    const parsed = knobSchema(knob).safeParse(value);
    if (!parsed.success) {
      const error = `${knob.id} must be ${describeRange(knob)}, not ${JSON.stringify(value)}.`;
      return { ok: false, error };
    }
    values[knob.id] = parsed.data;
  }
  return { ok: true, values };
}

/** Values that are never refused: out of range they become the nearest bound, and unreadable ones the default. */
export function clampKnobs(
  knobs: readonly Knob[],
  given: Readonly<Record<string, unknown>>,
): KnobValues {
  const values: Record<string, number | string> = {};
  for (const knob of knobs) {
    const parsed = knobSchema(knob).safeParse(given[knob.id]);
    values[knob.id] = parsed.success ? parsed.data : clamp(knob, given[knob.id]);
  }
  return values;
}

function clamp(knob: Knob, given: unknown): number | string {
  if (knob.kind === "choice" || given === undefined || given === null || given === "")
    return knob.default;
  const value = Number(given);
  if (Number.isNaN(value)) return knob.default;
  const whole = knob.kind === "integer" ? Math.round(value) : value;
  return Math.min(knob.max, Math.max(knob.min, whole));
}

/** The value of a numeric knob. @throws RangeError when the strategy declares no such number. */
export function numberKnob(values: KnobValues, id: string): number {
  const value = values[id];
  if (typeof value !== "number") throw new RangeError(`The strategy declares no number "${id}".`);
  return value;
}

/** The value of a choice knob, as one of `options`. @throws RangeError when it is none of them. */
export function choiceKnob<T extends string>(
  values: KnobValues,
  id: string,
  options: readonly T[],
): T {
  const chosen = options.find((option) => option === values[id]);
  if (chosen === undefined) throw new RangeError(`The strategy declares no choice "${id}".`);
  return chosen;
}
