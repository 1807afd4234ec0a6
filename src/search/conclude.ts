/** How every run ends: leftovers are dropped, finished trajectories vote, an answer is given. */
import { describeBudget } from "./budget.ts";
import type { SearchEvent, StopReason, Tally } from "./events.ts";
import type { NodeId } from "./model.ts";
import { finishedOf, frontierOf } from "./path.ts";
import { beatenReason, electedReason, figure, outvotedReason } from "./reasons.ts";
import type { Search } from "./search.ts";
import { ROOT, type TreeNode, type VoteRule } from "./tree.ts";
import { type Ballot, count } from "./votes.ts";

type Events = Generator<SearchEvent, void, void>;

/**
 * The last move of a strategy: `return yield* conclude(search, rule)`.
 * @param voters who votes among the finished, in the order in which they finished; one named
 * twice has two votes. All of them, once, when left out.
 */
export function* conclude(
  search: Search,
  rule: VoteRule,
  voters?: readonly NodeId[],
): Generator<SearchEvent, StopReason, void> {
  yield* dropUnfinished(search);
  const finished = finishedOf(search.tree);
  yield* dropCutOff(search, finished);

  const ballots = ballotsOf(search, voters?.map((id) => search.node(id)) ?? finished);
  const { tally, winner } = count(rule, ballots);
  if (tally.length > 0) yield search.emit({ type: "vote", rule, tally });
  if (rule === "best") yield* explainBest(search, ballots, winner);
  else yield* explainVote(search, rule, ballots, tally);

  const answer = winner?.answer ?? null;
  const correct = answer !== null && search.context.checkAnswer(answer);
  yield search.emit({ type: "answer", node: winner?.node ?? null, answer, correct });
  return stopReason(search, answer);
}

/**
 * The last move of a strategy that has settled on a trajectory without a vote, and has said
 * why. @param chosen where it ended; null when none did.
 */
export function* concludeWith(
  search: Search,
  chosen: NodeId | null,
): Generator<SearchEvent, StopReason, void> {
  yield* dropUnfinished(search);
  const finished = finishedOf(search.tree);
  yield* dropCutOff(search, finished);
  const unjudged = finished.filter(({ end, verdicts }) => end === "eos" && verdicts.length === 0);
  const others = unjudged.map((node) => node.id).filter((id) => id !== chosen);
  yield* search.prune(others, `dropped: the search settled on the trajectory of node ${chosen}`);

  const answer = chosen === null ? null : (search.node(chosen).finish?.answer ?? null);
  const correct = answer !== null && search.context.checkAnswer(answer);
  yield search.emit({ type: "answer", node: chosen, answer, correct });
  return stopReason(search, answer);
}

function* dropUnfinished(search: Search): Events {
  const left = frontierOf(search.tree).filter((node) => node.id !== ROOT);
  const { budget } = search.context;
  const why =
    search.outOfBudget && budget
      ? `the budget of ${describeBudget(budget)} is spent`
      : `enough trajectories had finished (${search.ledger.completions})`;
  yield* search.prune(
    left.map((node) => node.id),
    `dropped unfinished: ${why}`,
  );
}

function* dropCutOff(search: Search, finished: readonly TreeNode[]): Events {
  const cut = finished.filter((node) => node.end !== "eos");
  yield* search.prune(
    cut.map((node) => node.id),
    "dropped: it was cut off at its longest before it came to an answer",
  );
}

function stopReason(search: Search, answer: string | null): StopReason {
  if (search.outOfBudget) return "budget";
  return answer === null ? "exhausted" : "answered";
}

/** The ballots of those that ended by themselves: of all that finished, unless told otherwise. */
export const ballotsOf = (
  search: Search,
  finished: readonly TreeNode[] = finishedOf(search.tree),
): Ballot[] =>
  finished
    .filter((node) => node.end === "eos")
    .map(({ id, finish }) => ({
      node: id,
      answer: finish?.answer ?? null,
      score: finish?.aggregate?.score ?? null,
    }));

function* explainBest(search: Search, ballots: readonly Ballot[], winner: Ballot | null): Events {
  if (winner === null) return;
  const best = winner.score ?? 0;
  const each = [...new Map(ballots.map((ballot) => [ballot.node, ballot])).values()];
  const of = each.length;
  const why = of === 1 ? "is of the only one that finished" : `is the best of ${of}`;
  yield* search.keep([winner.node], `kept: score ${figure(best)} ${why}`);
  const others = each.filter((ballot) => ballot.node !== winner.node);
  if (others.length === 0) return;
  const scores = others.map((ballot) => ballot.score ?? 0);
  const nodes = others.map((ballot) => ballot.node);
  yield* search.prune(nodes, beatenReason(scores, best, of));
}

function* explainVote(
  search: Search,
  rule: "majority" | "weighted",
  ballots: readonly Ballot[],
  tally: readonly Tally[],
): Events {
  const silent = ballots.filter((ballot) => ballot.answer === null).map((ballot) => ballot.node);
  yield* search.prune(silent, "dropped: it ended without an answer that can be read");
  const [winner, ...losers] = tally;
  if (!winner) return;
  yield* search.keep(winner.nodes, electedReason(rule, winner, ballots.length - silent.length));
  for (const line of losers) yield* search.prune(line.nodes, outvotedReason(rule, line, winner));
}
