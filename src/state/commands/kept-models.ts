/** After other models could not be loaded: the setups name those that stayed. */

import { type App, strategyOf } from "../app.ts";
import { knownFor, modelless, wantedOf } from "../known-models.ts";
import type { Loaded } from "../stores/models.ts";
import { figuresOf } from "./lanes.ts";

/** @returns the names of the models that stayed loaded, or null when the last load did not fail so. */
export function keptModels(app: App): Loaded | null {
  const { engine } = app.engineState.getState();
  if (engine.status !== "ready" || !engine.kept) return null;
  const { catalog } = app.catalog.getState();
  const { policy, policies, verifier, cards } = engine.info;
  return {
    policy: wantedOf(policy.id, knownFor(catalog, "policy")),
    policies: policies.map(({ model }) => model.id),
    verifier: verifier && wantedOf(verifier.id, knownFor(catalog, "prm")),
    others: cards.others.map(({ id }) => id),
  };
}

/** Have the setups name no model that is not loaded. Does nothing unless models stayed. */
export function returnToKept(app: App): void {
  const kept = keptModels(app);
  if (!kept) return;
  const { catalog } = app.catalog.getState();
  const [policies, verifiers] = [knownFor(catalog, "policy"), knownFor(catalog, "prm")];
  const ids = (first: string | null, others: readonly string[], known: typeof policies) =>
    [first, ...others].map((name) => wantedOf(name, known));
  const writers = ids(kept.policy, kept.policies, policies);
  const judges = ids(kept.verifier, kept.others, verifiers);
  for (const { setup } of figuresOf(app)) {
    const { policy, verifier, strategy } = setup.getState();
    const asks = strategyOf(app, strategy).needsVerifier && modelless(verifier) === undefined;
    if (!writers.includes(wantedOf(policy, policies))) setup.setState({ policy: kept.policy });
    if (asks && !judges.includes(wantedOf(verifier, verifiers)))
      setup.setState({ verifier: kept.verifier });
  }
}
