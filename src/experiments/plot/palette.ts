/** How curves are told apart: by colour, and where colours come round again by dashes too. */

export type Shade = "light" | "dark";

/**
 * Okabe and Ito (2008), "Color Universal Design", told apart by the colour-blind, in an order in which
 * neighbours differ in lightness too; their yellow is left out, too faint on white. The same hues
 * lightened, and white for black, on a dark ground.
 */
const COLORS: Readonly<Record<Shade, readonly string[]>> = {
  light: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"],
  dark: ["#3d9be0", "#f0803c", "#2fbf94", "#e394c3", "#9bd8f8", "#f2b84b", "#f2f0ea"],
};
const DASHES = [null, "7 3", "2 3", "9 3 2 3"];
/** Of an upper bound that no strategy is. */
const BOUND: Readonly<Record<Shade, string>> = { light: "#767676", dark: "#9aa09b" };

export interface Style {
  color: string;
  /** As in stroke-dasharray; null for a whole line. */
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

/** Of what is drawn over a curve in the same colour. */
export const OVER_DASH = "5 4";
