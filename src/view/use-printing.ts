/**
 * Whether the page is being printed. Paper has one size and light colours whatever the window has,
 * so figures are drawn for it; `styles/print.css` arranges them.
 */
import { useSyncExternalStore } from "react";

/** Sizes of figures on a landscape page, in CSS pixels. They scale with the paper. */
export const ON_PAPER = {
  tree: { width: 740, height: 540 },
  lane: { width: 500, height: 270 },
  curves: 1000,
} as const;

/** Set between "beforeprint" and "afterprint". */
let printing = false;

function subscribe(changed: () => void): () => void {
  const begin = () => {
    printing = true;
    changed();
  };
  const end = () => {
    printing = false;
    changed();
  };
  // Some browsers tell by the media query alone, and some by the events alone.
  const query = window.matchMedia("print");
  query.addEventListener("change", changed);
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  return () => {
    query.removeEventListener("change", changed);
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
  };
}

export const usePrinting = (): boolean =>
  useSyncExternalStore(subscribe, () => printing || window.matchMedia("print").matches);
