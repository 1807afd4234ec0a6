/** Sentences about samples that cannot differ: without randomness, many samples are one. */
import type { KnobValues } from "./knobs.ts";
import { plural } from "./reasons.ts";
import type { Strategy } from "./strategy.ts";

/** Why the policy continues from a state in only one way; null when it draws at random. */
function whyOneWay({ temperature, topK }: KnobValues): string | null {
  if (temperature !== undefined && Number(temperature) === 0) return "At temperature 0";
  return Number(topK) === 1 ? "With top k at 1" : null;
}

/** What is sampled more than once from one state; null when nothing is. */
function whatIsSampled({ size }: Pick<Strategy, "size">, knobs: KnobValues): string | null {
  const { n, branch } = knobs;
  const several = (value: unknown): value is number => typeof value === "number" && value > 1;
  if (branch !== undefined)
    return several(branch) ? `${plural(branch, "step")} sampled from a state` : null;
  if (size === "minTokens") return "attempts";
  return several(n) ? plural(n, "sample") : null;
}

/**
 * A sentence for people who set up or read such a run; null when samples may differ.
 * @param knobs the values of the strategy's knobs in this run.
 */
export function sameSamples(strategy: Pick<Strategy, "size">, knobs: KnobValues): string | null {
  const why = whyOneWay(knobs);
  const what = whatIsSampled(strategy, knobs);
  return why && what ? sentence(why, what) : null;
}

/** The same for many runs of any strategies. @param knobs the knobs that are set for all. */
export function sameInAllRuns(knobs: KnobValues): string | null {
  const why = whyOneWay(knobs);
  return why && sentence(why, "samples of a run, and all runs of a problem,");
}

const sentence = (why: string, what: string): string =>
  `${why} the policy always takes its first choice: all ${what} are one and the same.`;
