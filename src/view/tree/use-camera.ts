/**
 * The camera of the figure. It keeps the whole tree in view, calmly, until the user moves it; then
 * it stays where the user put it, until "fit" or another log. d3-zoom reads the gestures; React
 * draws the result.
 */
import { select } from "d3-selection";
import { type ZoomBehavior, zoom, zoomIdentity } from "d3-zoom";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useApp, useFigure } from "../use-app.ts";
import {
  type Box,
  fitView,
  follow,
  type Transform,
  type View,
  type Zooming,
  zoomed,
  zoomingOf,
  zoomLimits,
} from "./geometry.ts";
import { movesTree, pageScrolls, zoomOf } from "./gestures.ts";
import type { Size } from "./use-size.ts";
import { watchRefused } from "./watch-refused.ts";

type Zoom = ZoomBehavior<SVGSVGElement, unknown>;

export interface Looking {
  view: View;
  /** Whether the page made the last move by itself; then it may be animated. */
  calm: boolean;
  /** What to do instead of a gesture that the page took, for a moment; "" for nothing. */
  hint: string;
  /** Move as little as possible to show a point, in the figure's units. */
  reveal(x: number, y: number): void;
  /** Zoom by a factor to a point, which moves to the middle of the figure's height. */
  approach(x: number, y: number, factor: number): void;
}

const MARGIN = 60;

/**
 * @param box the box of the whole tree in the figure's units. @param row height of its rows when
 * the whole tree is in view. @param generation which log this is: another log resets the camera.
 */
export function useCamera(
  svg: RefObject<SVGSVGElement | null>,
  box: Box,
  row: number,
  size: Size,
  generation: number,
): Looking {
  const { ui } = useFigure();
  const { visibility } = useApp();
  const { left, top, right, bottom } = box;
  const { width, height } = size;
  const [view, setView] = useState<View>({ x: 0, y: 0, k: 1, stretch: 1 });
  const [calm, setCalm] = useState(true);
  const [hint, setHint] = useState("");
  const behaviour = useRef<Zoom | null>(null);
  const moved = useRef(false);
  const seen = useRef(generation);
  const zooming = useRef<Zooming>({ fit: 1, room: 1 });
  /** d3's transform, the view on the page, and the view that the page itself is about to set. */
  const believed = useRef<Transform>({ x: 0, y: 0, k: 1 });
  const now = useRef(view);
  const next = useRef<View | null>(null);

  useEffect(() => {
    if (!svg.current) return;
    const scrolls = () => pageScrolls(visibility.getState().embed);
    const gestures: Zoom = zoom<SVGSVGElement, unknown>()
      .filter((event) => movesTree(event, scrolls()))
      .wheelDelta(zoomOf);
    gestures.on("zoom", (event: { transform: Transform; sourceEvent: unknown }) => {
      const { x, y, k } = event.transform;
      const to = { x, y, k };
      const then = next.current ?? follow(now.current, believed.current, to, zooming.current);
      // A change of the rows' height is not animated.
      setCalm(!event.sourceEvent && then.stretch === now.current.stretch);
      if (event.sourceEvent) moved.current = true;
      believed.current = to;
      now.current = then;
      setView(then);
    });
    behaviour.current = gestures;
    const selection = select(svg.current).call(gestures);
    // A double click on a node selects it and zooms nothing.
    selection.on("dblclick.zoom", null);
    const stop = watchRefused(svg.current, scrolls, setHint);
    return () => {
      selection.on(".zoom", null);
      stop();
    };
  }, [svg, visibility]);

  const look = useCallback(
    (to: View) => {
      if (!svg.current || !behaviour.current) return;
      const { x, y, k, stretch } = to;
      next.current = to;
      const transform = zoomIdentity.translate(x, y).scale(k * stretch);
      select(svg.current).call(behaviour.current.transform, transform);
      next.current = null;
    },
    [svg],
  );

  const fit = useCallback(() => {
    if (width === 0 || height === 0) return;
    moved.current = false;
    look(fitView({ left, top, right, bottom }, width, height));
  }, [left, top, right, bottom, width, height, look]);

  useEffect(() => {
    if (width === 0 || height === 0) return;
    const { k } = fitView({ left, top, right, bottom }, width, height);
    zooming.current = zoomingOf(row, k);
    behaviour.current?.scaleExtent(zoomLimits(zooming.current));
  }, [left, top, right, bottom, width, height, row]);

  useEffect(() => {
    if (seen.current !== generation) moved.current = false;
    seen.current = generation;
    if (!moved.current) fit();
  }, [generation, fit]);

  useEffect(() => {
    const zoomBy = (factor: number) => {
      if (!svg.current || !behaviour.current) return;
      moved.current = true;
      select(svg.current).call(behaviour.current.scaleBy, factor);
    };
    ui.setState({ camera: { fit, zoomBy } });
    return () => ui.setState({ camera: null });
  }, [svg, ui, fit]);

  const reveal = (x: number, y: number) => {
    const [atX, atY] = [view.x + view.k * x, view.y + view.k * y];
    const dx = Math.max(MARGIN - atX, 0) + Math.min(width - MARGIN - atX, 0);
    const dy = Math.max(MARGIN - atY, 0) + Math.min(height - MARGIN - atY, 0);
    if (dx === 0 && dy === 0) return;
    moved.current = true;
    look({ ...view, x: view.x + dx, y: view.y + dy });
  };

  const approach = (x: number, y: number, factor: number) => {
    const [least, most] = zoomLimits(zooming.current);
    const zoom = Math.min(most, Math.max(least, view.k * view.stretch * factor));
    const scale = zoomed(zoom, zooming.current);
    const atX = view.x + view.k * x;
    moved.current = true;
    look({
      ...scale,
      x: atX - (atX - view.x) * (scale.k / view.k),
      y: height / 2 - zoom * (y / view.stretch),
    });
  };

  return { view, calm, hint, reveal, approach };
}
