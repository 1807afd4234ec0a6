/**
 * A strategy's quantities as the tree draws them. A tree has at most one kind of count (a number
 * at the end of a node's rule; it also sets the breadth of the band that leads to the node) and
 * one kind of worth (a second chip beside the PRM's).
 */
import type { Quantity, SearchEvent } from "../../search/events.ts";
import { ROOT, type Tree, type TreeNode } from "../../search/tree.ts";

export type CountKind = "visits" | "particles" | "width";
export type WorthKind = "q" | "value";

export interface Kinds {
  readonly count: CountKind | null;
  readonly worth: WorthKind | null;
}

const kindsOf = (present: ReadonlySet<Quantity>): Kinds => ({
  count: present.has("visits")
    ? "visits"
    : present.has("weight")
      ? "particles"
      : present.has("width")
        ? "width"
        : null,
  worth: present.has("q") ? "q" : present.has("value") ? "value" : null,
});

/** The kinds that a log measures at any of its events; the tree keeps a place for them from the start. */
export const kindsOfLog = (events: readonly SearchEvent[]): Kinds =>
  kindsOf(new Set(events.flatMap((event) => (event.type === "measure" ? [event.quantity] : []))));

/** The kinds measured so far. */
export function kindsOfTree(tree: Tree): Kinds {
  const present = new Set<Quantity>();
  for (const { measures } of tree.nodes) for (const { quantity } of measures) present.add(quantity);
  return kindsOf(present);
}

const latest = (node: TreeNode | undefined, quantity: Quantity): number | null =>
  node?.measures.findLast((measure) => measure.quantity === quantity)?.value ?? null;

/** How many particles a run has. */
export function populationOf({ start }: Tree): number {
  const n = start?.knobs.n;
  return typeof n === "number" ? n : 1;
}

/**
 * How many particles are on a node, or were before they went on; null where it was not weighed. A
 * particle filter weighs a node twice a round: by its score before the draw and by its particles
 * after the draw. Only the second weight counts particles; before the first draw a node holds the
 * one particle that made it.
 */
export function particlesOn(node: TreeNode, population: number): number | null {
  const weights = node.measures.filter(({ quantity }) => quantity === "weight");
  if (weights.length === 0) return null;
  const drawn = weights.at(weights.length % 2 === 0 ? -1 : -2);
  return drawn === undefined ? 1 : Math.round(drawn.value * population);
}

/** The count at the end of a node's rule; null where it has none or the count is 0. */
export function countOn(tree: Tree, node: TreeNode, kind: CountKind | null): number | null {
  const count =
    kind === null
      ? null
      : kind === "particles"
        ? particlesOn(node, populationOf(tree))
        : latest(node, kind);
  return count === 0 ? null : count;
}

export const worthOf = (node: TreeNode, kind: WorthKind | null): number | null =>
  kind === null ? null : latest(node, kind);

/**
 * The share of the search that went to a node, in [0, 1]: its share of the simulations, of the
 * particles' weight, or of the steps allotted at first. null where none is measured.
 */
export function shareOf(tree: Tree, node: TreeNode, kind: CountKind | null): number | null {
  if (kind === null) return null;
  if (kind === "particles") return latest(node, "weight");
  const part = latest(node, kind);
  const whole = latest(tree.nodes[ROOT], kind);
  return part === null || !whole ? null : Math.min(1, part / whole);
}
