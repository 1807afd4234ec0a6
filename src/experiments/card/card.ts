/**
 * The results behind the model card, models/results.json, made from samples and scores. One set of
 * samples of a policy gives the policy's own figures and those of every reward model that scored it.
 */
import { z } from "zod";
import { difficultySchema, familyIdSchema } from "../../problems/problem.ts";
import { seedSchema } from "../../search/seed.ts";
import { bootstrapMean, type Estimate } from "../stats/bootstrap.ts";
import { chosen, type Drawn, judgedBy } from "../stats/sampling-metrics.ts";
import { passAtK } from "../stats/statistics.ts";
import { auc, brier, calibrationError } from "./judged.ts";
import { chooseThreshold, type Marked, stepAccuracy } from "./process-bench.ts";

/** The number of samples that the project's bar is set for; the smaller tables use it too. */
export const BAR_SAMPLES = 16;
const KS = [1, 8, BAR_SAMPLES, 64];

const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
const metrics = z.record(z.string(), estimate);

/** A policy on one family, and each reward model on the same samples. */
const policyRow = z.object({
  /** The command that measures it again. */
  command: z.string(),
  policy: z.string(),
  /** The first digits of the SHA-256 of the measured file. */
  file: z.string(),
  family: familyIdSchema,
  level: difficultySchema,
  temperature: z.number(),
  problems: z.int(),
  samples: z.int(),
  seed: seedSchema,
  weights: z.string(),
  /** "pass@8", "majority@64", …; "tokens" is the mean length of a sample. */
  metrics,
  /** "best-of-64", "weighted@64", their gain over pass@1, and "AUC", "Brier", "ECE" of the last step's score. */
  verifiers: z.array(z.object({ verifier: z.string(), file: z.string(), metrics })),
});

/** A reward model on the marked trajectories of one family, or of all where family is null. */
const verifierRow = z.object({
  command: z.string(),
  verifier: z.string(),
  file: z.string(),
  family: familyIdSchema.nullable(),
  trajectories: z.int(),
  /** Chosen on the validation split. */
  threshold: z.number(),
  metrics,
});

export const cardResults = z.object({
  version: z.literal(1),
  policies: z.array(policyRow),
  verifiers: z.array(verifierRow),
});
export type CardResults = z.infer<typeof cardResults>;
export type PolicyRow = z.infer<typeof policyRow>;
export type VerifierRow = z.infer<typeof verifierRow>;
type Metrics = Record<string, Estimate>;

/** @param problems the samples of each problem, equally many, in the order in which they were drawn. */
export function policyMetrics(problems: readonly (readonly Drawn[])[]): Metrics {
  const n = problems[0]?.length ?? 0;
  const mean = (of: (samples: readonly Drawn[]) => number): Estimate =>
    bootstrapMean(problems.map(of));
  const passed = (samples: readonly Drawn[], k: number): number =>
    passAtK(samples.length, samples.filter(({ correct }) => correct).length, k);
  const found: Metrics = {};
  for (const k of KS.filter((k) => k <= n)) {
    found[`pass@${k}`] = mean((samples) => passed(samples, k));
    if (k > 1) {
      found[`pass@${k} - pass@1`] = mean((samples) => passed(samples, k) - passed(samples, 1));
    }
  }
  for (const size of sizesOf(n)) {
    found[`majority@${size}`] = mean((samples) => chosen(samples.slice(0, size), "majority", null));
  }
  found.tokens = mean((samples) => samples.flatMap(({ steps }) => steps.flat()).length / n);
  return found;
}

/** How many samples vote: all of them, and the number of the bar. */
const sizesOf = (n: number): number[] => (n > BAR_SAMPLES ? [BAR_SAMPLES, n] : [n]);

/** @param problems with the reward model's scores; samples that a cap cut off do not vote and are not judged. */
export function verifierMetrics(problems: readonly (readonly Drawn[])[]): Metrics {
  const n = problems[0]?.length ?? 0;
  const share = (samples: readonly Drawn[]): number =>
    samples.filter(({ correct }) => correct).length / samples.length;
  const found: Metrics = {};
  for (const size of sizesOf(n)) {
    const pick = (samples: readonly Drawn[], vote: "best" | "weighted"): number =>
      chosen(samples.slice(0, size), vote, "last");
    found[`best-of-${size}`] = bootstrapMean(problems.map((samples) => pick(samples, "best")));
    found[`best-of-${size} - pass@1`] = bootstrapMean(
      problems.map((samples) => pick(samples, "best") - share(samples)),
    );
    found[`weighted@${size}`] = bootstrapMean(problems.map((samples) => pick(samples, "weighted")));
  }
  const judged = judgedBy(problems, "last");
  const area = auc(judged);
  if (area) found.AUC = area;
  if (judged.some((one) => one.length > 0)) {
    found.Brier = brier(judged);
    found.ECE = calibrationError(judged);
  }
  return found;
}

export type MarkedOf = Marked & { readonly family: PolicyRow["family"] };

/** The rows of one reward model: one for each family and one for all, with the same threshold. */
export function stepRows(
  model: Pick<VerifierRow, "command" | "verifier" | "file">,
  validation: readonly MarkedOf[],
  test: readonly MarkedOf[],
): VerifierRow[] {
  const threshold = chooseThreshold(validation);
  const row = (family: PolicyRow["family"] | null): VerifierRow => {
    const of = test.filter((one) => family === null || one.family === family);
    return {
      ...model,
      family,
      trajectories: of.length,
      threshold,
      metrics: { ...stepAccuracy(of, threshold) },
    };
  };
  return [...new Set(test.map((one) => one.family)), null].map(row);
}

/**
 * Replaces older rows of the same models, families, level and number of samples by newer ones, and
 * drops the rows of models that `isThere` does not know.
 */
export function mergeResults(
  older: CardResults,
  newer: CardResults,
  isThere: (id: string, file: string) => boolean,
): CardResults {
  const key = (row: PolicyRow) => `${row.policy} ${row.family} ${row.level} ${row.samples}`;
  const fresh = new Map(newer.policies.map((row) => [key(row), row]));
  const judges = new Set(newer.verifiers.map(({ verifier }) => verifier));
  const policies = [...older.policies.filter((row) => !fresh.has(key(row))), ...newer.policies]
    .filter((row) => isThere(row.policy, row.file))
    .map((row) => ({
      ...row,
      verifiers: row.verifiers.filter((one) => isThere(one.verifier, one.file)),
    }));
  const verifiers = [
    ...older.verifiers.filter((row) => !judges.has(row.verifier)),
    ...newer.verifiers,
  ].filter((row) => isThere(row.verifier, row.file));
  return { version: newer.version, policies, verifiers };
}
