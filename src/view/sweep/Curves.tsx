/** Accuracy against cost: curves with their bands, which pointer and keys read, and a legend that hides curves. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import {
  type Axis,
  type Plot,
  type PlotCurve,
  type PlotPoint,
  plotOf,
} from "../../experiments/plot/plot.ts";
import { curveOf } from "../../experiments/sweep/outcomes.ts";
import type { Chosen } from "../../state/stores/sweep.ts";
import { useSize } from "../tree/use-size.ts";
import { useShade } from "../use-app.ts";
import { ON_PAPER, usePrinting } from "../use-printing.ts";
import { CurveMarks } from "./CurveMarks.tsx";
import { CurvesLegend } from "./CurvesLegend.tsx";
import { readingOf } from "./reading.ts";
import type { Shown } from "./use-sweep.ts";

const isChosen = (chosen: Chosen | null, { row }: PlotPoint, own: boolean): boolean =>
  chosen?.own === own && chosen.curve === curveOf(row) && chosen.budget === row.budget;

/** Added to the names of the visitor's own curves. */
export const OWN = "yours";
/** Narrower figures have no names beside their curves. */
const LABELLED = 640;
/** How near to a point the pointer must be to read it, in pixels. */
const REACH = 60;

/** @returns null where no run has a cost on this axis. */
export function usePlot(
  { own, results }: { own: Shown | null; results: Shown | null },
  axis: Axis,
  width: number,
): Plot | null {
  const shade = useShade();
  return useMemo(() => {
    if (width < 120) return null;
    const first = results ?? own;
    if (!first) return null;
    const over = results && own ? { over: { rows: own.rows, mark: OWN } } : {};
    try {
      const labels = width >= LABELLED;
      const height = labels ? 420 : 340;
      return plotOf(first.rows, { x: axis, width, height, shade, labels, headed: false, ...over });
    } catch (thrown) {
      if (thrown instanceof RangeError) return null;
      throw thrown;
    }
  }, [own, results, axis, width, shade]);
}

export function Curves({
  own,
  results,
  axis,
  chosen,
  onChoose,
}: {
  own: Shown | null;
  results: Shown | null;
  axis: Axis;
  chosen: Chosen | null;
  onChoose(chosen: Chosen | null): void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const measured = useSize(box).width;
  const width = usePrinting() ? ON_PAPER.curves : measured;
  const plot = usePlot({ own, results }, axis, width);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [at, setAt] = useState<{ name: string; point: number } | null>(null);
  const curves = plot?.curves.filter(({ name }) => !hidden.includes(name)) ?? [];
  const isOwn = (curve: PlotCurve): boolean => curve.over || results === null;
  const read = curves.find(({ name }) => name === at?.name);
  const point = read?.points[at?.point ?? -1];

  const seek = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    let nearest = { name: "", point: -1, away: REACH };
    for (const { name, points } of curves)
      for (const [i, one] of points.entries()) {
        const away = Math.hypot(one.x - x, one.y - y);
        if (away < nearest.away) nearest = { name, point: i, away };
      }
    setAt(nearest.point < 0 ? null : nearest);
  };
  const choose = (curve: PlotCurve, one: PlotPoint) => {
    const own = isOwn(curve);
    const { budget } = one.row;
    onChoose(isChosen(chosen, one, own) ? null : { own, curve: curveOf(one.row), budget });
  };
  const press = (event: KeyboardEvent<SVGSVGElement>) => {
    const next = moved(curves, at, event.key);
    if (next) {
      event.preventDefault();
      setAt(next);
      const points = event.currentTarget.querySelectorAll<SVGElement>("[data-at]");
      [...points].find((one) => one.dataset.at === `${next.name} ${next.point}`)?.focus();
    } else if ((event.key === "Enter" || event.key === " ") && read && point) {
      event.preventDefault();
      choose(read, point);
    }
  };

  return (
    <div className="curves">
      <div className="curves-figure" ref={box} translate="no">
        {plot ? (
          <>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset holds no drawing */}
            <svg
              width={plot.width}
              height={plot.height}
              viewBox={`0 0 ${plot.width} ${plot.height}`}
              role="group"
              aria-label={`${plot.title}. ${plot.subtitle}`}
              onPointerMove={seek}
              onPointerLeave={() => setAt(null)}
              onClick={() => read && point && choose(read, point)}
              onKeyDown={press}
            >
              <CurveMarks
                plot={plot}
                curves={curves}
                axis={axis}
                active={at}
                isChosen={(curve, one) => isChosen(chosen, one, isOwn(curve))}
                onFocus={(name, i) => setAt({ name, point: i })}
              />
            </svg>
            {read && point && (
              <p
                className={point.x > plot.width / 2 ? "reading leftwards" : "reading"}
                style={{ left: point.x, top: point.y }}
              >
                <strong>{read.name}</strong>
                {readingOf(point.row, axis).map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </p>
            )}
          </>
        ) : (
          width > 0 && <p className="hint">No run has a cost on this axis.</p>
        )}
      </div>
      {plot && (
        <CurvesLegend
          curves={plot.curves}
          hidden={hidden}
          onToggle={(name) =>
            setHidden((before) =>
              before.includes(name) ? before.filter((one) => one !== name) : [...before, name],
            )
          }
        />
      )}
      {plot?.notes.map((note) => (
        <p className="hint" key={note}>
          {note}
        </p>
      ))}
    </div>
  );
}

/** Where an arrow key leads: left and right along a curve, up and down to another. null for other keys. */
function moved(
  curves: readonly PlotCurve[],
  at: { name: string; point: number } | null,
  key: string,
): { name: string; point: number } | null {
  const along = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const across = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (along === 0 && across === 0) return null;
  const before = Math.max(
    0,
    curves.findIndex(({ name }) => name === at?.name),
  );
  const curve = curves[(before + across + curves.length) % curves.length];
  if (!curve) return null;
  const from = curves[before]?.points[at?.point ?? 0];
  if (across !== 0 && from) {
    const away = curve.points.map(({ x }) => Math.abs(x - from.x));
    return { name: curve.name, point: away.indexOf(Math.min(...away)) };
  }
  const last = curve.points.length - 1;
  return { name: curve.name, point: Math.min(last, Math.max(0, (at?.point ?? 0) + along)) };
}
