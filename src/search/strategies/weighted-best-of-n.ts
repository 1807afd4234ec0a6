/**
 * Weighted best-of-N: sample N completions, group them by their canonical answer, and return the
 * answer with the largest sum of aggregated scores: argmax_a Σ_{i: a_i = a} s_i. The aggregation
 * knob applies to these scores; the code of search-and-learn always takes the last step here,
 * whatever its setting says.
 */
import { sampled } from "../sampled.ts";
import type { Strategy } from "../strategy.ts";

export const weightedBestOfN: Strategy = {
  id: "weighted-best-of-n",
  label: "Weighted best of N",
  blurb: "Many tries side by side; each votes for its answer with the verifier's trust in it.",
  source:
    "Li et al. (2022), Making Large Language Models Better Reasoners with Step-Aware Verifier, arXiv:2206.02336",
  elects: "weighted",
  ...sampled("weighted", "How many completions vote."),
};
