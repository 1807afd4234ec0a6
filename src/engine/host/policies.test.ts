/** Two policies of different shapes in one engine: each does what it does in an engine of its own. */

import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import { lockstep } from "../../search/lockstep.ts";
import type { Engine } from "../contract/engine.ts";
import type { LoadProgress } from "../contract/info.ts";
import type { PathStep, SearchRequest } from "../contract/requests.ts";
import type { Catalog } from "../sources/catalog.ts";
import {
  changedFixtures,
  eventsOf,
  loadTestEngine,
  SAMPLING,
  withoutSeconds,
} from "./test-engine.ts";

const PATIENCE = 120_000;
const LARGE = "fixture-policy";
/** It has one layer, the other has two; it may also judge. */
const SMALL = "fixture-judge";
const others = ["fixture-implicit", SMALL];
const problem = { family: "countdown", text: "Make 24 from 4, 7, 8, 8." } as const;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function changed(change: (catalog: Catalog) => void): string {
  const folder = changedFixtures(change);
  folders.push(folder);
  return folder;
}

const request = (part: Partial<SearchRequest>): SearchRequest => ({
  problem,
  strategy: "beam",
  knobs: { n: 6, maxSteps: 4, maxStepTokens: 8 },
  seed: 1,
  budget: null,
  ...part,
});

const asked: readonly Partial<SearchRequest>[] = [
  {},
  { strategy: "majority", seed: 2 },
  { strategy: "best-of-n", verifier: "self-certainty" },
  // Measured against the larger policy, which records its own half of the ratio.
  { strategy: "best-of-n", verifier: "fixture-implicit", seed: 3 },
  { verifier: SMALL, seed: 4 },
  { strategy: "mcts-uct", verifier: "oracle", knobs: { n: 4, maxSteps: 3, maxStepTokens: 8 } },
  { budget: { currency: "flops", limit: 3e6 } },
];

describe("two policies in one engine", () => {
  let both: Engine;
  const alone = new Map<string, Engine>();
  const told: LoadProgress[] = [];
  const lanes = asked.flatMap((part) =>
    [LARGE, SMALL].map((policy) => ({ policy, request: request(part) })),
  );
  /** For each lane, the events of an engine with its policy alone. */
  const expected: SearchEvent[][] = [];

  beforeAll(async () => {
    const onProgress = (progress: LoadProgress) => told.push(progress);
    both = await loadTestEngine({ policy: LARGE, policies: [SMALL], others, onProgress });
    for (const policy of [LARGE, SMALL])
      alone.set(policy, await loadTestEngine({ policy, others }));
    for (const { policy, request } of lanes) expected.push(await eventsOf(only(policy), request));
  }, PATIENCE);
  afterAll(async () => {
    for (const engine of [both, ...alone.values()]) await engine.dispose();
  });

  const only = (policy: string): Engine => {
    const engine = alone.get(policy);
    if (!engine) throw new Error(`There is no ${policy}.`);
    return engine;
  };

  it(
    "gives each run the events that its policy gives alone: after one another, at once, by turns",
    async () => {
      const ask = ({ policy, request }: (typeof lanes)[number]) => ({ ...request, policy });
      for (const [i, lane] of lanes.entries())
        expect(await eventsOf(both, ask(lane))).toEqual(expected[i]);
      expect(await Promise.all(lanes.map((lane) => eventsOf(both, ask(lane))))).toEqual(expected);
      const together: SearchEvent[][] = lanes.map(() => []);
      const open = lanes.map(
        (one) => (clock: () => number) => both.search(ask(one), undefined, clock),
      );
      for await (const { lane, event } of lockstep(open, "flops"))
        together[lane]?.push(withoutSeconds(event));
      expect(together).toEqual(expected);
    },
    PATIENCE,
  );

  it("takes the first one where none is named, and says in each log whose it is", async () => {
    expect(await eventsOf(both, request({}))).toEqual(expected[0]);
    const writers = expected.map(([start]) => start?.type === "start" && start.policy.id);
    expect(writers).toEqual(lanes.map(({ policy }) => policy));
    expect(expected[0]?.slice(1)).not.toEqual(expected[1]?.slice(1));
  });

  it("prices the runs of each by its own size", () => {
    const [second] = both.info.policies;
    expect(both.info.cards).toEqual(only(LARGE).info.cards);
    expect(second?.cards).toEqual(only(SMALL).info.cards);
    expect(second?.model).toEqual(only(SMALL).info.policy);
    expect(second?.cards.policy.attentionWidth).toBeLessThan(
      both.info.cards.policy.attentionWidth ?? 0,
    );
    // The reference of the implicit one costs something only where another policy writes.
    const [implicit] = second?.cards.others ?? [];
    expect(implicit?.parameters).toBeGreaterThan(both.info.cards.others[0]?.parameters ?? 0);
  });

  it(
    "takes a step up again by the policy that wrote it",
    async () => {
      for (const [i, { policy }] of lanes.slice(0, 2).entries()) {
        const grown = expected[i]?.find((event) => event.type === "expand");
        const [step] = grown?.type === "expand" ? grown.nodes : [];
        if (!step) throw new Error("nothing grew");
        const path: PathStep[] = [{ text: step.text, tokens: step.tokens, end: "step" }];
        const verifiers = ["self-certainty", "fixture-implicit", "fixture-prm"];
        const engine = only(policy);
        expect(await both.scorePath({ problem, path, policy, verifiers })).toEqual(
          await engine.scorePath({ problem, path, verifiers }),
        );
        const ask = { problem, path, count: 6, seed: 3, sampling: SAMPLING, maxSteps: 4 };
        const value = await both.monteCarloValue({ ...ask, policy });
        expect(value).toEqual(await engine.monteCarloValue(ask));
        expect(value.cost.generated).toBeGreaterThan(5);
      }
    },
    PATIENCE,
  );

  it("fetches one after the other, and says of how much", () => {
    const labels = [...new Set(told.map(({ label }) => label))];
    expect(labels.slice(0, 2)).toEqual(["Fetching the policy", `Fetching ${SMALL}`]);
    const loaded = told.map(({ loadedBytes }) => loadedBytes);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
    expect(loaded.at(-1)).toBe(told[0]?.totalBytes);
  });

  it("refuses one that is not loaded, and one that is not at all", async () => {
    await expect(
      only(LARGE)
        .search(request({ policy: SMALL }))
        .next(),
    ).rejects.toThrow(`The policy "${SMALL}" is not loaded.`);
    await expect(both.search(request({ policy: "gone" })).next()).rejects.toThrow(
      /^There is no policy model "gone"; known are: fixture-policy, fixture-judge/,
    );
    await expect(
      both.monteCarloValue({
        ...{ problem, path: [], count: 1, seed: 1, sampling: SAMPLING, maxSteps: 1 },
        policy: "gone",
      }),
    ).rejects.toThrow(/no policy model "gone"/);
  });
});

it(
  "has the same file in memory once, under either name",
  async () => {
    const modelsFolder = changed(({ models }) => {
      const [policy] = models;
      if (policy) models.push({ ...policy, id: "twin", alias: "double" });
    });
    const told: LoadProgress[] = [];
    const engine = await loadTestEngine({
      modelsFolder,
      policies: ["double", "fixture-policy"],
      onProgress: (progress) => told.push(progress),
    });
    expect(engine.info.policies.map(({ model }) => model.id)).toEqual(["twin"]);
    expect(new Set(told.map(({ label }) => label))).toEqual(
      new Set(["Fetching the policy", "Fetching the reward model"]),
    );
    expect(told.at(-1)?.loadedBytes).toBe(told[0]?.totalBytes);
    const [own, twin] = [
      await eventsOf(engine, request({})),
      await eventsOf(engine, request({ policy: "double" })),
    ];
    expect(twin.slice(1)).toEqual(own.slice(1));
    expect(twin[0]).toMatchObject({ policy: { id: "twin" } });
    await engine.dispose();
  },
  PATIENCE,
);

it(
  "asks only of those that judge each other whether they share a vocabulary",
  async () => {
    const wide = "fixture-plus-minus";
    const modelsFolder = changed(({ models }) => {
      const policy = models.find(({ id }) => id === wide);
      if (policy) policy.role = "policy";
    });
    const engine = await loadTestEngine({
      modelsFolder,
      policies: [wide],
      others: ["fixture-two-class-special"],
    });
    const first = async (part: Partial<SearchRequest>) =>
      (await engine.search(request(part)).next()).value;
    expect(await first({})).toMatchObject({ policy: { id: LARGE } });
    expect(await first({ policy: wide, verifier: "fixture-two-class-special" })).toMatchObject({
      policy: { id: wide },
    });
    await expect(first({ policy: wide })).rejects.toThrow(
      `The reward model fixture-prm and the policy ${wide} do not share a vocabulary.`,
    );
    const path = [{ text: "+", tokens: [engine.tokenize(" +")[0] ?? 0], end: "step" } as const];
    await expect(
      engine.scorePath({ problem, path, policy: wide, verifiers: ["fixture-prm"] }),
    ).rejects.toThrow(/do not share a vocabulary/);
    await engine.dispose();
  },
  PATIENCE,
);
