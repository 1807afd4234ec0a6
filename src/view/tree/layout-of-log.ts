/** The layout of a log. It is kept while the log grows, so that earlier expansions are not placed again. */
import type { SearchEvent } from "../../search/events.ts";
import { type GrowingLayout, grow, type Layout, newLayout } from "./layout.ts";

export interface LogLayout {
  /** A new object whenever nodes were added; earlier ones must not be used any more. */
  of(events: readonly SearchEvent[]): Layout;
}

export function createLogLayout(): LogLayout {
  let seen: readonly SearchEvent[] = [];
  let layout: GrowingLayout = newLayout();
  return {
    of(events) {
      const last = seen.length - 1;
      const grown = last < 0 || (seen[0] === events[0] && seen[last] === events[last]);
      if (!grown || events.length < seen.length) {
        seen = [];
        layout = newLayout();
      }
      const batches = events
        .slice(seen.length)
        .flatMap((event) => (event.type === "expand" ? [event.nodes] : []));
      if (batches.length > 0) layout = { ...layout };
      for (const batch of batches) grow(layout, batch);
      seen = events;
      return layout;
    },
  };
}
