import { memo } from "react";
import type { SearchEvent } from "../../search/events.ts";

/** Ticks above the slider: tall where steps were proposed, short where a trajectory ended. */
export const Timeline = memo(function Timeline({ events }: { events: readonly SearchEvent[] }) {
  const at = (index: number) => `${(100 * (index + 1)) / Math.max(1, events.length)}%`;
  return (
    <svg className="timeline" aria-hidden="true">
      {events.map((event, index) =>
        event.type === "expand" || event.type === "finish" || event.type === "answer" ? (
          <line
            key={index}
            className={event.type}
            x1={at(index)}
            x2={at(index)}
            y1={event.type === "finish" ? 5 : 0}
            y2={9}
          />
        ) : null,
      )}
    </svg>
  );
});
