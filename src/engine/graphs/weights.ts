/** Loaded weights, and what a run with them is charged by. */
import type { ModelCard } from "../../search/model.ts";
import { modelsOf, type VerifierChoice } from "../sources/choose-verifier.ts";
import type { LoadedSession } from "./session.ts";

/** A model that is loaded, once, whatever it serves as. */
export interface LoadedWeights {
  loaded: LoadedSession;
  /** Those that each token passes through. */
  parameters: number;
}

export const cardOf = (id: string, { loaded, parameters }: LoadedWeights): ModelCard => ({
  id,
  parameters,
  attentionWidth: loaded.attentionWidth,
});

type ModelChoice = Extract<VerifierChoice, { kind: "model" }>;

/** Of several models that all run, for one that they are together. */
const cardOfAll = (id: string, running: readonly LoadedWeights[]): ModelCard => ({
  id,
  parameters: running.reduce((sum, { parameters }) => sum + parameters, 0),
  attentionWidth: running.reduce((sum, { loaded }) => sum + loaded.attentionWidth, 0),
});

/** @param noted whether the policy writes down what it thinks: its side of a ratio then runs no more. */
export function cardOfChoice(
  choice: ModelChoice,
  models: ReadonlyMap<string, LoadedWeights>,
  noted: (id: string) => boolean,
): ModelCard {
  const running = modelsOf(choice).filter(({ id }) => !choice.reference || !noted(id));
  return cardOfAll(
    choice.model.id,
    running.flatMap(({ id }) => models.get(id) ?? []),
  );
}

/** What a search with this verifier, whose steps the policy samples, is charged by. */
export const verifierCard = (
  choice: VerifierChoice,
  models: ReadonlyMap<string, LoadedWeights>,
  policyId: string,
): ModelCard =>
  choice.kind === "model"
    ? cardOfChoice(choice, models, (id) => id === policyId)
    : { id: choice.kind, parameters: 0 };
