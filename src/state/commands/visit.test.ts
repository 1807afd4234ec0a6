// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { beforeEach, expect, it, vi } from "vitest";
import { strategies } from "../../search/index.ts";
import { addressOf, linkNow } from "../address/address.ts";
import { type App, createApp, viewOf } from "../app.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { catalogOf } from "../test-catalog.ts";
import { idleEngine } from "../test-engine.ts";
import { setProblem } from "./budget-fit.ts";
import { openLanes } from "./lanes.ts";
import { visit } from "./visit.ts";

/** Opened by a test: what is fetched arrives then. */
let arrive: () => void;

beforeEach(() => {
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  vi.stubGlobal("fetch", async (path: string) => {
    await arrived;
    if (!path.startsWith("/runs/")) return new Response(null, { status: 404 });
    return new Response(readFileSync(`public${path}`, "utf8"));
  });
  return () => vi.unstubAllGlobals();
});

const freshApp = () => createApp(idleEngine(), strategies, DEFAULT_SETUP);

/** Visit a link; what comes over the network is still to come. */
function opening(hash: string, app = freshApp()) {
  window.history.replaceState(null, "", `#${hash}`);
  return { app, ...visit(app, linkNow(app)) };
}

async function opened(hash: string): Promise<App> {
  const { app, done } = opening(hash);
  arrive();
  await done;
  return app;
}

const told = (app: App) => app.shell.getState().unmet.map(({ asked, shown }) => [asked, shown]);
const runOf = (app: App) => {
  const { source } = app.run.getState();
  return source.kind === "recorded" ? source.id : source.kind;
};

it("plays the first recorded run where nothing is asked for", async () => {
  const app = await opened("");
  expect(runOf(app)).toBe("beam-make-12");
  expect(app.setup.getState().text).toBe("Make 12 from 6, 9, 7, 4.");
  expect(told(app)).toEqual([]);
});

it("keeps what was typed while the recorded runs were arriving, and shows the run all the same", async () => {
  const { app, arranged, done } = opening("");
  await arranged;
  setProblem(app, app, { text: "Make 36 from 9, 2, 2." });
  arrive();
  expect(await done).toBe(true);
  expect(app.setup.getState().text).toBe("Make 36 from 9, 2, 2.");
  expect(runOf(app)).toBe("beam-make-12");
});

it("opens no recorded run over lanes that were opened meanwhile", async () => {
  const { app, arranged, done } = opening("");
  await arranged;
  openLanes(app, [DEFAULT_SETUP, { ...DEFAULT_SETUP, strategy: "majority" }]);
  arrive();
  expect(await done).toBe(true);
  expect([viewOf(app), runOf(app)]).toEqual(["lanes", "none"]);
});

it("gives up a visit that another one follows", async () => {
  const { app, done } = opening("run=mcts-make-12");
  const other = opening("run=beam-make-24", app);
  arrive();
  expect(await done).toBe(true);
  await other.done;
  expect(runOf(app)).toBe("beam-make-24");
});

it("says which recorded run there is not, and which one is shown", async () => {
  const app = await opened("run=lecture-3");
  expect(runOf(app)).toBe("beam-make-12");
  expect(told(app)).toEqual([["recorded run “lecture-3”", "“Beam search, Make 12”"]]);
});

it("says which models the catalog does not have, once it is there, and links to what is shown", async () => {
  const hash = "policy=policy-gone&verifier=oracle&lanes=2&2.verifier=prm-gone&2.policy=prime";
  const app = await opened(hash);
  expect(told(app)).toEqual([]);
  const catalog = catalogOf(
    { "policy-small": "sft", "policy-prime": "prime" },
    { "prm-small": "s" },
  );
  app.catalog.setState({ catalog });
  expect(told(app)).toEqual([
    ["policy “policy-gone”", "policy-small"],
    ["verifier “prm-gone”", "prm-small"],
  ]);
  const { hash: copied } = new URL(addressOf(app));
  expect(copied).toBe("#verifier=oracle&lanes=2&2.policy=prime&2.verifier=default");
});

it("shows what it asks for in place of a strategy that there is not, and no recorded run", async () => {
  const app = await opened("strategy=magic");
  expect(runOf(app)).toBe("none");
  expect(told(app)).toEqual([["strategy “magic”", "Beam search"]]);
  expect(runOf(await opened("strategy=mcts"))).toBe("none");
});

it("has the address of what is on the page now, whatever the address bar has", async () => {
  const app = await opened("seed=4000000000");
  app.setup.setState({ seed: 7, family: "equations", text: "Solve 3(x + 4) = 12." });
  const address = new URL(addressOf(app));
  expect(linkNow(app).link.setup.seed).toBe(4_000_000_000);
  window.history.replaceState(null, "", address);
  expect(linkNow(app).link.setup).toEqual(app.setup.getState());
});
