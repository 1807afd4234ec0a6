/**
 * The tree after each event of a log, folded once and kept: snapshots share what did not
 * change, so scrubbing back costs nothing.
 */
import type { SearchEvent } from "../search/events.ts";
import { applyEvent, emptyTree, type Tree } from "../search/tree.ts";

export interface Snapshots {
  /** @throws TreeError when the log breaks a rule of the tree. */
  at(events: readonly SearchEvent[], cursor: number): Tree;
}

export function createSnapshots(): Snapshots {
  let folded: SearchEvent[] = [];
  let trees: Tree[] = [emptyTree];
  return {
    at(events, cursor) {
      const last = folded.length - 1;
      // A live log grows by copies that keep its events: the last one tells whether it is the same log.
      if (
        folded[0] !== events[0] ||
        (last >= 0 && last < events.length && folded[last] !== events[last])
      ) {
        folded = [];
        trees = [emptyTree];
      }
      for (let index = folded.length; index < cursor; index++) {
        const event = events[index];
        const before = trees[index];
        if (event === undefined || before === undefined) break;
        trees.push(applyEvent(before, event));
        folded.push(event);
      }
      return trees[Math.min(cursor, trees.length - 1)] ?? emptyTree;
    },
  };
}
