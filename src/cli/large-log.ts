/** Recorded runs of any size, made by the search itself with scripted models. */
import { equationsFamily } from "../problems/families/equations/equations.ts";
import type { SearchLog } from "../search/events.ts";
import { runSearch } from "../search/run.ts";
import { scriptedModels, scriptFor } from "../search/scripted.ts";
import { mctsUct } from "../search/strategies/mcts-uct.ts";

const SEED = 1;
/** Steps that a simulation makes: those that it samples where it expands, and one beyond. */
const BRANCH = 32;
const AHEAD = 1;

/** The page's own limit on simulations is for people who wait for them. */
const strategy = {
  ...mctsUct,
  knobs: mctsUct.knobs.map((knob) =>
    knob.id === "n" && knob.kind === "integer" ? { ...knob, max: 100_000 } : knob,
  ),
};

/**
 * A Monte Carlo tree search that makes about so many nodes, a thousand and more of them, and comes
 * to an answer: the same log each time.
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
