/** What an engine tells of itself: models, device, progress, caches, checks. */
import type { FamilyId } from "../../problems/family.ts";
import type { ModelCard } from "../../search/model.ts";
import type { ORACLE } from "../../search/oracle.ts";
import type { EngineFailure } from "./errors.ts";
import type { SELF_CERTAINTY } from "./modelless.ts";
import type { VerifierEntry } from "./verifier-entry.ts";

export type VerifierKind = VerifierEntry["kind"] | typeof ORACLE | typeof SELF_CERTAINTY;

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
