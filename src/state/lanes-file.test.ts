import { describe, expect, it } from "vitest";
import type { SearchLog } from "../search/events.ts";
import { toyLog } from "../search/fixtures/toy.ts";
import { strategies, strategyOf } from "../search/index.ts";
import { type App, createApp } from "./app.ts";
import {
  comparing,
  lanesOf,
  move,
  muteLane,
  openLanes,
  retrack,
  setCurrency,
} from "./commands/lanes.ts";
import { openFile } from "./commands/open-log.ts";
import { DEFAULT_SETUP } from "./defaults.ts";
import { exportLanes, savedLanes } from "./export.ts";
import { parseLanes, writeLanes } from "./lanes-file.ts";
import { endOf, seek } from "./stores/head.ts";
import { empty } from "./stores/playback.ts";
import { replaceLog } from "./stores/run.ts";
import { catalogOf } from "./test-catalog.ts";

const logOf = (strategy: string, seed: number): Promise<SearchLog> => {
  const found = strategyOf(strategy);
  if (!found) throw new Error(`There is no strategy ${strategy}.`);
  return toyLog(found, { seed, knobs: strategy === "greedy" ? {} : { n: 4 } });
};
const logs = [await logOf("beam", 1), await logOf("majority", 2), await logOf("greedy", 3)];

/** A page whose engine never loads. */
function freshPage(): App {
  const never = () => Promise.reject(new Error("not in this test"));
  return createApp(
    {
      state: { status: "failed", failure: { kind: "fetch", message: "None.", advice: "" } },
      subscribe: () => () => {},
      load: never,
      search: never,
      compare: never,
      bulk: never,
      scorePath: never,
      monteCarloValue: never,
    },
    strategies,
    DEFAULT_SETUP,
  );
}

/** A page whose lanes have these logs; the last lane is muted. */
function pageOf(shown: readonly SearchLog[]): App {
  const page = freshPage();
  openLanes(
    page,
    shown.map(() => DEFAULT_SETUP),
  );
  for (const [index, { figure }] of lanesOf(page).entries()) {
    const events = shown[index] ?? [];
    replaceLog(figure.run, { kind: "live" }, () => ({ ...empty, events }));
  }
  muteLane(page, lanesOf(page).at(-1)?.id ?? 0, true);
  setCurrency(page, "completions");
  retrack(page);
  return page;
}

const fileOf = (text: string): File => new File([text], "lanes.json");

async function saved(): Promise<string> {
  const lanes = savedLanes(pageOf(logs));
  if (!lanes) throw new Error("There is nothing to save.");
  return writeLanes(lanes);
}

it("opens what was saved, lane by lane, and moves it without an engine", async () => {
  const page = freshPage();
  expect(await openFile(page, fileOf(await saved()))).toBe(true);
  const lanes = lanesOf(page);
  expect(lanes.map(({ figure }) => figure.run.getState().playback.events)).toEqual(logs);
  expect(lanes.map(({ muted }) => muted)).toEqual([false, false, true]);
  expect(lanes.map(({ figure }) => figure.setup.getState().strategy)).toEqual([
    "beam",
    "majority",
    "greedy",
  ]);
  expect(lanes.map(({ figure }) => figure.setup.getState().seed)).toEqual([1, 2, 3]);
  expect(page.lanes.getState().currency).toBe("completions");
  expect(page.setup.getState().text).toBe("Make 24 from 4, 7, 8, 8.");

  const shown = () => lanes.map(({ figure }) => figure.run.getState().playback.cursor);
  expect(page.lanes.getState().head.playing).toBe(true);
  move(page, (head) => seek(head, endOf(head)));
  expect(shown().slice(0, 2)).toEqual(logs.slice(0, 2).map(({ length }) => length));
  move(page, (head) => seek(head, 0));
  const left = shown().map((cursor, index) => (logs[index]?.length ?? 0) - cursor);
  expect(Math.min(...left)).toBeGreaterThan(0);
});

it("saves the same file again", async () => {
  const page = freshPage();
  await openFile(page, fileOf(await saved()));
  const again = savedLanes(page);
  expect(again && writeLanes(again)).toBe(await saved());
});

it("opens each lane with the policy that wrote it, where the catalog has it", async () => {
  const by = (log: SearchLog, id: string): SearchLog =>
    log.map((event) =>
      event.type === "start" ? { ...event, policy: { ...event.policy, id } } : event,
    );
  const [first = [], second = [], third = []] = logs;
  const written = [by(first, "policy-prime"), by(second, "policy-small"), by(third, "gone")];
  const lanes = savedLanes(pageOf(written));
  const page = freshPage();
  page.catalog.setState({
    catalog: catalogOf({ "policy-small": "sft", "policy-prime": "prime" }, {}),
  });
  await openFile(page, fileOf(lanes ? writeLanes(lanes) : ""));
  const setups = lanesOf(page).map(({ figure }) => figure.setup.getState());
  expect(setups.map(({ policy }) => policy)).toEqual(["policy-prime", null, null]);
  const again = savedLanes(page);
  expect(again?.lanes.map(({ log }) => log)).toEqual(written);
});

it("saves nothing where fewer than two lanes have a log", () => {
  const [first = []] = logs;
  expect(savedLanes(pageOf([first, []]))).toBeNull();
  expect(savedLanes(freshPage())).toBeNull();
  expect(() => exportLanes(freshPage())).not.toThrow();
});

it("leaves the lanes for the log of one search", async () => {
  const page = pageOf(logs);
  const text = JSON.stringify(logs[1]);
  expect(await openFile(page, fileOf(text))).toBe(true);
  expect(comparing(page)).toBe(false);
  expect(page.run.getState().playback.events).toEqual(logs[1]);
});

describe("a file that is not right", () => {
  const [beam = [], majority = []] = logs;
  const file = (change: object) => ({
    kind: "ponderosa-lanes",
    version: 1,
    lockstep: "flops",
    lanes: [beam, majority].map((log) => ({ muted: false, log })),
    ...change,
  });
  const elsewhere = beam.map((event) =>
    event.type === "start"
      ? { ...event, problem: { ...event.problem, text: "Make 9 from 4, 5." } }
      : event,
  );
  const lane = (log: unknown, muted = false) => ({ muted, log });

  it("is right before it is spoilt", () => expect(parseLanes(file({})).ok).toBe(true));

  it.each<[string, object, RegExp]>([
    ["of another version", { version: 2 }, /version 2 .* reads version 1\.$/],
    ["without one", { version: undefined }, /version unknown .* reads version 1\.$/],
    ["of one lane", { lanes: [lane(beam)] }, /should hold 2 to 4/],
    ["of five", { lanes: new Array(5).fill(lane(beam)) }, /should hold 2 to 4/],
    ["of no lanes at all", { lanes: "beam" }, /should hold 2 to 4/],
    ["in step of something else", { lockstep: "patience" }, /one of policyTokens, flops/],
    ["all of it muted", { lanes: [lane(beam, true), lane(majority, true)] }, /at least one/],
    [
      "with a log that is none",
      { lanes: [lane(beam), lane({})] },
      /^lanes\.json: Lane 2 .* begins with a start/,
    ],
    [
      "with a log that makes no tree",
      { lanes: [lane([beam[0], beam[0]]), lane(beam)] },
      /^lanes\.json: Lane 1 .* one start/,
    ],
    ["of two problems", { lanes: [lane(beam), lane(elsewhere)] }, /different problems/],
  ])("%s is refused in a sentence, and changes nothing", async (_, change, sentence) => {
    const page = pageOf(logs);
    const before = { lanes: page.lanes.getState(), setup: page.setup.getState() };
    expect(await openFile(page, fileOf(JSON.stringify(file(change))))).toBe(false);
    const { failure } = page.run.getState();
    expect(failure?.message).toMatch(sentence);
    expect(failure?.message).toMatch(/^[^\n]{20,300}\.$/);
    expect(page.lanes.getState()).toBe(before.lanes);
    expect(page.setup.getState()).toBe(before.setup);
  });

  it.each(["", "{", "null", "[]", '{"kind":"other"}', "7"])("%s is refused", async (text) => {
    const page = pageOf(logs);
    const before = page.lanes.getState();
    expect(await openFile(page, fileOf(text))).toBe(false);
    expect(page.run.getState().failure?.message).toMatch(/\.$/);
    expect(page.lanes.getState()).toBe(before);
  });
});
