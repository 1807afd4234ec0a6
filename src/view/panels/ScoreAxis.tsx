import { swatch } from "../tree/scale.ts";
import { useShade } from "../use-app.ts";

const WIDTH = 88;
const HEIGHT = 14;
const INSET = 6;
const RADIUS = 4.5;
const x = (value: number): number => INSET + value * (WIDTH - 2 * INSET);

/** A number in [0, 1] as a dot on an axis, with its interval where it has one. */
export function ScoreAxis({
  value,
  interval,
  probability = true,
}: {
  value: number;
  interval?: { low: number; high: number };
  /** Only a probability takes its colour from the scale of scores. */
  probability?: boolean;
}) {
  const shade = useShade();
  const middle = HEIGHT / 2;
  return (
    <svg className="score-axis" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line x1={x(0)} x2={x(1)} y1={middle} y2={middle} />
      {interval && (
        <line
          className="interval"
          x1={x(interval.low)}
          x2={x(interval.high)}
          y1={middle}
          y2={middle}
        />
      )}
      <circle
        cx={x(value)}
        cy={middle}
        r={RADIUS}
        fill={probability ? swatch(value, shade).fill : "var(--paper)"}
      />
    </svg>
  );
}
