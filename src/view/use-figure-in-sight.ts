/** On a phone the setup lies below the figure: the page scrolls up to the figure when a run begins. */
import { type RefObject, useEffect, useRef } from "react";
import { useRun } from "./use-app.ts";

export function useFigureInSight(): RefObject<HTMLElement | null> {
  const figure = useRef<HTMLElement>(null);
  const live = useRun(({ source, playback }) => source.kind === "live" && playback.streaming);
  useEffect(() => {
    const above = (figure.current?.getBoundingClientRect().bottom ?? 1) <= 0;
    if (live && above) figure.current?.scrollIntoView({ block: "start" });
  }, [live]);
  return figure;
}
