/** From what was chosen and loaded to the verifier of a run. */

import { familyOf } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import type { ModelCard, NodeId, Verifier } from "../../search/model.ts";
import { oracleVerifier } from "../../search/oracle.ts";
import type { CatalogModel } from "../catalog.ts";
import { Decoder } from "../decoder.ts";
import { EngineError } from "../errors.ts";
import type { KvTree, NodeTokens } from "../kv.ts";
import type { KvShape, KvStorage } from "../kv-storage.ts";
import type { LoadedSession } from "../load.ts";
import type { NodeTable } from "../nodes.ts";
import type { Runtime } from "../runtime.ts";
import { modelsOf, type VerifierChoice } from "./choose.ts";
import { DecoderGraph } from "./decoder-graph.ts";
import type { VerifierEntry } from "./entry.ts";
import { logRatio, sampledLogProbability } from "./implicit.ts";
import type { Reading } from "./reading.ts";
import { readingOf } from "./readings.ts";
import { Scorer } from "./scorer.ts";
import { certainty, SELF_CERTAINTY, sampledCertainty, selfCertainty } from "./self-certainty.ts";
import type { StepGraph } from "./step-graph.ts";
import { markedTokens, StepReader } from "./step-reader.ts";
import { logitVerifier, type StepValues } from "./step-values.ts";

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
function cardOfChoice(
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

export interface Caches {
  storage: KvStorage;
  tree: KvTree;
}

export interface VerifierParts {
  runtime: Runtime;
  /** By catalog id: the policy, the verifier's model, its reference. */
  models: ReadonlyMap<string, LoadedWeights>;
  policyId: string;
  verifier: VerifierChoice | null;
  caches(shape: KvShape, tokensOf: (id: NodeId) => NodeTokens): Caches;
}

export interface VerifierRun {
  nodes: NodeTable;
  fork: boolean;
  /** Whether the policy samples the nodes, so that what it noted of them can be relied on. */
  sampled: boolean;
  /** Display text of a step's tokens. */
  text(tokens: readonly number[]): string;
  problem: Problem | undefined;
}

/** The graph of a loaded model, by the inputs that it has. */
export function graphOf(
  runtime: Runtime,
  { session, shape, vocabulary }: LoadedSession,
): StepGraph {
  return session.inputNames.includes("attention_bias")
    ? new Scorer(runtime, session, shape)
    : new DecoderGraph(new Decoder(runtime, session, shape, vocabulary));
}

/** @throws EngineError "bad-request" when the oracle is wanted and the problem is not known. */
export function openVerifier(parts: VerifierParts, run: VerifierRun): Verifier | null {
  const { verifier: choice } = parts;
  if (!choice) return null;
  if (choice.kind === "self-certainty") return openSelfCertainty(parts, run);
  if (choice.kind === "oracle") return openOracle(run);
  const { model, entry, reference } = choice;
  /** A policy's own log-probabilities need no second pass. */
  const noted = (id: string) => run.sampled && run.fork && id === parts.policyId;
  const card = cardOfChoice(choice, parts.models, noted);
  if (entry.kind !== "implicit" || !reference)
    return logitVerifier(card, reader(parts, run, model, entry), entry.temperature);
  const side = (one: CatalogModel): StepValues =>
    noted(one.id) ? sampledLogProbability(run.nodes) : reader(parts, run, one, entry);
  const values = logRatio(entry, run.nodes, side(model), side(reference));
  return logitVerifier(card, values, entry.temperature);
}

/** What the policy noted while it sampled, or a pass of it over steps that it did not. */
function openSelfCertainty(parts: VerifierParts, run: VerifierRun): Verifier {
  const weights = weightsOf(parts, parts.policyId);
  const { vocabulary } = weights.loaded;
  const open = (card: ModelCard, values: StepValues) =>
    selfCertainty(card, run.nodes, values, vocabulary);
  if (run.sampled) return open({ id: SELF_CERTAINTY, parameters: 0 }, sampledCertainty(run.nodes));
  return open(
    cardOf(SELF_CERTAINTY, weights),
    readerOf(parts, run, parts.policyId, certainty(vocabulary)),
  );
}

function openOracle({ nodes, text, problem }: VerifierRun): Verifier {
  if (!problem) {
    throw new EngineError("bad-request", "The oracle needs the problem, not only its prompt.");
  }
  return oracleVerifier(familyOf(problem.family), problem, (id) => ({
    steps: nodes.path(id).map((node) => text(nodes.get(node).tokens)),
    finished: nodes.get(id).end === "eos",
  }));
}

const reader = (
  parts: VerifierParts,
  run: VerifierRun,
  { id }: CatalogModel,
  entry: VerifierEntry,
): StepReader => readerOf(parts, run, id, readingOf(entry, weightsOf(parts, id).loaded.vocabulary));

function readerOf(
  parts: VerifierParts,
  { nodes, fork }: VerifierRun,
  id: string,
  reading: Reading,
): StepReader {
  const weights = weightsOf(parts, id);
  const { loaded } = weights;
  return new StepReader({
    card: cardOf(id, weights),
    context: loaded.context,
    graph: graphOf(parts.runtime, loaded),
    reading,
    nodes,
    ...parts.caches(loaded.shape, (id) => markedTokens(nodes, reading, id)),
    fork,
  });
}

function weightsOf({ models }: VerifierParts, id: string): LoadedWeights {
  const weights = models.get(id);
  if (!weights) throw new EngineError("internal", `The model ${id} was not loaded.`);
  return weights;
}
