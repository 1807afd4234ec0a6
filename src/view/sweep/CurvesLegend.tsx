/** The names of the curves; each is a button that hides or shows its curve. */
import type { PlotCurve } from "../../experiments/plot/plot.ts";

export function CurvesLegend({
  curves,
  hidden,
  onToggle,
}: {
  curves: readonly PlotCurve[];
  hidden: readonly string[];
  onToggle(name: string): void;
}) {
  return (
    <ul className="curves-legend" aria-label="Curves">
      {curves.map(({ name, color, dash, over }) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={!hidden.includes(name)}
            onClick={() => onToggle(name)}
          >
            <svg width="26" height="10" aria-hidden="true" style={{ color }}>
              <path className="curve" d="M0,5H26" strokeDasharray={dash ?? undefined} />
              <circle className={over ? "point over" : "point"} cx="13" cy="5" r="3.5" />
            </svg>
            <span>{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
