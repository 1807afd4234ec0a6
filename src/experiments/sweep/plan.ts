/**
 * From settings to searches. A point of the results is one strategy with one verifier, aggregation
 * and budget; one search may give several points.
 *
 * What is shared, because it is exactly the same: best-of-N, weighted best-of-N and majority at one
 * N sample the very same trajectories, whose scores give every aggregation.
 *
 * What is not: a smaller N. A draw is keyed by its node's id, and the second steps of N
 * trajectories are numbered from N + 1 on, so those of another N are other samples.
 * Nor is anything under a budget of which the rows in flight depend on the verifier's cost, for
 * majority, which pays none.
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
  /** null where the strategy needs no verifier. */
  prm: string | null;
  aggregation: Aggregation | null;
  /** In the sweep's currency; null where the strategy has no size, and so runs once. */
  budget: number | null;
}

/** The models of one engine. */
export interface Pair {
  policy: string;
  prm: string | null;
  /** Whether strategies without a verifier run with it: once for each policy. */
  first: boolean;
}

export interface PlannedSearch {
  problem: Problem;
  seed: number;
  strategy: Strategy;
  knobs: KnobValues;
  budget: Budget | null;
  /** What it gives: its own point first. */
  points: readonly Point[];
}

/** Strategies that sample whole trajectories apart, and who of these answers. */
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
 * @param shapeOf the trajectories of problems like this one; asked only where knobs are fitted.
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
        // Without draws, each seed gives the same.
        .filter((strategy) => turn === 0 || strategy.size !== null)
        .flatMap((strategy) => searchesOf(settings, pair, strategy, () => shapeOf(problem)));
      return share(all.map((one) => ({ ...one, problem, seed })));
    }),
  );
}

/** How many runs a whole file of these settings holds. */
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

/** Searches of one problem and seed, with those that would sample the same made one. */
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

/** The same for two searches that sample the same trajectories; null where none others do. */
function sampledKey({ strategy, knobs, budget }: PlannedSearch): string | null {
  if (!(strategy.id in VOTES) || knobs.stop !== "never") return null;
  const { n, temperature, topP, topK, maxSteps, maxStepTokens } = knobs;
  const sampling = [n, temperature, topP, topK, maxSteps, maxStepTokens];
  return JSON.stringify([sampling, budget, budget !== null && strategy.needsVerifier]);
}
