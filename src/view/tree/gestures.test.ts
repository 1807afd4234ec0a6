import { describe, expect, it } from "vitest";
import { movesTree, zoomOf } from "./gestures.ts";

const wheel = { type: "wheel", ctrlKey: false, metaKey: false };
const fingers = (length: number) => ({ type: "touchstart", touches: { length } });

describe("where the page scrolls", () => {
  it("leaves it a wheel and a finger", () => {
    expect(movesTree(wheel, true)).toBe(false);
    expect(movesTree(fingers(1), true)).toBe(false);
  });
  it("moves the tree by Ctrl or Command with the wheel, and by two fingers", () => {
    expect(movesTree({ ...wheel, ctrlKey: true }, true)).toBe(true);
    expect(movesTree({ ...wheel, metaKey: true }, true)).toBe(true);
    expect(movesTree(fingers(2), true)).toBe(true);
  });
});

it("moves the tree by any of them where nothing scrolls", () => {
  expect(movesTree(wheel, false)).toBe(true);
  expect(movesTree(fingers(1), false)).toBe(true);
});

it("drags by the main button alone", () => {
  const mouse = { type: "mousedown", button: 0, ctrlKey: false };
  expect(movesTree(mouse, true)).toBe(true);
  expect(movesTree({ ...mouse, button: 2 }, true)).toBe(false);
  // On a Mac a click with Control is the secondary one.
  expect(movesTree({ ...mouse, ctrlKey: true }, true)).toBe(false);
});

it("zooms as far for a notch of the wheel with Ctrl as without, give or take a half", () => {
  const notch = { deltaY: -100, deltaMode: 0 };
  expect(zoomOf({ ...notch, ctrlKey: false })).toBeCloseTo(0.2);
  expect(zoomOf({ ...notch, ctrlKey: true })).toBeCloseTo(0.3);
  expect(zoomOf({ deltaY: 3, deltaMode: 0, ctrlKey: true })).toBeCloseTo(-0.06);
  expect(zoomOf({ deltaY: 3, deltaMode: 1, ctrlKey: false })).toBeCloseTo(-0.15);
});
