/** Colours and dashes that tell curves apart. Dashes are used once the colours repeat. */

export type Shade = "light" | "dark";

/**
 * The colours of Okabe and Ito (2008), "Color Universal Design", which colour-blind people can tell
 * apart. They are ordered so that neighbours differ in lightness too. Their yellow is left out: it is
 * too faint on white. On a dark ground the hues are lighter, and black becomes white.
 */
const COLORS: Readonly<Record<Shade, readonly string[]>> = {
  light: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"],
  dark: ["#3d9be0", "#f0803c", "#2fbf94", "#e394c3", "#9bd8f8", "#f2b84b", "#f2f0ea"],
};
const DASHES = [null, "7 3", "2 3", "9 3 2 3"];
/** The colour of a bound that no strategy reaches by itself, such as pass@k. */
const BOUND: Readonly<Record<Shade, string>> = { light: "#767676", dark: "#9aa09b" };

export interface Style {
  color: string;
  /** A value of stroke-dasharray; null for a solid line. */
  dash: string | null;
}

export function styleOf(index: number, shade: Shade): Style {
  const colors = COLORS[shade];
  return {
    color: colors[index % colors.length] ?? BOUND[shade],
    dash: DASHES[Math.floor(index / colors.length) % DASHES.length] ?? null,
  };
}

export const boundStyle = (shade: Shade): Style => ({ color: BOUND[shade], dash: "1 4" });

/** The dash of a curve that is drawn over another of the same colour. */
export const OVER_DASH = "5 4";
