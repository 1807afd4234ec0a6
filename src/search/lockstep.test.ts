import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { SearchEvent, SearchLog } from "./events.ts";
import { toyFamily, toyLog, toyProblem, toyScript } from "./fixtures/toy.ts";
import { strategies } from "./index.ts";
import type { Currency } from "./ledger.ts";
import { type LaneEvent, lockstep, type OpenLane, Stopwatch } from "./lockstep.ts";
import { runSearch } from "./run.ts";
import { scriptedModels } from "./scripted.ts";
import type { Strategy } from "./strategy.ts";

vi.setConfig({ testTimeout: 60_000 });

interface Toy {
  strategy: Strategy;
  seed: number;
  budget: { currency: "policyTokens"; limit: number } | null;
}

const open =
  ({ strategy, seed, budget }: Toy): OpenLane =>
  (clock) =>
    runSearch(strategy, {
      problem: toyProblem,
      family: toyFamily,
      ...scriptedModels(toyScript, seed),
      seed,
      budget,
      clock,
    });

/** A clock that ticks a quarter second a reading. */
const ticking = () => {
  let ticks = 0;
  return () => ticks++ / 4;
};

async function race(toys: readonly Toy[], currency: Currency): Promise<LaneEvent[]> {
  const all: LaneEvent[] = [];
  for await (const one of lockstep(toys.map(open), currency, ticking())) all.push(one);
  return all;
}

const anyToy: fc.Arbitrary<Toy> = fc.record({
  strategy: fc.constantFrom(...strategies),
  seed: fc.integer({ min: 0, max: 99 }),
  budget: fc.option(
    fc.record({
      currency: fc.constant("policyTokens" as const),
      limit: fc.integer({ min: 20, max: 400 }),
    }),
  ),
});
const anyToys = fc.array(anyToy, { minLength: 1, maxLength: 4 });
const anyCurrency = fc.constantFrom<Currency>(
  "policyTokens",
  "flops",
  "completions",
  "policyCalls",
  "seconds",
);

const withoutSeconds = (log: readonly SearchEvent[]): SearchLog =>
  log.map((event) =>
    "ledger" in event ? { ...event, ledger: { ...event.ledger, seconds: 0 } } : event,
  );

it("keeps what the running lanes have spent within one piece of work of each other", async () => {
  await fc.assert(
    fc.asyncProperty(anyToys, anyCurrency, async (toys, currency) => {
      const spent = toys.map(() => 0);
      const done = toys.map(() => false);
      let largest = 0;
      for (const { lane, event } of await race(toys, currency)) {
        if ("ledger" in event) {
          largest = Math.max(largest, event.ledger[currency] - (spent[lane] ?? 0));
          spent[lane] = event.ledger[currency];
        }
        if (event.type === "done") done[lane] = true;
        const running = spent.filter((_, index) => !done[index]);
        const gap = Math.max(...running) - Math.min(...running);
        if (running.length > 0) expect(gap).toBeLessThanOrEqual(largest);
      }
      expect(done.every(Boolean)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it("lets no lane that is done, and none that is ahead, go before one that is behind", async () => {
  await fc.assert(
    fc.asyncProperty(anyToys, anyCurrency, async (toys, currency) => {
      const spent = toys.map(() => 0);
      const done = toys.map(() => false);
      for (const { lane, event } of await race(toys, currency)) {
        const behind = spent.filter((_, index) => !done[index]);
        expect(done[lane]).toBe(false);
        expect(spent[lane]).toBe(Math.min(...behind));
        if ("ledger" in event) spent[lane] = event.ledger[currency];
        if (event.type === "done") done[lane] = true;
      }
    }),
    { numRuns: 30 },
  );
});

it("gives each lane the log that it has alone, apart from its seconds", async () => {
  await fc.assert(
    fc.asyncProperty(anyToys, anyCurrency, async (toys, currency) => {
      const all = await race(toys, currency);
      for (const [index, { strategy, seed, budget }] of toys.entries()) {
        const mine = all.filter(({ lane }) => lane === index).map(({ event }) => event);
        const alone = await toyLog(strategy, { seed, budget });
        expect(withoutSeconds(mine)).toEqual(withoutSeconds(alone));
      }
    }),
    { numRuns: 25 },
  );
});

it("comes out the same each time", async () => {
  await fc.assert(
    fc.asyncProperty(anyToys, anyCurrency, async (toys, currency) => {
      expect(await race(toys, currency)).toEqual(await race(toys, currency));
    }),
    { numRuns: 12 },
  );
});

it("closes all lanes when one throws, and when the caller breaks off", async () => {
  const closed: number[] = [];
  const lane = (index: number, throws: boolean) =>
    async function* () {
      try {
        yield { type: "keep", nodes: [], reason: "" } satisfies SearchEvent;
        if (throws) throw new Error("out of memory");
        yield { type: "keep", nodes: [], reason: "" } satisfies SearchEvent;
      } finally {
        closed.push(index);
      }
    };
  const take = async (lanes: OpenLane[], most: number) => {
    for await (const _ of lockstep(lanes, "flops")) if (--most === 0) break;
  };
  await expect(take([lane(0, false), lane(1, true)], 99)).rejects.toThrow("out of memory");
  expect(closed.sort()).toEqual([0, 1]);
  closed.length = 0;
  await take([lane(0, false), lane(1, false)], 2);
  expect(closed.sort()).toEqual([0, 1]);
});

it("counts only the seconds at work", async () => {
  let now = 0;
  const watch = new Stopwatch(() => now);
  await watch.during(async () => {
    now += 2;
  });
  now += 5;
  expect(watch.read()).toBe(2);
  await watch.during(async () => {
    now += 1;
    expect(watch.read()).toBe(3);
  });
  expect(watch.read()).toBe(3);
});
