/**
 * The policy at work: proposes whole steps for many nodes in one call.
 *
 * What a token costs. Every token of the tree runs through the model at most once
 * while its cache lives: the prompt when the root is first expanded, in a batch of
 * one, then forked; a sampled token when the next one is sampled; a step's last
 * token (the separator) when its node is first expanded, once for all its
 * children; the last token of a leaf never. So `generated` counts tokens sampled,
 * `prefilled` tokens that run without having been sampled here or a second time
 * (the prompt, a path that was given, evicted caches), and `flops` all that really ran.
 *
 * What company costs: nothing. The decode loop may be shared with other runs, whose rows then
 * pass through the model together with this one's, but `calls` counts the forward passes that
 * this run's rows take when nobody else is there and all of them have a seat in the batch: as
 * many as the longest has tokens to run. So a run's bill is the same alone, in company and on
 * any device, and the calls of many runs add up to more passes than there were.
 */

import { noCost } from "../../search/cost.ts";
import { forwardFlops, type Stretch } from "../../search/flops.ts";
import type {
  Cost,
  ExpandRequest,
  Expansion,
  ModelCard,
  NodeId,
  Policy,
  SamplingOptions,
} from "../../search/model.ts";
import { uniform } from "../../search/rng.ts";
import type { Decoder, DecoderOutput } from "../graphs/decoder.ts";
import { type Chain, type Entry, isComplete, type KvTree } from "../memory/cache-tree.ts";
import type { NodeTable } from "../memory/nodes.ts";
import type { KvStorage, Piece, Take } from "../memory/storage.ts";
import { breathe } from "../runtime/pause.ts";
import type { StepTokens } from "../text/tokenizer.ts";
import type { DecodeLoop, Ride } from "./decode-loop.ts";
import {
  chainRide,
  endOf,
  isOpen,
  type Row,
  ranOf,
  stepRide,
  stretches,
  type Work,
} from "./policy-row.ts";
import { sample } from "./sampler.ts";

export interface PolicyParts {
  card: ModelCard;
  decoder: Decoder;
  /** Over the decoder and the storage; shared by runs. */
  loop: DecodeLoop;
  /** The run's place among those that share the loop: the older, the lower. */
  rank: number;
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
    const expansions = await this.#expand(requests, sampling, signal);
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
    const { tree, nodes, context, storage, tokens: vocabulary } = this.parts;
    const rows = requests.map(({ parent, child }): Row => {
      if (nodes.get(parent).end === "eos") throw new RangeError(`Node ${parent} is finished`);
      const entry = tree.entry(parent);
      const start = entry.start + entry.tokens.length;
      const cap = Math.min(sampling.maxStepTokens, context - start);
      const step = { child, parent: entry, start, cap, tokens: [], logprob: 0, certainty: 0 };
      // A prefix that fills the context gets an empty step, ended by its length.
      return { ...step, end: cap > 0 ? null : "length", segment: null };
    });
    try {
      const open = rows.filter(isOpen);
      if (this.parts.fork) await this.#expandForked(open, sampling, signal);
      else await this.#expandAnew(open, sampling, signal);
    } catch (error) {
      for (const { segment } of rows) if (segment) storage.free(segment);
      throw error;
    }
    // Only now, and in this order: when a row ends among those of others must not matter.
    for (const row of rows) this.#add(row);
    tree.trim();

    return rows.map(({ child, tokens, logprob, end }) => ({
      child,
      text: vocabulary.text(tokens),
      tokens,
      logprob,
      end: end ?? "length",
    }));
  }

  /** The way of a search: from the parents' caches. */
  async #expandForked(
    rows: readonly Row[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    const { tree } = this.parts;
    const work = this.#work(sampling);
    let left = rows;
    while (left.length > 0) {
      const chains = tree.plan(left.map((row) => row.parent));
      const prompt = chains.find(({ start }) => start === 0);
      if (prompt) {
        await this.#prefill(prompt, signal);
        continue;
      }
      const ends = chains.map((chain) => ({ chain, end: endOf(chain), rows: [] as Row[] }));
      const whose = new Map(ends.map((one) => [one.end, one.rows]));
      const pieces = new Map<Entry, readonly Piece[]>();
      const rides: Ride[] = [];
      const later: Row[] = [];
      for (const row of left) {
        const { parent } = row;
        if (!isComplete(parent)) {
          (whose.get(parent) ?? later).push(row);
          continue;
        }
        work.draw(row, parent.frontier);
        if (!isOpen(row)) continue;
        const known = pieces.get(parent) ?? tree.pieces(parent);
        pieces.set(parent, known);
        rides.push(stepRide(row, known, work));
      }
      for (const { chain, rows } of ends) {
        rides.push(chainRide(chain, tree.pieces(chain.nodes[0] ?? null), rows, work));
      }
      await this.#ride(rides, signal);
      left = later;
    }
  }

  /** For the bench: no cache is used or kept between calls, each row's whole prefix runs again. */
  async #expandAnew(
    rows: readonly Row[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    if (rows.length === 0) return;
    const { nodes, decoder, storage } = this.parts;
    const prefixes = rows.map((row) => nodes.prefix(row.parent.id));
    const output = await decoder.prefill(prefixes);
    this.#charge(prefixes.map(({ length }) => ({ tokens: length, start: 0 })));
    this.#cost.prefilled += prefixes.flat().length;
    const work = this.#work(sampling);
    const takes = rows.map(({ start }, row): Take => {
      return { row, from: 0, count: start, segment: storage.allocate(start), at: 0 };
    });
    try {
      storage.save(output.present, takes);
      storage.disposeBatch(output.present);
      rows.forEach((row, i) => {
        work.draw(row, this.#logits(output, i, row.start - 1));
      });
      const rides = takes.flatMap((take, i) => {
        const row = rows[i];
        return row && isOpen(row) ? [stepRide(row, [take], work)] : [];
      });
      await this.#ride(rides, signal);
    } finally {
      for (const { segment } of takes) storage.free(segment);
    }
  }

  async #ride(rides: readonly Ride[], signal?: AbortSignal): Promise<void> {
    const { loop, rank } = this.parts;
    this.#cost.calls += await loop.ride(rides, rank, signal);
  }

  #work(sampling: SamplingOptions): Work {
    const { storage, fork } = this.parts;
    return {
      ran: (start) => {
        this.#cost.flops += forwardFlops(this.card, { tokens: 1, start });
      },
      draw: (row, logits) => this.#draw(row, logits, sampling),
      room: (row) => {
        if (!fork || row.end === "eos" || ranOf(row) === 0) return null;
        return storage.allocate(row.tokens.length);
      },
      passed: (chain, index, logits) => this.#passed(chain, index, logits),
      reserve: (chain) => this.#reserve(chain),
    };
  }

  /** Sample a row's next token and see whether the step ends with it. */
  #draw(row: Row, logits: Float32Array | null, sampling: SamplingOptions): void {
    if (!logits) throw new Error(`Node ${row.parent.id} has no logits`);
    const { tokens, seed } = this.parts;
    const draw = uniform(seed, row.child, row.tokens.length);
    const { token, logprob, certainty } = sample(logits, sampling, draw, tokens.banned);
    row.tokens.push(token);
    row.logprob += logprob;
    row.certainty += certainty;
    if (token === tokens.eos) row.end = "eos";
    else if (token === tokens.separator) row.end = "step";
    else if (row.tokens.length >= row.cap) row.end = "length";
  }

  #add({ child, parent, tokens, end, logprob, certainty, segment }: Row): void {
    const { nodes, tree, fork } = this.parts;
    nodes.add(child, { parent: parent.id, tokens, end, sampled: { logprob, certainty } });
    this.#cost.generated += tokens.length;
    if (!fork || end === "eos") return;
    // From now on it holds on to its parent's cache, even while it has none of its own.
    const entry = tree.entry(child);
    if (segment) tree.adopt(entry, segment, tokens.length - 1);
  }

  /** The prompt, or all of a path whose very root was evicted, as a batch of one. */
  async #prefill(chain: Chain, signal?: AbortSignal): Promise<void> {
    const { decoder, storage } = this.parts;
    await breathe(signal);
    const output = await decoder.prefill([chain.pending]);
    this.#charge([{ tokens: chain.pending.length, start: 0 }]);
    chain.pending.forEach((_, i) => {
      this.#passed(chain, i, this.#logits(output, 0, i));
    });
    const takes = this.#reserve(chain).map((take) => ({ ...take, row: 0 }));
    storage.save(output.present, takes);
    storage.disposeBatch(output.present);
  }

  /** Keep the logits after a chain's token where a node ends with it. */
  #passed(chain: Chain, index: number, logits: Float32Array): void {
    const node = stretches(chain).find(({ from, count }) => from + count === index + 1)?.node;
    if (node) node.frontier = logits.slice();
  }

  /** All of a chain has run: charge what is not a step's last token, and say where its caches go. */
  #reserve(chain: Chain): Omit<Take, "row">[] {
    return stretches(chain).map(({ node, from, count }) => {
      const take = {
        from: chain.start + from,
        count,
        segment: this.parts.tree.reserve(node),
        at: node.have,
      };
      const { sampled } = this.parts.nodes.get(node.id);
      this.#cost.prefilled += sampled ? Math.max(0, node.ran - node.have) : count;
      node.have = node.tokens.length;
      node.ran = node.tokens.length;
      return take;
    });
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
