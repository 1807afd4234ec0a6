/**
 * The policy at work: proposes whole steps for many nodes in one call.
 *
 * What a token costs. Every token of the tree runs through the model at most once
 * while its cache lives: the prompt when the root is first expanded, in a batch of
 * one, then forked; a sampled token when the next one is sampled; a step's last
 * token (the separator) when its node is first expanded, once for all its
 * children; the last token of a leaf never. So `generated` counts the tokens sampled,
 * `prefilled` the tokens that run without having been sampled here or run a second time
 * (the prompt, a given path, evicted caches), and `flops` everything that really ran.
 *
 * Sharing a batch never changes a run's bill. Runs may share the decode loop, and their rows then
 * pass through the model together. `calls` counts the forward passes that this run's rows would
 * take alone, each with a row of its own from the start: as many as the longest has tokens to run.
 * The bill is therefore the same alone, beside other runs and on any device, and the calls of many
 * runs add up to more passes than there were.
 */

import type { StepSplitter } from "../../prompts/splitter.ts";
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
import { type CacheTree, type Chain, type Entry, isComplete } from "../memory/cache-tree.ts";
import type { KvStorage, Piece, Take } from "../memory/storage.ts";
import { displayText, type Transcript } from "../memory/transcript.ts";
import { breathe } from "../runtime/pause.ts";
import type { Vocabulary } from "../text/tokenizer.ts";
import type { DecodeLoop, Sequence } from "./decode-loop.ts";
import { sample } from "./sampler.ts";
import {
  chainSequence,
  endOf,
  isOpen,
  ranOf,
  type Step,
  type StepHooks,
  stepSequence,
  stretches,
} from "./step-sequences.ts";

export interface PolicyParts {
  card: ModelCard;
  decoder: Decoder;
  /** Runs on the decoder and the storage; runs may share it. */
  loop: DecodeLoop;
  /** The run's place among those that share the loop: the older, the lower. */
  rank: number;
  storage: KvStorage;
  tree: CacheTree;
  transcript: Transcript;
  vocabulary: Vocabulary;
  /** Makes one for each step. */
  splitter(): StepSplitter;
  /** The longest sequence that the model takes, prompt included. */
  context: number;
  seed: number;
  /** false makes every call run whole prefixes again. For the bench. */
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
    const { tree, storage } = this.parts;
    const steps = requests.map((request) => this.#begin(request, sampling));
    try {
      const open = steps.filter(isOpen);
      if (this.parts.fork) await this.#expandForked(open, sampling, signal);
      else await this.#expandAnew(open, sampling, signal);
    } catch (error) {
      for (const { segment } of steps) if (segment) storage.free(segment);
      throw error;
    }
    // In the order of the requests, so that nothing depends on which step ended first.
    const expansions = steps.map((step) => this.#add(step));
    tree.trim();
    return expansions;
  }

  #begin({ parent, child }: ExpandRequest, { maxStepTokens }: SamplingOptions): Step {
    const { tree, transcript, context, splitter } = this.parts;
    if (transcript.get(parent).end === "eos") throw new RangeError(`Node ${parent} is finished`);
    const entry = tree.entry(parent);
    const start = entry.start + entry.tokens.length;
    const cap = Math.min(maxStepTokens, context - start);
    return {
      child,
      parent: entry,
      start,
      cap,
      splitter: splitter(),
      tokens: [],
      logprob: 0,
      certainty: 0,
      // A prefix that fills the context gets an empty step, ended by its length.
      end: cap > 0 ? null : "length",
      segment: null,
    };
  }

  /** As a search does: from the parents' caches. */
  async #expandForked(
    steps: readonly Step[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    const { tree } = this.parts;
    const hooks = this.#hooks(sampling);
    let left = steps;
    while (left.length > 0) {
      const chains = tree.plan(left.map((step) => step.parent));
      const prompt = chains.find(({ start }) => start === 0);
      if (prompt) {
        await this.#prefill(prompt, signal);
        continue;
      }
      const ends = chains.map((chain) => ({ chain, end: endOf(chain), steps: [] as Step[] }));
      const stepsAfter = new Map(ends.map((one) => [one.end, one.steps]));
      const pieces = new Map<Entry, readonly Piece[]>();
      const sequences: Sequence[] = [];
      const later: Step[] = [];
      for (const step of left) {
        const { parent } = step;
        if (!isComplete(parent)) {
          (stepsAfter.get(parent) ?? later).push(step);
          continue;
        }
        hooks.draw(step, parent.frontier);
        if (!isOpen(step)) continue;
        const known = pieces.get(parent) ?? tree.pieces(parent);
        pieces.set(parent, known);
        sequences.push(stepSequence(step, known, hooks));
      }
      for (const { chain, steps } of ends) {
        sequences.push(chainSequence(chain, tree.pieces(chain.nodes[0] ?? null), steps, hooks));
      }
      await this.#decode(sequences, signal);
      left = later;
    }
  }

  /** For the bench: no cache is kept between calls, and each step's whole prefix runs again. */
  async #expandAnew(
    steps: readonly Step[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    if (steps.length === 0) return;
    const { transcript, decoder, storage } = this.parts;
    const prefixes = steps.map((step) => transcript.prefix(step.parent.id));
    const output = await decoder.prefill(prefixes);
    this.#charge(prefixes.map(({ length }) => ({ tokens: length, start: 0 })));
    this.#cost.prefilled += prefixes.flat().length;
    const hooks = this.#hooks(sampling);
    const takes = steps.map(({ start }, row): Take => {
      return { row, from: 0, count: start, segment: storage.allocate(start), at: 0 };
    });
    try {
      storage.save(output.present, takes);
      storage.disposeBatch(output.present);
      steps.forEach((step, i) => {
        hooks.draw(step, this.#logits(output, i, step.start - 1));
      });
      const sequences = takes.flatMap((take, i) => {
        const step = steps[i];
        return step && isOpen(step) ? [stepSequence(step, [take], hooks)] : [];
      });
      await this.#decode(sequences, signal);
    } finally {
      for (const { segment } of takes) storage.free(segment);
    }
  }

  async #decode(sequences: readonly Sequence[], signal?: AbortSignal): Promise<void> {
    const { loop, rank } = this.parts;
    this.#cost.calls += await loop.run(sequences, rank, signal);
  }

  #hooks(sampling: SamplingOptions): StepHooks {
    const { storage, fork } = this.parts;
    return {
      ran: (start) => {
        this.#cost.flops += forwardFlops(this.card, { tokens: 1, start });
      },
      draw: (step, logits) => this.#draw(step, logits, sampling),
      room: (step) => {
        if (!fork || step.end === "eos" || ranOf(step) === 0) return null;
        return storage.allocate(step.tokens.length);
      },
      passed: (chain, index, logits) => this.#passed(chain, index, logits),
      reserve: (chain) => this.#reserve(chain),
    };
  }

  /** Sample a step's next token and see whether the step ends with it. */
  #draw(step: Step, logits: Float32Array | null, sampling: SamplingOptions): void {
    if (!logits) throw new Error(`Node ${step.parent.id} has no logits`);
    const { vocabulary, seed } = this.parts;
    const draw = uniform(seed, step.child, step.tokens.length);
    const { token, logprob, certainty } = sample(logits, sampling, draw, vocabulary.banned);
    step.tokens.push(token);
    step.logprob += logprob;
    step.certainty += certainty;
    if (token === vocabulary.eos) step.end = "eos";
    else if (step.splitter.push(vocabulary.piece(token))) step.end = "step";
    else if (step.tokens.length >= step.cap) step.end = "length";
  }

  #add({ child, parent, tokens, end: ended, logprob, certainty, segment }: Step): Expansion {
    const { transcript, vocabulary, tree, fork } = this.parts;
    const text = vocabulary.decode(tokens);
    const end = ended ?? "length";
    const sampled = { logprob, certainty };
    transcript.add(child, { parent: parent.id, text, tokens, end, sampled });
    this.#cost.generated += tokens.length;
    if (fork && end !== "eos") {
      // Its entry keeps the parent's cache alive, even while it has no cache of its own.
      const entry = tree.entry(child);
      if (segment) tree.adopt(entry, segment, tokens.length - 1);
    }
    return { child, text: displayText(text), tokens, logprob, end };
  }

  /** Run the prompt, or a whole path whose root was evicted, as a batch of one. */
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

  /** Keep the logits after a chain's token when a node ends with it. */
  #passed(chain: Chain, index: number, logits: Float32Array): void {
    const node = stretches(chain).find(({ from, count }) => from + count === index + 1)?.node;
    if (node) node.frontier = logits.slice();
  }

  /**
   * Charge the tokens of a chain that has run, except a sampled step's last token.
   * @returns where its caches go.
   */
  #reserve(chain: Chain): Omit<Take, "row">[] {
    return stretches(chain).map(({ node, from, count }) => {
      const take = {
        from: chain.start + from,
        count,
        segment: this.parts.tree.reserve(node),
        at: node.have,
      };
      const { sampled } = this.parts.transcript.get(node.id);
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

  /** Charge one forward pass. */
  #charge(rows: readonly Stretch[]): void {
    this.#cost.calls += 1;
    for (const row of rows) this.#cost.flops += forwardFlops(this.card, row);
  }
}
