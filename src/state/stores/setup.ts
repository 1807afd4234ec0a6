/**
 * What the next run will be: problem, strategy, knobs, seed, budget, models. Knob values
 * live in one bag shared by all strategies, so that switching strategy and back
 * loses nothing; `knobsFor` reads the bag through a strategy's declaration.
 */
import { createStore } from "zustand/vanilla";
import type { Difficulty, FamilyId } from "../../problems/family.ts";
import { clampKnobs } from "../../search/knob-values.ts";
import type { Knob, KnobValues } from "../../search/knobs.ts";
import type { Budget } from "../../search/ledger.ts";

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
  /** A name in the catalog; null for its default. */
  policy: string | null;
  /** A name in the catalog or one that is no model; null for the catalog's default. */
  verifier: string | null;
}

/** What the setup needs of a strategy. */
export interface Declared {
  readonly id: string;
  readonly knobs: readonly Knob[];
}

/** The values that `strategy` will run with. */
export const knobsFor = (strategy: Declared, bag: KnobValues): KnobValues =>
  clampKnobs(strategy.knobs, bag);

export const createSetup = (initial: Setup) => createStore<Setup>()(() => initial);
export type SetupStore = ReturnType<typeof createSetup>;
