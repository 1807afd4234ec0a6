/** A search tree as text, one line a node, in the order in which the nodes were made. */

export interface Drawable {
  text: string;
  /** The verifier's score, or null when the node was not scored. */
  score: number | null;
  /** What became of the node, in a few words; "" when there is nothing to say. */
  note: string;
  /** Whether the node is on the way to the answer given. */
  chosen: boolean;
  children: readonly Drawable[];
}

/**
 * A line reads: branch, `*` when chosen, score, step, note. Siblings that read the same and
 * lead nowhere are drawn once, with their number, so that a best-of-64 stays legible.
 */
export function drawTree(root: Drawable): string {
  const lines = [root.text];
  const visit = (children: readonly Drawable[], indent: string): void => {
    const groups = foldTwins(children);
    groups.forEach(({ node, count }, index) => {
      const last = index === groups.length - 1;
      lines.push(`${indent}${last ? "└─" : "├─"} ${line(node, count)}`);
      visit(node.children, `${indent}${last ? "   " : "│  "}`);
    });
  };
  visit(root.children, "");
  return lines.join("\n");
}

function line({ text, score, note, chosen }: Drawable, count: number): string {
  const parts = [chosen ? "*" : " ", score === null ? "    " : score.toFixed(2), text];
  if (count > 1) parts.push(`×${count}`);
  if (note) parts.push(`[${note}]`);
  return parts.join(" ").trimEnd();
}

function foldTwins(nodes: readonly Drawable[]): { node: Drawable; count: number }[] {
  const groups: { node: Drawable; count: number }[] = [];
  const seen = new Map<string, { node: Drawable; count: number }>();
  for (const node of nodes) {
    const key = JSON.stringify([node.text, node.score?.toFixed(2), node.note]);
    const plain = node.children.length === 0 && !node.chosen;
    const twin = plain ? seen.get(key) : undefined;
    if (twin) twin.count += 1;
    else {
      const group = { node, count: 1 };
      groups.push(group);
      if (plain) seen.set(key, group);
    }
  }
  return groups;
}
