/** Searches side by side: the lanes, their common player, and their seeds. */
import { createStore } from "zustand/vanilla";
import type { Outcome } from "../../experiments/stats/repeats.ts";
import type { Currency } from "../../search/ledger.ts";
import type { Figure } from "../figure.ts";
import { emptyHead, type Head } from "./head.ts";
import type { Setup } from "./setup.ts";

export const FEWEST_LANES = 2;

export const MOST_LANES = 4;

/** Currencies that lanes may go in step of: those that every search spends. */
export const LOCKSTEPS = [
  "policyTokens",
  "flops",
  "seconds",
  "completions",
  "policyCalls",
] as const;

export type Lockstep = (typeof LOCKSTEPS)[number] & Currency;

export interface Lane {
  readonly id: number;
  readonly figure: Figure;
  /** Not run, and not in the strip. */
  readonly muted: boolean;
}

/** What is open beside the lanes: the problem, or one lane's setup in full. */
export type Drawer = { kind: "problem" } | { kind: "lane"; id: number };

export interface Lanes {
  /** None in the view of one search, else two to four. */
  readonly lanes: readonly Lane[];
  readonly currency: Lockstep;
  readonly head: Head;
  readonly drawer: Drawer | null;
  /** The lanes, or their seeds, are being run. */
  readonly running: boolean;
  /** Each lane over many seeds, once that was asked for. */
  readonly repeats: Repeats | null;
}

export const createLanes = () =>
  createStore<Lanes>()(() => ({
    lanes: [],
    currency: "policyTokens",
    head: emptyHead,
    drawer: null,
    running: false,
    repeats: null,
  }));

export interface LaneRepeats {
  readonly lane: number;
  /** What was run, whatever the lane is set to meanwhile. */
  readonly setup: Setup;
  readonly outcomes: readonly Outcome[];
}

export interface Repeats {
  readonly lanes: readonly LaneRepeats[];
  /** Runs of each lane. */
  readonly seeds: number;
}
