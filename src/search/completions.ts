/** Samples independent completions: n for best-of-N and the votes, one for greedy decoding. */
import { numberKnob } from "./knob-values.ts";
import type { NodeId } from "./model.ts";
import { finishedOf } from "./path.ts";
import type { Moves, Search } from "./search.ts";
import { ROOT } from "./tree.ts";

/**
 * Samples n completions from the root to their ends; each batch holds a step of all of them.
 * Under a budget, only as many are open at a time as the rest of the budget can complete, so that
 * it buys whole completions and not many beginnings.
 */
export async function* sampleCompletions(search: Search, n: number): Moves<void> {
  let tips: NodeId[] = new Array(n).fill(ROOT);
  while (tips.length > 0 && !search.outOfBudget) {
    const rows = Math.max(1, search.room(completionTokens(search)));
    const now = tips.slice(0, rows);
    const children = yield* search.grow(now);
    search.release(now.slice(0, children.length).filter((id) => id !== ROOT));
    const open = children.filter((child) => child.finish === null).map((child) => child.id);
    tips = [...open, ...tips.slice(rows)];
  }
}

/** The tokens of the longest completion so far; of the longest allowed before there is one. */
function completionTokens(search: Search): number {
  const { knobs } = search.context;
  const seen = finishedOf(search.tree).map((node) => node.path.tokens);
  if (seen.length > 0) return Math.max(...seen);
  return numberKnob(knobs, "maxSteps") * numberKnob(knobs, "maxStepTokens");
}
