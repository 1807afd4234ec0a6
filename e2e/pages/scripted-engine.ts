/**
 * An engine over the scripted models (src/search/scripted.ts) under the names that the catalog has:
 * for tests of the page that ask nothing of a model. The oracle is the real one.
 */
import { EngineError } from "../../src/engine/contract/errors.ts";
import type { EngineInfo, LoadedModel } from "../../src/engine/contract/info.ts";
import type { LoadOptions, SearchRequest } from "../../src/engine/contract/requests.ts";
import type { ServedEngine } from "../../src/engine/host/worker.ts";
import {
  type CatalogModel,
  chooseModel,
  DEFAULT_WEIGHTS,
  parseCatalog,
  weightsFile,
} from "../../src/engine/sources/catalog.ts";
import { chooseModels } from "../../src/engine/sources/choose-models.ts";
import {
  chooseVerifier,
  describeVerifier,
  type VerifierChoice,
} from "../../src/engine/sources/choose-verifier.ts";
import { problemIn } from "../../src/engine/tasks/path-step.ts";
import { familyOf } from "../../src/problems/families/index.ts";
import type { SearchEvent } from "../../src/search/events.ts";
import { strategyOf } from "../../src/search/index.ts";
import type { Expansion, NodeId, Policy, Verifier } from "../../src/search/model.ts";
import { oracleVerifier, type PathText } from "../../src/search/oracle.ts";
import { runSearch } from "../../src/search/run.ts";
import { scriptedModels, scriptFor } from "../../src/search/scripted.ts";

/** What scripted models are charged as, whatever the catalog says of those whose names they bear. */
const SIZE = { parameters: 1000, attentionWidth: 16 };

const none = async (): Promise<never> => {
  throw new EngineError("bad-request", "The scripted engine can only search.");
};

/** @throws EngineError when the catalog cannot be read or lacks a model that is asked for. */
export async function loadScriptedEngine(
  options: LoadOptions,
  { pauseMs }: { pauseMs: number },
): Promise<ServedEngine> {
  const response = await fetch(`${options.modelsPath}catalog.json`);
  if (!response.ok) throw new EngineError("fetch", "The catalog could not be read.");
  const catalog = parseCatalog(await response.json());
  const { policy, beside, verifier, others } = chooseModels(catalog, options);
  const weights = options.weights ?? DEFAULT_WEIGHTS;
  const describe = (model: CatalogModel): LoadedModel => {
    const { id, role, parameters } = model;
    const { path, bytes, sha256 } = weightsFile(model, weights);
    return { id, role, parameters, file: path, bytes, sha256 };
  };
  const cards = ({ id }: CatalogModel): EngineInfo["cards"] => ({
    policy: { ...SIZE, id },
    verifier: verifier && { ...SIZE, id: describeVerifier(verifier).id },
    others: others.map((other) => ({ ...SIZE, id: describeVerifier(other).id })),
  });
  const info: EngineInfo = {
    backend: { kind: "wasm", threads: 1, whyNotWebGpu: null },
    policy: describe(policy),
    policies: beside.map((model) => ({ model: describe(model), cards: cards(model) })),
    verifier: verifier && describeVerifier(verifier),
    prm: verifier?.kind === "model" ? describe(verifier.model) : null,
    cards: cards(policy),
    families: policy.families,
    selfCheck: null,
    loadSeconds: 0,
  };
  const search: ServedEngine["search"] = (request, signal, clock) => {
    const writer = request.policy ? chooseModel(catalog, "policy", request.policy) : policy;
    const judge =
      request.verifier === undefined
        ? verifier
        : chooseVerifier(catalog, { prm: request.verifier });
    return searchScripted(request, writer, judge, pauseMs, signal, clock);
  };
  return { info, search, monteCarloValue: none, scorePath: none, parity: none };
}

function searchScripted(
  request: SearchRequest,
  writer: CatalogModel,
  judge: VerifierChoice | null,
  pauseMs: number,
  signal?: AbortSignal,
  clock?: () => number,
): AsyncGenerator<SearchEvent, void, void> {
  const { knobs, seed, budget } = request;
  const strategy = strategyOf(request.strategy);
  if (!strategy) throw new EngineError("bad-request", `There is no "${request.strategy}".`);
  const problem = problemIn(request.problem);
  const family = familyOf(problem.family);
  const models = scriptedModels(scriptFor(family, problem), seed);
  const said = new Map<NodeId, PathText>([[0, { steps: [], finished: false }]]);
  const policy: Policy = {
    card: { ...models.policy.card, id: writer.id },
    expand: async (requests, ...rest) => {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const made = await models.policy.expand(requests, ...rest);
      for (const [i, { parent }] of requests.entries()) note(said, parent, made.expansions[i]);
      return made;
    },
    release: (nodes) => models.policy.release(nodes),
  };
  const verifier = ((): Verifier | null => {
    if (judge === null) return null;
    if (judge.kind === "oracle")
      return oracleVerifier(problem, (node) => said.get(node) ?? UNKNOWN);
    const { id } = describeVerifier(judge);
    return { ...models.verifier, card: { ...models.verifier.card, id } };
  })();
  return runSearch(strategy, {
    ...{ problem, family, policy, verifier, knobs, seed, budget, signal },
    ...(clock && { clock }),
  });
}

const UNKNOWN: PathText = { steps: [], finished: false };

function note(said: Map<NodeId, PathText>, parent: NodeId, made: Expansion | undefined): void {
  if (!made) return;
  const steps = [...(said.get(parent)?.steps ?? []), made.text];
  said.set(made.child, { steps, finished: made.end === "eos" });
}
