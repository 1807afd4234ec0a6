/**
 * Reads a graph over the tree incrementally: each token of the tree passes through the graph once
 * while its cache lives, and steps that share a prefix share its cache. A mark counts as a token of
 * its step. A probe passes through the graph once for each step that is asked about.
 */

import { noCost } from "../../search/cost.ts";
import { forwardFlops, type Stretch } from "../../search/flops.ts";
import type { Cost, ModelCard, NodeId, Prefix, StepCost } from "../../search/model.ts";
import { EngineError } from "../contract/errors.ts";
import type { Aside, GraphOutput, GraphRow, StepGraph } from "../graphs/scoring-graph.ts";
import { type CacheTree, type Chain, type Entry, isComplete } from "../memory/cache-tree.ts";
import type { KvStorage, Take } from "../memory/storage.ts";
import type { Transcript } from "../memory/transcript.ts";
import { breathe } from "../runtime/pause.ts";
import type { Reading } from "./reading.ts";
import type { StepValues } from "./step-values.ts";

export interface ReaderParts {
  card: ModelCard;
  /** The longest sequence that the model takes. */
  context: number;
  graph: StepGraph;
  reading: Reading;
  transcript: Transcript;
  storage: KvStorage;
  /** Its nodes have the tokens of `markedTokens`. */
  tree: CacheTree;
  /** false makes every call run whole prefixes again. For the bench. */
  fork: boolean;
}

/** @returns a node's tokens in the model's own sequence: a mark follows each step that is not empty. */
export function markedTokens(transcript: Transcript, { mark, root }: Reading, id: NodeId) {
  const { parent, tokens } = transcript.get(id);
  if (parent === null) return { parent, tokens: root(tokens) };
  const marked = tokens.length > 0 && mark.length > 0;
  return { parent, tokens: marked ? [...tokens, ...mark] : tokens };
}

/** The part of a row that belongs to one node. */
interface Place {
  id: NodeId;
  tokens: readonly number[];
  from: number;
  /** The index in the row of the token before `from`; -1 when that token is in the cache. */
  before: number;
  /** The entry whose cache is filled; null when none is. */
  entry: Entry | null;
  /** The index in the row at which the value is read; null when the value is not asked for. */
  asked: number | null;
}

interface Work extends GraphRow {
  /** The row runs on what is cached of this node and its ancestors; null for a whole prefix. */
  prefix: Entry | null;
  tokens: number[];
  asides: Aside[];
  places: Place[];
}

export class StepReader implements StepValues {
  readonly #values = new Map<NodeId, number>();
  #cost: Cost = noCost();

  constructor(private readonly parts: ReaderParts) {}

  judged = (id: NodeId): NodeId => {
    const node = this.parts.transcript.nonEmpty(id);
    const { parent } = this.parts.transcript.get(node);
    return parent === null || this.#fits(node) ? node : this.judged(parent);
  };

  async read(ids: readonly NodeId[], signal?: AbortSignal) {
    const { fork, tree, transcript } = this.parts;
    this.#cost = noCost();
    const judged = ids.map(this.judged);
    if (fork) await this.#readMissing(judged, signal);
    else await this.#runAll([...new Set(judged)].map(this.#workAnew), signal);
    // A finished trajectory has no further steps.
    for (const id of ids) if (transcript.get(id).end === "eos") tree.release(id);
    tree.trim();
    const values = judged.map((id) => this.#values.get(id) ?? Number.NaN);
    return { values, cost: this.#cost };
  }

  stepCost(step: number, prefix: Prefix): StepCost {
    const { reading, card, transcript } = this.parts;
    const tokens = step + reading.mark.length + reading.probe.length;
    const problem = transcript.get(0).tokens;
    const hidden = problem.length - reading.root(problem).length;
    const start = prefix.tokens - hidden + prefix.steps * reading.mark.length;
    return { tokens, flops: forwardFlops(card, { tokens, start }) };
  }

  release(ids: readonly NodeId[]): void {
    for (const id of ids) this.parts.tree.release(id);
  }

  #tokens = (id: NodeId): readonly number[] =>
    markedTokens(this.parts.transcript, this.parts.reading, id).tokens;

  #prefix = (id: NodeId): number[] => [0, ...this.parts.transcript.path(id)].flatMap(this.#tokens);

  #fits(id: NodeId): boolean {
    return this.#prefix(id).length + this.parts.reading.probe.length <= this.parts.context;
  }

  async #readMissing(judged: readonly NodeId[], signal?: AbortSignal): Promise<void> {
    const { tree } = this.parts;
    for (;;) {
      const missing = new Set(judged.filter((id) => !this.#values.has(id)));
      if (missing.size === 0) return;
      const entries = [...missing].map((id) => tree.entry(id));
      const works = tree.plan(entries).map((chain) => this.#work(chain, missing));
      const kept = entries.filter(isComplete).map(this.#workKept);
      await this.#runAll([...works, ...kept], signal);
    }
  }

  /** @returns a row of a chain's tokens, with a probe after each of its nodes that is asked about. */
  #work(chain: Chain, asked: ReadonlySet<NodeId>): Work {
    const { probe } = this.parts.reading;
    const work: Work = { ...emptyWork(chain.start), prefix: chain.nodes[0] ?? null };
    let before = -1;
    // Here a node's cache is kept whole or not at all, so all of its tokens run.
    for (const entry of chain.nodes) {
      const { id, tokens } = entry;
      const from = work.tokens.length;
      work.tokens.push(...tokens);
      const place: Place = { id, tokens, from, before, entry, asked: null };
      work.places.push(place);
      before = from + tokens.length - 1;
      const mayProbe = this.parts.graph.midRowAsides || entry === chain.nodes.at(-1);
      if (probe.length === 0) place.asked = work.tokens.length - 1;
      else if (asked.has(id) && mayProbe) place.asked = this.#probe(work);
    }
    return work;
  }

  /** @returns a row of the probe alone, on a complete cache. */
  #workKept = (entry: Entry): Work => {
    const { id, start, tokens } = entry;
    const work: Work = { ...emptyWork(start + tokens.length), prefix: entry };
    const asked = this.#probe(work);
    work.places.push({ id, tokens: [], from: 0, before: -1, entry: null, asked });
    return work;
  };

  /** @returns a row of a whole prefix and its probe. */
  #workAnew = (id: NodeId): Work => {
    const tokens = this.#tokens(id);
    const work: Work = { ...emptyWork(0), tokens: this.#prefix(id) };
    const from = work.tokens.length - tokens.length;
    const asked = this.#probe(work);
    work.places.push({ id, tokens, from, before: from - 1, entry: null, asked });
    return work;
  };

  /** Append the probe. @returns the index at which the row's value is read. */
  #probe({ tokens, asides }: Work): number {
    const { probe } = this.parts.reading;
    const from = tokens.length;
    tokens.push(...probe);
    if (probe.length > 0) asides.push({ from, to: tokens.length });
    return tokens.length - 1;
  }

  async #runAll(works: readonly Work[], signal?: AbortSignal): Promise<void> {
    const { graph, storage, tree } = this.parts;
    for (let i = 0; i < works.length; i += graph.maxRows) {
      await breathe(signal);
      const rows = works.slice(i, i + graph.maxRows);
      const past = storage.gather(
        rows.map(({ prefix }) => tree.pieces(prefix)),
        Math.max(1, ...rows.map(({ start }) => start)),
      );
      const output = await graph.run(rows, past);
      storage.disposeBatch(past);
      this.#charge(rows);
      this.#settle(rows, output);
      storage.disposeBatch(output.fresh);
    }
  }

  /** Read the values and save the caches. */
  #settle(works: readonly Work[], output: GraphOutput): void {
    const { card, reading, storage, tree, transcript } = this.parts;
    if (output.size !== reading.size) {
      throw new EngineError(
        "bad-model",
        `The model ${card.id} gives ${output.size} numbers a token, where its kind of verifier reads ${reading.size}.`,
      );
    }
    const takes: Take[] = [];
    works.forEach((work, row) => {
      for (const place of work.places) {
        const { id, tokens, from, entry } = place;
        const value = readPlace(reading, output, row, place);
        if (value !== null) this.#values.set(id, value);
        if (!entry || transcript.get(id).end === "eos") continue;
        const segment = tree.reserve(entry);
        takes.push({ row, from: output.freshFrom + from, count: tokens.length, segment, at: 0 });
        entry.have = tokens.length;
        if (reading.looksBack) entry.frontier = at(output, row, from + tokens.length - 1).slice();
      }
    });
    storage.save(output.fresh, takes);
  }

  #charge(rows: readonly GraphRow[]): void {
    this.#cost.calls += 1;
    for (const stretch of rows.flatMap(stretchesOf)) {
      this.#cost.prefilled += stretch.tokens;
      this.#cost.flops += forwardFlops(this.parts.card, stretch);
    }
  }
}

const emptyWork = (start: number): Work => ({
  prefix: null,
  start,
  tokens: [],
  asides: [],
  places: [],
});

/** @returns a row's tokens by how much they attend to: no token after an aside attends to it. */
function stretchesOf({ tokens, start, asides = [] }: GraphRow): Stretch[] {
  const stretches: Stretch[] = [];
  let seen = start;
  let at = 0;
  for (const { from, to } of asides) {
    stretches.push({ tokens: from - at, start: seen });
    seen += from - at;
    stretches.push({ tokens: to - from, start: seen });
    at = to;
  }
  return [...stretches, { tokens: tokens.length - at, start: seen }];
}

/** @returns the outputs after one token of a row, [size]. */
function at({ values, width, size }: GraphOutput, row: number, position: number): Float32Array {
  const from = (row * width + position) * size;
  return values.subarray(from, from + size);
}

function readPlace(
  { read, probe }: Reading,
  output: GraphOutput,
  row: number,
  { tokens, from, before, entry, asked }: Place,
): number | null {
  if (asked === null) return null;
  const after = (index: number): Float32Array | null => {
    if (index >= 0) return at(output, row, from + index);
    return before >= 0 ? at(output, row, before) : (entry?.parent?.frontier ?? null);
  };
  const probed = (index: number) => at(output, row, asked - probe.length + 1 + index);
  return read({ tokens, last: at(output, row, asked), probed, after });
}
