import { memo } from "react";
import type { SearchEvent } from "../../search/events.ts";

/** Ticks closer than this part of the slider's width cannot be told apart. */
const APART = 0.001;

/** Ticks above the slider: tall ones where steps were proposed, short ones where a trajectory ended. */
export const Timeline = memo(function Timeline({ events }: { events: readonly SearchEvent[] }) {
  const whole = Math.max(1, events.length);
  const drawn = new Set<string>();
  const ticks = events.flatMap(({ type }, index) => {
    if (type !== "expand" && type !== "finish" && type !== "answer") return [];
    const at = (index + 1) / whole;
    const spot = `${type} ${Math.round(at / APART)}`;
    if (drawn.has(spot)) return [];
    drawn.add(spot);
    return [{ type, at: `${100 * at}%`, index }];
  });
  return (
    <svg className="timeline" aria-hidden="true">
      {ticks.map(({ type, at, index }) => (
        <line key={index} className={type} x1={at} x2={at} y1={type === "finish" ? 5 : 0} y2={9} />
      ))}
    </svg>
  );
});
