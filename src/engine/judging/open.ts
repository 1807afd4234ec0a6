/** From what was chosen and loaded to the verifier of a run. */

import type { Problem } from "../../problems/family.ts";
import type { ModelCard, NodeId, Verifier } from "../../search/model.ts";
import { oracleVerifier } from "../../search/oracle.ts";
import { EngineError } from "../contract/errors.ts";
import { SELF_CERTAINTY } from "../contract/modelless.ts";
import type { VerifierEntry } from "../contract/verifier-entry.ts";
import { graphOf } from "../graphs/graph-of.ts";
import { cardOf, cardOfChoice, type LoadedWeights } from "../graphs/weights.ts";
import type { KvTree } from "../memory/cache-tree.ts";
import type { NodeTable, NodeTokens } from "../memory/nodes.ts";
import type { KvShape, KvStorage } from "../memory/storage.ts";
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
  return oracleVerifier(problem, (id) => ({
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
