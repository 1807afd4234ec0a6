/**
 * Where the figure looks. It keeps the whole tree in view, calmly, until the user moves it; from
 * then on it stays where the user put it, until "fit" or another log. d3-zoom reads the
 * gestures; React draws the result.
 */
import { select } from "d3-selection";
import { type ZoomBehavior, zoom, zoomIdentity } from "d3-zoom";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useApp } from "../use-app.ts";
import { type Box, fitView, type View } from "./geometry.ts";
import type { Size } from "./use-size.ts";

type Zoom = ZoomBehavior<SVGSVGElement, unknown>;

export interface Looking {
  view: View;
  /** The last move was the page's own: it may be animated. */
  calm: boolean;
  /** Move as little as needed so that this point (in the figure's units) is in view. */
  reveal(x: number, y: number): void;
}

const MARGIN = 60;

export function useCamera(
  svg: RefObject<SVGSVGElement | null>,
  box: Box,
  size: Size,
  generation: number,
): Looking {
  const { ui } = useApp();
  const [view, setView] = useState<View>({ x: 0, y: 0, k: 1 });
  const [calm, setCalm] = useState(true);
  const behaviour = useRef<Zoom | null>(null);
  const moved = useRef(false);
  const seen = useRef(generation);

  useEffect(() => {
    if (!svg.current) return;
    const gestures: Zoom = zoom<SVGSVGElement, unknown>().scaleExtent([0.05, 4]);
    gestures.on("zoom", (event: { transform: View; sourceEvent: unknown }) => {
      const { x, y, k } = event.transform;
      setView({ x, y, k });
      if (event.sourceEvent) {
        moved.current = true;
        setCalm(false);
      }
    });
    behaviour.current = gestures;
    const selection = select(svg.current).call(gestures);
    // A double click is two clicks on a node.
    selection.on("dblclick.zoom", null);
    return () => {
      selection.on(".zoom", null);
    };
  }, [svg]);

  const look = useCallback(
    ({ x, y, k }: View) => {
      if (!svg.current || !behaviour.current) return;
      setCalm(true);
      select(svg.current).call(behaviour.current.transform, zoomIdentity.translate(x, y).scale(k));
    },
    [svg],
  );

  const { left, top, right, bottom } = box;
  const { width, height } = size;
  const fit = useCallback(() => {
    moved.current = false;
    if (width > 0 && height > 0) look(fitView({ left, top, right, bottom }, width, height));
  }, [left, top, right, bottom, width, height, look]);

  useEffect(() => {
    if (seen.current !== generation) moved.current = false;
    seen.current = generation;
    if (!moved.current) fit();
  }, [generation, fit]);

  useEffect(() => {
    const zoomBy = (factor: number) => {
      if (!svg.current || !behaviour.current) return;
      moved.current = true;
      setCalm(true);
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

  return { view, calm, reveal };
}
