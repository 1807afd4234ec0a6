import { expect, test, vi } from "vitest";
import type { EngineState } from "../../../engine/client/client.ts";
import type { RunLine } from "../../../experiments/sweep/file.ts";
import { sweep as reference, settings, timeless } from "../../../experiments/sweep/fixtures.ts";
import { familyOf, parseProblem } from "../../../problems/families/index.ts";
import type { SearchEvent } from "../../../search/events.ts";
import { strategies, strategyOf } from "../../../search/index.ts";
import { runSearch } from "../../../search/run.ts";
import { scriptedModels, scriptFor } from "../../../search/scripted.ts";
import { createApp, type Engine } from "../../app.ts";
import { DEFAULT_SETUP } from "../../defaults.ts";
import { DEFAULT_DRAFT } from "../../sweep/draft.ts";
import { catalogOf } from "../../test-catalog.ts";
import { infoOf } from "../../test-info.ts";
import { earlierSweeps, readOwn } from "./own.ts";
import { discardSweep, pauseSweep, startSweep, whyNotSweep } from "./run-sweep.ts";
import { attachTabs } from "./tabs.ts";
import { forgetEarlier, openEarlier, openResults, setDraft } from "./view.ts";

vi.setConfig({ testTimeout: 60_000 });

const info = infoOf();

/** Searches with scripted models, one after the other. @param most logs until it is told to stop. */
function scriptedApp(onLog: () => void | Promise<void> = () => {}) {
  const asked: string[] = [];
  const state: EngineState = { status: "ready", info };
  const no = () => Promise.reject(new Error("not in this test"));
  const engine: Engine = {
    ...{ state, subscribe: () => () => {}, load: async () => info },
    ...{ search: no, compare: no, scorePath: no, monteCarloValue: no },
    bulk: async ({ searches }, deliver, signal) => {
      for (const [index, request] of searches.entries()) {
        await Promise.resolve();
        if (signal?.aborted) return null;
        const parsed = parseProblem(request.problem.text);
        const strategy = strategyOf(request.strategy);
        if (!parsed.ok || !strategy) throw new Error("no such thing");
        const { problem } = parsed;
        const family = familyOf(problem.family);
        const models = scriptedModels(scriptFor(family, problem), request.seed);
        const log: SearchEvent[] = [];
        for await (const event of runSearch(strategy, { ...request, ...models, problem, family }))
          log.push(event);
        asked.push(
          JSON.stringify([request.problem.text, request.strategy, request.knobs, request.seed]),
        );
        deliver(index, log);
        await onLog();
      }
      return null;
    },
  };
  const app = createApp(engine, strategies, DEFAULT_SETUP);
  app.catalog.setState({
    catalog: catalogOf({ "scripted-policy": "s" }, { "scripted-verifier": "v" }),
  });
  return { app, asked };
}

const LIST = "Make 24 from 4, 7, 8, 8.\nMake 12 from 2, 4, 6.";
const draft = (name: string) => ({
  ...DEFAULT_DRAFT,
  list: LIST,
  // Another sweep for each test: what is kept is kept for the file.
  seed: name.length,
  strategies: ["greedy", "majority", "best-of-n", "beam"],
  budgets: [1, 4],
  seeds: 2,
});
const runsOf = (app: ReturnType<typeof scriptedApp>["app"]): readonly RunLine[] =>
  app.sweep.getState().own?.runs ?? [];

test("has the command line's numbers, and after a pause and a reload draws nothing twice", async () => {
  const asked = draft("pause");
  let logs = 0;
  const first = scriptedApp(() => {
    logs += 1;
    if (logs === 5) void pauseSweep(first.app);
  });
  setDraft(first.app, asked);
  await startSweep(first.app);
  const { own } = first.app.sweep.getState();
  expect(first.app.sweep.getState().work).toBeNull();
  expect(first.app.run.getState().failure).toBeNull();
  expect(own?.runs.length).toBeGreaterThan(4);
  expect(own?.runs.length).toBeLessThan(own?.total ?? 0);

  // Another page in the same browser.
  const second = scriptedApp();
  setDraft(second.app, asked);
  await readOwn(second.app);
  expect(runsOf(second.app)).toEqual(own?.runs);
  await startSweep(second.app);
  expect(whyNotSweep(second.app)).toBe("The sweep is done.");
  expect(runsOf(second.app)).toHaveLength(own?.total ?? 0);
  const all = [...first.asked, ...second.asked];
  expect(new Set(all).size).toBe(all.length);

  const whole = await reference(
    settings({
      problems: { texts: LIST.split("\n") },
      strategies: asked.strategies,
      aggregations: ["last"],
      budgets: asked.budgets,
      seeds: [asked.seed, asked.seed + 1],
    }),
  );
  expect(timeless(runsOf(second.app))).toEqual(timeless(whole));

  await discardSweep(second.app);
  expect(runsOf(second.app)).toEqual([]);
  const third = scriptedApp();
  setDraft(third.app, asked);
  await readOwn(third.app);
  expect(runsOf(third.app)).toEqual([]);
});

test("two tabs on one sweep count each run once, and one's discarding is the other's", async () => {
  const asked = { ...draft("two tabs"), strategies: ["majority", "greedy"] };
  const one = scriptedApp().app;
  let discards = false;
  const two = scriptedApp(async () => {
    if (!discards) return;
    discards = false;
    await discardSweep(one);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }).app;
  const stops = [one, two].map(attachTabs);
  setDraft(one, asked);
  setDraft(two, asked);
  await Promise.all([startSweep(one), startSweep(two)]);
  const total = one.sweep.getState().own?.total;
  expect([one, two].map((app) => runsOf(app).length)).toEqual([total, total]);

  // Each has run all of them: what is kept has them twice, and is read as it is.
  const { app: reloaded } = scriptedApp();
  setDraft(reloaded, asked);
  await readOwn(reloaded);
  expect(runsOf(reloaded)).toHaveLength(total ?? 0);

  await discardSweep(one);
  await vi.waitFor(() => expect(runsOf(two)).toEqual([]));
  discards = true;
  await startSweep(two);
  await vi.waitFor(() => expect(runsOf(two)).toEqual([]));
  expect(two.sweep.getState().work).toBeNull();
  // What the other tab runs is seen here once it is there.
  await startSweep(two);
  await vi.waitFor(() => expect(runsOf(one)).toHaveLength(total ?? 0), 5000);
  await discardSweep(two);
  for (const stop of stops) stop();
});

test("goes back to an earlier sweep, with its runs; of other models it is shown as results", async () => {
  const { app } = scriptedApp();
  const asked = { ...draft("earlier"), strategies: ["majority"] };
  setDraft(app, asked);
  await startSweep(app);
  const runs = runsOf(app);
  expect(await earlierSweeps(app)).toEqual([]);

  setDraft(app, { ...asked, budgets: [2] });
  await readOwn(app);
  const [header] = await earlierSweeps(app);
  if (!header) throw new Error("The earlier sweep is not listed.");
  await openEarlier(app, header);
  await readOwn(app);
  expect(app.sweep.getState().draft).toEqual({ ...asked, policies: ["scripted-policy"] });
  expect(runsOf(app)).toEqual(runs);

  app.catalog.setState({ catalog: catalogOf({ another: "a" }, { "scripted-verifier": "v" }) });
  await openEarlier(app, header);
  expect(app.sweep.getState().results?.outcomes.length).toBeGreaterThan(0);

  await forgetEarlier(app, header);
  await readOwn(app);
  expect(await earlierSweeps(app)).toEqual([]);
});

test("refuses in a sentence, and a bad file changes nothing", async () => {
  const { app } = scriptedApp();
  const refusal = async (part: Partial<typeof DEFAULT_DRAFT>) => {
    setDraft(app, { ...DEFAULT_DRAFT, ...part });
    await readOwn(app);
    return app.sweep.getState().refusal;
  };
  expect(await refusal({ list: "2x + 3 = 11\nMake tea." })).toMatch(/^Line 2, "Make tea\."/);
  expect(await refusal({ strategies: [] })).toBe("Choose at least one strategy.");
  expect(await refusal({ families: [] })).toBe("Choose at least one family of problems.");
  expect(await refusal({ policies: ["gone"] })).toMatch(/There is no policy model "gone"/);
  expect(await refusal({ count: 2000, seeds: 100 })).toMatch(/more than the 100,000/);
  expect(await refusal({ budgets: [1, 1e6] })).toMatch(/must be a whole number from/);
  expect(await refusal({})).toBeNull();

  expect(openResults(app, "x.jsonl", '{"type":"sweep","version":7}\n')).toBe(false);
  expect(app.run.getState().failure?.message).toMatch(/version 7/);
  expect(app.sweep.getState()).toMatchObject({ open: false, results: null });
});
