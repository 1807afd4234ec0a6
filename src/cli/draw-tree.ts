/** A search tree as text: one line for each node, in the order in which the nodes were made. */

export interface Drawable {
  text: string;
  /** The verifier's score; null when the node was not scored. */
  score: number | null;
  /** What became of the node, in a few words; "" when there is nothing to say. */
  note: string;
  /** Whether the node is on the way to the answer given. */
  chosen: boolean;
  children: readonly Drawable[];
}

/**
 * Each line shows the branch, `*` when chosen, the score (where any node has one), the step, and what
 * became of it. Sibling branches with the same text down to their leaves are drawn once, with their
 * count, so that a best-of-64 stays legible; the chosen branch is always drawn by itself.
 */
export function drawTree(root: Drawable): string {
  const scored = anyScore(root);
  const lines = [root.text];
  const visit = (children: readonly Drawable[], indent: string): void => {
    const groups = foldTwins(children);
    groups.forEach(({ node, count }, index) => {
      const last = index === groups.length - 1;
      lines.push(`${indent}${last ? "└─" : "├─"} ${line(node, count, scored)}`);
      visit(node.children, `${indent}${last ? "   " : "│  "}`);
    });
  };
  visit(root.children, "");
  return lines.join("\n");
}

const anyScore = (node: Drawable): boolean => node.score !== null || node.children.some(anyScore);

function line({ text, score, note, chosen }: Drawable, count: number, scored: boolean): string {
  const parts = [chosen ? "*" : " "];
  if (scored) parts.push(score === null ? "    " : score.toFixed(2));
  parts.push(text);
  if (count > 1) parts.push(`×${count}`);
  if (note) parts.push(`[${note}]`);
  return parts.join(" ").trimEnd();
}

function foldTwins(nodes: readonly Drawable[]): { node: Drawable; count: number }[] {
  const groups = new Map<string, { node: Drawable; count: number }>();
  for (const node of nodes) {
    const key = reading(node);
    const twin = groups.get(key);
    if (twin) twin.count += 1;
    else groups.set(key, { node, count: 1 });
  }
  return [...groups.values()];
}

/** All the text that a branch would show; twins are branches that show the same. */
const reading = ({ text, score, note, chosen, children }: Drawable): string =>
  `${JSON.stringify([text, score?.toFixed(2), note, chosen])}(${children.map(reading).join()})`;
