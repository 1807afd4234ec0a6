// @vitest-environment happy-dom
/**
 * Page translation wraps each text node in two font elements. React then fails to remove a text that
 * it holds as a node of its own, or to insert beside it, and the page goes blank. So text stands
 * alone in its element everywhere: React sets the text of such an element and never touches the
 * node in it.
 */
import { readFileSync } from "node:fs";
import { createElement } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { actions } from "../actions/index.ts";
import { familyOf } from "../problems/families/index.ts";
import { strategies } from "../search/index.ts";
import { openFiles } from "../state/commands/open-log.ts";
import { seek } from "../state/stores/playback.ts";
import { transit } from "../state/stores/run.ts";
import type { Setup } from "../state/stores/setup.ts";
import { infoOf } from "../state/test-info.ts";
import { mount, openPage, type TestPage } from "./test-page.tsx";
import { TEST_IDS } from "./testids.ts";

vi.setConfig({ testTimeout: 120_000 });

let page: TestPage;
let faults: string[];
beforeEach(async () => {
  faults = [];
  vi.stubGlobal("fetch", async () => new Response(null, { status: 404 }));
  vi.spyOn(console, "error").mockImplementation((...said) => void faults.push(said.join(" ")));
  page = await openPage();
});
afterEach(async () => {
  await page.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  expect(faults).toEqual([]);
});

function texts(): Text[] {
  const found: Text[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node instanceof Text) found.push(node);
  return found;
}

/** Texts that React holds as nodes of their own, each with its surroundings. */
const looseTexts = (): string[] =>
  texts()
    .filter((node) => Object.keys(node).some((key) => key.startsWith("__reactFiber$")))
    .map((node) => `"${node.data}" in ${node.parentElement?.outerHTML.slice(0, 200)}`);

/** What a translator does to the page, to its last text. */
function translate(): void {
  for (const text of texts()) {
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    text.replaceWith(outer);
    inner.append(text);
  }
}

const broken = () => document.querySelectorAll(`[data-testid="${TEST_IDS.broken}"]`).length;
const take = (id: string) =>
  page.act(() => {
    const action = actions.find((one) => one.id === id && one.enabled(page.app, page.app));
    if (!action) throw new Error(`The action ${id} cannot be taken now.`);
    action.run(page.app, page.app);
  });
const setup = (part: Partial<Setup>) => page.act(() => page.app.setup.setState(part));
const select = (selected: number | null) => page.act(() => page.app.ui.setState({ selected }));
const press = (selector: string) =>
  page.act(() => {
    const button = document.querySelector<HTMLElement | SVGElement>(selector);
    if (!button) throw new Error(`There is no ${selector}.`);
    button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  });
const failure = { message: "The models are gone.", advice: "Try again." };

/** Ways through the page, each from a fresh one. */
const WAYS: Readonly<Record<string, readonly (() => Promise<void>)[]>> = {
  "problems and strategies": [
    () => setup({ text: "" }),
    () => setup({ text: "Make tea." }),
    () => setup({ text: familyOf("story").examples[0] ?? "", family: "story" }),
    ...strategies.map(
      ({ id }) =>
        () =>
          setup({ strategy: id }),
    ),
    () => setup({ budget: { currency: "policyTokens", limit: 20 } }),
    () => setup({ budget: null, verifier: "oracle" }),
    () => setup({ verifier: "self-certainty" }),
  ],
  "a run and its nodes": [
    () => take("run"),
    () => take("last"),
    () => select(1),
    () => press(".ask button"),
    () => select(0),
    () => take("first"),
    () => take("forward"),
    () => take("deselect"),
    () => setup({ text: "Solve 3(x + 4) - 5 = 22.", family: "equations", strategy: "majority" }),
    () => take("run"),
    () => take("last"),
    () => select(2),
    () => page.act(() => page.app.visibility.setState({ embed: true })),
    () => page.act(() => page.app.visibility.setState({ embed: false, hide: ["ledger"] })),
  ],
  "the states of the engine": [
    () => page.tell({ status: "loading", progress: null }),
    () =>
      page.tell({
        status: "loading",
        progress: { phase: "policy", label: "Fetching", loadedBytes: 1e6, totalBytes: 2e6 },
      }),
    () => page.tell({ status: "ready", info: infoOf() }),
    () => page.tell({ status: "failed", failure: { kind: "fetch", ...failure } }),
    () => page.act(() => page.app.run.setState({ failure })),
    () => page.tell({ status: "ready", info: infoOf() }),
    () => page.act(() => page.app.run.setState({ failure: null })),
  ],
  lanes: [
    () => take("compare"),
    () => take("add-lane"),
    () => take("run"),
    () => take("last"),
    () => take("first"),
    () => page.act(() => page.app.lanes.setState({ drawer: { kind: "problem" } })),
    () => page.act(() => page.app.lanes.setState({ drawer: null })),
    () => take("seeds"),
    () => page.act(() => page.app.visibility.setState({ hide: ["setup"] })),
    () => take("single"),
  ],
  "sweeps and keys": [
    () => take("sweep"),
    () =>
      page.act(async () => {
        const text = readFileSync("public/results/sizes.jsonl", "utf8");
        await openFiles(page.app, [new File([text], "sizes.jsonl")]);
      }),
    () => press(".curves-legend button"),
    () => press(".curves-legend button"),
    () => take("close-sweep"),
    () => take("help"),
    () => take("help"),
  ],
};

it.each(Object.entries(WAYS))("lives on when it is translated at each turn: %s", async (_, way) => {
  for (const step of [async () => {}, ...way]) {
    await step();
    expect(broken()).toBe(0);
    expect(document.querySelector(".page main")).not.toBeNull();
    expect(looseTexts()).toEqual([]);
    translate();
  }
});

it("shows each event of a log that comes after the translation", async () => {
  await take("run");
  const { events } = page.app.run.getState().playback;
  for (let cursor = 0; cursor <= events.length; cursor++) {
    translate();
    await page.act(() => transit(page.app.run, (before) => seek(before, cursor)));
    // The run is over: nothing is being searched any more.
    expect(document.body.textContent).not.toContain("searching");
  }
  expect(broken()).toBe(0);
  const counter = document.querySelector(".pace .numeral")?.textContent;
  expect(counter).toBe(`${events.length} / ${events.length}`);
});

it("would find a text beside others", async () => {
  const close = await mount(createElement("p", null, "some", " text"));
  expect(looseTexts()).toHaveLength(2);
  await close();
});
