import type { FamilyId } from "../../problems/family.ts";
import type { TreeNode } from "../../search/tree.ts";
import { score } from "../text/numbers.ts";
import { prettyStep } from "../text/pretty.ts";

/** What a node says, where the figure is too small to write it on the node. */
export function Tooltip({
  node,
  family,
  at: [x, y],
}: {
  node: TreeNode;
  family: FamilyId;
  at: [number, number];
}) {
  return (
    <div className="tooltip" aria-hidden="true" style={{ transform: `translate(${x}px, ${y}px)` }}>
      <span className="step-text">{prettyStep(family, node.text).whole}</span>
      {node.score !== null && <span className="numeral">{score(node.score)}</span>}
    </div>
  );
}
