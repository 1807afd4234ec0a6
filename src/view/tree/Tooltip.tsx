import type { FamilyId } from "../../problems/family.ts";
import type { TreeNode } from "../../search/tree.ts";
import { score } from "../text/numbers.ts";
import { prettyStep } from "../text/pretty.ts";

/** A node's text, score and quantities, where the figure has no room for them on the node. */
export function Tooltip({
  node,
  family,
  said,
  at: [x, y],
}: {
  node: TreeNode;
  family: FamilyId;
  said: string;
  at: [number, number];
}) {
  return (
    <div className="tooltip" aria-hidden="true" style={{ transform: `translate(${x}px, ${y}px)` }}>
      <span className="step-text">{prettyStep(family, node.text).whole}</span>
      {node.score !== null && <span className="numeral">{score(node.score)}</span>}
      <span className="said-of">{[`node ${node.id}`, said].filter(Boolean).join(", ")}</span>
    </div>
  );
}

/** The tooltip of a fold. */
export const FoldTip = ({ said, at: [x, y] }: { said: string; at: [number, number] }) => (
  <div className="tooltip" aria-hidden="true" style={{ transform: `translate(${x}px, ${y}px)` }}>
    <span className="said-of">{said}</span>
  </div>
);
