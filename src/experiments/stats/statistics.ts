/** Estimators over independent samples of one problem. */
import type { AnswerChecker } from "../../problems/answers/checker.ts";
import { count } from "../../search/votes.ts";

/**
 * The unbiased estimate of pass@k, the probability that at least one of k samples is right, from n
 * samples of which c are right: 1 − C(n−c, k) / C(n, k) = 1 − ∏_{i=n−c+1..n} (1 − k/i).
 * Chen et al. (2021), "Evaluating Large Language Models Trained on Code", arXiv:2107.03374, eq. 1.
 *
 * @throws RangeError unless 0 ≤ c ≤ n and 1 ≤ k ≤ n, all whole.
 */
export function passAtK(n: number, c: number, k: number): number {
  if (![n, c, k].every(Number.isInteger) || c < 0 || c > n || k < 1 || k > n)
    throw new RangeError(`pass@k needs 0 ≤ c ≤ n and 1 ≤ k ≤ n, not n ${n}, c ${c}, k ${k}.`);
  if (n - c < k) return 1;
  let none = 1;
  for (let i = n - c + 1; i <= n; i++) none *= 1 - k / i;
  return 1 - none;
}

/**
 * The answer that most of the first n samples give (ties: the one seen first). Only the first n
 * count, as in search-and-learn, so that one set of samples serves every smaller n.
 * @returns null when none of the samples gives an answer.
 *
 * @throws RangeError unless 1 ≤ n ≤ answers.length.
 */
export function majorityAt(
  answers: readonly (string | null)[],
  n: number,
  checker: Pick<AnswerChecker, "key">,
): string | null {
  if (!Number.isInteger(n) || n < 1 || n > answers.length)
    throw new RangeError(`majority@n needs 1 ≤ n ≤ ${answers.length} samples, not ${n}.`);
  const ballots = answers.slice(0, n).map((answer, node) => ({ node, answer, score: null }));
  return count("majority", ballots, checker).answer;
}
