/** What a host has loaded: the parts that an engine is assembled of. */

import type { Golden } from "../checks/goldens.ts";
import type { EngineInfo } from "../contract/info.ts";
import type { LoadedWeights } from "../graphs/weights.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { CatalogModel } from "../sources/catalog.ts";
import type { VerifierChoice } from "../sources/choose-verifier.ts";
import type { Vocabulary } from "../text/tokenizer.ts";

export interface Parts {
  info: EngineInfo;
  runtime: Runtime;
  policy: LoadedPolicy;
  /** Those that a run may name. */
  beside: readonly LoadedPolicy[];
  verifier: VerifierChoice | null;
  /** By catalog id, the policies among them; each loaded once. */
  models: ReadonlyMap<string, LoadedWeights>;
  /** Cap on what each model's caches keep between calls. */
  kvCapBytes: number;
  goldens(id: string): Promise<Golden>;
  /** A policy of the catalog by any of its names. @throws EngineError "bad-request" */
  policyOf(name: string): CatalogModel;
  /**
   * A verifier whose models are there: the loaded one where none is named.
   * @throws EngineError "bad-request" when they are not; "bad-model" when it cannot read the policy
   */
  loadedVerifier(id: string | undefined, policy: CatalogModel): VerifierChoice | null;
  /** Another verifier: its models are fetched unless they are loaded. @throws EngineError */
  verifierFor(id: string, policy: CatalogModel): Promise<VerifierChoice>;
}

export interface LoadedPolicy extends LoadedWeights {
  model: CatalogModel;
  vocabulary: Vocabulary;
}

/** End the sessions of loaded models; one that serves twice is ended once. */
export async function releaseAll(models: ReadonlyMap<string, LoadedWeights>): Promise<void> {
  for (const { loaded } of new Set(models.values())) await loaded.release();
}
