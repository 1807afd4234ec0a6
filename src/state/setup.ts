/**
 * What the next run will be: problem, strategy, knobs, seed, budget. Knob values
 * live in one bag shared by all strategies, so that switching strategy and back
 * loses nothing; `knobsFor` reads the bag through a strategy's declaration.
 */
import { createStore } from "zustand/vanilla";
import type { Difficulty, FamilyId } from "../problems/family.ts";
import type { Knob, KnobValues } from "../search/knobs.ts";
import type { Budget } from "../search/ledger.ts";

export interface Setup {
  family: FamilyId;
  /** As typed; it may not parse. */
  text: string;
  /** For the dice. */
  difficulty: Difficulty;
  strategy: string;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
}

/** What the setup needs of a strategy. */
export interface Declared {
  readonly id: string;
  readonly knobs: readonly Knob[];
}

export const SEED_LIMIT = 2 ** 31 - 1;

/** `value` as this knob allows it: clamped and rounded to its grid, or the default. */
export function clampKnob(knob: Knob, value: unknown): number | string {
  if (knob.kind === "choice") {
    const known = knob.options.find((option) => option.value === value);
    return known?.value ?? knob.default;
  }
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return knob.default;
  const bounded = Math.min(knob.max, Math.max(knob.min, number));
  if (knob.kind === "integer") return Math.round(bounded);
  const steps = Math.round((bounded - knob.min) / knob.step);
  return Math.min(knob.max, Number((knob.min + steps * knob.step).toFixed(6)));
}

/** The values that `strategy` will run with. */
export const knobsFor = (strategy: Declared, bag: KnobValues): KnobValues =>
  Object.fromEntries(strategy.knobs.map((knob) => [knob.id, clampKnob(knob, bag[knob.id])]));

export const clampSeed = (seed: number): number =>
  Number.isFinite(seed) ? Math.min(SEED_LIMIT, Math.max(0, Math.round(seed))) : 1;

export const createSetup = (initial: Setup) => createStore<Setup>()(() => initial);
export type SetupStore = ReturnType<typeof createSetup>;
