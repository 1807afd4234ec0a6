import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import type { Engine } from "../contract/engine.ts";
import type { SearchRequest } from "../contract/requests.ts";
import { Decoder } from "../graphs/decoder.ts";
import { loadTestEngine } from "../host/test-engine.ts";

const PATIENCE = 120_000;

const requests: SearchRequest[] = [
  ["beam", { n: 16, width: 4 }, "Make 24 from 4, 7, 8, 8."],
  ["best-of-n", { n: 9 }, "Make 21 from 1, 2, 3, 4."],
  ["majority", { n: 20 }, "Make 24 from 4, 7, 8, 8."],
  ["mcts-uct", { n: 4 }, "Make 10 from 1, 2, 3, 4."],
  ["dvts", { n: 8, width: 4 }, "Make 30 from 5, 6, 2, 7."],
  ["beam", { n: 8, width: 4 }, "Make 30 from 5, 6, 2, 7."],
].map(([strategy, knobs, text], i) => ({
  problem: { family: "countdown" as const, text: String(text) },
  strategy: String(strategy),
  knobs: { ...(typeof knobs === "object" && knobs), maxStepTokens: 10, maxSteps: 6 },
  seed: 3 + i,
  budget: null,
}));

/** @returns a search's events as text, without the seconds. */
async function logOf(engine: Engine, request: SearchRequest, signal?: AbortSignal) {
  const events: SearchEvent[] = [];
  for await (const event of engine.search(request, signal)) events.push(event);
  return events.map((event) =>
    JSON.stringify(event, (key, value) => (key === "seconds" ? undefined : value)),
  );
}

/** Runs all searches, one after the other. */
async function alone(engine: Engine) {
  const logs: string[][] = [];
  for (const request of requests) logs.push(await logOf(engine, request));
  return logs;
}

describe("searches that share batches", () => {
  let engine: Engine;
  let tight: Engine;
  beforeAll(async () => {
    engine = await loadTestEngine();
    tight = await loadTestEngine({ kvCapBytes: 10_000 });
  });
  afterAll(async () => {
    await engine.dispose();
    await tight.dispose();
  });

  it(
    "each have the events that they have alone",
    async () => {
      const passes = vi.spyOn(Decoder.prototype, "decode");
      const logs = await alone(engine);
      const apart = passes.mock.calls.length;
      expect(await Promise.all(requests.map((request) => logOf(engine, request)))).toEqual(logs);
      expect(logs.every((log) => log.length > 4)).toBe(true);
      expect(passes.mock.calls.length - apart).toBeLessThan(apart / 2);
      passes.mockRestore();
    },
    PATIENCE,
  );

  it(
    "have them too when the cap evicts caches and makes calls wait",
    async () => {
      const logs = await alone(tight);
      expect(await Promise.all(requests.map((request) => logOf(tight, request)))).toEqual(logs);
      const prefilled = (log: string[] = []) => JSON.parse(log.at(-1) ?? "").ledger.prefillTokens;
      const roomy = await logOf(engine, requests[0] as SearchRequest);
      expect(prefilled(logs[0])).toBeGreaterThan(prefilled(roomy));
    },
    PATIENCE,
  );

  it(
    "are not disturbed when one of them is cancelled",
    async () => {
      const logs = await alone(engine);
      const stop = new AbortController();
      const runs = requests.map(async (request, i) => {
        if (i > 0) return logOf(engine, request);
        const events: SearchEvent[] = [];
        for await (const event of engine.search(request, stop.signal)) {
          events.push(event);
          if (event.type === "expand") setTimeout(() => stop.abort(), 3);
        }
        return events.map(({ type }) => type);
      });
      const [cancelled, ...others] = await Promise.all(runs);
      expect(others).toEqual(logs.slice(1));
      expect(cancelled?.at(-1)).toBe("done");
      expect(cancelled?.length).toBeLessThan(logs[0]?.length ?? 0);
    },
    PATIENCE,
  );
});
