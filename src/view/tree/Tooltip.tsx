import type { TreeNode } from "../../search/tree.ts";
import { score } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";

/** What a node says, where the figure is too small to write it on the node. */
export function Tooltip({ node, at: [x, y] }: { node: TreeNode; at: [number, number] }) {
  return (
    <div className="tooltip" aria-hidden="true" style={{ transform: `translate(${x}px, ${y}px)` }}>
      <span className="step-text">{prettify(node.text)}</span>
      {node.score !== null && <span className="numeral">{score(node.score)}</span>}
    </div>
  );
}
