/** Answers gestures over the figure that scroll the page with a hint of those that move the tree. */
import { hintFor, movesTree, onMac } from "./gestures.ts";

/** A hint stays this long, ms. */
const HINT_MS = 2000;
/** A finger that goes so far sideways, in pixels, means the tree and not the page. */
const SIDEWAYS = 24;

/** Tell what to do instead of gestures that scroll the page. @returns stop. */
export function watchRefused(
  figure: SVGSVGElement,
  scrolls: () => boolean,
  say: (hint: string) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: { x: number; y: number } | null = null;
  const hint = (event: Event) => {
    clearTimeout(timer);
    say(hintFor(event, onMac()));
    timer = setTimeout(() => say(""), HINT_MS);
  };
  const wheel = (event: WheelEvent) => {
    if (!movesTree(event, scrolls())) hint(event);
    // Otherwise the browser would zoom the page once the tree is at its limit.
    else if (event.ctrlKey || event.metaKey) event.preventDefault();
  };
  const touch = (event: TouchEvent) => {
    const [finger, second] = event.touches;
    start = finger && !second ? { x: finger.clientX, y: finger.clientY } : null;
  };
  const move = (event: TouchEvent) => {
    const [finger] = event.touches;
    if (!finger || !start || movesTree(event, scrolls())) return;
    const [dx, dy] = [finger.clientX - start.x, finger.clientY - start.y];
    if (Math.abs(dx) > Math.max(SIDEWAYS, 2 * Math.abs(dy))) hint(event);
  };
  figure.addEventListener("wheel", wheel, { passive: false });
  figure.addEventListener("touchstart", touch, { passive: true });
  figure.addEventListener("touchmove", move, { passive: true });
  return () => {
    clearTimeout(timer);
    figure.removeEventListener("wheel", wheel);
    figure.removeEventListener("touchstart", touch);
    figure.removeEventListener("touchmove", move);
  };
}
