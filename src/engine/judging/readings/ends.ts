/**
 * A language model that says where completions of a trajectory end, with the target hidden from it:
 * in the prompt one token stands for the target, and after a step the model is asked, by tokens that
 * no later step sees, for the number that the trajectory ends at. So every completion is a label,
 * whatever it was meant to reach (as in Hindsight Experience Replay, Andrychowicz et al. 2017,
 * arXiv 1707.01495). Where no target is hidden, the model is asked whether the trajectory ends right.
 */
import { at, plain, type Reading } from "../reading.ts";

export interface Ends {
  /** Token ids: the target is what stands between the prompt's first token `make` and `from`. */
  hide: { make: number; from: number };
  /** Stands for the target in the prompt. */
  target: number;
  /** Asks for the end. */
  ask: number;
  /** An end that counts: alone, or after a number's last digit. */
  right: number;
  /** An end that counts as none. */
  wrong: number;
  /**
   * P(end = target), given that it counts, is raised to this power. A step that leads to the target
   * in one of fifty completions is a good one, and its score is not to be that of a slip.
   */
  exponent: number;
}

/** The prompt as the model reads it, and the target's tokens; none where the prompt names no target. */
export function hideTarget(
  { hide, target }: Pick<Ends, "hide" | "target">,
  prompt: readonly number[],
): { prompt: readonly number[]; answer: readonly number[] } {
  const to = prompt.indexOf(hide.from);
  if (prompt[0] !== hide.make || to < 2) return { prompt, answer: [] };
  return { prompt: [hide.make, target, ...prompt.slice(to)], answer: prompt.slice(1, to) };
}

/**
 * The logit of P(the end counts) · P(end = target | it counts)^exponent.
 * @param vocabulary size of the model's. @param prompt token ids of the problem.
 */
export function ends(entry: Ends, vocabulary: number, prompt: readonly number[]): Reading {
  const { ask, right, wrong, exponent } = entry;
  const { answer } = hideTarget(entry, prompt);
  const read: Reading["read"] = ({ probed }) => {
    const first = probed(0);
    if (answer.length === 0) return at(first, right) - at(first, wrong);
    const counts = Math.log1p(-Math.min(1 - 1e-7, Math.exp(logProbabilityOf(first, wrong))));
    const told = [...answer, right].reduce(
      (sum, token, i) => sum + logProbabilityOf(probed(i), token),
      0,
    );
    const score = Math.min(-1e-7, counts + exponent * Math.min(0, told - counts));
    return score - Math.log(-Math.expm1(score));
  };
  return {
    ...plain(vocabulary, read),
    probe: [ask, ...answer],
    root: (tokens) => hideTarget(entry, tokens).prompt,
  };
}

/** log softmax, nats. */
function logProbabilityOf(logits: Float32Array, token: number): number {
  const top = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  return at(logits, token) - top - Math.log(sum);
}
