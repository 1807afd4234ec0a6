/** Searches that take turns on one engine, over the tiny models. */

import { afterAll, beforeAll, expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import { lockstep } from "../../search/lockstep.ts";
import type { Engine } from "../contract/engine.ts";
import type { SearchRequest } from "../contract/requests.ts";
import { eventsOf, loadTestEngine, withoutSeconds } from "./test-engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await loadTestEngine({ others: ["fixture-plus-minus"] });
}, 60_000);
afterAll(() => engine.dispose());

const request = (part: Partial<SearchRequest>): SearchRequest => ({
  problem: { family: "countdown", text: "Make 24 from 4, 7, 8, 8." },
  strategy: "beam",
  knobs: { n: 4, maxSteps: 3, maxStepTokens: 6 },
  seed: 1,
  budget: null,
  ...part,
});
const lanes: SearchRequest[] = [
  request({}),
  request({ strategy: "majority", seed: 2 }),
  request({ strategy: "best-of-n", verifier: "fixture-plus-minus" }),
  request({ verifier: "oracle" }),
];

it("gives each lane the log that it has alone, whatever its verifier", async () => {
  const together: SearchEvent[][] = lanes.map(() => []);
  const order: number[] = [];
  const open = lanes.map((one) => (clock: () => number) => engine.search(one, undefined, clock));
  for await (const { lane, event } of lockstep(open, "policyTokens")) {
    together[lane]?.push(withoutSeconds(event));
    order.push(lane);
  }
  // They take turns: the last lane begins before the first is done.
  expect(order.indexOf(3)).toBeLessThan(order.lastIndexOf(0));
  for (const [lane, one] of lanes.entries())
    expect(together[lane]).toEqual(await eventsOf(engine, one));
  const judges = together.map(([start]) => start?.type === "start" && start.verifier?.id);
  expect(judges).toEqual(["fixture-prm", undefined, "fixture-plus-minus", "oracle"]);
}, 60_000);

it("refuses a verifier that is not loaded, by its name", async () => {
  const search = engine.search(request({ verifier: "fixture-judge" }));
  await expect(search.next()).rejects.toThrow('The verifier "fixture-judge" is not loaded.');
});
