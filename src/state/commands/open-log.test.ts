import { describe, expect, it } from "vitest";
import { toyLog } from "../../search/fixtures/toy.ts";
import { strategies, strategyOf } from "../../search/index.ts";
import { writeLog } from "../../search/log.ts";
import { type App, createApp } from "../app.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { idleEngine } from "../test-engine.ts";
import { openFiles } from "./open-log.ts";

const freshApp = (): App => createApp(idleEngine(), strategies, DEFAULT_SETUP);

const beam = strategyOf("beam");
if (!beam) throw new Error("there is no beam search");
const log = await toyLog(beam, { seed: 1, knobs: { n: 4 } });
const run = new File([writeLog(log)], "run.json");
const picture = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])], "tree.png");
/** What a browser hands over for a folder: its contents cannot be read. */
const folder = Object.assign(new File([], "runs"), {
  text: () => Promise.reject(new DOMException("A requested file …", "NotFoundError")),
});

const said = (app: App): string => {
  const { failure } = app.run.getState();
  return failure ? `${failure.message} ${failure.advice}` : "";
};

describe("what is dropped on the page", () => {
  it("is opened without a word when it is one file of a known kind", async () => {
    const app = freshApp();
    expect(await openFiles(app, [run])).toBe(true);
    expect(app.run.getState().source).toEqual({ kind: "file", name: "run.json" });
    expect(said(app)).toBe("");
  });

  it.each([
    ["a picture", [picture], /^tree\.png is not a file that this page knows\./],
    ["a folder", [folder], /^runs cannot be read; it may be a folder/],
    ["no file at all", [], /^What was dropped holds no file\./],
  ])("is refused with its name and the known kinds: %s", async (_, files, sentence) => {
    const app = freshApp();
    expect(await openFiles(app, files)).toBe(false);
    expect(said(app)).toMatch(sentence);
    expect(said(app)).toMatch(/recorded run .* side by side .* results of a sweep/);
    expect(app.run.getState().source.kind).toBe("none");
  });

  it("is named when it is JSON of another kind, or a sweep that cannot be read", async () => {
    const app = freshApp();
    await openFiles(app, [new File(['{"kind":"other"}'], "other.json")]);
    expect(said(app)).toMatch(/^other\.json: /);
    await openFiles(app, [new File(['{"type":"sweep","version":99}\n'], "far.jsonl")]);
    expect(said(app)).toMatch(/^far\.jsonl: .*version 99/);
  });

  it("is opened one at a time: the page says which one, and which were left out", async () => {
    const app = freshApp();
    const other = new File([writeLog(log)], "other.json");
    expect(await openFiles(app, [picture, run, other])).toBe(true);
    expect(app.run.getState().source).toEqual({ kind: "file", name: "run.json" });
    expect(said(app)).toBe(
      "run.json is open. The page opens one file at a time; tree.png, other.json were left out.",
    );
  });
});
