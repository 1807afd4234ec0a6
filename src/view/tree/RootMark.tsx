import type { TreeNode } from "../../search/tree.ts";
import { TEST_IDS } from "../testids.ts";

/** The prompt: a dot, from which all paths start. */
export function RootMark({
  node,
  focusable,
  selected,
}: {
  node: TreeNode;
  focusable: boolean;
  selected: boolean;
}) {
  return (
    <g
      role="treeitem"
      aria-label={`The problem: ${node.text}`}
      aria-level={1}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      className={selected ? "node root selected" : "node root"}
      data-testid={TEST_IDS.node}
      data-node={0}
      data-status={node.status}
      data-score=""
    >
      <circle className="ground" r={12} />
      <circle className="origin" r={5} />
    </g>
  );
}
