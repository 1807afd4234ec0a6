/**
 * Beam search over steps, guided by a verifier: n beams of width m.
 *
 * The rule is search-and-learn's (Beeching, Tunstall and Rush 2024, `beam_search.py`), which
 * follows Snell et al. (2024), section 5.2. At first n beams hold the prompt. Each round:
 * 1. each of the n beams takes one step, sampled independently, and is scored;
 * 2. beams that have ended are collected and leave the search;
 * 3. beams with the same text as an older beam are dropped (a knob; on in its recipes);
 * 4. the best ⌊n/m⌋ unfinished beams by aggregated score are kept (ties: the older);
 * 5. these are copied in turn until there are n again, so that each gets m children, or more
 *    when fewer than ⌊n/m⌋ are left.
 * The best score or a vote of the collected beams gives the answer.
 *
 * Differences: search-and-learn goes on until no beam is unfinished and then returns n of the
 * collected beams; here the search ends once n are collected, and all of them count. Its last round
 * runs to the end of the text; here the cap on steps cuts it off. Where m does not divide n,
 * search-and-learn refuses; here ⌊n/m⌋ is rounded down, but is at least 1.
 */

import {
  aggregation,
  answerBy,
  answerOf,
  LIMITS,
  SAMPLING,
  samples,
  width,
} from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import type { StopReason } from "../events.ts";
import { choiceKnob, numberKnob } from "../knob-values.ts";
import type { Knob } from "../knobs.ts";
import type { NodeId } from "../model.ts";
import type { Moves, Search } from "../search.ts";
import { byScore, dropDuplicates, keepBest, type Ranking } from "../select.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT } from "../tree.ts";
import { sideBySide } from "../work.ts";

export const DEDUP: Knob = {
  id: "dedup",
  kind: "choice",
  label: "Duplicates",
  help: "Whether beams that read the same are kept apart, or only the first of them stays.",
  options: [
    { value: "keep", label: "keep" },
    { value: "drop", label: "drop" },
  ],
  default: "drop",
};

/** The knobs of beam search; a variant's own knobs are put among them. */
export const beamKnobs = (...own: readonly Knob[]): readonly Knob[] => [
  samples("How many beams grow at once."),
  width("How many children a kept beam gets: of n beams, n divided by this are kept."),
  ...own,
  aggregation("last"),
  answerBy("How the finished beams settle on an answer.", "best"),
  DEDUP,
  ...SAMPLING,
  ...LIMITS,
];

export const beam: Strategy = {
  id: "beam",
  label: "Beam search",
  blurb: "All tries advance together; after every step only the best-scored go on, and branch.",
  source: "Snell et al. (2024), Scaling LLM Test-Time Compute Optimally, arXiv:2408.03314",
  needsVerifier: true,
  knobs: beamKnobs(),
  costRule:
    "N steps a round, each sampled once and read by the verifier once; branches share their prefix.",
  size: "n",
  estimate: (knobs, { steps }) => {
    const n = numberKnob(knobs, "n");
    return { rounds: sideBySide(n, steps), completions: n };
  },
  run: (search) => beamSearch(search),
};

export async function* beamSearch(search: Search, appraise?: Appraise): Moves<StopReason> {
  const { knobs } = search.context;
  yield* growBeams(search, numberKnob(knobs, "n"), appraise);
  return yield* conclude(search, answerOf(knobs));
}

/** Ranks the unfinished beams of a round by something other than their scores. */
type Appraise = (open: readonly NodeId[]) => Moves<Ranking>;

/** Grows n beams from the prompt, with the width that the knobs give, until n more trajectories have ended. */
export async function* growBeams(search: Search, n: number, appraise?: Appraise): Moves<void> {
  const { knobs } = search.context;
  const count = Math.max(1, Math.floor(n / numberKnob(knobs, "width")));
  const drops = choiceKnob(knobs, "dedup", ["keep", "drop"]) === "drop";
  const goal = search.ledger.completions + n;

  let beams: NodeId[] = [ROOT];
  while (beams.length > 0 && search.ledger.completions < goal && !search.outOfBudget) {
    const children = yield* search.grow(refill(beams, n));
    search.release(beams.filter((id) => id !== ROOT));
    let open = children.filter((child) => child.finish === null).map((child) => child.id);
    if (drops) open = yield* dropDuplicates(search, open);
    if (search.ledger.completions >= goal || search.outOfBudget) return;
    const ranking = appraise ? yield* appraise(open) : byScore(search);
    if (search.outOfBudget) return;
    beams = yield* keepBest(search, open, count, ranking);
  }
}

/** Repeats these beams in order until there are n. */
const refill = (beams: readonly NodeId[], n: number): NodeId[] =>
  Array.from({ length: n }, (_, i) => beams[i % beams.length] ?? ROOT);
