/** The axes, bands, lines, points and names of a plot whose places d3 has computed. */
import type { Axis, Plot, PlotCurve, PlotPoint } from "../../experiments/plot/plot.ts";
import { TEST_IDS } from "../testids.ts";
import { readingOf } from "./reading.ts";

export function CurveMarks({
  plot,
  curves,
  axis,
  active,
  isChosen,
  onFocus,
}: {
  plot: Plot;
  curves: readonly PlotCurve[];
  axis: Axis;
  active: { name: string; point: number } | null;
  isChosen(curve: PlotCurve, point: PlotPoint): boolean;
  onFocus(name: string, point: number): void;
}) {
  // The Tab key stops at one point: the one read last, or the first.
  const stop = active && curves.some(({ name }) => name === active.name) ? active : null;
  return (
    <>
      <Axes plot={plot} />
      {curves.map((curve) => (
        <g key={curve.name} style={{ color: curve.color }}>
          {curve.band ? (
            <path
              className={active?.name === curve.name ? "interval active" : "interval"}
              d={curve.band}
            />
          ) : (
            <path
              className="bar"
              d={curve.points.map(({ x, low, high }) => `M${x},${low}V${high}`).join("")}
            />
          )}
        </g>
      ))}
      {curves.map((curve, i) => {
        const last = curve.points.at(-1);
        const labelled = plot.frame.right < plot.width - 40;
        return (
          <g key={curve.name} style={{ color: curve.color }}>
            {curve.line && (
              <path className="curve" d={curve.line} strokeDasharray={curve.dash ?? undefined} />
            )}
            {labelled && last && (
              <>
                <path
                  className="leader"
                  d={`M${last.x + 6},${last.y}L${curve.label.x - 4},${curve.label.y}`}
                />
                <text className="curve-name" x={curve.label.x} y={curve.label.y + 4}>
                  {curve.name}
                </text>
              </>
            )}
            {curve.points.map((point, j) => {
              const here = active?.name === curve.name && active.point === j;
              const first = stop === null && i === 0 && j === 0;
              const { row } = point;
              return (
                // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in an SVG
                <circle
                  key={String(row.budget)}
                  role="button"
                  tabIndex={here || first ? 0 : -1}
                  aria-pressed={isChosen(curve, point)}
                  aria-label={`${curve.name}: ${readingOf(row, axis).join(", ")}`}
                  className={curve.over ? "point over" : "point"}
                  cx={point.x}
                  cy={point.y}
                  r={here || isChosen(curve, point) ? 6 : 4}
                  onFocus={() => onFocus(curve.name, j)}
                  data-at={`${curve.name} ${j}`}
                  data-testid={TEST_IDS.point}
                  data-curve={curve.name}
                  data-budget={row.budget ?? ""}
                  data-accuracy={row.accuracy}
                  data-cost={row.ledger.policyTokens}
                />
              );
            })}
          </g>
        );
      })}
    </>
  );
}

function Axes({ plot: { frame, x, y } }: { plot: Plot }) {
  return (
    <g className="axes">
      {y.ticks.map(({ at, text }) => (
        <g key={text}>
          <path className="grid" d={`M${frame.left},${at}H${frame.right}`} />
          <text x={frame.left - 8} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {x.ticks.map(({ at, text }) => (
        <g key={text}>
          <path d={`M${at},${frame.bottom}v5`} />
          <text x={at} y={frame.bottom + 20} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      <path d={`M${frame.left},${frame.bottom}H${frame.right}`} />
      <text
        className="axis-name"
        x={(frame.left + frame.right) / 2}
        y={frame.bottom + 44}
        textAnchor="middle"
      >
        {x.label}
      </text>
      <text className="axis-name" x={Math.max(4, frame.left - 40)} y={frame.top - 14}>
        {y.label}
      </text>
    </g>
  );
}
