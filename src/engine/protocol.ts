/**
 * What crosses between the page and the engine's worker. Each call ties its
 * argument to its result; errors are data (`EngineFailure`).
 */
import type { FamilyId } from "../problems/family.ts";
import type { SearchEvent, StopReason } from "../search/events.ts";
import type { KnobValues } from "../search/knobs.ts";
import type { Budget, Currency, Ledger } from "../search/ledger.ts";
import type { ModelCard } from "../search/model.ts";
import type { EngineFailure } from "./errors.ts";
import type { MonteCarloRequest, MonteCarloValue } from "./monte-carlo.ts";
import type { PathScore, ScorePathRequest } from "./score-path.ts";
import type { VerifierKind } from "./verifiers/choose.ts";

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

/** What the models run on, and, when that is not WebGPU, why. */
export type Backend =
  | {
      kind: "webgpu";
      /** For people: "nvidia ada-lovelace", "google swiftshader (software)". */
      adapter: string;
      /** A software adapter: right, but slow. */
      isFallback: boolean;
    }
  | { kind: "wasm"; threads: number; whyNotWebGpu: EngineFailure | null }
  | { kind: "cpu"; threads: number };

/** The same prompt on WebGPU and on WASM: the largest difference of any logit. */
export interface SelfCheck {
  tokens: number;
  maxDifference: number;
  tolerance: number;
}

export interface LoadedModel {
  id: string;
  role: "policy" | "prm";
  parameters: number;
  file: string;
  bytes: number;
  sha256: string;
}

export interface VerifierInfo {
  /** A catalog id, or the kind itself where it is no model. */
  id: string;
  kind: VerifierKind;
  /** Catalog id of what an implicit PRM is measured against; null for other kinds. */
  reference: string | null;
}

/** What the runs of one policy are charged by. */
export interface Cards {
  policy: ModelCard;
  /** Of the loaded verifier. */
  verifier: ModelCard | null;
  others: readonly ModelCard[];
}

export interface EngineInfo {
  backend: Backend;
  policy: LoadedModel;
  /** Those beside it, which a run may name. */
  policies: readonly { model: LoadedModel; cards: Cards }[];
  verifier: VerifierInfo | null;
  /** The verifier's weights; null where it has none. */
  prm: LoadedModel | null;
  cards: Cards;
  families: FamilyId[];
  /** null when the models do not run on WebGPU. */
  selfCheck: SelfCheck | null;
  loadSeconds: number;
}

export type LoadPhase = "catalog" | "runtime" | "policy" | "prm" | "self-check" | "warm-up";

export interface LoadProgress {
  phase: LoadPhase;
  /** A few words for people: "Fetching the policy". */
  label: string;
  /** Over the runtime and the models; total is 0 until the catalog is read. */
  loadedBytes: number;
  totalBytes: number;
}

export interface SearchRequest {
  /** Display text, as the family's `parse` accepts it. */
  problem: { family: FamilyId; text: string };
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
  correct: boolean;
  ledger: Ledger;
}

/** Key-value caches held at the end of a run, and at its worst. */
export interface KvGauge {
  bytes: number;
  peakBytes: number;
  capBytes: number;
  evictedNodes: number;
}

/** ONNX logits on this backend against PyTorch's, over the goldens of each loaded model. */
export interface ParityReport {
  backend: Backend["kind"];
  models: { id: string; values: number; maxDifference: number }[];
  tolerance: number;
  passed: boolean;
}

/** Argument and result of each call to the worker. */
export interface Calls {
  load: [LoadOptions, EngineInfo];
  search: [SearchRequest, SearchSummary];
  /** One summary a lane, in their order. */
  compare: [CompareRequest, SearchSummary[]];
  /** Each log is a reply of its own. */
  bulk: [BulkRequest, null];
  /** null when it was cancelled. */
  monteCarloValue: [MonteCarloRequest, MonteCarloValue | null];
  scorePath: [ScorePathRequest, PathScore[] | null];
  /** Of whatever is running. */
  cancel: [null, null];
  parity: [null, ParityReport];
}
export type CallName = keyof Calls;

export type Call = { [K in CallName]: { id: number; call: K; argument: Calls[K][0] } }[CallName];

export type Reply =
  | { [K in CallName]: { id: number; call: K; ok: Calls[K][1] } }[CallName]
  | { id: number; error: EngineFailure }
  | { progress: LoadProgress }
  /** Rollouts of the running estimate that have ended. */
  | { ended: number }
  /** The whole log of one search of a bulk, by its index. */
  | { log: SearchEvent[]; search: number }
  /** Events of the running search, in order, a few at a time; of this lane, 0 when left out. */
  | { events: SearchEvent[]; lane?: number };
