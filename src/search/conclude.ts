/** How every run ends: leftovers are dropped, finished trajectories vote, an answer is given. */
import { describeBudget } from "./budget.ts";
import type { SearchEvent, StopReason, Tally } from "./events.ts";
import type { NodeId } from "./model.ts";
import { finishedOf, frontierOf } from "./path.ts";
import { chosenReason, figure, outvotedReason, range } from "./reasons.ts";
import type { Search } from "./search.ts";
import { ROOT, type TreeNode, type VoteRule } from "./tree.ts";
import { type Ballot, count } from "./votes.ts";

/**
 * The last move of a strategy: `return yield* conclude(search, rule)`. Finished
 * trajectories without an answer do not vote.
 */
export function* conclude(
  search: Search,
  rule: VoteRule,
): Generator<SearchEvent, StopReason, void> {
  yield* dropUnfinished(search);
  const finished = finishedOf(search.tree);
  const ballots = finished.flatMap(ballotOf);
  const { tally, winner } = count(rule, ballots);
  if (ballots.length > 0) yield search.emit({ type: "vote", rule, tally });
  yield* dropUnanswered(search, finished);
  if (winner !== null) yield* explain(search, rule, tally, winner);

  const answer = winner === null ? null : (tally[0]?.answer ?? null);
  const correct = answer !== null && search.context.checkAnswer(answer);
  yield search.emit({ type: "answer", node: winner, answer, correct });
  if (search.outOfBudget) return "budget";
  return answer === null ? "exhausted" : "answered";
}

function* dropUnfinished(search: Search): Generator<SearchEvent, void, void> {
  const left = frontierOf(search.tree).flatMap((node) => (node.id === ROOT ? [] : [node.id]));
  const { budget } = search.context;
  const why =
    search.outOfBudget && budget
      ? `the budget of ${describeBudget(budget)} is spent`
      : `enough trajectories had finished (${search.ledger.completions})`;
  yield* search.prune(left, `dropped unfinished: ${why}`);
}

function ballotOf({ id, finish }: TreeNode): Ballot[] {
  if (finish === null || finish.answer === null) return [];
  return [{ node: id, answer: finish.answer, score: finish.aggregate?.score ?? null }];
}

function* dropUnanswered(
  search: Search,
  finished: readonly TreeNode[],
): Generator<SearchEvent, void, void> {
  const silent = finished.filter((node) => node.finish?.answer === null);
  const ids = (nodes: readonly TreeNode[]) => nodes.map((node) => node.id);
  const said = silent.filter((node) => node.end === "eos");
  yield* search.prune(ids(said), "dropped: it ended without an answer that can be read");
  const cut = silent.filter((node) => node.end !== "eos");
  yield* search.prune(ids(cut), "dropped: it was cut off at its longest before it gave an answer");
}

function* explain(
  search: Search,
  rule: VoteRule,
  tally: readonly Tally[],
  winner: NodeId,
): Generator<SearchEvent, void, void> {
  const [first, ...others] = tally;
  if (!first) return;
  const of = tally.reduce((sum, line) => sum + line.count, 0);
  if (of === 1) {
    yield* search.keep([winner], "kept: it is the only one with an answer");
  } else if (rule === "best") {
    yield* search.keep([winner], chosenReason(rule, first, of));
    const rest = tally.flatMap((line) => line.nodes).filter((id) => id !== winner);
    const scores = rest.map((id) => search.node(id).finish?.aggregate?.score ?? 0);
    yield* search.prune(
      rest,
      `dropped: ${range(scores)}; the best of ${of} has ${figure(first.weight)}`,
    );
  } else {
    yield* search.keep(first.nodes, chosenReason(rule, first, of));
    for (const line of others) yield* search.prune(line.nodes, outvotedReason(rule, line, first));
  }
}
