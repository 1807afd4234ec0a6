/** What a host has loaded: the parts that an engine is assembled of. */

import type { Style } from "../../prompts/style.ts";
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
  /** The default policy. */
  policy: LoadedPolicy;
  /** Further policies that a run may name. */
  beside: readonly LoadedPolicy[];
  /** The default verifier; null for none. */
  verifier: VerifierChoice | null;
  /** All loaded models by catalog id, policies included; a file is loaded once. */
  models: ReadonlyMap<string, LoadedWeights>;
  /** Cap on what each run's caches of a model keep between calls, bytes. */
  kvCapBytes: number;
  /** @throws EngineError when the file is missing. */
  goldens(id: string): Promise<Golden>;
  /** @param name any name of a policy of the catalog. @throws EngineError "bad-request" */
  policyOf(name: string): CatalogModel;
  /**
   * @param id of a verifier whose models are loaded; the default one when undefined.
   * @throws EngineError "bad-request" when they are not loaded; "bad-model" when it cannot read the
   * policy's tokens
   */
  loadedVerifier(id: string | undefined, policy: CatalogModel): VerifierChoice | null;
  /** Fetches the verifier's models unless they are loaded. @throws EngineError */
  verifierFor(id: string, policy: CatalogModel): Promise<VerifierChoice>;
}

export interface LoadedPolicy extends LoadedWeights {
  model: CatalogModel;
  vocabulary: Vocabulary;
  /** How the policy is asked and how its writing is read. */
  style: Style;
}

/** End the sessions of loaded models; one that serves twice is ended once. */
export async function releaseAll(models: ReadonlyMap<string, LoadedWeights>): Promise<void> {
  for (const { loaded } of new Set(models.values())) await loaded.release();
}
