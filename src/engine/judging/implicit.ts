/**
 * The implicit process reward (Yuan et al. 2024, Free Process Rewards without Process Labels,
 * arXiv 2412.01981; PRIME, Cui et al. 2025, arXiv 2502.01456): a step's reward is
 * β Σ log [π_φ(y_t | y_<t) / π_ref(y_t | y_<t)] over its tokens, of two language models.
 */
import { addCosts, noCost } from "../../search/cost.ts";
import type { NodeId } from "../../search/model.ts";
import type { Transcript } from "../memory/transcript.ts";
import { at, plain, type Reading } from "./reading.ts";
import type { StepValues } from "./step-values.ts";

/** Reads log p of a step's tokens under a language model, nats; 0 for the root, which has no step. */
export const logProbability = (vocabulary: number): Reading => ({
  ...plain(vocabulary, ({ tokens, after }) => {
    if (after(-1) === null) return 0;
    return tokens.reduce((sum, token, i) => sum + logSoftmax(after(i - 1), token), 0);
  }),
  looksBack: true,
});

function logSoftmax(logits: Float32Array | null, token: number): number {
  if (!logits) return Number.NaN;
  const top = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  return at(logits, token) - top - Math.log(sum);
}

/** Gives what the policy recorded of it while sampling, so that no model runs. */
export function sampledLogProbability(transcript: Transcript): StepValues {
  const judged = (id: NodeId): NodeId => transcript.nonEmpty(id);
  return {
    judged,
    read: async (ids) => ({
      values: ids.map((id) => transcript.get(judged(id)).sampled?.logprob ?? 0),
      cost: noCost(),
    }),
    stepCost: () => ({ tokens: 0, flops: 0 }),
    release() {},
  };
}

export interface Implicit {
  beta: number;
  /** Whether a score is the step's own reward or the sum of all rewards up to it. */
  ratio: "step" | "cumulative";
}

/** Gives β times the log-ratio of two models: the logit of a score. */
export function logRatio(
  { beta, ratio }: Implicit,
  transcript: Transcript,
  model: StepValues,
  reference: StepValues,
): StepValues {
  const judged = (id: NodeId): NodeId => reference.judged(model.judged(id));
  /** The steps whose rewards are summed; none at the root, where the log-ratio is 0. */
  const steps = (id: NodeId): NodeId[] => {
    const path = transcript.path(judged(id));
    return ratio === "step" ? path.slice(-1) : path;
  };
  return {
    judged,
    read: async (ids, signal) => {
      const paths = ids.map(steps);
      const all = [...new Set(paths.flat())];
      const ours = await model.read(all, signal);
      const theirs = await reference.read(all, signal);
      const ratios = new Map(
        all.map((id, i) => [id, (ours.values[i] ?? Number.NaN) - (theirs.values[i] ?? Number.NaN)]),
      );
      const sum = (path: readonly NodeId[]) =>
        path.reduce((total, id) => total + (ratios.get(id) ?? Number.NaN), 0);
      return {
        values: paths.map((path) => beta * sum(path)),
        cost: addCosts(ours.cost, theirs.cost),
      };
    },
    stepCost: (...step) => {
      const [ours, theirs] = [model.stepCost(...step), reference.stepCost(...step)];
      return { tokens: ours.tokens + theirs.tokens, flops: ours.flops + theirs.flops };
    },
    release: (ids) => {
      model.release(ids);
      reference.release(ids);
    },
  };
}
