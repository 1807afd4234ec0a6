/** A strategy's quantities of a node in words, for the tooltip and for screen readers. */
import { QUANTITIES } from "../../search/events.ts";
import { measureOf, type Tree, type TreeNode } from "../../search/tree.ts";
import { count } from "../text/numbers.ts";
import { quantityPhrase } from "../text/quantities.ts";
import { particlesOn, populationOf } from "./measures.ts";
import type { OrderKind, Turns } from "./turns.ts";

const BEGINS: Readonly<Record<OrderKind, (order: number) => string>> = {
  round: (order) => `round ${order} begins here`,
  attempt: (order) => `attempt ${order} begins here`,
  visit: (order) => `visited as number ${order}`,
};

/** "4 visits, Q 0.63, prior 0.24"; "" where nothing was measured. */
export function saidOf(tree: Tree, node: TreeNode, turns: Turns): string {
  const { kind, orders, cuts, backs, probes } = turns;
  const order = orders.get(node.id);
  const particles = particlesOn(node, populationOf(tree));
  return [
    ...(kind !== null && order !== undefined ? [BEGINS[kind](order)] : []),
    ...(cuts.has(node.id) ? ["a trajectory was cut before it"] : []),
    ...(backs.has(node.id) ? ["the search went back from it"] : []),
    ...(probes.has(node.id) ? ["only looked ahead"] : []),
    ...(particles === null ? [] : [count(particles, "particle")]),
    ...QUANTITIES.flatMap((quantity) => {
      const value = measureOf(node, quantity);
      return value === null ? [] : [quantityPhrase(quantity, value)];
    }),
  ].join(", ");
}
