import type { Engine } from "../engine/contract/engine.ts";
import type { SearchRequest } from "../engine/contract/requests.ts";
import { type Problem, recordOf } from "../problems/problem.ts";
import { applyEvent, emptyTree, type Tree } from "../search/tree.ts";

/** The tree that a search without a budget ends with. @throws EngineError */
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
