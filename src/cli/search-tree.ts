import type { Engine } from "../engine/contract/engine.ts";
import type { SearchRequest } from "../engine/contract/requests.ts";
import { type Problem, recordOf } from "../problems/problem.ts";
import { applyEvent, emptyTree, type Tree } from "../search/tree.ts";

/** Runs a search without a budget. @returns its tree. @throws EngineError */
export async function searchTree(
  engine: Engine,
  problem: Problem,
  request: Omit<SearchRequest, "problem" | "budget">,
): Promise<Tree> {
  let tree = emptyTree;
  for await (const event of engine.search({
    ...request,
    problem: recordOf(problem),
    budget: null,
  })) {
    tree = applyEvent(tree, event);
  }
  return tree;
}
