/** The engine over loaded models, the same for every host. */

import { familyOf } from "../../problems/families/index.ts";
import type { SearchEvent } from "../../search/events.ts";
import { strategyOf } from "../../search/index.ts";
import type { NodeId, Verifier } from "../../search/model.ts";
import { RunRefused, runSearch } from "../../search/run.ts";
import { measureParity, type ParityParts } from "../checks/parity.ts";
import type { Engine, ModelRun, RunOptions } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import type { KvGauge, ParityReport } from "../contract/info.ts";
import type { PathScore, SearchRequest } from "../contract/requests.ts";
import { Decoder } from "../graphs/decoder.ts";
import { graphOf } from "../graphs/graph-of.ts";
import { cardOf } from "../graphs/weights.ts";
import {
  type Caches,
  openVerifier,
  type VerifierParts,
  type VerifierRun,
} from "../judging/open.ts";
import { KvTree } from "../memory/cache-tree.ts";
import { NodeTable, type NodeTokens } from "../memory/nodes.ts";
import type { KvShape } from "../memory/storage.ts";
import { storageFor } from "../memory/storage-for.ts";
import type { RuntimeKind } from "../runtime/runtime.ts";
import { describeVerifier, type VerifierChoice } from "../sources/choose-verifier.ts";
import { scoresOf, written } from "../tasks/judge.ts";
import { rollOut, rolloutSeed } from "../tasks/monte-carlo.ts";
import { checkPath, readProblem } from "../tasks/path-step.ts";
import { checkHasStep, scoreLast } from "../tasks/score-path.ts";
import type { Seating } from "../writing/decode-loop.ts";
import { EnginePolicy } from "../writing/policy.ts";
import { SharedBatches } from "../writing/shared-batches.ts";
import { type LoadedPolicy, type Parts, releaseAll } from "./loaded.ts";

export const DEFAULT_KV_CAP_BYTES = 128 * 1024 * 1024;

/**
 * What one batch may hold. onnxruntime-node 1.30.0 hands back a copy of every output, of those too
 * that it was given memory for (js/node/src/inference_session_wrap.cc, Run), and from 4 MiB on the
 * copy's memory comes fresh from the system each time: a token then costs twice as much
 * (policy-small, 64 rows of 128 positions against 56). To go when Run hands back what it was given.
 */
const SEATING: Readonly<Record<RuntimeKind, Seating>> = {
  cpu: { rows: 128, tensorBytes: 3.5 * 1024 * 1024 },
  wasm: { rows: 64, tensorBytes: Number.POSITIVE_INFINITY },
  webgpu: { rows: 256, tensorBytes: Number.POSITIVE_INFINITY },
};

/** A policy, and what its runs share. */
interface Writer extends LoadedPolicy {
  decoder: Decoder;
  batches: SharedBatches;
}

export function assemble(parts: Parts): Engine {
  const { info, runtime, models } = parts;
  const writerOf = (policy: LoadedPolicy): Writer => {
    const { session, shape, vocabulary } = policy.loaded;
    const decoder = new Decoder(runtime, session, shape, vocabulary);
    const seating = SEATING[runtime.kind];
    const storage = () => storageFor(runtime, shape);
    return {
      ...policy,
      decoder,
      batches: new SharedBatches(decoder, storage, seating, parts.kvCapBytes),
    };
  };
  const first = writerOf(parts.policy);
  const { vocabulary } = first;
  const writers = new Map([first, ...parts.beside.map(writerOf)].map((one) => [one.model, one]));
  const named = (policy: string | undefined): Writer => {
    if (policy === undefined) return first;
    const writer = writers.get(parts.policyOf(policy));
    if (writer) return writer;
    throw new EngineError("bad-request", `The policy "${policy}" is not loaded.`);
  };

  /** Caches of a run's verifier, and their end. */
  const openCaches = () => {
    const open: Caches[] = [];
    return {
      caches: (shape: KvShape, tokensOf: (id: NodeId) => NodeTokens): Caches => {
        const storage = storageFor(runtime, shape);
        const made = { storage, tree: new KvTree(storage, tokensOf, parts.kvCapBytes) };
        open.push(made);
        return made;
      },
      gauges: () => open.map(({ tree }) => tree.gauge()),
      close: () => {
        for (const { tree, storage } of open) {
          tree.close();
          storage.dispose();
        }
      },
    };
  };
  const verifierOf = (
    caches: VerifierParts["caches"],
    run: Omit<VerifierRun, "text">,
    { model, vocabulary }: LoadedPolicy = first,
    verifier = parts.verifier,
  ): Verifier | null =>
    openVerifier(
      { runtime, models, policyId: model.id, verifier, caches },
      { ...run, text: vocabulary.text },
    );

  const verifierParity = async (
    writer: Writer,
    verifier: VerifierChoice | null,
  ): Promise<ParityParts["verifier"]> => {
    const weights = verifier?.kind === "model" && models.get(verifier.model.id);
    if (!weights) return null;
    return {
      id: verifier.model.id,
      graph: graphOf(runtime, weights.loaded),
      golden: await parts.goldens(verifier.model.id),
      open: (nodes) => {
        const { caches, close } = openCaches();
        const run = { nodes, fork: true, sampled: false, problem: undefined };
        return { verifier: verifierOf(caches, run, writer, verifier), close };
      },
    };
  };

  const open = (
    { prompt, seed, fork = true, problem, path = [] }: Omit<RunOptions, "policy" | "verifier">,
    writer: Writer,
    choice: VerifierChoice | null,
  ): ModelRun => {
    const { vocabulary, decoder, loaded } = writer;
    const { id } = writer.model;
    const nodes = new NodeTable(vocabulary.encode(prompt));
    checkPath(path, vocabulary, { policy: id, size: loaded.vocabulary });
    for (const [i, { tokens, end }] of path.entries())
      nodes.add(i + 1, { parent: i, tokens, end, sampled: null });
    const { caches, gauges, close } = openCaches();
    const sampled = path.length === 0;
    const scoring = verifierOf(caches, { nodes, fork, sampled, problem }, writer, choice);
    const share = writer.batches.open(nodes.get);
    return {
      verifier: scoring,
      policy: new EnginePolicy({
        card: cardOf(id, writer),
        decoder,
        ...share,
        nodes,
        tokens: vocabulary,
        context: loaded.context,
        seed,
        fork,
      }),
      kv: () => sum([...gauges(), share.tree.gauge()]),
      close: () => {
        close();
        share.close();
      },
    };
  };

  const engine: Engine = {
    info,
    openRun: ({ policy, verifier, ...options }) => {
      const writer = named(policy);
      const choice = verifier === null ? null : parts.loadedVerifier(verifier, writer.model);
      return open(options, writer, choice);
    },
    monteCarloValue: async (request, hooks) => {
      const problem = readProblem(request.problem);
      const { path, seed, policy } = request;
      const prompt = familyOf(problem.family).prompt(problem);
      const run = open({ prompt, seed: rolloutSeed(seed), problem, path }, named(policy), null);
      try {
        return await rollOut(run, problem, request, hooks);
      } finally {
        run.close();
      }
    },
    scorePath: async (request, signal) => {
      checkHasStep(request);
      const problem = readProblem(request.problem);
      const { path } = request;
      const writer = named(request.policy);
      const prompt = familyOf(problem.family).prompt(problem);
      const scores: PathScore[] = [];
      for (const id of request.verifiers) {
        const choice = await parts.verifierFor(id, writer.model);
        signal?.throwIfAborted();
        const run = open({ prompt, seed: 0, problem, path }, writer, choice);
        const { kind } = describeVerifier(choice);
        scores.push({ verifier: id, kind, ...(await scoreLast(run, path.length, signal)) });
      }
      return scores;
    },
    search: (request, signal, clock) => search(engine, request, signal, clock),
    judge: async ({ prompt, trajectories, problem }) => {
      if (parts.verifier?.kind === "self-certainty") {
        throw new EngineError("bad-request", "Self-certainty judges only what the policy samples.");
      }
      const { nodes, ends } = written(vocabulary, prompt, trajectories);
      const { caches, close } = openCaches();
      try {
        const run = { nodes, fork: true, sampled: false, problem };
        return await scoresOf(verifierOf(caches, run), ends);
      } finally {
        close();
      }
    },
    stepTokens: (steps) =>
      steps.map((step, i) => [
        ...vocabulary.encode(step),
        i === steps.length - 1 ? vocabulary.eos : vocabulary.separator,
      ]),
    tokenize: vocabulary.encode,
    detokenize: vocabulary.decode,
    parity: async ({ policy, verifier } = {}): Promise<ParityReport> => {
      const writer = named(policy);
      const { id } = writer.model;
      return measureParity({
        backend: info.backend.kind,
        runtime,
        policy: { id, decoder: writer.decoder, golden: await parts.goldens(id) },
        verifier: await verifierParity(writer, parts.loadedVerifier(verifier, writer.model)),
      });
    },
    dispose: () => releaseAll(models),
  };
  return engine;
}

async function* search(
  engine: Engine,
  request: SearchRequest,
  signal?: AbortSignal,
  clock?: () => number,
): AsyncGenerator<SearchEvent, void, void> {
  const { strategy: strategyId, knobs, seed, budget } = request;
  const strategy = strategyOf(strategyId);
  if (!strategy) throw new EngineError("bad-request", `There is no strategy "${strategyId}".`);
  const family = familyOf(request.problem.family);
  const problem = readProblem(request.problem);
  const prompt = family.prompt(problem);
  const run = engine.openRun({
    prompt,
    seed,
    problem,
    ...(request.policy && { policy: request.policy }),
    ...(request.verifier && { verifier: request.verifier }),
  });
  try {
    const { policy, verifier } = run;
    const models = { policy, verifier };
    const means = { knobs, seed, budget, signal, ...(clock && { clock }) };
    yield* runSearch(strategy, { problem, family, ...models, ...means });
  } catch (thrown) {
    if (thrown instanceof RunRefused) throw new EngineError("bad-request", thrown.message);
    throw thrown;
  } finally {
    run.close();
  }
}

const sum = (gauges: readonly KvGauge[]): KvGauge =>
  gauges.reduce((a, b) => ({
    bytes: a.bytes + b.bytes,
    peakBytes: a.peakBytes + b.peakBytes,
    capBytes: a.capBytes + b.capBytes,
    evictedNodes: a.evictedNodes + b.evictedNodes,
  }));
