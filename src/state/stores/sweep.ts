/** The view of sweeps: the one that is set up here, as far as it was run, and results from elsewhere. */

import { createStore } from "zustand/vanilla";
import type { Axis } from "../../experiments/plot/plot.ts";
import type { Header, RunLine, ShapeLine } from "../../experiments/sweep/file.ts";
import type { Finished } from "../../experiments/sweep/open.ts";
import { DEFAULT_DRAFT, type Draft } from "../sweep/draft.ts";

/** The sweep of the draft, as far as it was run in this browser. */
export interface Own {
  readonly identity: string;
  readonly header: Header;
  readonly runs: readonly RunLine[];
  readonly shapes: readonly ShapeLine[];
  /** Runs that it comes to. */
  readonly total: number;
}

/** Results that were made elsewhere, or earlier. */
export interface Results extends Finished {
  /** Of the list that is served with the page; null of a file. */
  readonly id: string | null;
  readonly title: string;
}

/** Being run. */
export interface Work {
  /** As `performance.now()`. */
  readonly since: number;
  /** Runs that there were already. */
  readonly before: number;
  /** What is waited for before the first search, in a few words; null once searches are under way. */
  readonly waiting: string | null;
}

/** A point of one of the sweeps that are shown. */
export interface Chosen {
  readonly own: boolean;
  readonly curve: string;
  readonly budget: number | null;
}

/** How the curves are looked at. */
export interface Reading {
  readonly axis: Axis;
  /** Problems of one kind; null for all of them together. */
  readonly kind: string | null;
  /** The point whose runs are listed. */
  readonly chosen: Chosen | null;
}

export interface Sweep {
  readonly open: boolean;
  readonly draft: Draft;
  /** null until the draft can be read. */
  readonly own: Own | null;
  /** What is wrong with the draft, in a sentence. */
  readonly refusal: string | null;
  readonly work: Work | null;
  readonly results: Results | null;
  readonly reading: Reading;
  /** Finished runs outlast the page. */
  readonly keeps: boolean;
}

export const createSweep = () =>
  createStore<Sweep>()(() => ({
    open: false,
    draft: DEFAULT_DRAFT,
    own: null,
    refusal: null,
    work: null,
    results: null,
    reading: { axis: "policyTokens", kind: null, chosen: null },
    keeps: true,
  }));
