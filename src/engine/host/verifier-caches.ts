/** The caches that a verifier's models have in one run. */

import type { KvGauge } from "../contract/info.ts";
import type { Caches, VerifierParts } from "../judging/open.ts";
import { CacheTree } from "../memory/cache-tree.ts";
import { storageFor } from "../memory/storage-for.ts";
import type { Parts } from "./loaded.ts";

export interface VerifierCaches {
  /** Makes the caches of one model. */
  make: VerifierParts["caches"];
  gauges(): KvGauge[];
  /** Free all of them. */
  close(): void;
}

export function verifierCaches({ runtime, kvCapBytes }: Parts): VerifierCaches {
  const made: Caches[] = [];
  return {
    make: (shape, tokensOf) => {
      const storage = storageFor(runtime, shape);
      const caches = { storage, tree: new CacheTree(storage, tokensOf, kvCapBytes) };
      made.push(caches);
      return caches;
    },
    gauges: () => made.map(({ tree }) => tree.gauge()),
    close: () => {
      for (const { tree, storage } of made) {
        tree.close();
        storage.dispose();
      }
    },
  };
}
