/** A fold: neighbouring steps of a column whose rows are too low to draw one by one. */
import { memo } from "react";
import type { Shade } from "../../state/stores/theme.ts";
import { TEST_IDS } from "../testids.ts";
import { count as counted, score as written } from "../text/numbers.ts";
import type { Fold, FoldEdge } from "./fold.ts";
import { edgePath, type Geometry } from "./geometry.ts";
import { Count } from "./Signs.tsx";
import { swatch } from "./scale.ts";

/** The least height of a fold, in pixels on the screen. */
const LEAST = 3;
/** The least height of a fold that shows its count, in pixels. */
const WRITABLE = 12;
/** Its count is written at this part of the size of a count on a node. */
const WRITTEN = 0.9;

/** "27 steps folded together: mean score 0.61, 3 ended right; zoom in to see them one by one". */
export function foldSaid({ nodes, score, right, wrong, unknown, dropped }: Fold): string {
  const facts = [
    ...(score === null ? [] : [`mean score ${written(score)}`]),
    ...(right > 0 ? [`${right} ended right`] : []),
    ...(wrong > 0 ? [`${wrong} ended wrong`] : []),
    ...(unknown > 0 ? [`${unknown} ended, correctness unknown`] : []),
    ...(dropped > 0 ? [`${dropped} dropped`] : []),
  ];
  return `${counted(nodes.length, "step")} folded together${facts.length > 0 ? `: ${facts.join(", ")}` : ""}`;
}

interface FoldMarkProps {
  fold: Fold;
  /** Of the view of the whole tree; the figure stretches it to the present zoom. */
  geometry: Geometry;
  /** Screen pixels per unit, across and down. */
  scale: number;
  down: number;
  shade: Shade;
}

/** Each event makes new folds, but most of them look the same as before. */
const looksSame = (a: FoldMarkProps, b: FoldMarkProps): boolean =>
  a.geometry === b.geometry &&
  a.scale === b.scale &&
  a.down === b.down &&
  a.shade === b.shade &&
  a.fold.key === b.fold.key &&
  a.fold.top === b.fold.top &&
  a.fold.bottom === b.fold.bottom &&
  a.fold.nodes.length === b.fold.nodes.length &&
  a.fold.score === b.fold.score &&
  a.fold.right === b.fold.right &&
  a.fold.wrong === b.fold.wrong &&
  a.fold.unknown === b.fold.unknown &&
  a.fold.dropped === b.fold.dropped;

export const FoldMark = memo(function FoldMark(props: FoldMarkProps) {
  const { fold, geometry, scale, down, shade } = props;
  const { depth, top, bottom, nodes, score, right, wrong, unknown, dropped } = fold;
  const { rule, row } = geometry;
  const height = Math.max(LEAST / down, (bottom - top + 1) * row);
  const y = (geometry.y(top) + geometry.y(bottom)) / 2;
  const fill = score === null ? "var(--paper)" : swatch(score, shade).fill;
  const said = `${foldSaid(fold)}; zoom in to see them one by one`;
  return (
    <g
      role="treeitem"
      aria-label={said}
      aria-level={depth + 1}
      aria-selected={false}
      tabIndex={-1}
      className={dropped === nodes.length ? "node fold pruned" : "node fold"}
      transform={`translate(${geometry.x(depth)} ${y})`}
      data-testid={TEST_IDS.fold}
      data-fold={fold.key}
      data-count={nodes.length}
    >
      <rect className="heap" y={-height / 2} width={rule} height={height} style={{ fill }} />
      {right + wrong + unknown > 0 && (
        <rect
          className={`stop ${right > 0 ? "right" : wrong > 0 ? "wrong" : "unknown"} folded`}
          x={rule + 1}
          y={-height / 2}
          width={6}
          height={height}
        />
      )}
      {height * down >= WRITABLE && (
        <g transform={`translate(${rule - 4} 0) scale(${WRITTEN / scale} ${WRITTEN / down})`}>
          <Count text={String(nodes.length)} x={0} y={0} />
        </g>
      )}
    </g>
  );
}, looksSame);

/** The edges that lead to folds. */
export const FoldEdges = memo(function FoldEdges({
  edges,
  geometry,
}: {
  edges: readonly FoldEdge[];
  geometry: Geometry;
}) {
  return edges.map(({ key, from, to }) => (
    <path key={key} className="strand" d={edgePath(geometry, from, to)} />
  ));
});
