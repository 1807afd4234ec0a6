/**
 * A file of results: JSON lines, the first of which is the header. Lines are only appended, so a file
 * can be read while it grows, and a sweep that stopped can go on with it. A last line that is
 * incomplete is ignored.
 */

import { z } from "zod";
import {
  difficultySchema,
  familyIdSchema,
  type Problem,
  problemRecordSchema,
  recordOf,
} from "../../problems/problem.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { cardSchema, ledgerSchema } from "../../search/log.ts";
import { seedSchema } from "../../search/seed.ts";
import { samplesSchema } from "./samples.ts";
import { settingsSchema } from "./settings.ts";

export const SWEEP_VERSION = 1;

export const headerSchema = z.strictObject({
  type: z.literal("sweep"),
  version: z.literal(SWEEP_VERSION),
  settings: settingsSchema,
  /** The command that made the file. */
  command: z.string(),
  /** The version of the program. */
  program: z.string(),
  /** The id of each model and the hash of its weights, which is null for a verifier without a model. */
  models: z.array(z.strictObject({ id: z.string(), sha256: z.string().nullable() })),
});
export type Header = z.infer<typeof headerSchema>;

/** What kind of problem it is. */
export const kindFields = {
  family: familyIdSchema,
  /** null for a problem that was typed. */
  difficulty: difficultySchema.nullable(),
};

const { text, gold, origin } = problemRecordSchema.shape;
/** The record of a problem; its difficulty is always there. */
const problemSchema = z.strictObject({ ...kindFields, text, gold, origin });

export function lineProblem(problem: Problem): z.infer<typeof problemSchema> {
  const { family, text, difficulty = null, ...known } = recordOf(problem);
  return { family, difficulty, text, ...known };
}

/** The shape of trajectories in a pilot run. Knobs are fitted to budgets with it. */
const shapeSchema = z.strictObject({
  type: z.literal("shape"),
  policy: z.string(),
  prm: z.string().nullable(),
  ...kindFields,
  shape: z.strictObject({
    promptTokens: z.number(),
    steps: z.number(),
    stepTokens: z.number(),
    policy: cardSchema,
    verifier: cardSchema.nullable(),
  }),
});
export type ShapeLine = z.infer<typeof shapeSchema>;

const runSchema = z.strictObject({
  type: z.literal("run"),
  problem: problemSchema,
  policy: z.string(),
  strategy: z.string(),
  prm: z.string().nullable(),
  aggregation: z.enum(AGGREGATIONS).nullable(),
  budget: z.number().nullable(),
  /** The value of the strategy's size knob; null when it has none. */
  size: z.number().nullable(),
  seed: seedSchema,
  answer: z.string().nullable(),
  /** null when nobody knows. */
  correct: z.boolean().nullable(),
  ledger: ledgerSchema,
  /** Only in the run whose search drew the samples, not in other votes on the same samples. */
  samples: samplesSchema.optional(),
});
export type RunLine = z.infer<typeof runSchema>;

const lineSchema = z.discriminatedUnion("type", [shapeSchema, runSchema]);
export type Line = z.infer<typeof lineSchema>;

export interface Results {
  header: Header;
  shapes: ShapeLine[];
  runs: RunLine[];
  /** The number of characters up to the end of the last whole line. */
  whole: number;
}
export type ResultsFile = { ok: true; results: Results } | Refused;

/** A key that tells the runs of a sweep apart. */
export const runKey = (
  { family, text }: Pick<RunLine["problem"], "family" | "text">,
  point: Pick<RunLine, "policy" | "strategy" | "prm" | "aggregation" | "budget">,
  seed: number,
): string => {
  const { policy, strategy, prm, aggregation, budget } = point;
  return JSON.stringify([family, text, seed, policy, strategy, prm, aggregation, budget]);
};

/** Removes repeated runs: two writers of one file may have made the same run, with the same samples. */
function eachOnce(runs: readonly RunLine[]): RunLine[] {
  const found = new Map<string, RunLine>();
  for (const run of runs) {
    const key = runKey(run.problem, run, run.seed);
    const known = found.get(key);
    if (!known || (run.samples && !known.samples)) found.set(key, run);
  }
  return [...found.values()];
}

/** Keeps the first shape of each pair of models and kind of problem. */
const shapesOnce = (shapes: readonly ShapeLine[]): ShapeLine[] =>
  shapes.filter(
    (line, i) =>
      shapes.findIndex(
        (other) =>
          other.policy === line.policy &&
          other.prm === line.prm &&
          other.family === line.family &&
          other.difficulty === line.difficulty,
      ) === i,
  );

/** @returns null when the text has no whole line: the file was never begun. */
export function readResults(text: string): ResultsFile | null {
  const whole = text.lastIndexOf("\n") + 1;
  if (whole === 0) return null;
  const [first = "", ...rest] = text.slice(0, whole - 1).split("\n");
  const header = readHeader(first);
  if (!header.ok) return header;
  const results: Results = { header: header.header, shapes: [], runs: [], whole };
  for (const [i, line] of rest.entries()) {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success) {
      const { path = [], message = "" } = parsed.error.issues[0] ?? {};
      const where = path.length > 0 ? ` (${path.map(String).join(".")}: ${message})` : "";
      return refuse(`Line ${i + 2} of the results cannot be read${where}.`);
    }
    if (parsed.data.type === "run") results.runs.push(parsed.data);
    else results.shapes.push(parsed.data);
  }
  const { runs, shapes } = results;
  return { ok: true, results: { ...results, runs: eachOnce(runs), shapes: shapesOnce(shapes) } };
}

function readHeader(line: string): { ok: true; header: Header } | Refused {
  const json = parseJson(line);
  const opening = z.looseObject({ type: z.literal("sweep"), version: z.unknown() }).safeParse(json);
  if (!opening.success)
    return refuse("This is not a file of results: its first line should be a sweep's header.");
  const { version } = opening.data;
  if (version !== SWEEP_VERSION) return otherVersion(version);
  const header = headerSchema.safeParse(json);
  if (header.success) return { ok: true, header: header.data };
  const { path = [], message = "" } = header.error.issues[0] ?? {};
  return refuse(
    `The header of the results cannot be read: ${path.map(String).join(".")}: ${message}.`,
  );
}

const compared = ({ settings, models }: Header): Record<string, unknown> => ({
  ...settings,
  models: models.map(({ id, sha256 }) => (sha256 ? `${id} ${sha256.slice(0, 8)}` : id)),
});

/** A text that two files share when one can go on with the other. */
export const identityOf = (header: Header): string => spell(compared(header));

export const otherVersion = (version: unknown): Refused =>
  refuse(
    `These results are of version ${JSON.stringify(version) ?? "unknown"}; this program reads version ${SWEEP_VERSION}.`,
  );

/** Why a file cannot go on under these settings, in a sentence; null when it can. */
export function otherSettings(file: Header, now: Header): string | null {
  const before = compared(file);
  const after = compared(now);
  for (const name of Object.keys(after)) {
    const [was, is] = [spell(before[name]), spell(after[name])];
    if (was !== is)
      return `The file's ${name} are ${was}, not ${is}; give the same settings to go on with it, or another file.`;
  }
  return null;
}

/** A short text of a value; it does not depend on the order of keys. */
function spell(value: unknown): string {
  if (Array.isArray(value)) return value.map(spell).join(", ") || "none";
  if (typeof value !== "object" || value === null) return String(value);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.map(([key, one]) => `${key} ${spell(one)}`).join("; ") || "none";
}

export const writeLine = (line: Header | Line): string => `${JSON.stringify(line)}\n`;

/** @returns undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error is one sentence for the user. */
export type Refused = { ok: false; error: string };
export const refuse = (error: string): Refused => ({ ok: false, error });
