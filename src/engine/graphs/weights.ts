/** Loaded weights, and the cards by which a run with them is charged. */
import type { ModelCard } from "../../search/model.ts";
import { modelsOf, type VerifierChoice } from "../sources/choose-verifier.ts";
import type { LoadedSession } from "./session.ts";

/** A loaded model. It may serve as policy, verifier and reference at once. */
export interface LoadedWeights {
  loaded: LoadedSession;
  /** The parameters that each token passes through. */
  parameters: number;
}

export const cardOf = (id: string, { loaded, parameters }: LoadedWeights): ModelCard => ({
  id,
  parameters,
  attentionWidth: loaded.attentionWidth,
});

type ModelChoice = Extract<VerifierChoice, { kind: "model" }>;

/** One card for several models that all run. */
const cardOfAll = (id: string, running: readonly LoadedWeights[]): ModelCard => ({
  id,
  parameters: running.reduce((sum, { parameters }) => sum + parameters, 0),
  attentionWidth: running.reduce((sum, { loaded }) => sum + loaded.attentionWidth, 0),
});

/**
 * @param recorded whether the model of this id is the policy and records its log-probabilities, so
 * that it does not run again.
 */
export function cardOfChoice(
  choice: ModelChoice,
  models: ReadonlyMap<string, LoadedWeights>,
  recorded: (id: string) => boolean,
): ModelCard {
  const running = modelsOf(choice).filter(({ id }) => !choice.reference || !recorded(id));
  return cardOfAll(
    choice.model.id,
    running.flatMap(({ id }) => models.get(id) ?? []),
  );
}

/** @returns the card by which scores are charged in a search whose steps this policy samples. */
export const verifierCard = (
  choice: VerifierChoice,
  models: ReadonlyMap<string, LoadedWeights>,
  policyId: string,
): ModelCard =>
  choice.kind === "model"
    ? cardOfChoice(choice, models, (id) => id === policyId)
    : { id: choice.kind, parameters: 0 };
