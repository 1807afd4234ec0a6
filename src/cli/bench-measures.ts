/** Bench measurements of the engine: whole searches, with the policy's cost kept apart. */
import type { Engine } from "../engine/contract/engine.ts";
import { familyOf } from "../problems/families/index.ts";
import type { Problem } from "../problems/family.ts";
import { forwardFlops } from "../search/flops.ts";
import { strategyOf } from "../search/index.ts";
import type { Cost, Policy } from "../search/model.ts";
import { runSearch } from "../search/run.ts";
import { applyEvent, emptyTree, type Tree } from "../search/tree.ts";

export interface Measured {
  tree: Tree;
  /** The cost of the policy alone. */
  cost: Cost;
  seconds: number;
  promptTokens: number;
}

export interface MeasureOptions {
  strategy: string;
  knobs: Readonly<Record<string, number | string>>;
  seed: number;
  /** false: no cache is kept, and the whole prefix of each child runs again. */
  fork: boolean;
}

/** Runs one search on this engine and times it, from the opening of the run to the last event. */
export async function measure(
  engine: Engine,
  problem: Problem,
  { strategy: id, knobs, seed, fork }: MeasureOptions,
): Promise<Measured> {
  const strategy = strategyOf(id);
  if (!strategy) throw new Error(`There is no strategy "${id}".`);
  const family = familyOf(problem.family);
  const promptTokens = engine.tokenize(family.prompt(problem)).length;
  const began = performance.now();
  const run = engine.openRun({ problem, seed, fork });
  try {
    const { policy, cost } = counted(run.policy);
    const { verifier } = run;
    let tree = emptyTree;
    const events = runSearch(strategy, { problem, family, policy, verifier, knobs, seed });
    for await (const event of events) tree = applyEvent(tree, event);
    return { tree, cost, seconds: (performance.now() - began) / 1000, promptTokens };
  } finally {
    run.close();
  }
}

/** The same policy, wrapped so that `cost` adds up what it costs. */
function counted(policy: Policy): { policy: Policy; cost: Cost } {
  const cost: Cost = { generated: 0, prefilled: 0, calls: 0, flops: 0 };
  const counting: Policy = {
    card: policy.card,
    release: (nodes) => policy.release(nodes),
    async expand(requests, sampling, signal) {
      const result = await policy.expand(requests, sampling, signal);
      cost.generated += result.cost.generated;
      cost.prefilled += result.cost.prefilled;
      cost.calls += result.cost.calls;
      cost.flops += result.cost.flops;
      return result;
    },
  };
  return { policy: counting, cost };
}

/** The number of tokens on the longest path from the root. */
export const longestPath = (tree: Tree): number =>
  Math.max(...tree.nodes.map((node) => node.path.tokens));

export interface PrefixCount {
  /** FLOPs of all tokens that the policy processed: prompt, prefixes and decoding. */
  run: number;
  /** FLOPs of the tree's tokens that have to be processed, each once: all but the last of each leaf. */
  distinct: number;
  /** Tokens of prompts and prefixes that were processed without being sampled. */
  prefilled: number;
  prompt: number;
}

/** How often each token of a tree was processed: `run / distinct` is 1.00 when it was exactly once. */
export function countPrefixes({ tree, cost, promptTokens }: Measured): PrefixCount {
  const card = tree.start?.policy ?? { parameters: Number.NaN };
  const distinct = tree.nodes.map(({ parent, tokens, path, children }) => {
    if (parent === null) return forwardFlops(card, { tokens: promptTokens, start: 0 });
    const start = promptTokens + path.tokens - tokens.length;
    return forwardFlops(card, { tokens: tokens.length - (children.length === 0 ? 1 : 0), start });
  });
  return {
    run: cost.flops,
    distinct: distinct.reduce((sum, flops) => sum + flops, 0),
    prefilled: cost.prefilled,
    prompt: promptTokens,
  };
}
