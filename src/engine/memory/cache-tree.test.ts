import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beam } from "../../search/strategies/beam.ts";
import type { Engine } from "../contract/engine.ts";
import { grow, loadTestEngine, PROBLEM, PROMPT, SAMPLING, tokensOf } from "../host/test-engine.ts";
import { CacheTree } from "./cache-tree.ts";
import type { KvStorage, Segment } from "./storage.ts";
import type { NodeTokens } from "./transcript.ts";

class CountingStorage implements KvStorage {
  shape = { layers: 1, heads: 1, dim: 1 };
  live = new Set<Segment>();
  allocate = (capacity: number): Segment => {
    const segment = { capacity };
    this.live.add(segment);
    return segment;
  };
  free = (segment: Segment): void => {
    if (!this.live.delete(segment)) throw new Error("freed twice");
  };
  gather = (): never => unused();
  save = (): never => unused();
  arrange = (): never => unused();
  disposeBatch = (): never => unused();
  dispose(): void {}
}

const unused = (): never => {
  throw new Error("not used here");
};

/** 0 is the root; 1 and 2 are its children, 3 is a child of 1. Two tokens each, 8 bytes a token. */
const parents = [null, 0, 0, 1];
const tokensOfNode = (id: number): NodeTokens => ({
  parent: parents[id] ?? null,
  tokens: [id, id],
});

function filled(cap: number) {
  const storage = new CountingStorage();
  const tree = new CacheTree(storage, tokensOfNode, cap);
  for (const id of [0, 1, 2, 3]) {
    const entry = tree.entry(id);
    tree.reserve(entry);
    entry.have = 2;
  }
  return { storage, tree };
}

describe("CacheTree", () => {
  it("frees a node when it and all its descendants are released, in any order", () => {
    const { storage, tree } = filled(1e6);
    tree.release(1);
    expect(storage.live.size).toBe(4);
    tree.release(3);
    expect(storage.live.size).toBe(2);
    tree.release(0);
    tree.release(2);
    expect(storage.live.size).toBe(0);
    expect(tree.gauge().bytes).toBe(0);
    expect(tree.gauge().peakBytes).toBe(64);
  });

  it("evicts the least recently used leaves down to the cap", () => {
    const { tree } = filled(40);
    tree.entry(2);
    tree.trim();
    expect(tree.entry(3).segment).toBeNull();
    expect(tree.entry(1).segment).toBeNull();
    expect(tree.entry(2).segment).not.toBeNull();
    expect(tree.gauge()).toMatchObject({ bytes: 32, evictedNodes: 2 });
  });

  it("plans evicted prefixes as chains, each token in one row only", () => {
    const { tree } = filled(0);
    tree.trim();
    const all = [2, 3].map((id) => tree.entry(id));
    expect(tree.plan(all).map(({ pending, start }) => ({ pending, start }))).toEqual([
      { pending: [0, 0], start: 0 },
    ]);
    tree.entry(0).have = 2;
    expect(tree.plan(all).map(({ pending, start }) => ({ pending, start }))).toEqual([
      { pending: [2, 2], start: 2 },
      { pending: [1, 1, 3, 3], start: 2 },
    ]);
  });

  it("frees everything on close", () => {
    const { storage, tree } = filled(1e6);
    tree.close();
    expect(storage.live.size).toBe(0);
  });
});

describe("eviction in a run", () => {
  let roomy: Engine;
  let tight: Engine;
  beforeAll(async () => {
    roomy = await loadTestEngine();
    tight = await loadTestEngine({ kvCapBytes: 20_000 });
  });
  afterAll(async () => {
    await roomy.dispose();
    await tight.dispose();
  });

  it("keeps tokens and scores equal, and charges what runs again", async () => {
    const results = [];
    for (const engine of [roomy, tight]) {
      const run = engine.openRun({ problem: PROBLEM, seed: 4 });
      const tree = await grow(run.policy, { width: 3, depth: 3, batch: 7 });
      const ids = tree.map(({ child }) => child);
      const { scores } = (await run.verifier?.score(ids)) ?? { scores: [] };
      const again = await run.policy.expand([{ parent: 0, child: 900 }], SAMPLING);
      results.push({ tokens: tokensOf(tree), scores, gauge: run.kv(), cost: again.cost });
      run.close();
    }
    const [free, capped] = results;
    expect(free?.gauge.evictedNodes).toBe(0);
    expect(capped?.gauge.evictedNodes).toBeGreaterThan(0);
    expect(capped?.gauge.bytes).toBeLessThanOrEqual(capped?.gauge.capBytes ?? 0);
    expect(capped?.tokens).toEqual(free?.tokens);
    capped?.scores.forEach((score, i) => {
      expect(score).toBeCloseTo(free?.scores[i] ?? Number.NaN, 4);
    });
  });

  it("charges evicted prefixes as prefilled in the ledger of a search", async () => {
    const ledgers = [];
    for (const engine of [roomy, tight]) {
      const request = {
        problem: { family: "countdown" as const, text: "Make 24 from 4, 7, 8, 8." },
        strategy: beam.id,
        knobs: { n: 16, maxStepTokens: 10 },
        seed: 8,
        budget: null,
      };
      for await (const event of engine.search(request)) {
        if (event.type === "done") ledgers.push(event.ledger);
      }
    }
    expect(ledgers[0]?.prefillTokens).toBe(roomy.tokenize(PROMPT).length);
    expect(ledgers[1]?.prefillTokens).toBeGreaterThan(ledgers[0]?.prefillTokens ?? 0);
    expect(ledgers[1]?.policyTokens).toBe(ledgers[0]?.policyTokens);
  });
});
