/**
 * The address bar and the browser's history, in step with the page. Another view is another entry of
 * the history, so that Back goes through the views; within a view the entry's address is rewritten.
 */
import { z } from "zod";
import type { App } from "../app.ts";
import { type KeptView, keepView, showView } from "../commands/kept-view.ts";
import { linkNow, linkOf, pathOf } from "./address.ts";
import type { ReadLink } from "./link-text.ts";

/** Safari refuses more than 100 changes in 30 seconds, which typing would reach. */
const QUIET_MS = 300;

/** Views that can be gone back to as they were left; older ones are opened by their address. */
const MOST_KEPT = 20;

const stateSchema = z.object({ entry: z.string() });

/** The entry that the browser says this is; null where it is none of ours, as after a link was followed. */
const entryNow = (): string | null =>
  stateSchema.safeParse(window.history.state).data?.entry ?? null;

let made = 0;
/** Unlike those of the page before it was reloaded, which the browser still has. */
const newEntry = (): string => `${performance.timeOrigin}-${++made}`;

/**
 * @param onLink shows what a link asks for; resolves once the view is there.
 * @param visited when the first link has been shown: until then the address stays as it was given,
 * unless it resolves to true because the visitor has changed something.
 * @returns stop.
 */
export function attachHistory(
  app: App,
  onLink: (read: ReadLink) => Promise<void>,
  visited: Promise<boolean>,
): () => void {
  const kept = new Map<string, KeptView>();
  let entry = newEntry();
  let now = keepView(app);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writes = false;
  /** Views that are being opened by the history itself. */
  let opening = 0;
  let looks = false;

  const write = (how: "pushState" | "replaceState", path?: string) => {
    try {
      window.history[how]({ entry }, "", path);
    } catch {
      // A frame without an origin, or too many changes: the page works, its address lags behind.
    }
  };
  const later = () => {
    if (!writes) return;
    clearTimeout(timer);
    timer = setTimeout(() => write("replaceState", pathOf(app, linkOf(app))), QUIET_MS);
  };
  /** Go on to another entry, and keep what this one showed. */
  const leave = (to: string, shown: KeptView) => {
    clearTimeout(timer);
    kept.delete(entry);
    kept.set(entry, shown);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > MOST_KEPT) kept.delete(oldest);
    entry = to;
  };
  /** After all that one command changes. */
  const look = () => {
    looks = false;
    const before = now;
    now = keepView(app);
    if (before.view === now.view || opening > 0) return;
    if (writes) write("replaceState", pathOf(app, before.link));
    writes = true;
    leave(newEntry(), before);
    write("pushState", pathOf(app, now.link));
  };
  const soon = () => {
    if (looks) return;
    looks = true;
    queueMicrotask(look);
  };
  const open = async (work: () => Promise<void>) => {
    opening++;
    try {
      await work();
    } finally {
      opening--;
      now = keepView(app);
    }
  };
  const shownNow = () => (opening > 0 ? now : keepView(app));
  const go = () => {
    const to = entryNow();
    // A link was followed: the change of the hash is told next.
    if (to === null || to === entry) return;
    leave(to, shownNow());
    const there = kept.get(to);
    void open(() => (there ? showView(app, there) : onLink(linkNow(app))));
  };
  const follow = () => {
    if (entryNow() !== null) return;
    leave(newEntry(), shownNow());
    write("replaceState");
    void open(() => onLink(linkNow(app)));
  };

  write("replaceState");
  void visited.then((changed) => {
    writes = true;
    if (changed) later();
  });
  const stops = [
    app.setup.subscribe(later),
    app.lanes.subscribe((lanes, before) => {
      // The head moves each frame.
      if (lanes.head === before.head) later();
    }),
    app.sweep.subscribe((sweep, before) => {
      if (sweep.draft !== before.draft || sweep.open !== before.open) later();
    }),
    app.run.subscribe((run, before) => {
      if (run.source !== before.source) later();
    }),
    ...[app.setup, app.run, app.lanes, app.sweep].map((store) => store.subscribe(soon)),
  ];
  window.addEventListener("popstate", go);
  window.addEventListener("hashchange", follow);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    window.removeEventListener("popstate", go);
    window.removeEventListener("hashchange", follow);
  };
}
