/**
 * The colour of a score: from burnt orange (likely wrong) over a neutral colour (undecided, 0.5)
 * to blue (likely right). Protanopes, deuteranopes and tritanopes all tell this pair apart, and
 * lightness alone tells the ends from the middle.
 */
import { interpolateLab } from "d3-interpolate";
import { scaleLinear } from "d3-scale";
import type { Shade } from "../../state/stores/theme.ts";

export interface Swatch {
  fill: string;
  /** The colour of text on `fill`; their contrast is at least 4.5 : 1. */
  ink: string;
}

export const STOPS: Readonly<Record<Shade, readonly string[]>> = {
  light: ["#a8480f", "#dd9a5f", "#e9e5d8", "#82abcc", "#174f86"],
  dark: ["#f29a52", "#a86a35", "#4a4d4a", "#4580b4", "#8cc4f5"],
};
const POSITIONS = [0, 0.25, 0.5, 0.75, 1];

const scales = {
  light: scaleLinear(POSITIONS, STOPS.light).interpolate(interpolateLab).clamp(true),
  dark: scaleLinear(POSITIONS, STOPS.dark).interpolate(interpolateLab).clamp(true),
};

/** WCAG 2 relative luminance of "rgb(r, g, b)". */
export function luminance(rgb: string): number {
  const [r = 0, g = 0, b = 0] = (rgb.match(/\d+(\.\d+)?/g) ?? []).map((channel) => {
    const value = Number(channel) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast ratio of two luminances. */
export const contrast = (a: number, b: number): number =>
  (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** @param score P(correct) in [0, 1]; clamped. */
export function swatch(score: number, shade: Shade): Swatch {
  const fill = scales[shade](score);
  const own = luminance(fill);
  return { fill, ink: contrast(own, 1) >= contrast(own, 0) ? "#ffffff" : "#000000" };
}
