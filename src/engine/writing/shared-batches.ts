/**
 * One loaded policy at work for any number of runs at once: the runs share its decode loop, so that
 * branches of different problems, strategies and seeds pass through it in one batch, and they share
 * the memory for their caches.
 *
 * Each run has a cache tree of its own, which is evicted under the cap as if the run were alone.
 * What a run computes again, and so its bill, therefore does not depend on the other runs. To keep
 * all of them together near the cap, runs wait: over the cap, no run begins a call while another's
 * call is running, and the oldest goes first until it ends and frees its caches.
 */

import type { NodeId } from "../../search/model.ts";
import type { Decoder } from "../graphs/decoder.ts";
import { CacheTree } from "../memory/cache-tree.ts";
import type { KvStorage } from "../memory/storage.ts";
import type { NodeTokens } from "../memory/transcript.ts";
import { type BatchLimits, DecodeLoop } from "./decode-loop.ts";

/** One run's part of the shared policy. */
export interface Share {
  readonly loop: DecodeLoop;
  readonly storage: KvStorage;
  readonly tree: CacheTree;
  /** The older the run, the lower. */
  readonly rank: number;
  /** Free the run's caches. Idempotent. */
  close(): void;
}

export class SharedBatches {
  readonly #trees = new Set<CacheTree>();
  #opened = 0;
  /** null while no run is open, so that the last run to close gives the memory back. */
  #shared: { storage: KvStorage; loop: DecodeLoop } | null = null;

  /**
   * @param limits of one batch.
   * @param capBytes what one run's caches may take between its calls, and about what those of all
   * runs may take together.
   */
  constructor(
    private readonly decoder: Decoder,
    private readonly makeStorage: () => KvStorage,
    private readonly limits: BatchLimits,
    private readonly capBytes: number,
  ) {}

  open(tokensOf: (id: NodeId) => NodeTokens): Share {
    this.#shared ??= this.#make();
    const { storage, loop } = this.#shared;
    const tree = new CacheTree(storage, tokensOf, this.capBytes);
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
    return { storage, loop: new DecodeLoop(this.decoder, storage, this.limits, crowded) };
  }
}
