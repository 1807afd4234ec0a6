/** The end of every run: unfinished nodes are dropped, finished trajectories vote, an answer is given. */
import { describeBudget } from "./budget.ts";
import type { SearchEvent, StopReason, Tally } from "./events.ts";
import type { NodeId } from "./model.ts";
import { finishedOf, frontierOf } from "./path.ts";
import {
  beatenReason,
  bestReason,
  electedReason,
  fallbackReason,
  outvotedReason,
  SILENT,
} from "./reasons.ts";
import type { Search } from "./search.ts";
import { ROOT, type TreeNode, type VoteRule } from "./tree.ts";
import { type Ballot, count, tiedWith } from "./votes.ts";

type Events = Generator<SearchEvent, void, void>;

/**
 * The last move of a strategy: `return yield* conclude(search, rule)`.
 * @param voters the finished trajectories that vote, in the order in which they finished; one that is
 * named twice has two votes. When left out, all vote once.
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
  const { tally, winner, answer } = count(rule, ballots, search.context.checker);
  if (tally.length > 0) yield search.emit({ type: "vote", rule, tally });
  if (rule === "best") yield* explainBest(search, ballots, winner, tiedWith(tally));
  else yield* explainVote(search, rule, ballots, tally);
  return yield* answerWith(search, winner?.node ?? null, answer);
}

/**
 * The last move of a strategy that has chosen a trajectory without a vote, and has said why.
 * @param chosen the node at which it ended; null when none did.
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
  return yield* answerWith(search, chosen, answer);
}

/**
 * Gives the answer. If the strategy has none but trajectories have ended with answers, dropped ones
 * included, then the answer with the best score is given, or the first when none is scored: a run never
 * says "none" beside answers.
 */
function* answerWith(
  search: Search,
  node: NodeId | null,
  answer: string | null,
): Generator<SearchEvent, StopReason, void> {
  const { checker } = search.context;
  let given = { node, answer };
  if (answer === null) {
    const ballots = ballotsOf(search).filter((ballot) => ballot.answer !== null);
    const scored = ballots.every((ballot) => ballot.score !== null);
    const other = scored ? count("best", ballots, checker).winner : ballots[0];
    if (other) {
      given = other;
      yield* search.keep([other.node], fallbackReason(other.score, ballots.length));
    }
  }
  const correct = checker.isRight(given.answer);
  yield search.emit({ type: "answer", node: given.node, answer: given.answer, correct });
  return stopReason(search, given.answer);
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

/** The ballots of trajectories that ended by themselves. @param finished all finished ones when left out. */
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

function* explainBest(
  search: Search,
  ballots: readonly Ballot[],
  winner: Ballot | null,
  tied: readonly Tally[],
): Events {
  if (winner === null) return;
  const best = winner.score ?? 0;
  const all = [...new Map(ballots.map((ballot) => [ballot.node, ballot])).values()];
  const silent = winner.answer === null ? [] : all.filter(({ answer }) => answer === null);
  // The reason mentions that only answers count when a trajectory without one would have won.
  const counts = silent.every(({ score }) => (score ?? 0) < best);
  const each = counts ? all : all.filter((ballot) => !silent.includes(ballot));
  yield* search.keep([winner.node], bestReason(best, each.length, { answering: !counts, tied }));
  if (!counts)
    yield* search.prune(
      silent.map(({ node }) => node),
      SILENT,
    );
  const of = each.length;
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
  yield* search.prune(silent, SILENT);
  const [winner, ...losers] = tally;
  if (!winner) return;
  const tied = tiedWith(tally);
  yield* search.keep(
    winner.nodes,
    electedReason(rule, winner, { of: ballots.length - silent.length, tied }),
  );
  for (const line of losers) yield* search.prune(line.nodes, outvotedReason(rule, line, winner));
}
