/** Which kind of verifier a model is: the `verifier` field of its catalog entry. */
import { z } from "zod";

const token = z.int().min(0);
/** Calibration: the logit is divided by it. */
const temperature = z.number().positive().default(1);
/** The index of the output that means "right", of two. */
const right = z.union([z.literal(0), z.literal(1)]).default(1);

const kinds = [
  z.strictObject({ kind: z.literal("step-head"), temperature }),
  z.strictObject({ kind: z.literal("value-head"), temperature }),
  z.strictObject({ kind: z.literal("token-classification"), right, temperature }),
  z.strictObject({ kind: z.literal("two-class-special"), special: token, right, temperature }),
  z.strictObject({
    kind: z.literal("plus-minus"),
    tag: token,
    plus: token,
    minus: token,
    temperature,
  }),
  z.strictObject({
    kind: z.literal("judge"),
    suffix: z.array(token).min(1),
    yes: token,
    no: token,
    temperature,
  }),
  z.strictObject({
    kind: z.literal("implicit"),
    beta: z.number().positive(),
    /** Catalog id of the reference model: any language model with the same vocabulary. */
    reference: z.string().min(1),
    ratio: z.enum(["step", "cumulative"]),
    temperature,
  }),
  z.strictObject({
    kind: z.literal("ends"),
    hide: z.strictObject({ make: token, from: token }),
    target: token,
    ask: token,
    right: token,
    wrong: token,
    exponent: z.number().positive().max(1),
    temperature,
  }),
] as const;

/** The kinds of models that judge steps. */
export const MODEL_KINDS = kinds.map((kind) => kind.shape.kind.value);

export const verifierEntry = z.discriminatedUnion("kind", kinds, {
  error: ({ code }) =>
    code === "invalid_union" ? `the kind must be one of ${MODEL_KINDS.join(", ")}` : undefined,
});
export type VerifierEntry = z.infer<typeof verifierEntry>;

/** The kind of a PRM whose entry names none. */
export const STEP_HEAD: VerifierEntry = { kind: "step-head", temperature: 1 };

/** @returns the token ids that an entry names. */
export function tokensOf(entry: VerifierEntry): number[] {
  switch (entry.kind) {
    case "two-class-special":
      return [entry.special];
    case "plus-minus":
      return [entry.tag, entry.plus, entry.minus];
    case "judge":
      return [...entry.suffix, entry.yes, entry.no];
    case "ends":
      return [entry.hide.make, entry.hide.from, entry.target, entry.ask, entry.right, entry.wrong];
    default:
      return [];
  }
}
