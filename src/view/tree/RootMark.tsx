import type { TreeNode } from "../../search/tree.ts";
import { TEST_IDS } from "../testids.ts";
import { Count, countWidth } from "./Signs.tsx";

const LARGEST = 2;

/** The prompt: the dot where all paths start. */
export function RootMark({
  node,
  focusable,
  selected,
  scale,
  count,
  said,
}: {
  node: TreeNode;
  focusable: boolean;
  selected: boolean;
  /** Screen pixels per unit; the count stays legible in a small figure. */
  scale: number;
  /** The count on the node as it is written; "" for none. */
  count: string;
  said: string;
}) {
  return (
    <g
      role="treeitem"
      aria-label={[`The problem: ${node.text}`, said].filter(Boolean).join("; ")}
      aria-level={1}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      className={selected ? "node root selected" : "node root"}
      data-testid={TEST_IDS.node}
      data-node={0}
      data-status={node.status}
      data-score=""
      data-said={said}
    >
      <circle className="ground" r={12} />
      <circle className="origin" r={5} />
      {count && (
        <g transform={`scale(${Math.min(LARGEST, Math.max(1, 1 / scale))})`}>
          <Count text={count} x={countWidth(count) / 2} y={-18} />
        </g>
      )}
    </g>
  );
}
