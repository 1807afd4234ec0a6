/**
 * Plans the searches of a sweep. A point of the results is one strategy with one verifier,
 * aggregation and budget. One search may give several points.
 *
 * Best-of-N, weighted best-of-N and majority with the same N share a search: they sample exactly the
 * same trajectories, whose scores give every aggregation.
 *
 * Another N needs a search of its own. A draw is keyed by the id of its node, and the second steps of
 * N trajectories have ids from N + 1 on, so another N draws other samples. Under a budget, majority
 * needs its own search too: it pays for no verifier, so it has other rows in flight.
 */
import type { Problem } from "../../problems/family.ts";
import type { Aggregation } from "../../search/aggregate.ts";
import { estimateCost } from "../../search/estimate.ts";
import { fitKnobs } from "../../search/fit.ts";
import type { KnobValues } from "../../search/knobs.ts";
import type { Budget } from "../../search/ledger.ts";
import type { Shape } from "../../search/shape.ts";
import type { Strategy } from "../../search/strategy.ts";
import type { VoteRule } from "../../search/tree.ts";
import { groupBy } from "../stats/group.ts";
import { knobsOf, type Settings, SIZE, SweepRefused, strategiesOf } from "./settings.ts";

export interface Point {
  policy: string;
  strategy: string;
  /** null when the strategy needs no verifier. */
  prm: string | null;
  aggregation: Aggregation | null;
  /** In the sweep's currency; null when the strategy has no size, and so runs once. */
  budget: number | null;
}

/** The models of one engine. */
export interface Pair {
  policy: string;
  prm: string | null;
  /** Whether strategies without a verifier run on this pair; they run once for each policy. */
  first: boolean;
}

export interface PlannedSearch {
  problem: Problem;
  seed: number;
  strategy: Strategy;
  knobs: KnobValues;
  budget: Budget | null;
  /** The points that the search gives, its own first. */
  points: readonly Point[];
}

/** The strategies that sample independent trajectories, and the rule by which each answers. */
export const VOTES: Readonly<Record<string, VoteRule>> = {
  majority: "majority",
  "best-of-n": "best",
  "weighted-best-of-n": "weighted",
};

export const pairsOf = ({ policies, verifiers }: Settings): Pair[] =>
  policies.flatMap((policy) =>
    (verifiers.length > 0 ? verifiers : [null]).map((prm, i) => ({ policy, prm, first: i === 0 })),
  );

/**
 * The searches of one pair of models: by seed, then by problem, then by budget.
 * @param shapeOf the shape of trajectories of problems like this one; called only to fit knobs.
 */
export function planSearches(
  settings: Settings,
  pair: Pair,
  problems: readonly Problem[],
  shapeOf: (problem: Problem) => Shape,
): PlannedSearch[] {
  const chosen = strategiesOf(settings).filter((one) => one.needsVerifier || pair.first);
  return settings.seeds.flatMap((seed, turn) =>
    problems.flatMap((problem) => {
      const all = chosen
        // A strategy without draws gives the same for each seed.
        .filter((strategy) => turn === 0 || strategy.size !== null)
        .flatMap((strategy) => searchesOf(settings, pair, strategy, () => shapeOf(problem)));
      return share(all.map((one) => ({ ...one, problem, seed })));
    }),
  );
}

/** How many runs a complete file of these settings holds. */
export const runsIn = (settings: Settings, problems: number): number =>
  pairsOf(settings)
    .flatMap((pair) => strategiesOf(settings).filter((one) => one.needsVerifier || pair.first))
    .reduce((sum, { size, knobs }) => {
      const scored = knobs.some((knob) => knob.id === "aggregation");
      const times = size === null ? 1 : settings.budgets.length * settings.seeds.length;
      return sum + problems * times * (scored ? settings.aggregations.length : 1);
    }, 0);

type Bare = Omit<PlannedSearch, "problem" | "seed">;

function searchesOf(
  settings: Settings,
  pair: Pair,
  strategy: Strategy,
  shapeOf: () => Shape,
): Bare[] {
  const { budgets, currency, aggregations } = settings;
  const scored = strategy.knobs.some((knob) => knob.id === "aggregation");
  const limits: (number | null)[] = strategy.size === null ? [null] : budgets;
  return limits.flatMap((limit) =>
    (scored ? aggregations : [null]).map((aggregation): Bare => {
      const knobs = { ...knobsOf(strategy, settings), ...(aggregation && { aggregation }) };
      const prm = strategy.needsVerifier ? pair.prm : null;
      const points = [
        { policy: pair.policy, strategy: strategy.id, prm, aggregation, budget: limit },
      ];
      if (limit === null || strategy.size === null)
        return { strategy, knobs, budget: null, points };
      if (currency === SIZE) {
        return { strategy, knobs: { ...knobs, [strategy.size]: limit }, budget: null, points };
      }
      const shape = shapeOf();
      if (estimateCost(strategy, knobs, shape)[currency] === 0)
        throw new SweepRefused(
          `${strategy.id} spends no ${currency}, so that no such budget says how large it is.`,
        );
      const budget = { currency, limit };
      return { strategy, knobs: fitKnobs(strategy, knobs, shape, budget).knobs, budget, points };
    }),
  );
}

/** Merges those of the searches of one problem and seed that would sample the same. */
function share(searches: readonly PlannedSearch[]): PlannedSearch[] {
  const keys = new Map(searches.map((search, i) => [search, sampledKey(search) ?? String(i)]));
  const groups = groupBy(searches, (search) => keys.get(search) ?? "");
  return [...groups.values()].flatMap((group) => {
    const leader = group.find(({ strategy }) => strategy.needsVerifier) ?? group[0];
    if (!leader) return [];
    const others = group.filter((one) => one !== leader);
    return { ...leader, points: [leader, ...others].flatMap((one) => one.points) };
  });
}

/** A key that two searches share when they sample the same trajectories; null when no other does. */
function sampledKey({ strategy, knobs, budget }: PlannedSearch): string | null {
  if (!(strategy.id in VOTES) || knobs.stop !== "never") return null;
  const { n, temperature, topP, topK, maxSteps, maxStepTokens } = knobs;
  const sampling = [n, temperature, topP, topK, maxSteps, maxStepTokens];
  return JSON.stringify([sampling, budget, budget !== null && strategy.needsVerifier]);
}
