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
   * The verifier: a catalog id, a kind of model that the catalog has, "oracle" or "self-certainty".
   * The catalog's default when left out; none when null.
   */
  prm?: string | null;
  /** Names of further policies, for runs that name them. */
  policies?: readonly string[];
  /** Catalog ids of further verifiers, for searches that name them. */
  others?: readonly string[];
  /** "auto" uses WebGPU when the browser has it and it passes the self check, else WASM. */
  backend?: "auto" | "webgpu" | "wasm";
  /**
   * How the weights are stored: "f16w" is half the download; both compute in fp32. DEFAULT_WEIGHTS
   * when left out.
   */
  weights?: "fp32" | "f16w";
  /** Why an earlier worker refused WebGPU; set by the client. */
  whyNotWebGpu?: EngineFailure;
  /** The path of the models' folder on our origin, with a slash at both ends; set by the client. */
  modelsPath?: string;
}

export interface SearchRequest {
  problem: ProblemRecord;
  strategy: string;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
  /** Use this one of `LoadOptions.policies` instead of `LoadOptions.policy`. */
  policy?: string;
  /**
   * Use this verifier instead of `LoadOptions.prm`: one of `LoadOptions.others`, one that `scorePath`
   * fetched, or one without a model.
   */
  verifier?: string;
}

/** Two searches or more, side by side in lockstep (`search/lockstep.ts`). */
export interface CompareRequest {
  lanes: readonly SearchRequest[];
  currency: Currency;
}

/** Searches in shared batches whose logs are delivered whole. */
export interface BulkRequest {
  searches: readonly SearchRequest[];
  /** How many run at once, 1 or more. */
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
  /** Display text; the tokens must say the same. */
  text: string;
  /** Token ids in the policy's vocabulary, the separator or EOS included. */
  tokens: readonly number[];
  end: StepEnd;
}

/** A node of a log: its problem, and the steps from the first to the node's own; none for the root. */
export interface NodePath {
  problem: ProblemRecord;
  path: readonly PathStep[];
  /** The loaded policy that wrote the steps and continues them; the default when left out. */
  policy?: string;
}

export interface MonteCarloRequest extends NodePath {
  /** How many rollouts, 1 … MOST_ROLLOUTS. */
  count: number;
  /** The first n rollouts of a seed are the same for every count. */
  seed: number;
  sampling: SamplingOptions;
  /** The most steps of a trajectory, those of the path included. */
  maxSteps: number;
}

export interface MonteCarloValue {
  /** How many of `count` rollouts ended in a right answer. */
  right: number;
  count: number;
  /** The policy's cost; no verifier runs. */
  cost: Cost;
}

export const MOST_ROLLOUTS = 256;

export interface ScorePathRequest extends NodePath {
  /** Catalog ids, or verifiers without a model. */
  verifiers: readonly string[];
}

/** Which loaded policy and verifier to compare with PyTorch's goldens; the defaults where left out. */
export interface ParityRequest {
  policy?: string;
  verifier?: string;
}

export interface PathScore {
  verifier: string;
  kind: VerifierKind;
  /** The score of the path's last step, in [0, 1]. */
  score: number;
  /** What the verifier's models spent on the whole prefix. */
  cost: Cost;
}
