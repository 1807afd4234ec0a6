/** The rows of the model card: each policy is sampled once, and each reward model scores its samples. */
import { SELF_CERTAINTY } from "../engine/contract/modelless.ts";
import {
  type Catalog,
  type CatalogModel,
  type Weights,
  weightsFile,
} from "../engine/sources/catalog.ts";
import { chooseModels } from "../engine/sources/choose-models.ts";
import {
  type MarkedOf,
  type PolicyRow,
  policyMetrics,
  stepRows,
  type VerifierRow,
  verifierMetrics,
} from "../experiments/card/card.ts";
import type { Drawn } from "../experiments/stats/sampling-metrics.ts";
import {
  fileOf,
  type Place,
  problemsFor,
  type Sampling,
  samplesWith,
  scoresWith,
  withEngine,
} from "./card-measure.ts";
import { byProblem, readMarked } from "./marked-sets.ts";

export interface CardPlan extends Place {
  /** The command that measures the same again. */
  command: string;
  catalog: Catalog;
  prms: readonly CatalogModel[];
  samplings: readonly Sampling[];
  /** Only every n-th problem of the marked trajectories is scored; 1 for all. */
  every: number;
}

const weightsOf = ({ load }: CardPlan): Weights => load.weights ?? "f16w";

/** The name that the card gives a model's file. */
export const measuredFile = (model: CatalogModel, weights: Weights): string =>
  fileOf(weightsFile(model, weights));

/** The models that a reward model runs: itself, and then the one that it refers to. */
const judgeOf = (plan: CardPlan, prm: CatalogModel, label: string) => {
  const [, ...others] = chooseModels(plan.catalog, { prm: prm.id }).all;
  const reference = prm.verifier?.kind === "implicit" ? prm.verifier.reference : null;
  const models = [prm, ...plan.catalog.models.filter(({ id }) => id === reference)];
  return { models: others.length > 0 ? models : [prm], weights: weightsOf(plan), label };
};

/** The rows of one policy, one for each family. */
export async function policyRows(plan: CardPlan, policy: CatalogModel): Promise<PolicyRow[]> {
  const samples = await withEngine(plan, { policy: policy.id, prm: null }, async (engine) => {
    const all: Drawn[][][] = [];
    for (const sampling of plan.samplings) all.push(await samplesWith(engine, sampling, plan));
    return all;
  });
  const judged = new Map<CatalogModel, Drawn[][][]>();
  for (const prm of plan.prms) {
    judged.set(
      prm,
      await withEngine(plan, { policy: policy.id, prm: prm.id }, async (engine) => {
        const all: Drawn[][][] = [];
        for (const [i, sampling] of plan.samplings.entries()) {
          const drawn = samples[i] ?? [];
          const label = `${prm.id} on ${policy.id}, ${sampling.family}`;
          const problems = problemsFor(sampling);
          const written = problems.map((problem, at) => ({
            problem,
            trajectories: (drawn[at] ?? []).map(({ steps }) => steps),
          }));
          const scores = await scoresWith(engine, written, judgeOf(plan, prm, label), plan);
          all.push(
            drawn.map((group, at) =>
              group.map((one, k) => ({ ...one, scores: scores[at]?.[k] ?? [] })),
            ),
          );
        }
        return all;
      }),
    );
  }
  const weights = weightsOf(plan);
  return plan.samplings.map(({ family, level, problems, samples: n, temperature, seed }, i) => ({
    command: plan.command,
    policy: policy.id,
    file: measuredFile(policy, weights),
    family,
    level,
    temperature,
    problems,
    samples: n,
    seed,
    weights,
    metrics: policyMetrics(samples[i] ?? []),
    verifiers: [
      ...[...judged].map(([prm, all]) => ({
        verifier: prm.id,
        file: measuredFile(prm, weights),
        metrics: verifierMetrics(all[i] ?? []),
      })),
      { verifier: SELF_CERTAINTY, file: "", metrics: verifierMetrics(samples[i] ?? []) },
    ],
  }));
}

/** The rows of one reward model on the marked trajectories: one for each family, and one for all. */
export async function verifierRows(plan: CardPlan, prm: CatalogModel): Promise<VerifierRow[]> {
  const policy = chooseModels(plan.catalog, { prm: null }).policy.id;
  return withEngine(plan, { policy, prm: prm.id }, async (engine) => {
    const scored = async (split: string): Promise<MarkedOf[]> => {
      const groups = byProblem(readMarked(split)).filter((_, i) => i % plan.every === 0);
      const written = groups.map(({ problem, lines }) => ({
        problem,
        trajectories: lines.map(({ steps }) => engine.stepTokens(steps)),
      }));
      const judge = judgeOf(plan, prm, `${prm.id} on marked ${split} trajectories`);
      const scores = await scoresWith(engine, written, judge, plan);
      return groups.flatMap(({ problem, lines }, i) =>
        lines.map(({ family, firstError }, k) => ({
          family,
          problem: problem.text,
          firstError,
          scores: scores[i]?.[k] ?? [],
        })),
      );
    };
    const file = measuredFile(prm, weightsOf(plan));
    const model = { command: plan.command, verifier: prm.id, file };
    return stepRows(model, await scored("validation"), await scored("test"));
  });
}
