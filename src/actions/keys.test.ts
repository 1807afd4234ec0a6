// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { strategies } from "../search/index.ts";
import { createApp } from "../state/app.ts";
import { DEFAULT_SETUP } from "../state/defaults.ts";
import { idleEngine } from "../state/test-engine.ts";
import { attachKeys } from "./index.ts";
import { keyName, keyOf, type Pressed } from "./keys.ts";

const press = (key: string, code: string, held: Partial<Pressed> = {}): string | null =>
  keyOf({
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    altGraph: false,
    ...held,
  });

describe("a key press is named", () => {
  it.each([
    ["r", "KeyR", "r", "a letter"],
    ["R", "KeyR", "r", "with Caps Lock"],
    ["r", "KeyP", "r", "as typed on another Latin layout, here Dvorak's"],
    ["к", "KeyR", "r", "by its place on a Cyrillic layout"],
    ["К", "KeyR", "r", "by its place with Caps Lock"],
    ["ρ", "KeyR", "r", "by its place on a Greek layout"],
    ["ר", "KeyR", "r", "by its place on a Hebrew layout"],
    ["ㄱ", "KeyR", "r", "by its place on a Korean layout"],
    ["ю", "Period", ".", "by its place beside the letters"],
    ["х", "BracketLeft", "[", "by its place beside the letters"],
    ["ü", "BracketLeft", "ü", "as typed where a Latin letter has another's place"],
    [",", "KeyM", ",", "as typed where a sign has another place"],
    ["ArrowLeft", "ArrowLeft", "ArrowLeft", "a named key"],
    [" ", "Space", " ", "Space"],
  ])("%s (%s) is %s: %s", (key, code, name) => expect(press(key, code)).toBe(name));

  it("lets Shift write signs, and leaves it alone beside letters and named keys", () => {
    const shiftKey = true;
    expect(press("?", "Slash", { shiftKey })).toBe("?");
    expect(press("+", "Equal", { shiftKey })).toBe("+");
    expect(press("R", "KeyR", { shiftKey })).toBeNull();
    expect(press("r", "KeyR", { shiftKey })).toBeNull();
    expect(press("К", "KeyR", { shiftKey })).toBeNull();
    expect(press("ArrowLeft", "ArrowLeft", { shiftKey })).toBeNull();
    expect(press(" ", "Space", { shiftKey })).toBeNull();
  });

  it("leaves Control, Command and Alt to the browser, but for Control or Command with Enter", () => {
    expect(press("Enter", "Enter", { ctrlKey: true })).toBe("Ctrl+Enter");
    expect(press("Enter", "Enter", { metaKey: true })).toBe("Ctrl+Enter");
    expect(press("Enter", "Enter", { ctrlKey: true, shiftKey: true })).toBeNull();
    expect(press("r", "KeyR", { ctrlKey: true })).toBe("Ctrl+r");
    expect(press("ArrowLeft", "ArrowLeft", { altKey: true })).toBeNull();
    expect(press("r", "KeyR", { altKey: true })).toBeNull();
  });

  it("takes what AltGr writes, which Windows reports as Control and Alt", () => {
    const altGr = { altGraph: true, ctrlKey: true, altKey: true };
    expect(press("[", "Digit8", altGr)).toBe("[");
  });
});

it("writes keys as people know them, letters as they are typed", () => {
  expect(["Ctrl+Enter", " ", "+", "-", "Escape", "ArrowLeft", "r"].map(keyName)).toEqual([
    "Ctrl Enter",
    "Space",
    "+",
    "−",
    "Esc",
    "←",
    "r",
  ]);
});

describe("the listener", () => {
  const app = createApp(idleEngine(), strategies, DEFAULT_SETUP);
  const stop = attachKeys(app);
  afterEach(() => document.body.replaceChildren());
  const seed = (): number => app.setup.getState().seed;

  /** Press on a new element. @returns by how much the seed grew. */
  function pressed(html: string, init: KeyboardEventInit): number {
    document.body.innerHTML = html;
    const before = seed();
    document.body.firstElementChild?.dispatchEvent(
      new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }),
    );
    return seed() - before;
  }

  it.each([
    ["<p>text</p>", { key: "s", code: "KeyS" }, 1],
    ["<p>text</p>", { key: "S", code: "KeyS" }, 1],
    ["<p>text</p>", { key: "ы", code: "KeyS" }, 1],
    ["<button>Run</button>", { key: "s", code: "KeyS" }, 1],
    ['<input type="radio">', { key: "s", code: "KeyS" }, 1],
    ['<input type="range">', { key: "s", code: "KeyS" }, 1],
    ["<p>text</p>", { key: "s", code: "KeyS", ctrlKey: true }, 0],
    ["<p>text</p>", { key: "S", code: "KeyS", shiftKey: true }, 0],
    ["<p>text</p>", { key: "s", code: "KeyS", isComposing: true }, 0],
    ["<textarea></textarea>", { key: "s", code: "KeyS" }, 0],
    ["<input>", { key: "s", code: "KeyS" }, 0],
    ['<input type="number">', { key: "s", code: "KeyS" }, 0],
    ["<select></select>", { key: "s", code: "KeyS" }, 0],
    ['<p contenteditable="true">text</p>', { key: "s", code: "KeyS" }, 0],
  ])("on %s, %j moves the seed by %d", (html, init, by) => {
    expect(pressed(html, init)).toBe(by);
  });

  it("acts on nothing behind an open dialog", () => {
    document.body.innerHTML = "<p>text</p><dialog open></dialog>";
    const before = seed();
    document.body.firstElementChild?.dispatchEvent(
      new KeyboardEvent("keydown", { bubbles: true, key: "s", code: "KeyS" }),
    );
    expect(seed()).toBe(before);
  });

  it("stops when it is told to", () => {
    stop();
    expect(pressed("<p>text</p>", { key: "s", code: "KeyS" })).toBe(0);
  });
});
