/**
 * The process reward model at work: P(correct) at the end of a step, computed
 * incrementally. A token of the tree passes through it once while its cache lives;
 * steps that share a prefix share its cache.
 */
import type { InferenceSession } from "onnxruntime-common";
import type { Cost, ModelCard, NodeId, Verifier } from "../search/model.ts";
import { cacheName, output } from "./decoder.ts";
import type { Chain, KvTree } from "./kv.ts";
import type { KvBatch, KvShape, KvStorage, Take } from "./kv-storage.ts";
import type { NodeTable } from "./nodes.ts";
import { breathe, float32, floats, int64, type Runtime, runSession } from "./runtime.ts";

/** Added to the attention weights of keys that must not be seen. */
const HIDDEN = -1e9;
const MAX_ROWS = 256;

/** One row of the PRM's batch: tokens on top of `start` positions of cache. */
export interface ScorerRow {
  tokens: readonly number[];
  start: number;
}

export interface ScorerOutput {
  /** Logit of P(correct), [rows, width]. */
  logits: Float32Array;
  width: number;
  /** Keys and values of the new tokens only, [rows, heads, width, dim]. */
  fresh: KvBatch;
}

/** The PRM's graph as one call. */
export class Scorer {
  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    readonly shape: KvShape,
  ) {}

  /** @param past at least one position long; what lies beyond a row's `start` is not seen. */
  async run(rows: readonly ScorerRow[], past: KvBatch): Promise<ScorerOutput> {
    const width = Math.max(...rows.map((row) => row.tokens.length));
    const total = past.length + width;
    const ids = new Int32Array(rows.length * width);
    const positions = new Int32Array(rows.length * width);
    const bias = new Float32Array(rows.length * width * total).fill(HIDDEN);
    rows.forEach(({ tokens, start }, row) => {
      ids.set(tokens, row * width);
      for (let i = 0; i < tokens.length; i++) {
        positions[row * width + i] = start + i;
        const line = (row * width + i) * total;
        bias.fill(0, line, line + start);
        bias.fill(0, line + past.length, line + past.length + i + 1);
      }
    });
    const feeds = {
      input_ids: int64(this.runtime, ids, [rows.length, width]),
      position_ids: int64(this.runtime, positions, [rows.length, width]),
      attention_bias: float32(this.runtime, bias, [rows.length, 1, width, total]),
      ...Object.fromEntries(
        past.tensors.map((tensor, i) => [cacheName("past_key_values", i), tensor]),
      ),
    };
    const outputs = await runSession(this.runtime, this.session, feeds);
    const tensors = past.tensors.map((_, i) => output(outputs, cacheName("present", i)));
    return {
      logits: floats(output(outputs, "scores")),
      width,
      fresh: { tensors, rows: rows.length, length: width },
    };
  }
}

export interface VerifierParts {
  card: ModelCard;
  scorer: Scorer;
  storage: KvStorage;
  tree: KvTree;
  nodes: NodeTable;
  /** false: every call runs whole prefixes anew (for the bench). */
  fork: boolean;
}

export class EngineVerifier implements Verifier {
  readonly card: ModelCard;
  readonly #scores = new Map<NodeId, number>();
  #cost: Cost = { generated: 0, prefilled: 0, calls: 0, flops: 0 };

  constructor(private readonly parts: VerifierParts) {
    this.card = parts.card;
  }

  async score(
    ids: readonly NodeId[],
    signal?: AbortSignal,
  ): Promise<{ scores: number[]; cost: Cost }> {
    this.#cost = { generated: 0, prefilled: 0, calls: 0, flops: 0 };
    if (this.parts.fork) await this.#scoreMissing(ids, signal);
    else await this.#scoreAnew(ids, signal);
    this.parts.tree.trim();
    const scores = ids.map((id) => this.#scores.get(this.#judged(id)) ?? Number.NaN);
    return { scores, cost: this.#cost };
  }

  release(nodes: readonly NodeId[]): void {
    for (const node of nodes) this.parts.tree.release(node);
  }

  /** An empty step (the context was full) is judged as the last one that is not. */
  #judged(id: NodeId): NodeId {
    const { parent, tokens } = this.parts.nodes.get(id);
    return tokens.length === 0 && parent !== null ? this.#judged(parent) : id;
  }

  async #scoreMissing(ids: readonly NodeId[], signal?: AbortSignal): Promise<void> {
    const { tree, nodes } = this.parts;
    const judged = ids.map((id) => this.#judged(id));
    for (;;) {
      const missing = judged.filter((id) => !this.#scores.has(id));
      if (missing.length === 0) break;
      const wave = tree.plan(missing.map((id) => tree.entry(id)));
      for (let i = 0; i < wave.length; i += MAX_ROWS) {
        await breathe(signal);
        await this.#runWave(wave.slice(i, i + MAX_ROWS));
      }
    }
    // Nothing grows from a finished trajectory.
    for (const id of ids) if (nodes.get(id).end === "eos") tree.release(id);
  }

  async #runWave(chains: readonly Chain[]): Promise<void> {
    const { scorer, storage, tree, nodes } = this.parts;
    const past = storage.gather(
      chains.map((chain) => tree.pieces(chain.nodes[0] ?? null)),
      Math.max(1, ...chains.map(({ start }) => start)),
    );
    const rows = chains.map(({ pending, start }) => ({ tokens: pending, start }));
    const output = await scorer.run(rows, past);
    storage.disposeBatch(past);
    this.#charge(rows);
    const takes: Take[] = [];
    chains.forEach((chain, row) => {
      let position = 0;
      for (const node of chain.nodes) {
        const count = node.tokens.length - node.have;
        if (nodes.get(node.id).end !== "eos") {
          takes.push({ row, from: position, count, segment: tree.reserve(node), at: node.have });
          node.have = node.tokens.length;
        }
        position += count;
        this.#scores.set(node.id, sigmoid(output.logits[row * output.width + position - 1] ?? 0));
      }
    });
    storage.save(output.fresh, takes);
    storage.disposeBatch(output.fresh);
  }

  /** For the bench: each node's whole prefix runs again. */
  async #scoreAnew(ids: readonly NodeId[], signal?: AbortSignal): Promise<void> {
    const { scorer, storage, nodes } = this.parts;
    for (let i = 0; i < ids.length; i += MAX_ROWS) {
      await breathe(signal);
      const some = ids.slice(i, i + MAX_ROWS);
      const rows = some.map((id) => ({ tokens: nodes.prefix(id), start: 0 }));
      const past = storage.gather(
        rows.map(() => []),
        1,
      );
      const output = await scorer.run(rows, past);
      storage.disposeBatch(past);
      storage.disposeBatch(output.fresh);
      this.#charge(rows);
      rows.forEach(({ tokens }, row) => {
        const id = some[row];
        if (id === undefined) return;
        this.#scores.set(id, sigmoid(output.logits[row * output.width + tokens.length - 1] ?? 0));
      });
    }
  }

  #charge(rows: readonly ScorerRow[]): void {
    const tokens = rows.reduce((sum, row) => sum + row.tokens.length, 0);
    this.#cost.prefilled += tokens;
    this.#cost.calls += 1;
    this.#cost.flops += 2 * this.card.parameters * tokens;
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
