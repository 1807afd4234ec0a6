/**
 * Best-of-N: sample N completions, score every step, and return the answer of the completion with
 * the highest aggregated score (ties: the first to finish). "Naive" best-of-N in
 * huggingface/search-and-learn. Aggregation: last (Snell et al. 2024), min or product
 * (Lightman et al. 2023), or mean. Completions that a cap cut off cannot win. Difference: in
 * search-and-learn a completion that ended without a readable answer can win, and the run then has no
 * answer; here the best of those that answer wins.
 */
import { sampled } from "../sampled.ts";
import type { Strategy } from "../strategy.ts";

export const bestOfN: Strategy = {
  id: "best-of-n",
  label: "Best of N",
  blurb: "Many tries side by side; the verifier picks the one that it trusts most.",
  source: "Cobbe et al. (2021), Training Verifiers to Solve Math Word Problems, arXiv:2110.14168",
  ...sampled("best", "How many completions to sample."),
};
