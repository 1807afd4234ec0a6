import { verdictOf } from "../../problems/answers/checker.ts";
import type { TreeNode } from "../../search/tree.ts";

/** The end of a node's rule, whose shape tells its fate. The legend draws it too. */
export function Terminal({
  node,
  x,
  right,
}: {
  node: Pick<TreeNode, "status" | "children" | "finish">;
  x: number;
  /** Of an end: null where nobody knows. */
  right: boolean | null;
}) {
  if (node.finish) {
    const kind = verdictOf(right);
    return (
      <>
        <rect className={`terminal square ${kind}`} x={x - 4.5} y={-4.5} width={9} height={9} />
        {kind === "wrong" && (
          <line className="terminal slash" x1={x - 4.5} y1={4.5} x2={x + 4.5} y2={-4.5} />
        )}
      </>
    );
  }
  if (node.status === "pruned") {
    return <line className="terminal dropped" x1={x} x2={x} y1={-6} y2={6} />;
  }
  if (node.children.length === 0) {
    return <circle className="terminal open" cx={x} r={3.5} />;
  }
  return null;
}
