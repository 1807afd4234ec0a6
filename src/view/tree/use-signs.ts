/** The strategy's quantities of each node, ready to be drawn. */
import { useMemo } from "react";
import type { SearchEvent } from "../../search/events.ts";
import type { Tree, TreeNode } from "../../search/tree.ts";
import { countOn, type Kinds, kindsOfLog, worthOf } from "./measures.ts";
import { countText } from "./Signs.tsx";
import { saidOf } from "./said.ts";
import { type Turns, turnsOf } from "./turns.ts";

export interface Signs {
  /** The kinds of the whole log: the tree keeps a place for them from the start. */
  readonly kinds: Kinds;
  readonly turns: Turns;
  countOf(node: TreeNode): string;
  worthOf(node: TreeNode): number | null;
  saidOf(node: TreeNode): string;
}

export function useSigns(tree: Tree, events: readonly SearchEvent[]): Signs {
  const kinds = useMemo(() => kindsOfLog(events), [events]);
  const turns = useMemo(() => turnsOf(tree), [tree]);
  return useMemo(
    () => ({
      kinds,
      turns,
      countOf: (node) => {
        const count = countOn(tree, node, kinds.count);
        return kinds.count === null || count === null ? "" : countText(kinds.count, count);
      },
      worthOf: (node) => worthOf(node, kinds.worth),
      saidOf: (node) => saidOf(tree, node, turns),
    }),
    [tree, kinds, turns],
  );
}
