/**
 * The difficulty of problems for a policy, and the best strategy at each difficulty. Snell et al. (2024),
 * "Scaling LLM Test-Time Compute Optimally", arXiv:2408.03314, sections 3.2 and 5.3.
 */
import { mean } from "./accuracy.ts";
import { groupBy } from "./group.ts";

/**
 * Sorts problems into bins of equal size by the policy's pass@1; bin 1 holds the easiest. Problems with
 * the same pass@1 are sorted by name, so that the bins do not depend on the order of the problems.
 */
export function quantileBins(
  passAtOne: ReadonlyMap<string, number>,
  bins = 5,
): Map<string, number> {
  const ranked = [...passAtOne].sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1));
  return new Map(
    ranked.map(([problem], rank) => [problem, Math.floor((rank * bins) / ranked.length) + 1]),
  );
}

/** A way to spend a budget, and its accuracy on each problem. */
export interface Candidate {
  id: string;
  values: ReadonlyMap<string, number>;
}

/**
 * Chooses a candidate for each problem by its bin, with two-fold cross-validation: the problems of a
 * bin are dealt into two halves, and each half takes the candidate that did best on the other half
 * (ties: the one named first). So no problem takes part in the choice of its own candidate, which
 * would flatter the accuracy. A bin of one problem takes the best of the other halves of all bins.
 * @param bins problems that some candidate was not run on are left out.
 */
export function chooseByBin(
  candidates: readonly Candidate[],
  bins: ReadonlyMap<string, number>,
): Map<string, string> {
  const known = [...bins].filter(([problem]) =>
    candidates.every(({ values }) => values.has(problem)),
  );
  const ordered = known.sort(([a], [b]) => (a < b ? -1 : 1));
  const dealt = [...groupBy(ordered, ([, bin]) => String(bin)).values()].flatMap((alike) =>
    alike.map(([problem, bin], i) => ({ problem, bin, half: i % 2 })),
  );
  return new Map(
    dealt.flatMap(({ problem, bin, half }) => {
      const others = dealt.filter((one) => one.half !== half);
      const alike = others.filter((one) => one.bin === bin);
      const chosen = bestOn(candidates, alike.length > 0 ? alike : others);
      return chosen ? [[problem, chosen.id] as const] : [];
    }),
  );
}

function bestOn(
  candidates: readonly Candidate[],
  problems: readonly { problem: string }[],
): Candidate | null {
  const scored = candidates.map((candidate) => ({
    candidate,
    score: mean(problems.map(({ problem }) => candidate.values.get(problem) ?? 0)),
  }));
  return (
    scored.reduce<(typeof scored)[number] | null>(
      (best, one) => (best === null || one.score > best.score ? one : best),
      null,
    )?.candidate ?? null
  );
}
