/**
 * The tree after any number of a log's events. Trees are kept at even spaces along the log, the
 * wider the longer it is, and each other one is folded on from the nearest before it: so scrubbing
 * costs little, and the trees of a log of any length fit in memory.
 */
import type { SearchEvent } from "../../search/events.ts";
import { emptyTree, fold, type Tree } from "../../search/tree.ts";

export interface Snapshots {
  /**
   * The same tree again for the same log and cursor, as long as it was asked for lately.
   * @throws TreeError when the log breaks a rule of the tree.
   */
  at(events: readonly SearchEvent[], cursor: number): Tree;
}

/** Trees kept along a log, at most. */
const KEPT = 128;
/** The page asks for the tree that is shown and for the whole one, many times over. */
const RECENT = 4;

export function createSnapshots(): Snapshots {
  let log: readonly SearchEvent[] = [];
  let every = 1;
  let kept = new Map<number, Tree>([[0, emptyTree]]);
  let recent: readonly (readonly [number, Tree])[] = [];

  const keep = (cursor: number, tree: Tree): void => {
    kept.set(cursor, tree);
    if (kept.size <= KEPT) return;
    every *= 2;
    kept = new Map([...kept].filter(([at]) => at % every === 0));
  };

  const nearest = (cursor: number): readonly [number, Tree] => {
    let at = cursor - (cursor % every);
    while (at > 0 && !kept.has(at)) at -= every;
    const near = [[at, kept.get(at) ?? emptyTree] as const, ...recent];
    return near
      .filter(([other]) => other <= cursor)
      .reduce((best, one) => (one[0] > best[0] ? one : best));
  };

  return {
    at(events, wanted) {
      // A live log grows by copies that keep its events: the last one tells whether it is the same log.
      const last = Math.min(log.length, events.length) - 1;
      if (log[0] !== events[0] || log[last] !== events[last]) {
        every = 1;
        kept = new Map([[0, emptyTree]]);
        recent = [];
      }
      log = events;
      const cursor = Math.min(wanted, events.length);
      let [at, tree] = nearest(cursor);
      while (at < cursor) {
        const next = Math.min(cursor, at - (at % every) + every);
        tree = fold(events.slice(at, next), tree);
        at = next;
        if (at % every === 0) keep(at, tree);
      }
      recent = [[at, tree] as const, ...recent.filter(([other]) => other !== at)].slice(0, RECENT);
      return tree;
    },
  };
}
