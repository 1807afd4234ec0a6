/** models/catalog.json: the models that there are, and the files of each. */

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

/** How a model was trained, for people to choose by. */
const training = z.strictObject({
  /** The field's name of it: "sft", "rloo", "math-shepherd-soft", … */
  method: z.string().min(1),
  /** The recipe's size: "small" or "large". */
  size: z.string().min(1),
  /** Catalog id of the model that it started from; null for random weights. */
  start: z.string().nullable(),
  /** One sentence. */
  sentence: z.string().min(1),
  /** The temperature by which a reward model's logits are divided, and how many labels it was fitted on. */
  calibration: z.strictObject({ temperature: z.number().positive(), labels: z.int() }).optional(),
});

const catalogModel = z.object({
  id: name,
  /** A short name for the command line and for links. */
  alias: name.optional(),
  role: z.enum(["policy", "prm"]),
  training: training.optional(),
  /** How the model judges steps. Of policies, only those that were trained to judge have it. */
  verifier: verifierEntry.optional(),
  architecture: z.string(),
  /** All parameters. */
  parameters: z.int().positive(),
  /** The parameters that each token passes through: an embedding counts only as an output head. */
  activeParameters: z.int().positive(),
  families: z.array(familyIdSchema),
  limits: z.object({ context: z.int().positive() }),
  /** Ends with the hash of the content, so that a new model has a new address. */
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

/** The names by which a model may be asked for. */
export const namesOf = ({ id, alias }: { id: string; alias?: string | undefined }): string[] =>
  alias === undefined ? [id] : [id, alias];

export type Catalog = z.infer<typeof catalogSchema>;
export type CatalogModel = z.infer<typeof catalogModel>;
export type CatalogFile = z.infer<typeof catalogFile>;
export type Weights = keyof CatalogModel["weights"];

/** The weights that a visitor downloads: half the bytes. The model card's numbers are of them. */
export const DEFAULT_WEIGHTS: Weights = "f16w";

/** @throws EngineError "bad-model" that names the wrong entry and what was expected. */
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

/** @returns the kind of verifier: a step head for a PRM that names none; null when it is no verifier. */
export const verifierOf = ({ role, verifier }: CatalogModel): VerifierEntry | null =>
  verifier ?? (role === "prm" ? STEP_HEAD : null);

/** @returns the models that may serve in a role, in the catalog's order. */
export const modelsFor = (catalog: Catalog, role: CatalogModel["role"]): CatalogModel[] =>
  catalog.models.filter((one) => (role === "prm" ? verifierOf(one) !== null : one.role === role));

/**
 * @param name an id or an alias; the catalog's default for the role when undefined.
 * @throws EngineError "bad-request" that lists the models of the role.
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

/** @returns the ONNX file that holds a model's weights of this kind. @throws EngineError "bad-model" */
export function weightsFile(model: CatalogModel, weights: Weights): CatalogFile {
  const path = model.weights[weights];
  const file = model.files.find((one) => one.path === path);
  if (!file)
    throw new EngineError("bad-model", `The catalog lists no file "${path}" of ${model.id}.`);
  return file;
}
