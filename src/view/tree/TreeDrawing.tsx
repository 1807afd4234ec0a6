/** All that is drawn of a tree, as it is placed: no state, no gestures, no size of its own. */
import type { Problem } from "../../problems/family.ts";
import type { NodeId } from "../../search/model.ts";
import type { Tree } from "../../search/tree.ts";
import type { Shade } from "../../state/stores/theme.ts";
import { Bands } from "./Bands.tsx";
import { Edges } from "./Edges.tsx";
import { FoldEdges, FoldMark } from "./FoldMark.tsx";
import type { Folded } from "./fold.ts";
import { detailOf, type Geometry, type View } from "./geometry.ts";
import type { Layout } from "./layout.ts";
import { NodeMarks } from "./NodeMarks.tsx";
import { RootMark } from "./RootMark.tsx";
import type { Signs } from "./use-signs.ts";

/** The least height of a node that is drawn between folds, in pixels. */
const SEEN = 4;

export interface TreeDrawingProps {
  tree: Tree;
  /** null where it cannot be read. */
  problem: Problem | null;
  layout: Layout;
  /** As where the whole tree is in view, and as it is now. */
  still: Geometry;
  geometry: Geometry;
  view: View;
  drawn: Folded;
  signs: Signs;
  shade: Shade;
  chosen: ReadonlySet<NodeId>;
  lineage: ReadonlySet<NodeId>;
  selected: NodeId | null;
  focusable: NodeId;
  /** Of the log: a node of another log is another node. */
  generation: number;
}

export function TreeDrawing(props: TreeDrawingProps) {
  const { tree, problem, layout, still, geometry, view, drawn, signs, shade } = props;
  const { chosen, lineage, selected, focusable, generation } = props;
  const { kinds, turns } = signs;
  const [root] = tree.nodes;
  const row = drawn.folds.length > 0 ? Math.max(geometry.row, SEEN / view.k) : geometry.row;
  return (
    <>
      {/* Lines and folds are stretched as they are: a zoom need not draw them anew. */}
      <g transform={`scale(1 ${view.stretch})`}>
        {kinds.count && (
          <Bands
            {...{ tree, nodes: drawn.nodes, kind: kinds.count, layout, chosen }}
            geometry={still}
            row={geometry.row * view.k}
          />
        )}
        <FoldEdges edges={drawn.edges} geometry={still} />
        <Edges
          {...{ nodes: drawn.nodes, layout, chosen, lineage, probes: turns.probes }}
          geometry={still}
        />
      </g>
      {root && (
        <RootMark
          node={root}
          focusable={focusable === 0}
          selected={selected === 0}
          scale={view.k}
          count={signs.countOf(root)}
          said={signs.saidOf(root)}
        />
      )}
      <g transform={`scale(1 ${view.stretch})`}>
        {drawn.folds.map((fold) => (
          <FoldMark
            key={`${generation}-${fold.key}`}
            fold={fold}
            geometry={still}
            scale={view.k}
            down={view.k * view.stretch}
            shade={shade}
          />
        ))}
      </g>
      <NodeMarks
        {...{ tree, problem, nodes: drawn.nodes, layout, geometry, shade, signs, row }}
        {...{ chosen, lineage, selected, focusable, generation }}
        detail={detailOf(geometry, view.k)}
      />
    </>
  );
}
