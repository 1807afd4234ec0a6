/** Opens the verifier of a run over the models that are loaded. */

import type { Problem } from "../../problems/family.ts";
import type { ModelCard, NodeId, Verifier } from "../../search/model.ts";
import { oracleVerifier } from "../../search/oracle.ts";
import { EngineError } from "../contract/errors.ts";
import { SELF_CERTAINTY } from "../contract/modelless.ts";
import type { VerifierEntry } from "../contract/verifier-entry.ts";
import { graphOf } from "../graphs/graph-of.ts";
import { cardOf, cardOfChoice, type LoadedWeights } from "../graphs/weights.ts";
import type { CacheTree } from "../memory/cache-tree.ts";
import type { KvShape, KvStorage } from "../memory/storage.ts";
import { displayText, type NodeTokens, type Transcript } from "../memory/transcript.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { CatalogModel } from "../sources/catalog.ts";
import type { VerifierChoice } from "../sources/choose-verifier.ts";
import { logRatio, sampledLogProbability } from "./implicit.ts";
import type { Reading } from "./reading.ts";
import { readingOf } from "./reading-of.ts";
import { certainty, sampledCertainty, selfCertainty } from "./self-certainty.ts";
import { markedTokens, StepReader } from "./step-reader.ts";
import { logitVerifier, type StepValues } from "./step-values.ts";

export interface Caches {
  storage: KvStorage;
  tree: CacheTree;
}

export interface VerifierParts {
  runtime: Runtime;
  /** By catalog id; the policy, the verifier's model and its reference are among them. */
  models: ReadonlyMap<string, LoadedWeights>;
  policyId: string;
  /** Makes the caches of one of the verifier's models. */
  caches(shape: KvShape, tokensOf: (id: NodeId) => NodeTokens): Caches;
}

export interface VerifierRun {
  transcript: Transcript;
  /** false makes every call run whole prefixes again. For the bench. */
  fork: boolean;
  /** Whether this run's policy samples every node, so that its record of them can be used. */
  sampled: boolean;
}

/** @param problem of the run, which the oracle reads. */
export function openVerifier(
  parts: VerifierParts,
  choice: VerifierChoice,
  run: VerifierRun,
  problem: Problem,
): Verifier {
  switch (choice.kind) {
    case "oracle":
      return openOracle(run, problem);
    case "self-certainty":
      return openSelfCertainty(parts, run);
    case "model":
      return openModel(parts, choice, run);
  }
}

export function openModel(
  parts: VerifierParts,
  choice: Extract<VerifierChoice, { kind: "model" }>,
  run: VerifierRun,
): Verifier {
  const { model, entry, reference } = choice;
  /** The policy records its own log-probabilities, which then need no second pass. */
  const recorded = (id: string) => run.sampled && run.fork && id === parts.policyId;
  const card = cardOfChoice(choice, parts.models, recorded);
  if (entry.kind !== "implicit" || !reference)
    return logitVerifier(card, reader(parts, run, model, entry), entry.temperature);
  const side = (one: CatalogModel): StepValues =>
    recorded(one.id) ? sampledLogProbability(run.transcript) : reader(parts, run, one, entry);
  const values = logRatio(entry, run.transcript, side(model), side(reference));
  return logitVerifier(card, values, entry.temperature);
}

/** Uses what the policy recorded while it sampled; steps that it did not sample pass through it again. */
function openSelfCertainty(parts: VerifierParts, run: VerifierRun): Verifier {
  const { transcript } = run;
  const weights = weightsOf(parts, parts.policyId);
  const { vocabulary } = weights.loaded;
  const open = (card: ModelCard, values: StepValues) =>
    selfCertainty(card, transcript, values, vocabulary);
  if (run.sampled) return open({ id: SELF_CERTAINTY, parameters: 0 }, sampledCertainty(transcript));
  return open(
    cardOf(SELF_CERTAINTY, weights),
    readerOf(parts, run, parts.policyId, certainty(vocabulary)),
  );
}

const openOracle = ({ transcript }: VerifierRun, problem: Problem): Verifier =>
  oracleVerifier(problem, (id) => ({
    steps: transcript.path(id).map((node) => displayText(transcript.get(node).text)),
    finished: transcript.get(id).end === "eos",
  }));

const reader = (
  parts: VerifierParts,
  run: VerifierRun,
  { id }: CatalogModel,
  entry: VerifierEntry,
): StepReader => {
  const { vocabulary } = weightsOf(parts, id).loaded;
  return readerOf(parts, run, id, readingOf(entry, vocabulary, run.transcript.get(0).tokens));
};

function readerOf(
  parts: VerifierParts,
  { transcript, fork }: VerifierRun,
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
    transcript,
    ...parts.caches(loaded.shape, (id) => markedTokens(transcript, reading, id)),
    fork,
  });
}

function weightsOf({ models }: VerifierParts, id: string): LoadedWeights {
  const weights = models.get(id);
  if (!weights) throw new EngineError("internal", `The model ${id} was not loaded.`);
  return weights;
}
