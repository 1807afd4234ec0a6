/** models/catalog.json: which models there are, and each one's files. Parsed, never trusted. */

import { z } from "zod";
import { familyIdSchema } from "../../problems/problem.ts";
import { EngineError } from "../contract/errors.ts";
import { MODELLESS } from "../contract/modelless.ts";
import { STEP_HEAD, type VerifierEntry, verifierEntry } from "../contract/verifier-entry.ts";

const relativePath = z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/, "a relative path");

const catalogFile = z.object({
  path: relativePath,
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const taken: readonly string[] = [...MODELLESS, "none"];

/** What the id or alias of a model is spelled with; links know a model's name by it. */
export const MODEL_NAME = /^[\w.-]{1,64}$/;

const name = z
  .string()
  .regex(MODEL_NAME, "letters, digits, dots and hyphens")
  .refine((id) => !taken.includes(id), `a model may not be called ${taken.join(", ")}`);

/** How a model came to be, for people to choose by. */
const training = z.strictObject({
  /** As the field calls it: "sft", "rloo", "math-shepherd-soft", … */
  method: z.string().min(1),
  /** The dial of the recipe: "small", "large". */
  size: z.string().min(1),
  /** Catalog id of the model that it began as; null for random weights. */
  start: z.string().nullable(),
  /** One sentence. */
  sentence: z.string().min(1),
  /** Of a reward model: the temperature that its logits were divided by, fitted on so many labels. */
  calibration: z.strictObject({ temperature: z.number().positive(), labels: z.int() }).optional(),
});

const catalogModel = z.object({
  id: name,
  /** A short name for the command line and for links. */
  alias: name.optional(),
  role: z.enum(["policy", "prm"]),
  training: training.optional(),
  /** How a model judges steps; of a policy only where it was taught to. */
  verifier: verifierEntry.optional(),
  architecture: z.string(),
  /** All parameters. */
  parameters: z.int().positive(),
  /** Those that each token passes through: an embedding counts only as an output head. */
  activeParameters: z.int().positive(),
  families: z.array(familyIdSchema),
  limits: z.object({ context: z.int().positive() }),
  /** Ends in the content hash, so that a new model has a new address. */
  folder: z.string().regex(/^[\w.-]+-[0-9a-f]{8}$/),
  weights: z.object({ fp32: relativePath, f16w: relativePath }),
  files: z.array(catalogFile),
});

const catalogSchema = z.object({
  version: z.literal(1),
  defaults: z.object({ policy: z.string().nullable(), prm: z.string().nullable() }),
  models: z.array(catalogModel).superRefine((models, context) => {
    const names = models.flatMap(namesOf);
    const twice = names.find((one, i) => names.indexOf(one) !== i);
    if (twice) context.addIssue({ code: "custom", message: `two models are called ${twice}` });
  }),
});

/** What a model answers to. */
export const namesOf = ({ id, alias }: { id: string; alias?: string | undefined }): string[] =>
  alias === undefined ? [id] : [id, alias];

export type Catalog = z.infer<typeof catalogSchema>;
export type CatalogModel = z.infer<typeof catalogModel>;
export type CatalogFile = z.infer<typeof catalogFile>;
export type Weights = keyof CatalogModel["weights"];

/** What a visitor downloads unless told otherwise: half the bytes. The model card's numbers are of it. */
export const DEFAULT_WEIGHTS: Weights = "f16w";

/** @throws EngineError "bad-model" that says which entry is wrong and what was expected. */
export function parseCatalog(value: unknown): Catalog {
  const parsed = catalogSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join(".") || "its top level";
  throw new EngineError(
    "bad-model",
    `The model catalog cannot be read: at ${where}, ${issue?.message ?? "it is malformed"}.`,
  );
}

/** What kind of verifier a model is, null when it is none: a PRM that does not say has a step head. */
export const verifierOf = ({ role, verifier }: CatalogModel): VerifierEntry | null =>
  verifier ?? (role === "prm" ? STEP_HEAD : null);

/** The models that may serve as a policy or as a verifier, in the catalog's order. */
export const modelsFor = (catalog: Catalog, role: CatalogModel["role"]): CatalogModel[] =>
  catalog.models.filter((one) => (role === "prm" ? verifierOf(one) !== null : one.role === role));

/**
 * @param name an id or an alias; the catalog's default for the role when undefined.
 * @throws EngineError "bad-request" that lists what there is.
 */
export function chooseModel(
  catalog: Catalog,
  role: CatalogModel["role"],
  name: string | undefined,
): CatalogModel {
  const wanted = name ?? catalog.defaults[role];
  const fitting = modelsFor(catalog, role);
  const model = fitting.find((one) => wanted !== null && namesOf(one).includes(wanted));
  if (model) return model;
  const known = fitting.map(({ id, alias }) => (alias === undefined ? id : `${id} (${alias})`));
  if (role === "prm") known.push(...MODELLESS);
  throw new EngineError(
    "bad-request",
    wanted
      ? `There is no ${role} model "${wanted}"; known are: ${known.join(", ") || "none"}.`
      : `The catalog names no ${role} model.`,
  );
}

/** The ONNX file of a model for the kind of weights. @throws EngineError "bad-model" */
export function weightsFile(model: CatalogModel, weights: Weights): CatalogFile {
  const path = model.weights[weights];
  const file = model.files.find((one) => one.path === path);
  if (!file)
    throw new EngineError("bad-model", `The catalog lists no file "${path}" of ${model.id}.`);
  return file;
}
