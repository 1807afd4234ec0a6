/** One whole search on an engine, from its request to its events. */

import { familyOf } from "../../problems/families/index.ts";
import type { SearchEvent } from "../../search/events.ts";
import { strategyOf } from "../../search/index.ts";
import { RunRefused, runSearch } from "../../search/run.ts";
import type { Engine } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import type { SearchRequest } from "../contract/requests.ts";
import { problemIn } from "./path-step.ts";

/** See `Engine.search`. @throws EngineError */
export async function* search(
  engine: Pick<Engine, "openRun">,
  { strategy: strategyId, knobs, seed, budget, policy: named, ...request }: SearchRequest,
  signal?: AbortSignal,
  clock?: () => number,
): AsyncGenerator<SearchEvent, void, void> {
  const strategy = strategyOf(strategyId);
  if (!strategy) throw new EngineError("bad-request", `There is no strategy "${strategyId}".`);
  const problem = problemIn(request.problem);
  const run = engine.openRun({
    seed,
    problem,
    ...(named && { policy: named }),
    ...(request.verifier && { verifier: request.verifier }),
  });
  try {
    const { policy, verifier, style } = run;
    yield* runSearch(strategy, {
      problem,
      family: familyOf(problem.family),
      readAnswer: (steps) => style.readAnswer(problem, steps),
      policy,
      verifier,
      knobs,
      seed,
      budget,
      signal,
      ...(clock && { clock }),
    });
  } catch (thrown) {
    if (thrown instanceof RunRefused) throw new EngineError("bad-request", thrown.message);
    throw thrown;
  } finally {
    run.close();
  }
}
