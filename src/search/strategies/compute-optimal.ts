/**
 * Compute-optimal scaling: the estimated difficulty of a problem decides how its samples are spent.
 *
 * The rule is that of Snell et al. (2024), sections 3.2 and 5.3, with predicted difficulty:
 * 1. the first k of n trajectories are sampled independently; the mean of the verifier's scores of
 *    their last steps is the estimate (a trajectory that a cap cut off counts 0);
 * 2. the estimate falls into one of five bins, from the easiest to the hardest;
 * 3. the method of the bin decides how the other n − k trajectories are spent: sampled like the
 *    first, or by beam search. All n vote, weighted by score as in the paper.
 *
 * Differences: the paper estimates from 2048 samples per problem, which its curves do not count;
 * here the estimate is paid from the same budget, and from a few samples it is rough. The paper
 * chooses the method of a bin for each budget; here one table, fitted at n = 16, serves all.
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
import { choiceKnob, numberKnob } from "../knob-values.ts";
import type { Knob, When } from "../knobs.ts";
import { finishedOf } from "../path.ts";
import { figure, plural } from "../reasons.ts";
import type { Moves, Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT, type TreeNode } from "../tree.ts";
import { sideBySide } from "../work.ts";
import { DEDUP, growBeams } from "./beam.ts";

export interface DifficultyBin {
  /** The least estimate of the bin, in [0, 1]. */
  readonly least: number;
  readonly method: "best-of-n" | "beam";
}

/**
 * The bins, easiest first: quintiles of 480 validation problems of the three families, levels 2 to 5,
 * each with the method that was more accurate with the bundled policy and reward model
 * (`npm run -s fit-bins`, n = 16). In the third bin beam search was ahead by 0.02, within the noise; in
 * the last it was behind by 0.10.
 */
export const DIFFICULTY_BINS: readonly DifficultyBin[] = [
  { least: 0.8, method: "best-of-n" },
  { least: 0.39, method: "best-of-n" },
  { least: 0.17, method: "beam" },
  { least: 0.05, method: "best-of-n" },
  { least: 0, method: "best-of-n" },
];

/** Lets the method that the table chose be compared with the other one. */
const SPEND: Knob = {
  id: "spend",
  kind: "choice",
  label: "Spend the rest",
  help: "As the table of difficulties says, or the same way whatever the difficulty, to compare.",
  options: [
    { value: "by-difficulty", label: "by difficulty" },
    { value: "best-of-n", label: "sampled apart" },
    { value: "beam", label: "as beam search" },
  ],
  default: "by-difficulty",
};

/** The settings under which the rest may be spent by beam search. */
const WHERE_BEAMS: When = { knob: "spend", is: ["by-difficulty", "beam"] };

const SPENT: Readonly<Record<DifficultyBin["method"], string>> = {
  "best-of-n": "sampled apart",
  beam: "spent as beam search",
};

export const computeOptimal: Strategy = {
  id: "compute-optimal",
  label: "Compute-optimal",
  blurb:
    "A few tries tell how hard the problem is; a table then says whether more of the same follow or a beam search.",
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
    SPEND,
    {
      ...width("Of the beam search: how many children a kept beam gets."),
      when: WHERE_BEAMS,
    },
    aggregation("last"),
    answerBy("How all that finished settle on an answer.", "weighted"),
    { ...DEDUP, when: WHERE_BEAMS },
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

/** Spends the trajectories that are left, by the estimate from those that there are. */
async function* spend(search: Search, left: number): Moves<void> {
  const seen = finishedOf(search.tree);
  const estimate = estimateFrom(seen);
  const { bin, method: fitted } = binOf(estimate);
  const asked = choiceKnob(search.context.knobs, "spend", ["by-difficulty", "best-of-n", "beam"]);
  const method = asked === "by-difficulty" ? fitted : asked;
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

/** The mean score of the last steps. @param ends the last nodes of the trajectories, not empty. */
const estimateFrom = (ends: readonly TreeNode[]): number =>
  ends.reduce((sum, { end, score }) => sum + (end === "eos" ? (score ?? 0) : 0), 0) / ends.length;

/** @param estimate in [0, 1]. @returns the number of the bin, 1 for the easiest, and its method. */
export function binOf(estimate: number): { bin: number; method: DifficultyBin["method"] } {
  const index = DIFFICULTY_BINS.findIndex(({ least }) => estimate >= least);
  const bin = DIFFICULTY_BINS[index];
  if (!bin) throw new RangeError(`An estimate of ${estimate} is in no difficulty bin.`);
  return { bin: index + 1, method: bin.method };
}
