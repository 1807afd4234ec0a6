import { expect, it, vi } from "vitest";
import type { EngineState } from "../../engine/client/client.ts";
import { EngineError } from "../../engine/contract/errors.ts";
import type { LoadOptions, SearchRequest, SearchSummary } from "../../engine/contract/requests.ts";
import { familyOf, parseProblem } from "../../problems/families/index.ts";
import { noCost } from "../../search/cost.ts";
import { strategies, strategyOf } from "../../search/index.ts";
import { lockstep } from "../../search/lockstep.ts";
import { runSearch } from "../../search/run.ts";
import { scriptedModels, scriptFor } from "../../search/scripted.ts";
import { ledgerOf } from "../../search/tree.ts";
import { createApp } from "../app.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import type { Figure } from "../figure.ts";
import { endOf, seek, toEnd } from "../stores/head.ts";
import { opinionsOf } from "../stores/second-opinions.ts";
import type { Setup } from "../stores/setup.ts";
import { catalogOf } from "../test-catalog.ts";
import { infoOf } from "../test-info.ts";
import {
  attachProblem,
  closeLanes,
  comparing,
  duplicateLane,
  heard,
  lanesOf,
  move,
  muteLane,
  openLanes,
  otherSeed,
  removeLane,
  setCurrency,
  setupsOf,
} from "./lanes.ts";
import { attachModels, loadModels } from "./models.ts";
import { runSeeds } from "./repeats.ts";
import { startLanes } from "./run-lanes.ts";
import { cancelRun, startRun, whyNotRun } from "./search.ts";
import { askRollouts, readyVerifiers } from "./second-opinions.ts";

vi.setConfig({ testTimeout: 60_000 });

const info = infoOf();

function* scripted(request: SearchRequest, signal?: AbortSignal) {
  const parsed = parseProblem(request.problem.text);
  const strategy = strategyOf(request.strategy);
  if (!parsed.ok || !strategy) throw new EngineError("bad-request", "No such thing.");
  const { problem } = parsed;
  const family = familyOf(problem.family);
  const models = scriptedModels(scriptFor(family, problem), request.seed);
  yield (clock?: () => number) =>
    runSearch(strategy, {
      ...request,
      ...models,
      problem,
      family,
      signal,
      ...(clock && { clock }),
    });
}

/** A page over scripted models, and what its engine was asked for. */
function freshPage() {
  const asked: SearchRequest[] = [];
  const loads: LoadOptions[] = [];
  const state: EngineState = { status: "ready", info };
  const listeners = new Set<(state: EngineState) => void>();
  const open = (request: SearchRequest, signal?: AbortSignal) => {
    asked.push(request);
    const [run] = scripted(request, signal);
    if (!run) throw new Error("no run");
    return run;
  };
  const page = createApp(
    {
      state,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      load: async (options = {}) => {
        loads.push(options);
        for (const listener of listeners) listener(state);
        return info;
      },
      search: async (request, { onEvents }, signal) => {
        const summary: Partial<SearchSummary> = {};
        for await (const event of open(request, signal)()) {
          onEvents([event]);
          if (event.type === "answer") Object.assign(summary, event);
          if (event.type === "done") return { answer: null, correct: false, ...summary, ...event };
        }
        throw new Error("no end");
      },
      bulk: () => Promise.resolve(null),
      scorePath: () => Promise.resolve(null),
      monteCarloValue: async ({ count }, _, signal) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return signal?.aborted ? null : { right: 3, count, cost: noCost() };
      },
      compare: async ({ lanes, currency }, handlers, signal) => {
        const opens = lanes.map((request) => open(request, signal));
        for await (const { lane, event } of lockstep(opens, currency))
          handlers[lane]?.onEvents([event]);
        return [];
      },
    },
    strategies,
    DEFAULT_SETUP,
  );
  page.catalog.setState({
    catalog: catalogOf(
      { "policy-small": "sft", "policy-prime": "prime", "policy-grpo": "grpo" },
      { "prm-small": "soft", "prm-b": "b", "prm-c": "c" },
    ),
  });
  loadModels(page);
  attachProblem(page);
  attachModels(page);
  return { page, asked, loads };
}

const setups = (...parts: Partial<Setup>[]): Setup[] =>
  parts.map((part) => ({ ...DEFAULT_SETUP, knobs: { n: 4 }, ...part }));

const settled = () => new Promise((resolve) => setTimeout(resolve));

const shownIn = ({ run, snapshots }: Figure) => {
  const { events, cursor } = run.getState().playback;
  return snapshots.at(events, cursor);
};

it("runs all lanes to their end, and shows each for no more than the price", async () => {
  const { page, asked } = freshPage();
  openLanes(page, setups({}, { strategy: "majority" }, { verifier: "oracle", seed: 9 }));
  await startLanes(page);
  expect(asked.map(({ strategy, seed, verifier }) => [strategy, seed, verifier])).toEqual([
    ["beam", 1, undefined],
    ["majority", 1, undefined],
    ["beam", 9, "oracle"],
  ]);
  const { head } = page.lanes.getState();
  expect(head.tracks.every(({ ended }) => ended)).toBe(true);
  for (let part = 0; part <= 10; part++) {
    const price = (endOf(head) * part) / 10;
    move(page, (before) => seek(before, price));
    for (const { figure } of lanesOf(page)) {
      expect(ledgerOf(shownIn(figure)).policyTokens).toBeLessThanOrEqual(price);
      expect(shownIn(figure).start).not.toBeNull();
    }
  }
  for (const { figure } of lanesOf(page)) expect(shownIn(figure).done).not.toBeNull();
  expect(page.abort).toBeNull();
  expect(whyNotRun(page)).toBeNull();
});

it("neither runs nor counts a muted lane, and one is always heard", async () => {
  const { page, asked } = freshPage();
  openLanes(page, setups({}, { strategy: "majority" }));
  const [a, b] = lanesOf(page).map(({ id }) => id);
  muteLane(page, b ?? 0, true);
  muteLane(page, a ?? 0, true);
  expect(heard(page).map(({ id }) => id)).toEqual([a]);
  await startLanes(page);
  expect(asked.map(({ strategy }) => strategy)).toEqual(["beam"]);
  expect(page.lanes.getState().head.tracks).toHaveLength(1);
});

it("has two to four lanes, each with a setup of its own and the problem of all", () => {
  const { page } = freshPage();
  openLanes(page, setups({}, {}));
  const [first, second] = lanesOf(page);
  removeLane(page, first?.id ?? 0);
  expect(lanesOf(page)).toHaveLength(2);
  second?.figure.setup.setState({ strategy: "majority" });
  duplicateLane(page, second?.id ?? 0);
  duplicateLane(page, second?.id ?? 0);
  duplicateLane(page, second?.id ?? 0);
  const strategiesNow = () => lanesOf(page).map(({ figure }) => figure.setup.getState().strategy);
  expect(strategiesNow()).toEqual(["beam", "majority", "majority", "majority"]);
  removeLane(page, first?.id ?? 0);
  expect(strategiesNow()).toEqual(["majority", "majority", "majority"]);
  otherSeed(page);
  page.setup.setState({ text: "Make 24 from 1, 2, 3, 4." });
  for (const { figure } of lanesOf(page))
    expect(figure.setup.getState()).toMatchObject({ text: "Make 24 from 1, 2, 3, 4.", seed: 2 });
});

it("forgets the logs of another problem, and takes no more of them", async () => {
  const { page } = freshPage();
  openLanes(page, setups({}, { strategy: "majority" }));
  const run = startLanes(page);
  page.setup.setState({ text: "Make 24 from 1, 2, 3, 4." });
  await run;
  for (const { figure } of lanesOf(page)) expect(figure.run.getState().playback.events).toEqual([]);
  expect(page.lanes.getState()).toMatchObject({ running: false, head: { at: 0, playing: false } });
});

it("reads the same logs by another currency", async () => {
  const { page } = freshPage();
  openLanes(page, setups({}, { strategy: "majority" }));
  await startLanes(page);
  setCurrency(page, "completions");
  expect(endOf(page.lanes.getState().head)).toBe(4);
  for (const { figure } of lanesOf(page)) expect(shownIn(figure).done).not.toBeNull();
});

it("goes back to one search with the first lane's setup and log", async () => {
  const { page } = freshPage();
  openLanes(page, setups({ seed: 7 }, { strategy: "majority" }));
  await startLanes(page);
  closeLanes(page);
  expect(comparing(page)).toBe(false);
  expect(page.setup.getState().seed).toBe(7);
  expect(page.run.getState().playback.events.at(-1)?.type).toBe("done");
  await startRun(page);
  expect(page.run.getState().failure).toBeNull();
});

it("repeats each lane over the same seeds, and each run is the one that the seed gives", async () => {
  const { page, asked } = freshPage();
  openLanes(page, setups({ seed: 3 }, { strategy: "majority", seed: 3 }));
  await runSeeds(page, 4);
  expect(asked.map(({ seed }) => seed)).toEqual([3, 3, 4, 4, 5, 5, 6, 6]);
  const before = page.lanes.getState().repeats;
  expect(before?.lanes.map(({ outcomes }) => outcomes.length)).toEqual([4, 4]);
  for (const { figure } of lanesOf(page)) expect(figure.run.getState().playback.events).toEqual([]);
  await startLanes(page);
  move(page, toEnd);
  for (const [index, { figure }] of lanesOf(page).entries()) {
    const { answer } = shownIn(figure);
    expect(answer?.answer).toBe(before?.lanes[index]?.outcomes[0]?.answer);
  }
});

it("keeps what was there when the seeds are cancelled", async () => {
  const { page } = freshPage();
  openLanes(page, setups({}, { strategy: "majority" }));
  const stop = page.lanes.subscribe(({ repeats }) => {
    const runs = repeats?.lanes.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
    if (runs === 3) cancelRun(page);
  });
  await runSeeds(page, 20);
  stop();
  const { repeats, running } = page.lanes.getState();
  expect(repeats?.lanes.map(({ outcomes }) => outcomes.length)).toEqual([2, 1]);
  expect(running).toBe(false);
});

it("loads the policy of every lane, each once, and names those beside the first", async () => {
  const { page, asked, loads } = freshPage();
  loads.length = 0;
  openLanes(page, setups({ policy: "prime" }, {}, { policy: "sft" }, { policy: "policy-grpo" }));
  expect(whyNotRun(page)).toMatch(/about to be loaded/);
  await settled();
  expect(loads).toEqual([{ policies: ["policy-prime", "policy-grpo"] }]);
  expect(whyNotRun(page)).toBeNull();
  await startLanes(page);
  const written = ["policy-prime", undefined, undefined, "policy-grpo"];
  expect(asked.map(({ policy }) => policy)).toEqual(written);
  asked.length = 0;
  await runSeeds(page, 2);
  expect(asked.map(({ policy }) => policy)).toEqual([...written, ...written]);
});

it("changes one lane's policy alone, and loads no more than is not there", async () => {
  const { page, loads } = freshPage();
  openLanes(page, setups({ policy: "prime" }, { policy: "grpo" }));
  await settled();
  loads.length = 0;
  const [first, second] = lanesOf(page);
  duplicateLane(page, second?.id ?? 0);
  second?.figure.setup.setState({ policy: "policy-prime" });
  const policies = () => setupsOf(page).map(({ policy }) => policy);
  expect(policies()).toEqual(["prime", "policy-prime", "grpo"]);
  await settled();
  expect(loads).toEqual([]);
  first?.figure.setup.setState({ policy: null });
  await settled();
  expect(loads).toEqual([{ policies: ["policy-prime", "policy-grpo"] }]);
  closeLanes(page);
  page.setup.setState({ policy: "grpo" });
  await settled();
  expect(loads).toHaveLength(1);
});

it("loads no policy of a muted lane before it is heard", async () => {
  const { page, loads } = freshPage();
  loads.length = 0;
  openLanes(page, setups({}, { policy: "prime" }));
  const second = lanesOf(page)[1]?.id ?? 0;
  muteLane(page, second, true);
  await settled();
  expect(loads).toEqual([]);
  muteLane(page, second, false);
  await settled();
  expect(loads).toEqual([{ policies: ["policy-prime"] }]);
});

it("loads every verifier that a lane asks, each once, and names the one beside the first", async () => {
  const { page, asked, loads } = freshPage();
  loads.length = 0;
  openLanes(page, setups({ verifier: "prm-b" }, {}, { verifier: "prm-c" }, { verifier: "prm-b" }));
  await settled();
  expect(loads).toEqual([{ others: ["prm-b", "prm-c"] }]);
  await startLanes(page);
  expect(asked.map(({ verifier }) => verifier)).toEqual(["prm-b", undefined, "prm-c", "prm-b"]);
});

it("asks of one lane's node at a time, and remembers it with that lane", async () => {
  const { page } = freshPage();
  openLanes(page, setups({}, { seed: 2 }, { seed: 3 }));
  await startLanes(page);
  move(page, toEnd);
  const [a, b] = lanesOf(page).map(({ figure }) => figure);
  if (!a || !b) throw new Error("no lanes");
  const rolled = ({ opinions, run }: Figure) =>
    opinionsOf(opinions.getState(), run.getState().generation, 1).rollouts;
  const first = askRollouts(page, a, shownIn(a), 1);
  await askRollouts(page, b, shownIn(b), 1);
  await first;
  expect([rolled(a)?.right, rolled(b)]).toEqual([3, null]);

  const second = askRollouts(page, b, shownIn(b), 1);
  const again = startLanes(page);
  expect(page.question.asked?.abort.signal.aborted).toBe(true);
  await second;
  await again;
  move(page, toEnd);
  expect(page.run.getState().failure).toBeNull();
  expect([rolled(a), rolled(b)]).toEqual([null, null]);
  expect(shownIn(b).nodes.length).toBeGreaterThan(1);
});

it("stops what is asked of a lane that goes, and of no other", async () => {
  const { page } = freshPage();
  openLanes(page, setups({}, { seed: 2 }, { seed: 3 }, { seed: 4 }));
  await startLanes(page);
  move(page, toEnd);
  const [a, b, c] = lanesOf(page);
  if (!a || !b || !c) throw new Error("no lanes");
  const asked = askRollouts(page, a.figure, shownIn(a.figure), 1);
  const stopped = () => page.question.asked?.abort.signal.aborted;
  removeLane(page, b.id);
  expect(stopped()).toBe(false);
  removeLane(page, a.id);
  expect(stopped()).toBe(true);
  await asked;
  const other = askRollouts(page, c.figure, shownIn(c.figure), 1);
  closeLanes(page);
  expect(stopped()).toBe(true);
  await other;
});

it("knows in every lane what the page has loaded now, however early the lane was made", async () => {
  const { page } = freshPage();
  page.loaded = null;
  openLanes(page, setups({}, { verifier: "prm-b" }));
  const figures = lanesOf(page).map(({ figure }) => figure);
  const ready = () => figures.map((figure) => readyVerifiers(page, figure));
  expect(ready().flat()).not.toContain("prm-b");
  loadModels(page);
  await settled();
  expect(ready()).toEqual([
    ["prm-b", "self-certainty"],
    ["prm-b", "self-certainty"],
  ]);
});

it("fits each lane to its budget where the problem is another one, and not before", () => {
  const { page } = freshPage();
  const budget = { currency: "completions", limit: 8 } as const;
  openLanes(page, setups({ strategy: "majority", budget }, { strategy: "majority" }));
  const sizes = () => lanesOf(page).map(({ figure }) => figure.setup.getState().knobs.n);
  page.setup.setState({ difficulty: 5 });
  expect(sizes()).toEqual([4, 4]);
  page.setup.setState({ text: "Make 10 from 2, 3, 4." });
  expect(sizes()).toEqual([8, 4]);
});
