/** Independent completions: what best-of-N and the votes sample, and greedy decoding once. */
import { numberKnob } from "./knob-values.ts";
import type { NodeId } from "./model.ts";
import { finishedOf } from "./path.ts";
import type { Moves, Search } from "./search.ts";
import { ROOT } from "./tree.ts";

/**
 * Sample n completions from the root to their ends, a step of all of them as one batch.
 * Under a budget no more of them are open at a time than the rest of it can bring to an
 * end, so that what is spent buys whole completions and not many beginnings.
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

/** Tokens of the longest completion so far; before there is one, of the longest allowed. */
function completionTokens(search: Search): number {
  const { knobs } = search.context;
  const seen = finishedOf(search.tree).map((node) => node.path.tokens);
  if (seen.length > 0) return Math.max(...seen);
  return numberKnob(knobs, "maxSteps") * numberKnob(knobs, "maxStepTokens");
}
