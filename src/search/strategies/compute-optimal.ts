/**
 * Compute-optimal scaling: how the samples are spent depends on how hard the problem seems.
 *
 * The rule is that of Snell et al. (2024), sections 3.2 and 5.3, with predicted difficulty:
 * 1. the first k of n trajectories are sampled one apart from the other; the mean of the
 *    verifier's scores of their last steps is the estimate (one that a cap cut off counts 0);
 * 2. the estimate falls in one of five bins, from the easiest to the hardest;
 * 3. the other n − k trajectories are spent as the bin's method says: sampled like the first, or
 *    as beam search. All n answer together, by a vote weighted by score as in the paper.
 *
 * Differences: the paper estimates from 2048 samples a problem, which its curves do not count;
 * here the estimate comes out of the same budget, and from a few samples it is rough. It chooses
 * a bin's method by how well each did on other problems of the bin; here a table says.
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
import { sampleCompletions } from "../completions.ts";
import { conclude } from "../conclude.ts";
import { sideBySide } from "../estimate.ts";
import { numberKnob } from "../knob-values.ts";
import { finishedOf } from "../path.ts";
import { figure, plural } from "../reasons.ts";
import type { Moves, Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT, type TreeNode } from "../tree.ts";
import { DEDUP, growBeams } from "./beam.ts";

export interface DifficultyBin {
  /** The least estimate of the bin, in [0, 1]. */
  readonly least: number;
  readonly method: "best-of-n" | "beam";
}

/**
 * The easiest first. Defaults that are yet to be fitted to these models, not measured on them. The
 * bins are even; the paper's are quintiles of its problems, whatever their estimates. The methods
 * are what the paper found to win in each bin, but for the fifth, where it found none to do.
 */
export const DIFFICULTY_BINS: readonly DifficultyBin[] = [
  { least: 0.8, method: "best-of-n" },
  { least: 0.6, method: "best-of-n" },
  { least: 0.4, method: "beam" },
  { least: 0.2, method: "beam" },
  { least: 0, method: "beam" },
];

const SPENT: Readonly<Record<DifficultyBin["method"], string>> = {
  "best-of-n": "sampled apart",
  beam: "spent as beam search",
};

export const computeOptimal: Strategy = {
  id: "compute-optimal",
  label: "Compute-optimal",
  blurb:
    "A few tries tell how hard the problem is; if easy, more of the same follow, if hard, a beam search.",
  source: "Snell et al. (2024), Scaling LLM Test-Time Compute Optimally, arXiv:2408.03314",
  needsVerifier: true,
  knobs: [
    samples("How many trajectories there are in all, those of the estimate included."),
    {
      id: "estimateFrom",
      kind: "integer",
      label: "Estimate from",
      help: "How many trajectories are sampled first, to estimate how hard the problem is.",
      min: 1,
      max: 64,
      default: 4,
    },
    width("Of the beam search: how many children a kept beam gets."),
    aggregation("last"),
    answerBy("How all that finished settle on an answer.", "weighted"),
    DEDUP,
    ...SAMPLING,
    ...LIMITS,
  ],
  costRule:
    "K completions for the estimate, then N − K more or as many steps a round of beam search, each sampled once and read by the verifier once.",
  size: "n",
  estimate: (knobs, { steps }) => {
    const n = numberKnob(knobs, "n");
    const first = Math.min(n, numberKnob(knobs, "estimateFrom"));
    const rounds = [first, n - first].flatMap((some) => (some > 0 ? sideBySide(some, steps) : []));
    return { rounds, completions: n };
  },
  async *run(search) {
    const { knobs } = search.context;
    const n = numberKnob(knobs, "n");
    const first = Math.min(n, numberKnob(knobs, "estimateFrom"));
    yield* sampleCompletions(search, first);
    if (first < n && !search.outOfBudget) yield* spend(search, n - first);
    return yield* conclude(search, answerOf(knobs));
  },
};

/** Spend the trajectories that are left, in view of those that there are. */
async function* spend(search: Search, left: number): Moves<void> {
  const seen = finishedOf(search.tree);
  const estimate = estimateFrom(seen);
  const { bin, method } = binOf(estimate);
  yield* search.measure("value", new Map([[ROOT, estimate]]));
  const mean = `${plural(seen.length, "trajectory", "trajectories")} came to a mean score of ${figure(estimate)}`;
  const reason = `kept: ${mean}, which is difficulty ${bin} of ${DIFFICULTY_BINS.length}; the other ${left} are ${SPENT[method]}`;
  yield* search.keep(
    seen.map((node) => node.id),
    reason,
  );
  if (method === "beam") yield* growBeams(search, left);
  else yield* sampleCompletions(search, left);
}

/** The mean of the last steps' scores. @param ends of trajectories, not empty. */
const estimateFrom = (ends: readonly TreeNode[]): number =>
  ends.reduce((sum, { end, score }) => sum + (end === "eos" ? (score ?? 0) : 0), 0) / ends.length;

/** @param estimate in [0, 1]. @returns the bin's number, from 1 for the easiest, and its method. */
export function binOf(estimate: number): { bin: number; method: DifficultyBin["method"] } {
  const index = DIFFICULTY_BINS.findIndex(({ least }) => estimate >= least);
  const bin = DIFFICULTY_BINS[index];
  if (!bin) throw new RangeError(`An estimate of ${estimate} is in no difficulty bin.`);
  return { bin: index + 1, method: bin.method };
}
