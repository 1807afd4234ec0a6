/**
 * Which gestures over the figure move the tree, and which ones the page keeps for itself. Where
 * there is something to scroll (a phone, a low window, a frame in another page), a wheel and a
 * finger scroll; the tree takes a wheel with Ctrl or Command, a pinch, and two fingers.
 */

/** What d3-zoom hands to its filter. */
export type Gesture = Pick<Event, "type"> &
  Partial<Pick<WheelEvent, "ctrlKey" | "metaKey" | "button">> & {
    readonly touches?: { readonly length: number };
  };

/** @param scrolls whether the page, or the page around it, can scroll. */
export function movesTree(gesture: Gesture, scrolls: boolean): boolean {
  const { type, ctrlKey = false, metaKey = false, button = 0, touches } = gesture;
  // Browsers report a pinch on a trackpad as a wheel with Ctrl.
  if (type === "wheel") return !scrolls || ctrlKey || metaKey;
  if (touches) return !scrolls || touches.length > 1;
  return button === 0 && !ctrlKey;
}

/** The hint for a gesture that scrolls although it may be meant for the tree. */
export function hintFor({ type }: Gesture, mac: boolean): string {
  return type === "wheel"
    ? `Hold ${mac ? "⌘" : "Ctrl"} and turn the wheel to zoom the tree`
    : "Move the tree with two fingers";
}

/** The most that one event of a wheel zooms, as a power of 2. */
const MOST = 0.3;
const PER_PIXEL = 0.002;
const PER_LINE = 0.05;
/** A pinch comes in small deltas. */
const PINCH = 10;

/** How much a wheel zooms, as a power of 2. A wheel with Ctrl is no faster than one without. */
export function zoomOf({
  deltaY,
  deltaMode,
  ctrlKey,
}: Pick<WheelEvent, "deltaY" | "deltaMode" | "ctrlKey">): number {
  const unit = deltaMode === 1 ? PER_LINE : deltaMode === 0 ? PER_PIXEL : 1;
  const zoom = -deltaY * unit * (ctrlKey ? PINCH : 1);
  return Math.min(MOST, Math.max(-MOST, zoom));
}

/** Whether the page scrolls now. @param embedded the page around it may scroll at any time. */
export const pageScrolls = (embedded: boolean): boolean => {
  const { scrollHeight, clientHeight } = document.documentElement;
  return embedded || scrollHeight > clientHeight + 1;
};

export const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
