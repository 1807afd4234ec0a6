// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { toyLog } from "../../search/fixtures/toy.ts";
import { strategies } from "../../search/index.ts";
import { beam } from "../../search/strategies/beam.ts";
import { type App, createApp, viewOf } from "../app.ts";
import { closeLanes, lanesOf, openLanes } from "../commands/lanes.ts";
import { closeSweepView, openSweepView } from "../commands/sweep/view.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { empty, open } from "../stores/playback.ts";
import { replaceLog } from "../stores/run.ts";
import { idleEngine } from "../test-engine.ts";
import { attachHistory } from "./history.ts";
import type { ReadLink } from "./link-text.ts";

const wait = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));
const hash = () => window.location.hash;

let stop = () => {};
beforeEach(() => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 404 }));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

/** A page with a run on it, and the links that its history asked it to open. */
async function pageWithRun() {
  window.history.replaceState(null, "", "#seed=3");
  const links: ReadLink[] = [];
  const app = createApp(idleEngine(), strategies, { ...DEFAULT_SETUP });
  app.setup.setState({ seed: 3 });
  const log = await toyLog(beam, { knobs: { n: 4 }, seed: 3 });
  replaceLog(app.run, { kind: "live" }, () => open(empty, log, "end"));
  stop = attachHistory(app, async (read) => void links.push(read), Promise.resolve(false));
  await wait();
  return { app, log, links };
}

async function back(): Promise<void> {
  window.history.back();
  await wait();
}
async function forward(): Promise<void> {
  window.history.forward();
  await wait();
}

const compare = (app: App) =>
  openLanes(app, [app.setup.getState(), { ...DEFAULT_SETUP, strategy: "majority" }]);

it("goes back through the views, and finds each as it was left", async () => {
  const { app, log, links } = await pageWithRun();
  compare(app);
  await wait();
  expect(hash()).toBe("#seed=3&lanes=2&2.strategy=majority&2.seed=1");
  const [lane] = lanesOf(app);
  if (!lane) throw new Error("no lanes");
  replaceLog(lane.figure.run, { kind: "live" }, () => open(empty, log, "end"));
  openSweepView(app);
  await wait();
  app.sweep.setState({ reading: { axis: "flops", kind: null, chosen: null } });
  expect([viewOf(app), hash()]).toEqual(["sweep", "#sweep=1"]);

  await back();
  expect(viewOf(app)).toBe("lanes");
  expect(lanesOf(app)[0]?.figure.run.getState().playback.events).toEqual(log);
  expect(lanesOf(app).map(({ figure }) => figure.setup.getState().strategy)).toEqual([
    "beam",
    "majority",
  ]);
  await back();
  expect([viewOf(app), hash()]).toEqual(["search", "#seed=3"]);
  expect(app.run.getState().playback.events).toBe(log);
  expect(app.run.getState().source).toEqual({ kind: "live" });
  await forward();
  await forward();
  expect([viewOf(app), hash()]).toEqual(["sweep", "#sweep=1"]);
  expect(app.sweep.getState().reading.axis).toBe("flops");
  // Nothing was opened by its address: all was there.
  expect(links).toEqual([]);
});

it("goes back from a run of a sweep to the sweep", async () => {
  const { app } = await pageWithRun();
  openSweepView(app);
  await wait();
  const chosen = { own: true, curve: "greedy", budget: null };
  app.sweep.setState({ reading: { axis: "policyTokens", kind: null, chosen } });
  await closeSweepView(app);
  app.setup.setState({ ...DEFAULT_SETUP, strategy: "greedy", seed: 9 });
  await wait(400);
  expect(hash()).toBe("#strategy=greedy&seed=9");
  await back();
  expect(viewOf(app)).toBe("sweep");
  expect(app.sweep.getState().reading.chosen).toEqual(chosen);
  await forward();
  expect([viewOf(app), app.setup.getState().seed]).toEqual(["search", 9]);
});

it("makes one entry of one change of view, and none of a change within a view", async () => {
  const { app } = await pageWithRun();
  const before = window.history.length;
  compare(app);
  await wait();
  app.setup.setState({ text: "Make 10 from 2, 3, 4." });
  app.lanes.setState({ currency: "flops" });
  await wait(400);
  expect(hash()).toContain("lockstep=flops");
  // From lanes to a sweep the lanes are closed first.
  openSweepView(app);
  await wait();
  expect(window.history.length).toBe(before + 2);
});

it("rewrites the address of the entry that is left, where it lagged behind", async () => {
  const { app } = await pageWithRun();
  app.setup.setState({ seed: 4 });
  await wait();
  expect(hash()).toBe("#seed=3");
  compare(app);
  await wait();
  await back();
  expect(hash()).toBe("#seed=4");
});

it("opens a link that was followed, and an entry of before a reload, by its address", async () => {
  const { app, links } = await pageWithRun();
  window.history.pushState(null, "", "#seed=5");
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await wait();
  expect(links.map(({ link }) => link.setup.seed)).toEqual([5]);
  window.history.pushState({ entry: "of old" }, "", "#seed=6");
  window.dispatchEvent(new PopStateEvent("popstate", { state: { entry: "of old" } }));
  await wait();
  expect(links.map(({ link }) => link.setup.seed)).toEqual([5, 6]);
  expect(viewOf(app)).toBe("search");
});

it("closes lanes that are left by their own button as one entry too", async () => {
  const { app } = await pageWithRun();
  compare(app);
  await wait();
  closeLanes(app);
  await wait();
  expect(viewOf(app)).toBe("search");
  await back();
  expect(viewOf(app)).toBe("lanes");
});
