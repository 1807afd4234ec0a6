/**
 * Fits the table of compute-optimal scaling: it sorts problems into quintiles by the estimate of their
 * difficulty, and takes the more accurate method in each. Snell et al. (2024), "Scaling LLM Test-Time
 * Compute Optimally", arXiv:2408.03314, section 3.2.
 */
import { mean } from "./accuracy.ts";
import { bootstrapMean, type Estimate } from "./bootstrap.ts";

/** One problem: the verifier's estimate in [0, 1], and whether the answer of each method was right. */
export interface Tried<Method extends string> {
  estimate: number;
  right: Readonly<Record<Method, boolean>>;
}

export interface FittedBin<Method extends string> {
  /** The least estimate in the bin; 0 for the hardest bin. */
  least: number;
  problems: number;
  accuracy: Readonly<Record<Method, number>>;
  /** The accuracy of the second method minus that of the first, on the same problems. */
  difference: Estimate;
  /** The more accurate method; the first when both are equal. */
  method: Method;
}

/**
 * @param methods the two methods that are compared. @param tried at least as many problems as bins.
 * @returns the bins, easiest first. Each edge is the mean of the estimates on both sides of it.
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
