/**
 * The caches of a search tree: one segment a node, shared by all of its descendants, counted by
 * reference, under a memory cap.
 *
 * A node's cache is kept while the node may still be expanded (it was not released) or while a
 * descendant's cache is kept. Over the cap, the least recently used caches are evicted, leaves
 * first, so that the ancestors of a kept cache are kept too. An evicted cache is computed again
 * when it is needed, and the cost counts it.
 */

import type { NodeId } from "../../search/model.ts";
import type { KvGauge } from "../contract/info.ts";
import { bytesPerToken, type KvStorage, type Piece, type Segment } from "./storage.ts";
import type { NodeTokens } from "./transcript.ts";

export interface Entry<S extends Segment = Segment> {
  readonly id: NodeId;
  readonly parent: Entry<S> | null;
  readonly tokens: readonly number[];
  /** Tokens of the prefix before this node. */
  readonly start: number;
  segment: S | null;
  /** How many of `tokens` the segment holds. */
  have: number;
  /** How many of `tokens` ever ran through the model; eviction does not lower it. */
  ran: number;
  /** The model's outputs after the last token; null where they are not kept. */
  frontier: Float32Array | null;
  /** Child entries that have not been collected. */
  children: number;
  released: boolean;
  lastUse: number;
}

/** Nodes to run one after the other in one row. The cache of the first one's parent is complete. */
export interface Chain<S extends Segment = Segment> {
  nodes: Entry<S>[];
  /** Tokens to run: those of the nodes, less what the first node's segment holds. */
  pending: number[];
  /** Prefix length before `pending`. */
  start: number;
}

export class CacheTree<S extends Segment = Segment> {
  readonly #entries = new Map<NodeId, Entry<S>>();
  readonly #released = new Set<NodeId>();
  #clock = 0;
  #bytes = 0;
  #peak = 0;
  #evicted = 0;

  constructor(
    private readonly storage: KvStorage<S>,
    private readonly tokensOf: (id: NodeId) => NodeTokens,
    private readonly capBytes: number,
  ) {}

  /** @returns the node's entry; a new one when it has none or was collected. */
  entry(id: NodeId): Entry<S> {
    const known = this.#entries.get(id);
    if (known) {
      known.lastUse = ++this.#clock;
      return known;
    }
    const { parent: parentId, tokens } = this.tokensOf(id);
    const parent = parentId === null ? null : this.entry(parentId);
    if (parent) parent.children++;
    const entry: Entry<S> = {
      id,
      parent,
      tokens,
      start: parent ? parent.start + parent.tokens.length : 0,
      segment: null,
      have: 0,
      ran: 0,
      frontier: null,
      children: 0,
      released: this.#released.has(id),
      lastUse: ++this.#clock,
    };
    this.#entries.set(id, entry);
    return entry;
  }

  /**
   * The next rows to run towards complete caches of `targets`.
   * @returns chains that depend only on complete caches, no token in two of them; empty when the
   * caches of all targets are complete.
   */
  plan(targets: readonly Entry<S>[]): Chain<S>[] {
    const needed = new Map<Entry<S>, Set<Entry<S>>>();
    const roots = new Set<Entry<S>>();
    for (const target of targets) {
      let node: Entry<S> | null = target;
      let below: Entry<S> | null = null;
      while (node && !isComplete(node)) {
        const children: Set<Entry<S>> = needed.get(node) ?? new Set();
        needed.set(node, children);
        if (below) children.add(below);
        below = node;
        node = node.parent;
      }
      if (below) roots.add(below);
    }
    return [...roots].map((root) => {
      const nodes = [root];
      for (;;) {
        const next: Set<Entry<S>> | undefined = needed.get(nodes[nodes.length - 1] as Entry<S>);
        const [only] = next ?? [];
        if (next?.size !== 1 || !only) break;
        nodes.push(only);
      }
      const pending = nodes.flatMap((node, i) =>
        i === 0 ? node.tokens.slice(node.have) : node.tokens,
      );
      return { nodes, pending, start: root.start + root.have };
    });
  }

  /** @returns the pieces that hold the prefix up to the last token of this node that its segment holds. */
  pieces(entry: Entry<S> | null): Piece<S>[] {
    const pieces: Piece<S>[] = [];
    for (let node = entry; node; node = node.parent) {
      node.lastUse = ++this.#clock;
      if (node.have === 0) continue;
      if (!node.segment) throw new Error(`Node ${node.id} has no cache`);
      pieces.push({ segment: node.segment, count: node.have });
    }
    return pieces.reverse();
  }

  /** @returns the node's segment, with room for all of its tokens. May exceed the cap until `trim`. */
  reserve(entry: Entry<S>): S {
    if (entry.segment) return entry.segment;
    const segment = this.storage.allocate(entry.tokens.length);
    this.#own(entry, segment);
    return segment;
  }

  /** Give the node a segment that holds its first `have` tokens and has room for all of them. */
  adopt(entry: Entry<S>, segment: S, have: number): void {
    this.#own(entry, segment);
    entry.have = have;
    entry.ran = have;
  }

  /**
   * Evict down to the cap. Called at the end of each call of a model: one call may need more than
   * the cap at once, but no more than the cap is kept between calls.
   */
  trim(): void {
    if (this.#bytes <= this.capBytes) return;
    const keptChildren = new Map<Entry<S>, number>();
    const kept = new Set([...this.#entries.values()].filter((entry) => entry.segment));
    for (const { parent } of kept) {
      if (parent) keptChildren.set(parent, (keptChildren.get(parent) ?? 0) + 1);
    }
    while (this.#bytes > this.capBytes) {
      let oldest: Entry<S> | null = null;
      for (const entry of kept) {
        if (keptChildren.get(entry)) continue;
        if (!oldest || entry.lastUse < oldest.lastUse) oldest = entry;
      }
      if (!oldest) return;
      this.#drop(oldest);
      this.#evicted++;
      kept.delete(oldest);
      const { parent } = oldest;
      if (parent) keptChildren.set(parent, (keptChildren.get(parent) ?? 1) - 1);
    }
  }

  /** The node will not be expanded again; its descendants may be. */
  release(id: NodeId): void {
    this.#released.add(id);
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.released = true;
    this.#collect(entry);
  }

  gauge(): KvGauge {
    return {
      bytes: this.#bytes,
      peakBytes: this.#peak,
      capBytes: this.capBytes,
      evictedNodes: this.#evicted,
    };
  }

  /** Free every segment. */
  close(): void {
    for (const entry of this.#entries.values()) this.#drop(entry);
    this.#entries.clear();
  }

  #collect(entry: Entry<S>): void {
    for (let node: Entry<S> | null = entry; node?.released && node.children === 0; ) {
      this.#drop(node);
      this.#entries.delete(node.id);
      node = node.parent;
      if (node) node.children--;
    }
  }

  #drop(entry: Entry<S>): void {
    if (!entry.segment) return;
    this.#bytes -= this.#size(entry.segment);
    this.storage.free(entry.segment);
    entry.segment = null;
    entry.have = 0;
    entry.frontier = null;
  }

  #own(entry: Entry<S>, segment: S): void {
    entry.segment = segment;
    this.#bytes += this.#size(segment);
    this.#peak = Math.max(this.#peak, this.#bytes);
  }

  #size(segment: S): number {
    return segment.capacity * bytesPerToken(this.storage.shape);
  }
}

export const isComplete = (entry: Entry): boolean => entry.have === entry.tokens.length;
