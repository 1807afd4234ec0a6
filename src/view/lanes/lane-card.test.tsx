// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { toyLog } from "../../search/fixtures/toy.ts";
import { greedy } from "../../search/strategies/greedy.ts";
import { lanesOf, openLanes } from "../../state/commands/lanes.ts";
import { empty, open } from "../../state/stores/playback.ts";
import { replaceLog } from "../../state/stores/run.ts";
import { infoOf } from "../../state/test-info.ts";
import { openPage, type TestPage } from "../test-page.tsx";
import { TEST_IDS } from "../testids.ts";

vi.setConfig({ testTimeout: 120_000 });

let page: TestPage;
beforeEach(async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 404 }));
  page = await openPage();
});
afterEach(async () => {
  await page.close();
  vi.unstubAllGlobals();
});

const rowOf = (verifier: string) =>
  document.querySelector(
    `[data-testid="${TEST_IDS.lane}"] [data-testid="${TEST_IDS.side}"] [data-verifier="${verifier}"]`,
  )?.textContent;

it("offers in a lane's card what the page has loaded now, however early the lane was made", async () => {
  const { app, act, tell } = page;
  const setup = app.setup.getState();
  await act(() => openLanes(app, [setup, setup]));
  const [lane] = lanesOf(app);
  if (!lane) throw new Error("There is no lane.");
  const { run, ui } = lane.figure;
  const log = await toyLog(greedy, { knobs: {}, seed: 1 });
  await act(() => replaceLog(run, { kind: "live" }, () => open(empty, log, "end")));
  await act(() => ui.setState({ selected: 1 }));
  expect(rowOf("prm-b")).toContain("Fetch it");
  app.loaded = { policy: null, policies: [], verifier: null, others: ["prm-b"] };
  await tell({ status: "ready", info: { ...infoOf() } });
  expect(rowOf("prm-b")).toContain("not asked");
});
