/**
 * How compute-optimal scaling comes to its table: problems in quintiles by the estimate of their
 * difficulty, and in each the method that did best. Snell et al. (2024), "Scaling LLM Test-Time
 * Compute Optimally", arXiv:2408.03314, section 3.2.
 */
import { mean } from "./accuracy.ts";
import { bootstrapMean, type Estimate } from "./bootstrap.ts";

/** One problem: the verifier's estimate, in [0, 1], and whether each method's answer was right. */
export interface Tried<Method extends string> {
  estimate: number;
  right: Readonly<Record<Method, boolean>>;
}

export interface FittedBin<Method extends string> {
  /** The least estimate of the bin; 0 in the hardest. */
  least: number;
  problems: number;
  accuracy: Readonly<Record<Method, number>>;
  /** Accuracy of the second method less that of the first, on the same problems. */
  difference: Estimate;
  /** The more accurate one; the first where both are the same. */
  method: Method;
}

/**
 * @param methods the two that are compared. @param tried at least as many problems as bins.
 * @returns the bins, the easiest first. Each edge is the mean of the estimates on both sides of it.
 */
export function fitBins<Method extends string>(
  tried: readonly Tried<Method>[],
  methods: readonly [Method, Method],
  bins = 5,
): FittedBin<Method>[] {
  if (tried.length < bins)
    throw new RangeError(`${bins} bins need as many problems at least, not ${tried.length}.`);
  const ranked = [...tried].sort((a, b) => b.estimate - a.estimate);
  const edge = (bin: number): number => Math.floor((bin * ranked.length) / bins);
  return Array.from({ length: bins }, (_, bin) => {
    const own = ranked.slice(edge(bin), edge(bin + 1));
    const [last, next] = [ranked[edge(bin + 1) - 1], ranked[edge(bin + 1)]];
    const share = (method: Method) => mean(own.map(({ right }) => (right[method] ? 1 : 0)));
    const [first, second] = methods;
    const difference = bootstrapMean(
      own.map(({ right }) => Number(right[second]) - Number(right[first])),
    );
    return {
      least: last && next ? (last.estimate + next.estimate) / 2 : 0,
      problems: own.length,
      accuracy: Object.fromEntries(methods.map((one) => [one, share(one)])) as Record<
        Method,
        number
      >,
      difference,
      method: difference.value > 0 ? second : first,
    };
  });
}
