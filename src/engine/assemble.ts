/** The engine over loaded models, the same for every host. */
import { familyOf } from "../problems/index.ts";
import type { SearchEvent } from "../search/events.ts";
import { strategyOf } from "../search/index.ts";
import { RunRefused, runSearch } from "../search/run.ts";
import { Decoder } from "./decoder.ts";
import type { Engine, ModelRun, RunOptions } from "./engine.ts";
import { EngineError } from "./errors.ts";
import { KvTree } from "./kv.ts";
import { CpuKvStorage } from "./kv-cpu.ts";
import { GpuKvStorage } from "./kv-gpu.ts";
import type { KvShape, KvStorage } from "./kv-storage.ts";
import type { LoadedSession, Vocabulary } from "./load.ts";
import { NodeTable } from "./nodes.ts";
import { type Golden, measureParity } from "./parity.ts";
import { EnginePolicy } from "./policy.ts";
import { EngineVerifier, Scorer } from "./prm.ts";
import type { EngineInfo, KvGauge, ParityReport, SearchRequest } from "./protocol.ts";
import type { Runtime } from "./runtime.ts";

export const DEFAULT_KV_CAP_BYTES = 128 * 1024 * 1024;

export interface Parts {
  info: EngineInfo;
  runtime: Runtime;
  policy: { loaded: LoadedSession; parameters: number; vocabulary: Vocabulary };
  prm: { loaded: LoadedSession; parameters: number } | null;
  /** Cap on what each model's caches keep between calls. */
  kvCapBytes: number;
  goldens(model: "policy" | "prm"): Promise<Golden>;
}

export const storageFor = (runtime: Runtime, shape: KvShape): KvStorage =>
  runtime.gpu ? new GpuKvStorage(runtime.gpu, shape) : new CpuKvStorage(runtime, shape);

export function assemble(parts: Parts): Engine {
  const { info, runtime, policy, prm } = parts;
  const { vocabulary } = policy;
  const decoder = new Decoder(
    runtime,
    policy.loaded.session,
    policy.loaded.shape,
    policy.loaded.vocabulary,
  );
  const scorer = prm && new Scorer(runtime, prm.loaded.session, prm.loaded.shape);

  const engine: Engine = {
    info,
    openRun: ({ prompt, seed, fork = true }: RunOptions): ModelRun => {
      const nodes = new NodeTable(vocabulary.encode(prompt));
      const caches = (loaded: LoadedSession) => {
        const storage = storageFor(runtime, loaded.shape);
        return { storage, tree: new KvTree(storage, nodes.get, parts.kvCapBytes) };
      };
      const policyCaches = caches(policy.loaded);
      const prmCaches = prm && caches(prm.loaded);
      return {
        policy: new EnginePolicy({
          card: { id: info.policy.id, parameters: policy.parameters },
          decoder,
          ...policyCaches,
          nodes,
          tokens: vocabulary,
          context: policy.loaded.context,
          seed,
          fork,
        }),
        verifier:
          prm && scorer && prmCaches && info.prm
            ? new EngineVerifier({
                card: { id: info.prm.id, parameters: prm.parameters },
                scorer,
                ...prmCaches,
                nodes,
                fork,
              })
            : null,
        kv: () => sum([policyCaches, prmCaches].flatMap((one) => (one ? [one.tree.gauge()] : []))),
        close: () => {
          for (const one of [policyCaches, prmCaches]) {
            one?.tree.close();
            one?.storage.dispose();
          }
        },
      };
    },
    search: (request, signal) => search(engine, request, signal),
    tokenize: vocabulary.encode,
    detokenize: vocabulary.decode,
    parity: async (): Promise<ParityReport> =>
      measureParity({
        backend: info.backend.kind,
        runtime,
        policy: { id: info.policy.id, decoder, golden: await parts.goldens("policy") },
        prm: scorer && info.prm && { id: info.prm.id, scorer, golden: await parts.goldens("prm") },
      }),
    dispose: async () => {
      await policy.loaded.release();
      await prm?.loaded.release();
    },
  };
  return engine;
}

async function* search(
  engine: Engine,
  { problem: { family: familyId, text }, strategy: strategyId, knobs, seed, budget }: SearchRequest,
  signal?: AbortSignal,
): AsyncGenerator<SearchEvent, void, void> {
  const strategy = strategyOf(strategyId);
  if (!strategy) throw new EngineError("bad-request", `There is no strategy "${strategyId}".`);
  const family = familyOf(familyId);
  const parsed = family.parse(text);
  if (!parsed.ok) {
    const { message, example } = parsed.error;
    throw new EngineError("bad-request", message, example && `For example: ${example}`);
  }
  const { problem } = parsed;
  const run = engine.openRun({ prompt: family.prompt(problem), seed });
  try {
    const { policy, verifier } = run;
    yield* runSearch(strategy, { problem, family, policy, verifier, knobs, seed, budget, signal });
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
