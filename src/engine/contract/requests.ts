/** What an engine can be asked, and its answers. */
import type { ProblemRecord } from "../../problems/problem.ts";
import type { StopReason } from "../../search/events.ts";
import type { KnobValues } from "../../search/knobs.ts";
import type { Budget, Currency, Ledger } from "../../search/ledger.ts";
import type { Cost, SamplingOptions, StepEnd } from "../../search/model.ts";
import type { EngineFailure } from "./errors.ts";
import type { VerifierKind } from "./info.ts";

export interface LoadOptions {
  /** A catalog id; the catalog's default when left out. */
  policy?: string;
  /**
   * The verifier: a catalog id, a kind of model that the catalog has, "oracle" or "self-certainty"; the catalog's default when left
   * out, none when null.
   */
  prm?: string | null;
  /** Further policies by their names, for runs that name them. */
  policies?: readonly string[];
  /** Catalog ids of further verifiers, for searches that name them. */
  others?: readonly string[];
  /** "auto" takes WebGPU when it is there and passes the self check, else WASM. */
  backend?: "auto" | "webgpu" | "wasm";
  /** Weights as stored, DEFAULT_WEIGHTS when left out: "f16w" is half the download; both compute in fp32. */
  weights?: "fp32" | "f16w";
  /** Set by the client when an earlier worker refused WebGPU: why. */
  whyNotWebGpu?: EngineFailure;
  /** Path of the models' folder on our origin, with slashes at both ends; set by the client. */
  modelsPath?: string;
}

export interface SearchRequest {
  problem: ProblemRecord;
  strategy: string;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
  /** In the place of `LoadOptions.policy`: one of `LoadOptions.policies`. */
  policy?: string;
  /**
   * In the place of `LoadOptions.prm`: one of `LoadOptions.others`, one that `scorePath` fetched, or
   * one that is no model.
   */
  verifier?: string;
}

/** Two searches or more, side by side in lockstep (`search/lockstep.ts`). */
export interface CompareRequest {
  lanes: readonly SearchRequest[];
  currency: Currency;
}

/** Searches in shared batches, of which only whole logs are wanted. */
export interface BulkRequest {
  searches: readonly SearchRequest[];
  /** Under way at once, 1 or more. */
  concurrency: number;
}

export interface SearchSummary {
  reason: StopReason;
  answer: string | null;
  /** null where nobody knows, or the search was cancelled before it answered. */
  correct: boolean | null;
  ledger: Ledger;
}

export interface PathStep {
  /** Display text: what the tokens must say. */
  text: string;
  /** Token ids, the separator or EOS included. */
  tokens: readonly number[];
  end: StepEnd;
}

/** A node of a log: its problem, and the steps from the first to its own; none for the root. */
export interface NodePath {
  problem: ProblemRecord;
  path: readonly PathStep[];
  /** Who wrote them, and goes on from them: the loaded policy, unless another that is loaded is named. */
  policy?: string;
}

export interface MonteCarloRequest extends NodePath {
  /** Rollouts, 1 … MOST_ROLLOUTS. */
  count: number;
  /** The first n rollouts of a seed are the same whatever the count. */
  seed: number;
  sampling: SamplingOptions;
  /** Steps after which a trajectory is cut off; those of the path count. */
  maxSteps: number;
}

export interface MonteCarloValue {
  /** Rollouts that came to a right answer, of `count`. */
  right: number;
  count: number;
  /** Of the policy alone. */
  cost: Cost;
}

export const MOST_ROLLOUTS = 256;

export interface ScorePathRequest extends NodePath {
  /** Catalog ids, or verifiers that are no model. */
  verifiers: readonly string[];
}

/** What to hold against PyTorch's goldens: a policy and a verifier that are loaded, the first ones where left out. */
export interface ParityRequest {
  policy?: string;
  verifier?: string;
}

export interface PathScore {
  verifier: string;
  kind: VerifierKind;
  /** Of the path's last step, in [0, 1]. */
  score: number;
  /** Of the verifier's models, for the whole prefix. */
  cost: Cost;
}
