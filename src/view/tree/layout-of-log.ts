/** The layout of a log, kept while the log grows: earlier expansions are not placed again. */
import type { SearchEvent } from "../../search/events.ts";
import { type Layout, place, rootLayout } from "./layout.ts";

export interface LogLayout {
  of(events: readonly SearchEvent[]): Layout;
}

export function createLogLayout(): LogLayout {
  let seen: readonly SearchEvent[] = [];
  let layout = rootLayout;
  return {
    of(events) {
      const last = seen.length - 1;
      const grown = last < 0 || (seen[0] === events[0] && seen[last] === events[last]);
      if (!grown || events.length < seen.length) {
        seen = [];
        layout = rootLayout;
      }
      for (const event of events.slice(seen.length)) {
        if (event.type === "expand") layout = place(layout, event.nodes);
      }
      seen = events;
      return layout;
    },
  };
}
