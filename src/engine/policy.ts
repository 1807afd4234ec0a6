/**
 * The policy at work: proposes whole steps for many nodes in one call.
 *
 * What a token costs. Every token of the tree runs through the model at most once
 * while its cache lives: the prompt when the root is first expanded, in a batch of
 * one, then forked; a sampled token when the next one is sampled; a step's last
 * token (the separator) when its node is first expanded, once for all its
 * children; the last token of a leaf never. So `generated` counts tokens sampled,
 * `prefilled` tokens that run without having been sampled here or a second time
 * (the prompt, evicted caches), and `flops` all that really ran.
 */
import { noCost } from "../search/cost.ts";
import { forwardFlops, type Stretch } from "../search/flops.ts";
import type {
  Cost,
  ExpandRequest,
  Expansion,
  ModelCard,
  NodeId,
  Policy,
  SamplingOptions,
  StepEnd,
} from "../search/model.ts";
import { uniform } from "../search/rng.ts";
import type { Decoder, DecoderOutput } from "./decoder.ts";
import type { Chain, Entry, KvTree } from "./kv.ts";
import type { KvBatch, KvStorage, Take } from "./kv-storage.ts";
import type { NodeTable } from "./nodes.ts";
import { isOpen, lastOf, type Row } from "./policy-row.ts";
import { breathe } from "./runtime.ts";
import { sample } from "./sampler.ts";

/** What the policy must know of its tokenizer. */
export interface StepTokens {
  separator: number;
  eos: number;
  /** Never sampled: padding and unknown. */
  banned: ReadonlySet<number>;
  /** Display text of a step's tokens. */
  text(tokens: readonly number[]): string;
}

export interface PolicyParts {
  card: ModelCard;
  decoder: Decoder;
  storage: KvStorage;
  tree: KvTree;
  nodes: NodeTable;
  tokens: StepTokens;
  /** Longest sequence that the model takes, prompt included. */
  context: number;
  seed: number;
  /** false: every call runs whole prefixes anew (for the bench). */
  fork: boolean;
}

/** Rows decoded in one batch; more requests than these go in turns. */
const MAX_ROWS = 256;
/** Room for this many more tokens a row: a step of arithmetic, about. */
const ROOM = 12;
/** Finished rows leave the batch once they are this share of it. */
const COMPACT_AT = 0.25;

/** The batch that the last wave left behind, and the node at the end of each of its rows. */
interface Wave {
  batch: KvBatch;
  ends: Entry[];
}

export class EnginePolicy implements Policy {
  readonly card: ModelCard;
  #cost: Cost = noCost();

  constructor(private readonly parts: PolicyParts) {
    this.card = parts.card;
  }

  async expand(
    requests: readonly ExpandRequest[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<{ expansions: Expansion[]; cost: Cost }> {
    this.#cost = noCost();
    const expansions: Expansion[] = [];
    for (let i = 0; i < requests.length; i += MAX_ROWS) {
      expansions.push(...(await this.#expand(requests.slice(i, i + MAX_ROWS), sampling, signal)));
    }
    return { expansions, cost: this.#cost };
  }

  release(nodes: readonly NodeId[]): void {
    for (const node of nodes) this.parts.tree.release(node);
  }

  async #expand(
    requests: readonly ExpandRequest[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<Expansion[]> {
    const { tree, nodes, context } = this.parts;
    const rows: Row[] = requests.map(({ parent, child }) => {
      if (nodes.get(parent).end === "eos") throw new RangeError(`Node ${parent} is finished`);
      const entry = tree.entry(parent);
      const start = entry.start + entry.tokens.length;
      const cap = Math.min(sampling.maxStepTokens, context - start);
      return { child, parent: entry, start, cap, tokens: [], logprob: 0, certainty: 0, end: null };
    });
    // A prefix that fills the context gets an empty step, ended by its length.
    const open = rows.filter((row) => row.cap > 0);
    for (const row of rows) if (row.cap <= 0) this.#add(row, "length");

    if (this.parts.fork) await this.#expandForked(open, sampling, signal);
    else await this.#expandAnew(open, sampling, signal);
    tree.trim();

    return rows.map(({ child, tokens, logprob, end }) => ({
      child,
      text: this.parts.tokens.text(tokens),
      tokens,
      logprob,
      end: end ?? "length",
    }));
  }

  /** The way of a search: from the parents' caches. */
  async #expandForked(rows: Row[], sampling: SamplingOptions, signal?: AbortSignal): Promise<void> {
    const { storage } = this.parts;
    let wave = await this.#complete(
      rows.map((row) => row.parent),
      signal,
    );
    try {
      for (const row of rows) this.#draw(row, row.parent.frontier, 0, sampling);
      const open = rows.filter(isOpen);
      if (open.length === 0) return;
      const batch = this.#fork(open, wave);
      if (wave && batch === wave.batch) wave = null;
      await this.#decode(open, batch, sampling, signal);
    } finally {
      if (wave) storage.disposeBatch(wave.batch);
    }
  }

  /** For the bench: no cache is used or kept, each row's whole prefix runs again. */
  async #expandAnew(rows: Row[], sampling: SamplingOptions, signal?: AbortSignal): Promise<void> {
    if (rows.length === 0) return;
    const { nodes, decoder, storage } = this.parts;
    const prefixes = rows.map((row) => nodes.prefix(row.parent.id));
    const output = await decoder.prefill(prefixes);
    this.#charge(prefixes.map(({ length }) => ({ tokens: length, start: 0 })));
    this.#cost.prefilled += prefixes.flat().length;
    rows.forEach((row, i) => {
      this.#draw(row, this.#logits(output, i, row.start - 1), 0, sampling);
    });
    const open = rows.filter(isOpen);
    const kept = open.map((row) => rows.indexOf(row));
    const batch = storage.select(output.present, kept, output.present.length);
    storage.disposeBatch(output.present);
    if (open.length > 0) await this.#decode(open, batch, sampling, signal);
    else storage.disposeBatch(batch);
  }

  /**
   * The rows' first batch: the last wave's rows where all of them are there, copied
   * unless it is the very same batch; else gathered from the caches.
   */
  #fork(rows: readonly Row[], wave: Wave | null): KvBatch {
    const { storage, tree } = this.parts;
    const from = rows.map((row) => wave?.ends.indexOf(row.parent) ?? -1);
    if (wave && from.length === wave.batch.rows && from.every((row, i) => row === i)) {
      return wave.batch;
    }
    if (wave && from.every((row) => row >= 0)) return this.#select(wave.batch, from);
    const length = Math.max(...rows.map((row) => row.start)) + this.#room;
    return storage.gather(
      rows.map((row) => tree.pieces(row.parent)),
      length,
    );
  }

  /** Positions to spare in a new batch, where decoding happens in place. */
  get #room(): number {
    return this.parts.decoder.inPlace ? ROOM : 0;
  }

  #select(batch: KvBatch, rows: readonly number[]): KvBatch {
    return this.parts.storage.select(batch, rows, batch.length + this.#room);
  }

  /** The batch, or where decoding happens in place and it is full, a longer copy of it. */
  #withRoom(batch: KvBatch, length: number): KvBatch {
    if (!this.parts.decoder.inPlace || length <= batch.length) return batch;
    const longer = this.#select(
      batch,
      Array.from({ length: batch.rows }, (_, row) => row),
    );
    this.parts.storage.disposeBatch(batch);
    return longer;
  }

  /** Decode until every row has ended its step. Takes over `batch`. */
  async #decode(
    rows: readonly Row[],
    first: KvBatch,
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    const { decoder, storage } = this.parts;
    let batch = first;
    let riding = rows.slice();
    try {
      for (;;) {
        await breathe(signal);
        const ids = riding.map((row) => (row.end === null ? (row.tokens.at(-1) ?? 0) : 0));
        const lengths = riding.map(lastOf);
        batch = this.#withRoom(batch, Math.max(...lengths) + 1);
        const output = await decoder.decode(ids, lengths, batch);
        if (output.present !== batch) storage.disposeBatch(batch);
        batch = output.present;
        this.#charge(riding.filter(isOpen).map((row) => ({ tokens: 1, start: lastOf(row) })));
        riding.forEach((row, i) => {
          if (isOpen(row)) this.#draw(row, this.#logits(output, i, 0), row.tokens.length, sampling);
        });
        const open = riding.filter(isOpen);
        if (open.length === 0) break;
        if (riding.length - open.length >= COMPACT_AT * riding.length) {
          this.#keep(riding, batch);
          const rows = open.map((row) => riding.indexOf(row));
          const smaller = storage.select(batch, rows, batch.length);
          storage.disposeBatch(batch);
          batch = smaller;
          riding = open;
        }
      }
      this.#keep(riding, batch);
    } finally {
      storage.disposeBatch(batch);
    }
  }

  /** Sample token `index` of a row's step and see whether the step ends with it. */
  #draw(row: Row, logits: Float32Array | null, index: number, sampling: SamplingOptions): void {
    if (!logits) throw new Error(`Node ${row.parent.id} has no logits`);
    const { tokens, seed } = this.parts;
    const draw = uniform(seed, row.child, index);
    const { token, logprob, certainty } = sample(logits, sampling, draw, tokens.banned);
    row.tokens.push(token);
    row.logprob += logprob;
    row.certainty += certainty;
    if (token === tokens.eos) row.end = "eos";
    else if (token === tokens.separator) row.end = "step";
    else if (row.tokens.length >= row.cap) row.end = "length";
    if (row.end !== null) this.#add(row, row.end);
  }

  #add(row: Row, end: StepEnd): void {
    row.end = end;
    const { nodes, tree, fork } = this.parts;
    const { tokens, logprob, certainty } = row;
    nodes.add(row.child, { parent: row.parent.id, tokens, end, sampled: { logprob, certainty } });
    // From now on it holds on to its parent's cache, even while it has none of its own.
    if (fork && end !== "eos") tree.entry(row.child);
    this.#cost.generated += row.tokens.length;
  }

  /** Keep the new caches of ended rows that may be expanded; their last token has not run yet. */
  #keep(rows: readonly Row[], batch: KvBatch): void {
    if (!this.parts.fork) return;
    const { storage, tree } = this.parts;
    const takes: Take[] = [];
    rows.forEach((row, i) => {
      const count = row.tokens.length - 1;
      if (row.end === null || row.end === "eos" || count === 0) return;
      const entry = tree.entry(row.child);
      takes.push({ row: i, from: row.start, count, segment: tree.reserve(entry), at: 0 });
      entry.have = count;
      entry.ran = count;
    });
    storage.save(batch, takes);
  }

  /** Run what is missing of these nodes' caches. @returns the last wave, to be disposed of. */
  async #complete(targets: readonly Entry[], signal?: AbortSignal): Promise<Wave | null> {
    const { storage, tree } = this.parts;
    let wave: Wave | null = null;
    for (;;) {
      const chains = tree.plan(targets);
      if (chains.length === 0) return wave;
      if (wave) storage.disposeBatch(wave.batch);
      wave = null;
      await breathe(signal);
      wave = { batch: await this.#runWave(chains, signal), ends: chains.map(endOf) };
    }
  }

  async #runWave(chains: readonly Chain[], signal?: AbortSignal): Promise<KvBatch> {
    const { decoder, storage, tree } = this.parts;
    const [first] = chains;
    if (!first) throw new RangeError("A wave needs a chain");
    const pieces = chains.map((chain) => tree.pieces(chain.nodes[0] ?? null));
    const length = Math.max(...chains.map(({ start }) => start));
    const gather = () => storage.gather(pieces, length + (chains.length > 1 ? this.#room : 0));
    if (chains.length === 1) {
      const past = first.start === 0 ? null : gather();
      const output = past
        ? await decoder.extend(first.pending, first.start, past)
        : await decoder.prefill([first.pending]);
      if (past) storage.disposeBatch(past);
      this.#charge([{ tokens: first.pending.length, start: first.start }]);
      this.#settle(chains, output.present, (_, position) => this.#logits(output, 0, position));
      return output.present;
    }
    let batch = gather();
    const steps = Math.max(...chains.map(({ pending }) => pending.length));
    const outputs: DecoderOutput[] = [];
    try {
      for (let step = 0; step < steps; step++) {
        await breathe(signal);
        // A row that is done repeats its last token, which changes nothing.
        const at = chains.map(({ pending }) => Math.min(step, pending.length - 1));
        const lengths = chains.map(({ start }, i) => start + (at[i] ?? 0));
        batch = this.#withRoom(batch, Math.max(...lengths) + 1);
        const output = await decoder.decode(
          chains.map(({ pending }, i) => pending[at[i] ?? 0] ?? 0),
          lengths,
          batch,
        );
        if (output.present !== batch) storage.disposeBatch(batch);
        batch = output.present;
        outputs.push(output);
        const running = chains.filter(({ pending }) => step < pending.length);
        this.#charge(running.map(({ start }) => ({ tokens: 1, start: start + step })));
      }
    } catch (error) {
      storage.disposeBatch(batch);
      throw error;
    }
    this.#settle(chains, batch, (row, position) => {
      const output = outputs[position];
      return output ? this.#logits(output, row, 0) : null;
    });
    return batch;
  }

  /** Put a wave's results where they belong. `logits(row, i)` are those after pending token i. */
  #settle(
    chains: readonly Chain[],
    batch: KvBatch,
    logits: (row: number, position: number) => Float32Array | null,
  ): void {
    const { storage, tree } = this.parts;
    const takes: Take[] = [];
    chains.forEach((chain, row) => {
      let position = 0;
      for (const node of chain.nodes) {
        const count = node.tokens.length - node.have;
        takes.push({
          row,
          from: chain.start + position,
          count,
          segment: tree.reserve(node),
          at: node.have,
        });
        this.#cost.prefilled += node.parent ? Math.max(0, node.ran - node.have) : count;
        position += count;
        node.have = node.tokens.length;
        node.ran = node.tokens.length;
        node.frontier = logits(row, position - 1)?.slice() ?? null;
      }
    });
    storage.save(batch, takes);
  }

  #logits(output: DecoderOutput, row: number, position: number): Float32Array {
    const size = this.parts.decoder.vocabulary;
    const from = (row * output.positions + position) * size;
    return output.logits.subarray(from, from + size);
  }

  /** One forward pass. */
  #charge(rows: readonly Stretch[]): void {
    this.#cost.calls += 1;
    for (const row of rows) this.#cost.flops += forwardFlops(this.card, row);
  }
}

const endOf = (chain: Chain): Entry => {
  const end = chain.nodes.at(-1);
  if (!end) throw new RangeError("A chain has no nodes");
  return end;
};
