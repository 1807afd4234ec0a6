/**
 * One loaded policy at work for any number of runs at once: they share its decode loop, so that
 * branches of different problems, strategies and seeds pass through it in one batch, and the
 * memory for their caches. A run alone is a share of one.
 *
 * Each run has a tree of caches of its own, evicted under the cap just as if nobody else were
 * there: what it must run again, and so its bill, does not depend on its company. That all of
 * them together stay near the cap is seen to by waiting instead: over it, no run begins a call
 * while another's is under way, and the oldest goes first, until it ends and frees what it holds.
 */

import type { NodeId } from "../../search/model.ts";
import type { Decoder } from "../graphs/decoder.ts";
import { KvTree } from "../memory/cache-tree.ts";
import type { NodeTokens } from "../memory/nodes.ts";
import type { KvStorage } from "../memory/storage.ts";
import { DecodeLoop, type Seating } from "./decode-loop.ts";

/** What one run holds of the shared policy. */
export interface Share {
  readonly loop: DecodeLoop;
  readonly storage: KvStorage;
  readonly tree: KvTree;
  /** The older the run, the lower. */
  readonly rank: number;
  /** Frees its caches. Twice is once. */
  close(): void;
}

export class SharedBatches {
  readonly #trees = new Set<KvTree>();
  #opened = 0;
  /** There while a run is open: graphics memory goes back with the last. */
  #shared: { storage: KvStorage; loop: DecodeLoop } | null = null;

  /**
   * @param seating of one batch.
   * @param capBytes of one run's caches between its calls, and about of all runs' together.
   */
  constructor(
    private readonly decoder: Decoder,
    private readonly makeStorage: () => KvStorage,
    private readonly seating: Seating,
    private readonly capBytes: number,
  ) {}

  open(tokensOf: (id: NodeId) => NodeTokens): Share {
    this.#shared ??= this.#make();
    const { storage, loop } = this.#shared;
    const tree = new KvTree(storage, tokensOf, this.capBytes);
    this.#trees.add(tree);
    const close = (): void => {
      if (!this.#trees.delete(tree)) return;
      tree.close();
      if (this.#trees.size > 0) return;
      storage.dispose();
      this.#shared = null;
    };
    return { loop, storage, tree, rank: this.#opened++, close };
  }

  #make() {
    const storage = this.makeStorage();
    const crowded = (): boolean => {
      let bytes = 0;
      for (const tree of this.#trees) bytes += tree.gauge().bytes;
      return this.#trees.size > 1 && bytes > this.capBytes;
    };
    return { storage, loop: new DecodeLoop(this.decoder, storage, this.seating, crowded) };
  }
}
