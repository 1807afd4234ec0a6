import { expect, it } from "vitest";
import type { Shade } from "../../state/stores/theme.ts";
import { contrast, luminance, swatch } from "./scale.ts";

const rgb = (hex: string) =>
  `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

it.each<Shade>(["light", "dark"])("keeps numbers readable on every %s fill", (shade) => {
  for (let step = 0; step <= 100; step++) {
    const { fill, ink } = swatch(step / 100, shade);
    expect(contrast(luminance(fill), luminance(rgb(ink)))).toBeGreaterThanOrEqual(4.5);
  }
});

it("clamps scores outside of [0, 1]", () => {
  expect(swatch(-1, "light")).toEqual(swatch(0, "light"));
  expect(swatch(2, "dark")).toEqual(swatch(1, "dark"));
});

it("tells the ends apart by hue and from the middle by lightness", () => {
  const of = (score: number) => luminance(swatch(score, "light").fill);
  expect(of(0.5)).toBeGreaterThan(of(0) * 3);
  expect(of(0.5)).toBeGreaterThan(of(1) * 3);
});
