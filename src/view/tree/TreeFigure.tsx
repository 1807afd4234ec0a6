/** The search tree as it is at the player's event, live or recorded. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import type { NodeId } from "../../search/model.ts";
import { isRight, pathTo } from "../../state/truth.ts";
import { useApp, useProblem, useRun, useShade, useTree, useUi } from "../use-app.ts";
import { Bands } from "./Bands.tsx";
import { Edges } from "./Edges.tsx";
import { EmptyFigure } from "./EmptyFigure.tsx";
import { detailOf, extentOf, geometryOf, rowHeight, rowsOf, type View } from "./geometry.ts";
import type { Place } from "./layout.ts";
import { createLogLayout } from "./layout-of-log.ts";
import { NodeMark } from "./NodeMark.tsx";
import { RootMark } from "./RootMark.tsx";
import { Tooltip } from "./Tooltip.tsx";
import { useCamera } from "./use-camera.ts";
import { useSigns } from "./use-signs.ts";
import { useSize } from "./use-size.ts";
import { isArrow, walk } from "./walk.ts";

/** Above so many nodes, those outside of the view are not drawn. */
const CULL_ABOVE = 300;
/** A live tree is given room for this many columns before they are needed. */
const LIVE_COLUMNS = 3;

const nodeUnder = (target: EventTarget): NodeId | null => {
  const id = target instanceof Element && target.closest("[data-node]")?.getAttribute("data-node");
  return id ? Number(id) : null;
};

export function TreeFigure() {
  const { ui } = useApp();
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const shade = useShade();
  const tree = useTree();
  const events = useRun(({ playback }) => playback.events);
  const streaming = useRun(({ playback }) => playback.streaming);
  const generation = useRun((run) => run.generation);
  const selected = useUi((state) => state.selected);
  const [hovered, setHovered] = useState<NodeId | null>(null);

  const [layouts] = useState(createLogLayout);
  const layout = layouts.of(events);
  const family = tree.start?.problem.family ?? "countdown";
  const judged = tree.start?.verifier != null;
  const columns = streaming ? LIVE_COLUMNS : 1;
  const signs = useSigns(tree, events);
  const { kinds, turns } = signs;
  const { left, right } = extentOf(geometryOf(family, undefined, kinds), layout, columns);
  const row = rowHeight(rowsOf(layout), right - left, size.width, size.height);
  const geometry = useMemo(() => geometryOf(family, row, kinds), [family, row, kinds]);
  const box = extentOf(geometry, layout, columns);
  const { view, calm, reveal } = useCamera(svg, box, size, generation);
  const detail = detailOf(geometry, view.k);

  const problem = useProblem();
  const winner = tree.answer?.node ?? null;
  const chosen = useMemo(
    () => new Set(winner === null ? [] : pathTo(tree, winner)),
    [tree.answer, winner],
  );
  const lineage = useMemo(
    () => new Set(selected === null ? [] : pathTo(tree, selected)),
    [tree.nodes.length, selected],
  );

  const culls = tree.nodes.length > CULL_ABOVE;
  const frameOf = culls ? `${Math.round(view.x / 40)},${Math.round(view.y / 40)},${view.k}` : "";
  const visible = useMemo(() => {
    const near = ({ depth, row }: Place) => {
      const [x, y] = onScreen(view, geometry.x(depth), geometry.y(row));
      const reach = (geometry.rule + 60) * view.k;
      return x > -reach && x < size.width + 100 && y > -100 && y < size.height + 100;
    };
    return tree.nodes.filter((node) => {
      const place = layout.places.get(node.id);
      return node.parent !== null && place !== undefined && (!culls || near(place));
    });
  }, [tree.nodes, layout, geometry, culls, frameOf, size]);

  const pick = (id: NodeId | null) => ui.setState({ selected: id });
  const move = (event: KeyboardEvent) => {
    const from = nodeUnder(event.target);
    if (from === null || !isArrow(event.key)) return;
    event.preventDefault();
    const to = walk(tree, layout, from, event.key);
    const place = layout.places.get(to);
    pick(to);
    if (place) reveal(geometry.x(place.depth) + geometry.rule / 2, geometry.y(place.row));
    svg.current?.querySelector<SVGGElement>(`[data-node="${to}"]`)?.focus({ preventScroll: true });
  };
  const hover = (event: PointerEvent) => {
    if (event.pointerType === "mouse") setHovered(nodeUnder(event.target));
  };

  const focusable = selected !== null && tree.nodes[selected] ? selected : 0;
  const hoveredPlace = hovered === null ? undefined : layout.places.get(hovered);
  const hoveredNode = hovered === null ? undefined : tree.nodes[hovered];
  const said = hoveredNode ? signs.saidOf(hoveredNode) : "";
  return (
    <div className="figure" ref={frame}>
      {tree.nodes.length === 0 && <EmptyFigure />}
      <svg
        ref={svg}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a tree drawn in SVG has no HTML element to be
        role="tree"
        aria-label="Search tree"
        width={size.width}
        height={size.height}
        onClick={(event) => pick(nodeUnder(event.target))}
        onKeyDown={move}
        onFocus={(event) => pick(nodeUnder(event.target))}
        onPointerOver={hover}
        onPointerLeave={() => setHovered(null)}
      >
        <g
          className={calm ? "camera calm" : "camera"}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.k})` }}
        >
          {kinds.count && (
            <Bands
              {...{ tree, nodes: visible, kind: kinds.count, layout, geometry, chosen }}
              row={geometry.row * view.k}
            />
          )}
          <Edges {...{ nodes: visible, layout, geometry, chosen, lineage, probes: turns.probes }} />
          {tree.nodes[0] && (
            <RootMark
              node={tree.nodes[0]}
              focusable={focusable === 0}
              selected={selected === 0}
              scale={view.k}
              count={signs.countOf(tree.nodes[0])}
              said={signs.saidOf(tree.nodes[0])}
            />
          )}
          {visible.map((node) => {
            const place = layout.places.get(node.id);
            return place ? (
              <NodeMark
                key={`${generation}-${node.id}`}
                node={node}
                family={family}
                x={geometry.x(place.depth)}
                y={geometry.y(place.row)}
                rule={geometry.rule}
                row={geometry.row}
                detail={detail}
                shade={shade}
                judged={judged}
                chosen={chosen.has(node.id)}
                lineage={lineage.has(node.id)}
                selected={selected === node.id}
                focusable={focusable === node.id}
                right={node.finish ? isRight(problem, node.finish.answer) : null}
                worth={signs.worthOf(node)}
                valued={kinds.worth !== null}
                count={signs.countOf(node)}
                order={turns.orders.get(node.id) ?? null}
                falls={place.row > (layout.places.get(node.parent ?? 0)?.row ?? 0)}
                cut={turns.cuts.has(node.id)}
                back={turns.backs.has(node.id)}
                probe={turns.probes.has(node.id)}
                said={signs.saidOf(node)}
              />
            ) : null;
          })}
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
    </div>
  );
}

const onScreen = (view: View, x: number, y: number): [number, number] => [
  view.x + view.k * x,
  view.y + view.k * y,
];
