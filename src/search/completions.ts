/** Independent completions: what best-of-N and the votes sample, and greedy decoding once. */
import type { NodeId } from "./model.ts";
import type { Moves, Search } from "./search.ts";
import { ROOT } from "./tree.ts";

/**
 * Sample n completions from the root to their ends, a step of all of them as one batch.
 * Under a budget that does not allow the whole batch the first ones go first, so that what
 * is spent buys whole completions.
 */
export async function* sampleCompletions(search: Search, n: number): Moves<void> {
  let tips: NodeId[] = new Array(n).fill(ROOT);
  while (tips.length > 0 && !search.outOfBudget) {
    const rows = Math.max(1, search.room());
    const now = tips.slice(0, rows);
    const children = yield* search.grow(now);
    search.release(now.slice(0, children.length).filter((id) => id !== ROOT));
    const open = children.filter((child) => child.finish === null).map((child) => child.id);
    tips = [...open, ...tips.slice(rows)];
  }
}
