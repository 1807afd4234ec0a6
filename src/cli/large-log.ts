/** Recorded runs of any size, made by a search with scripted models. */
import { equationsFamily } from "../problems/families/equations/equations.ts";
import type { SearchLog } from "../search/events.ts";
import { runSearch } from "../search/run.ts";
import { scriptedModels, scriptFor } from "../search/scripted.ts";
import { mctsUct } from "../search/strategies/mcts-uct.ts";

const SEED = 1;
/** Each simulation samples this many steps where it expands a node, and this many ahead. */
const BRANCH = 32;
const AHEAD = 1;

/** The strategy without the limit on simulations, which is for people who wait for them. */
const strategy = {
  ...mctsUct,
  knobs: mctsUct.knobs.map((knob) =>
    knob.id === "n" && knob.kind === "integer" ? { ...knob, max: 100_000 } : knob,
  ),
};

/**
 * The log of a Monte Carlo tree search with about this many nodes and an answer; the same each time.
 */
export async function largeLog(nodes: number): Promise<SearchLog> {
  const problem = equationsFamily.generate(SEED, 5, "test");
  const log: SearchLog = [];
  const events = runSearch(strategy, {
    problem,
    family: equationsFamily,
    ...scriptedModels(scriptFor(equationsFamily, problem), SEED),
    knobs: { n: Math.ceil(nodes / BRANCH), branch: BRANCH, forward: AHEAD },
    seed: SEED,
    clock: () => 0,
  });
  for await (const event of events) log.push(event);
  return log;
}
