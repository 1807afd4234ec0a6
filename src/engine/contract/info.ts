/** What an engine says of itself: models, device, progress, caches, checks. */
import type { FamilyId } from "../../problems/family.ts";
import type { ModelCard } from "../../search/model.ts";
import type { ORACLE } from "../../search/oracle.ts";
import type { EngineFailure } from "./errors.ts";
import type { SELF_CERTAINTY } from "./modelless.ts";
import type { VerifierEntry } from "./verifier-entry.ts";

export type VerifierKind = VerifierEntry["kind"] | typeof ORACLE | typeof SELF_CERTAINTY;

/** What the models run on, and why when that is not WebGPU. */
export type Backend =
  | {
      kind: "webgpu";
      /** A name for people, such as "nvidia ada-lovelace" or "google swiftshader (software)". */
      adapter: string;
      /** Whether the adapter is software: right, but slow. */
      isFallback: boolean;
    }
  | { kind: "wasm"; threads: number; whyNotWebGpu: EngineFailure | null }
  | { kind: "cpu"; threads: number };

/** WebGPU's logits against PyTorch's on a search's way. */
export interface SelfCheck {
  /** How many tokens ran. */
  tokens: number;
  /** The largest difference of any logit. */
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
  /** A catalog id, or the kind itself where there is no model. */
  id: string;
  kind: VerifierKind;
  /** Catalog id of the model that an implicit PRM is measured against; null for other kinds. */
  reference: string | null;
}

/** The models by which the runs of one policy are charged. */
export interface Cards {
  policy: ModelCard;
  /** The default verifier's. */
  verifier: ModelCard | null;
  /** Those of `LoadOptions.others`, in their order. */
  others: readonly ModelCard[];
}

export interface EngineInfo {
  backend: Backend;
  policy: LoadedModel;
  /** Further loaded policies, which a run may name. */
  policies: readonly { model: LoadedModel; cards: Cards }[];
  verifier: VerifierInfo | null;
  /** The verifier's model; null where it has none. */
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
  /** Bytes of the runtime and the models; the total is 0 until the catalog has been read. */
  loadedBytes: number;
  totalBytes: number;
}

/** The key-value caches of a run, now and at their largest. */
export interface KvGauge {
  bytes: number;
  peakBytes: number;
  capBytes: number;
  evictedNodes: number;
}

/** This backend's outputs against PyTorch's, over the goldens of the loaded policy and verifier. */
export interface ParityReport {
  backend: Backend["kind"];
  models: { id: string; values: number; maxDifference: number }[];
  tolerance: number;
  passed: boolean;
}
