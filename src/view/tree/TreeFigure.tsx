/** The search tree at the player's event, live or recorded. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { NodeId } from "../../search/model.ts";
import { idsTo } from "../../search/path.ts";
import { useFigure, useLanes, useProblem, useRun, useShade, useTree, useUi } from "../use-app.ts";
import { ON_PAPER, usePrinting } from "../use-printing.ts";
import { EmptyFigure } from "./EmptyFigure.tsx";
import { foldSaid } from "./FoldMark.tsx";
import { middleOf } from "./fold.ts";
import {
  detailOf,
  extentOf,
  fitView,
  geometryOf,
  onScreen,
  rowHeight,
  rowsOf,
} from "./geometry.ts";
import { createLogLayout } from "./layout-of-log.ts";
import { FoldTip, Tooltip } from "./Tooltip.tsx";
import { TreeDrawing } from "./TreeDrawing.tsx";
import { useCamera } from "./use-camera.ts";
import { useDrawn } from "./use-drawn.ts";
import { useSigns } from "./use-signs.ts";
import { useSize } from "./use-size.ts";
import { isArrow, walk } from "./walk.ts";

/** A live tree has room for so many columns before they are needed. */
const LIVE_COLUMNS = 3;
/** The height of rows that a fold opens to, in pixels. */
const OPENED = 16;

const under = (target: EventTarget, name: "data-node" | "data-fold"): string | null =>
  (target instanceof Element && target.closest(`[${name}]`)?.getAttribute(name)) || null;

const nodeUnder = (target: EventTarget): NodeId | null => {
  const id = under(target, "data-node");
  return id ? Number(id) : null;
};

export function TreeFigure() {
  const { ui } = useFigure();
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const printing = usePrinting();
  const beside = useLanes(({ lanes }) => lanes.length > 0);
  const measured = useSize(frame);
  const size = printing ? ON_PAPER[beside ? "lane" : "tree"] : measured;
  const shade = useShade();
  const tree = useTree();
  const events = useRun(({ playback }) => playback.events);
  const streaming = useRun(({ playback }) => playback.streaming);
  const generation = useRun((run) => run.generation);
  const selected = useUi((state) => state.selected);
  const [hovered, setHovered] = useState<NodeId | null>(null);
  const [hoveredFold, setHoveredFold] = useState<string | null>(null);

  const [layouts] = useState(createLogLayout);
  const layout = layouts.of(events);
  const family = tree.start?.problem.family ?? "countdown";
  const columns = streaming ? LIVE_COLUMNS : 1;
  const signs = useSigns(tree, events);
  const { kinds } = signs;
  const { left, right } = extentOf(geometryOf(family, undefined, kinds), layout, columns);
  const row = rowHeight(rowsOf(layout), right - left, size.width, size.height);
  const still = useMemo(() => geometryOf(family, row, kinds), [family, row, kinds]);
  const box = extentOf(still, layout, columns);
  const camera = useCamera(svg, box, row, size, generation);
  const { hint, reveal, approach } = camera;
  // Paper shows the whole tree.
  const view = printing ? fitView(box, size.width, size.height) : camera.view;
  const height = row * view.stretch;
  const geometry = useMemo(() => geometryOf(family, height, kinds), [family, height, kinds]);
  const detail = detailOf(geometry, view.k);

  const problem = useProblem();
  const winner = tree.answer?.node ?? null;
  const chosen = useMemo(
    () => new Set(winner === null ? [] : idsTo(tree, winner)),
    [tree.answer, winner],
  );
  const lineage = useMemo(
    () => new Set(selected === null ? [] : idsTo(tree, selected)),
    [tree.nodes.length, selected],
  );

  const drawn = useDrawn({ tree, layout, geometry, view, size, problem, chosen, lineage });

  const pick = (id: NodeId | null) => ui.setState({ selected: id });
  const move = (event: KeyboardEvent) => {
    const from = nodeUnder(event.target);
    if (from === null || !isArrow(event.key)) return;
    event.preventDefault();
    const to = walk(tree, layout, from, event.key);
    const place = layout.places.get(to);
    // The node may not be drawn until it is picked.
    flushSync(() => {
      pick(to);
      if (place) reveal(geometry.x(place.depth) + geometry.rule / 2, geometry.y(place.row));
    });
    svg.current?.querySelector<SVGGElement>(`[data-node="${to}"]`)?.focus({ preventScroll: true });
  };
  const hover = (event: PointerEvent) => {
    if (event.pointerType !== "mouse") return;
    setHovered(nodeUnder(event.target));
    setHoveredFold(under(event.target, "data-fold"));
  };
  const leave = () => {
    setHovered(null);
    setHoveredFold(null);
  };
  const foldOf = (key: string | null) => drawn.folds.find((fold) => fold.key === key);
  const press = (target: EventTarget) => {
    const fold = foldOf(under(target, "data-fold"));
    if (!fold) return pick(nodeUnder(target));
    const factor = OPENED / (geometry.row * view.k);
    approach(geometry.x(fold.depth), geometry.y(middleOf(fold)), factor);
  };

  const focusable = selected !== null && tree.nodes[selected] ? selected : 0;
  const hoveredPlace = hovered === null ? undefined : layout.places.get(hovered);
  const hoveredNode = hovered === null ? undefined : tree.nodes[hovered];
  const shownFold = foldOf(hoveredFold);
  const said = hoveredNode ? signs.saidOf(hoveredNode) : "";
  return (
    <div className="figure" ref={frame} translate="no">
      {tree.nodes.length === 0 && <EmptyFigure />}
      <svg
        ref={svg}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a tree drawn in SVG has no HTML element to be
        role="tree"
        aria-label="Search tree"
        width={size.width}
        height={size.height}
        viewBox={printing ? `0 0 ${size.width} ${size.height}` : undefined}
        onClick={(event) => press(event.target)}
        onKeyDown={move}
        onFocus={(event) => {
          const id = nodeUnder(event.target);
          if (id !== null) pick(id);
        }}
        onPointerOver={hover}
        onPointerLeave={leave}
      >
        <g
          className={camera.calm && !printing ? "camera calm" : "camera"}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.k})` }}
        >
          <TreeDrawing
            {...{ tree, problem, layout, still, geometry, view, drawn, signs, shade }}
            {...{ chosen, lineage, selected, focusable, generation }}
          />
        </g>
      </svg>
      {hoveredNode &&
        hoveredPlace &&
        hoveredNode.parent !== null &&
        (detail !== "full" || said) && (
          <Tooltip
            node={hoveredNode}
            family={family}
            said={said}
            at={onScreen(view, geometry.x(hoveredPlace.depth), geometry.y(hoveredPlace.row))}
          />
        )}
      {hint && <p className="gesture-hint">{hint}</p>}
      {shownFold && (
        <FoldTip
          said={foldSaid(shownFold)}
          at={onScreen(view, geometry.x(shownFold.depth), geometry.y(shownFold.top))}
        />
      )}
    </div>
  );
}
