import { expect, it } from "vitest";
import type { EngineState } from "../../engine/client/client.ts";
import type { LoadOptions } from "../../engine/contract/requests.ts";
import type { CatalogModel } from "../../engine/sources/catalog.ts";
import { strategies } from "../../search/index.ts";
import { createApp } from "../app.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { knownFor, modelOfLog, wantedOf } from "../known-models.ts";
import { catalogOf } from "../test-catalog.ts";
import { infoOf } from "../test-info.ts";
import { attachModels, loadModels, mustLoad, namedModels } from "./models.ts";
import { whyNotRun } from "./search.ts";

const catalog = catalogOf(
  { "policy-small": "sft", "policy-prime": "prime" },
  { "prm-small": "soft", "prm-other": "other" },
);
const known = knownFor(catalog, "prm");

const infoWith = (prm: string | null) =>
  infoOf({
    verifier: prm === null ? null : { id: prm, kind: "token-classification", reference: null },
  });

/** An engine that loads at once whatever it is asked for. */
function readyApp() {
  const loads: LoadOptions[] = [];
  const listeners = new Set<(state: EngineState) => void>();
  let state: EngineState = { status: "ready", info: infoWith("prm-small") };
  const app = createApp(
    {
      get state() {
        return state;
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      load: async (options = {}) => {
        loads.push(options);
        const info = infoWith(options.prm ?? "prm-small");
        state = { status: "ready", info };
        for (const listener of listeners) listener(state);
        return info;
      },
      bulk: () => Promise.reject(new Error("not in this test")),
      scorePath: () => Promise.reject(new Error("not in this test")),
      monteCarloValue: () => Promise.reject(new Error("not in this test")),
      search: () => Promise.reject(new Error("not in this test")),
      compare: () => Promise.reject(new Error("not in this test")),
    },
    strategies,
    DEFAULT_SETUP,
  );
  app.catalog.setState({ catalog });
  attachModels(app);
  loadModels(app);
  loads.length = 0;
  return { app, loads };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it("loads another model of the catalog when it is chosen, and the usual one when it is again", async () => {
  const { app, loads } = readyApp();
  app.setup.setState({ verifier: "prm-other" });
  expect(whyNotRun(app)).toMatch(/about to be loaded/);
  await settled();
  expect(whyNotRun(app)).toBeNull();
  app.setup.setState({ verifier: null });
  await settled();
  expect(loads).toEqual([{ prm: "prm-other" }, {}]);
});

it("loads another policy whatever the strategy asks, and loses nothing that was typed", async () => {
  const { app, loads } = readyApp();
  app.setup.setState({ strategy: "majority", text: "Make 24 from 1, 2,", policy: "prime" });
  expect(whyNotRun(app)).not.toBeNull();
  await settled();
  expect(loads).toEqual([{ policy: "policy-prime" }]);
  expect(app.setup.getState().text).toBe("Make 24 from 1, 2,");
  // The default by its short name is the default.
  app.setup.setState({ policy: "sft" });
  await settled();
  expect(loads).toEqual([{ policy: "policy-prime" }, {}]);
});

it("keeps the other choice when one of the two changes", async () => {
  const { app, loads } = readyApp();
  app.setup.setState({ verifier: "other" });
  await settled();
  app.setup.setState({ policy: "policy-prime" });
  await settled();
  expect(loads).toEqual([{ prm: "prm-other" }, { policy: "policy-prime", prm: "prm-other" }]);
});

it("loads nothing for the oracle and self-certainty, which stand in for what is loaded", async () => {
  const { app, loads } = readyApp();
  app.setup.setState({ verifier: "oracle" });
  expect(namedModels(app, app.setup.getState())).toEqual({ verifier: "oracle" });
  app.setup.setState({ verifier: "self-certainty" });
  await settled();
  app.setup.setState({ verifier: null });
  expect(namedModels(app, app.setup.getState())).toEqual({});
  await settled();
  expect(loads).toEqual([]);
});

it("leaves alone what another has loaded", async () => {
  const { app, loads } = readyApp();
  await app.engine.load({ prm: "fixture-prm" });
  await settled();
  expect(loads).toEqual([{ prm: "fixture-prm" }]);
});

it("loads a model after the page was opened with the oracle", async () => {
  const { app, loads } = readyApp();
  app.setup.setState({ verifier: "oracle" });
  loadModels(app);
  app.setup.setState({ verifier: null });
  await settled();
  expect(loads).toEqual([{ prm: "oracle" }, {}]);
});

it("loads nothing for a strategy that asks no verifier, until one does", async () => {
  const { app, loads } = readyApp();
  app.setup.setState({ strategy: "majority", verifier: "prm-other" });
  await settled();
  expect(loads).toEqual([]);
  app.setup.setState({ strategy: "beam" });
  expect(mustLoad(app)).toBe(true);
  await settled();
  expect(loads).toEqual([{ prm: "prm-other" }]);
});

it("takes the default for a name that the catalog does not have", () => {
  const { app, loads } = readyApp();
  app.setup.setState({ verifier: "prm-of-old" });
  loadModels(app);
  expect(loads).toEqual([{}]);
  expect(wantedOf("prm-small", known)).toBeNull();
  expect(wantedOf("prm-of-old", null)).toBe("prm-of-old");
});

it("knows a verifier by its kind, as the command line does", () => {
  const [, , usual, other] = catalog.models;
  if (!usual || !other) throw new Error("no such models");
  const implicit = {
    ...other,
    verifier: {
      kind: "implicit",
      beta: 1,
      reference: "policy-small",
      ratio: "step",
      temperature: 1,
    } as const,
  };
  const of = (...models: CatalogModel[]) => knownFor({ ...catalog, models }, "prm");
  expect(wantedOf("implicit", of(usual, implicit))).toBe("prm-other");
  expect(wantedOf("step-head", of(usual, implicit))).toBeNull();
  // A model that is called so is meant first.
  expect(
    wantedOf("implicit", of(usual, implicit, { ...other, id: "prm-b", alias: "implicit" })),
  ).toBe("prm-b");
  expect(wantedOf("implicit", of(usual))).toBeNull();
  expect(wantedOf("constructor", known)).toBeNull();
});

it("repeats a log with its own verifier, and never with an oracle that it did not have", () => {
  expect(modelOfLog("oracle", null, null)).toBe("oracle");
  expect(modelOfLog("prm-other", "oracle", known)).toBe("prm-other");
  expect(modelOfLog("prm-small", "oracle", known)).toBeNull();
  expect(modelOfLog("scripted-verifier", "oracle", known)).toBeNull();
  expect(modelOfLog("scripted-verifier", "prm-other", known)).toBe("prm-other");
  expect(modelOfLog(undefined, "oracle", known)).toBe("oracle");
});

it("repeats a log with its own policy where there is one", () => {
  const policies = knownFor(catalog, "policy");
  expect(modelOfLog("policy-prime", null, policies)).toBe("policy-prime");
  expect(modelOfLog("policy-small", "policy-prime", policies)).toBeNull();
  expect(modelOfLog("policy-of-old", "policy-prime", policies)).toBe("policy-prime");
});
