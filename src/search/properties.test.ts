/** What holds for every strategy, whatever its knobs, its seed and its budget. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { aggregate } from "./aggregate.ts";
import { stepBound } from "./budget.ts";
import { LIMITS, SAMPLING } from "./common-knobs.ts";
import { CURRENCIES } from "./currencies.ts";
import type { SearchEvent, SearchLog } from "./events.ts";
import { type ToyRun, toyFamily, toyLog, toyProblem } from "./fixtures/toy.ts";
import { forwardFlops } from "./flops.ts";
import { strategies } from "./index.ts";
import type { Currency } from "./ledger.ts";
import { finishedOf, frontierOf, pathTo, scoresTo, stepsTo } from "./path.ts";
import type { Script } from "./scripted.ts";
import type { Strategy } from "./strategy.ts";
import { applyEvent, emptyTree, fold, measureOf, type Tree, type TreeNode } from "./tree.ts";
import { unfold } from "./unfold.ts";

const runs = { numRuns: 60 };

// Hundreds of whole searches each: a busy machine needs longer than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

/** Any values of the knobs that matter to a strategy's rule. */
function anyKnobs(strategy: Strategy): fc.Arbitrary<Record<string, number | string>> {
  const all: Record<string, fc.Arbitrary<number>> = {
    n: fc.integer({ min: 1, max: 24 }),
    width: fc.integer({ min: 1, max: 8 }),
    maxSteps: fc.integer({ min: 1, max: 6 }),
    maxStepTokens: fc.integer({ min: 6, max: 24 }),
    temperature: fc.constantFrom(0, 0.5, 1, 2),
    topK: fc.constantFrom(0, 1, 3),
    topP: fc.constantFrom(0.5, 1),
    lookahead: fc.integer({ min: 0, max: 4 }),
    balance: fc.constantFrom(0.05, 0.2, 1, 5),
    branch: fc.integer({ min: 1, max: 6 }),
    breadth: fc.integer({ min: 1, max: 4 }),
    threshold: fc.constantFrom(0, 0.3, 0.6, 0.9, 1),
    estimateFrom: fc.integer({ min: 1, max: 12 }),
    confidence: fc.constantFrom(0.5, 0.9, 0.95, 0.999),
    agreement: fc.constantFrom(0.5, 0.75, 1),
    stopEvery: fc.integer({ min: 1, max: 9 }),
    minTokens: fc.integer({ min: 1, max: 200 }),
    cPuct: fc.constantFrom(0, 0.5, 1.25, 5),
    cUct: fc.constantFrom(0, 0.4, 3),
    forward: fc.integer({ min: 0, max: 4 }),
    alpha: fc.constantFrom(0, 0.5, 1),
    endGate: fc.constantFrom(0, 0.5, 0.9, 1),
  };
  const own = strategy.knobs.flatMap((knob) => {
    const values =
      knob.kind === "choice"
        ? fc.constantFrom(...knob.options.map((option) => option.value))
        : all[knob.id];
    return values ? [[knob.id, values] as const] : [];
  });
  return fc.record(Object.fromEntries(own));
}

const anyRun = (strategy: Strategy): fc.Arbitrary<ToyRun> =>
  fc.record({
    knobs: anyKnobs(strategy),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    models: fc.record({ skill: fc.double({ min: 0.1, max: 0.9, noNaN: true }) }),
  });

/** Most of its trajectories end without an answer that can be read. */
const haltingScript: Script = {
  prompt: toyProblem.text,
  derivations: [
    ["7 + 4 = 11 left 8 8 11", "11 - 8 = 3 left 3 8", "8 * 3 = 24"],
    ["7 + 4 = 11 left 8 8 11", "11 - 8 = 3 left 3 8", "8 * 3 is enough"],
    ["8 - 4 = 4 left 4 7 8", "7 - 4 and so on"],
    ["8 / 4 = 2 left 2 7 8", "2 + 1 or so"],
  ],
};

/** No budget, or one that may end the run anywhere. */
const anyTokens = fc.option(
  fc.record({
    currency: fc.constant("policyTokens" as const),
    limit: fc.integer({ min: 20, max: 600 }),
  }),
);

const PROMPT = 13;

/** What the last step of a run can have cost, its share of the prompt included; a batch shares calls and time. */
function inFlight(currency: Currency, tree: Tree): number {
  const { start, nodes } = tree;
  if (!start) throw new Error("no start");
  const { policy, verifier, knobs } = start;
  const maxStepTokens = Number(knobs.maxStepTokens);
  const longest = Math.max(...nodes.map((node) => node.path.tokens));
  const prefix = { tokens: PROMPT + longest, steps: Math.max(...nodes.map((node) => node.depth)) };
  const bound = stepBound({ maxStepTokens, prefix, policy, verifier });
  const prompt = [policy, ...(verifier ? [verifier] : [])]
    .map((card) => forwardFlops(card, { tokens: PROMPT, start: 0 }))
    .reduce((sum, flops) => sum + flops, 0);
  const most: Readonly<Record<Currency, number>> = {
    ...bound,
    prmTokens: bound.prmTokens + PROMPT,
    flops: bound.flops + prompt,
    // The clock ticks at each stamp: of a batch, of its scores, of each row that finishes.
    policyCalls: maxStepTokens + 1,
    prmCalls: 2,
    seconds: (24 + 3) / 4,
  };
  return most[currency];
}

describe.each(strategies.map((strategy) => [strategy.id, strategy] as const))(
  "%s",
  (_, strategy) => {
    test("log → tree → log", async () => {
      await fc.assert(
        fc.asyncProperty(anyRun(strategy), async (run) => {
          const log = await toyLog(strategy, run);
          let tree = emptyTree;
          for (const [index, event] of log.entries()) {
            tree = applyEvent(tree, event);
            expect(unfold(tree)).toEqual(log.slice(0, index + 1));
          }
        }),
        { numRuns: 20 },
      );
    });

    test("same seed, same log, whatever the batch size", async () => {
      await fc.assert(
        fc.asyncProperty(anyRun(strategy), fc.integer({ min: 1, max: 9 }), async (run, batch) => {
          const whole = await toyLog(strategy, run);
          const split = await toyLog(strategy, { ...run, models: { ...run.models, batch } });
          expect(withoutCalls(split)).toEqual(withoutCalls(whole));
        }),
        runs,
      );
    });

    test("never spends more than the budget and the step in flight", async () => {
      const anyBudget = fc.record({
        currency: fc.constantFrom(...(Object.keys(CURRENCIES) as Currency[])),
        limit: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 600 })),
      });
      await fc.assert(
        fc.asyncProperty(anyRun(strategy), anyBudget, async (run, { currency, limit }) => {
          const scaled = currency === "flops" ? limit * 4000 : limit;
          const budget = { currency, limit: scaled };
          const log = await toyLog(strategy, { ...run, budget });
          const tree = fold(log);
          const { ledgers } = tree;
          expect(ledgers.at(-1)?.[currency]).toBeLessThan(scaled + inFlight(currency, tree));
          log.forEach((event, i) => {
            if (event.type === "expand") expect(ledgers[i - 1]?.[currency]).toBeLessThan(scaled);
          });
        }),
        { numRuns: 120 },
      );
    });

    test("a trajectory's nodes are consistent, and every leaf has an end", async () => {
      await fc.assert(
        fc.asyncProperty(anyRun(strategy), async (run) => {
          const log = await toyLog(strategy, run);
          const tree = fold(log);
          for (const node of tree.nodes) checkPath(tree, node.id);
          expect(frontierOf(tree).filter((node) => node.id !== 0)).toEqual([]);
          for (const { id, finish, end } of finishedOf(tree)) {
            const said = toyFamily.extractAnswer(toyProblem, stepsTo(tree, id));
            expect(finish?.answer).toBe(end === "eos" ? said : null);
            if (!finish?.aggregate) continue;
            const { rule, score } = finish.aggregate;
            expect(score).toBe(aggregate(rule, scoresTo(tree, id) ?? []));
          }
        }),
        runs,
      );
    });

    test("never says none beside answers", async () => {
      await fc.assert(
        fc.asyncProperty(anyRun(strategy), anyTokens, async (run, budget) => {
          // With the usual sampling and lengths, so that many trajectories end, and each in its own way.
          const usual = [...SAMPLING, ...LIMITS].map(({ id }) => id);
          const own = Object.entries(run.knobs ?? {}).filter(([id]) => !usual.includes(id));
          const knobs = Object.fromEntries(own);
          const halting = { ...run, knobs, budget, script: haltingScript };
          const tree = fold(await toyLog(strategy, halting));
          const answers = finishedOf(tree).flatMap((node) => node.finish?.answer ?? []);
          expect(tree.answer?.answer === null).toBe(answers.length === 0);
          if (tree.answer?.node != null)
            expect(tree.nodes[tree.answer.node]?.finish?.answer).toBe(tree.answer.answer);
        }),
        runs,
      );
    });

    test("the votes add up, and the answer is the winner's", async () => {
      await fc.assert(
        fc.asyncProperty(anyRun(strategy), anyTokens, async (run, budget) => {
          checkVote(fold(await toyLog(strategy, { ...run, budget })));
        }),
        runs,
      );
    });
  },
);

/** The log but for what depends on how rows were batched: forward passes. */
function withoutCalls(log: SearchLog): SearchEvent[] {
  return log.map((event) =>
    "ledger" in event
      ? { ...event, ledger: { ...event.ledger, policyCalls: 0, prmCalls: 0 } }
      : event,
  );
}

function checkPath(tree: Tree, id: number): void {
  const path = pathTo(tree, id);
  path.forEach((node, i) => {
    expect(node.depth).toBe(i + 1);
    expect(node.parent).toBe(i === 0 ? 0 : path[i - 1]?.id);
    if (i > 0) expect(path[i - 1]?.end).toBe("step");
    expect(tree.nodes[node.parent ?? -1]?.children).toContain(node.id);
  });
  const tokens = path.reduce((sum, node) => sum + node.tokens.length, 0);
  expect(tree.nodes[id]?.path.tokens).toBe(tokens);
}

/** One for each that finished; in a particle filter one for each particle that is left there. */
function votesOf(tree: Tree, node: TreeNode): number {
  const share = measureOf(node, "weight");
  return share === null ? 1 : Math.round(share * Number(tree.start?.knobs.n));
}

/** These may also settle on a trajectory, and then there is no vote. */
const settling = ["mcts-uct", "tot-dfs", "think-longer"];

function checkVote(tree: Tree): void {
  const ended = finishedOf(tree)
    .filter((node) => node.end === "eos")
    .flatMap((node) => Array(votesOf(tree, node)).fill(node));
  const answered = ended.filter((node) => node.finish?.answer != null);
  const vote = tree.votes.at(-1);
  if (vote === undefined && answered.length > 0) {
    expect(settling).toContain(tree.start?.strategy);
    expect(ended.map((node) => node.id)).toContain(tree.answer?.node);
  }
  if (vote !== undefined) expect(answered.length).toBeGreaterThan(0);
  if (!vote || !tree.answer) return;

  expect(vote.tally.reduce((sum, line) => sum + line.count, 0)).toBe(answered.length);
  const total = vote.tally.reduce((sum, line) => sum + line.weight, 0);
  const scores = (nodes: typeof ended) => nodes.map((node) => node.finish?.aggregate?.score ?? -1);
  const weights = vote.tally.map((line) => line.weight);
  expect(weights).toEqual([...weights].sort((a, b) => b - a));
  if (vote.rule === "majority") expect(total).toBe(answered.length);
  if (vote.rule === "weighted")
    expect(total).toBeCloseTo(
      scores(answered).reduce((sum, score) => sum + score, 0),
      9,
    );
  if (vote.rule === "best") {
    const winner = tree.nodes[tree.answer.node ?? -1];
    expect(winner?.finish?.aggregate?.score).toBe(Math.max(...scores(ended)));
  } else {
    expect(tree.answer.answer).toBe(vote.tally[0]?.answer);
    expect(vote.tally[0]?.nodes).toContain(tree.answer.node);
  }
}
