/**
 * Votes: finished trajectories elect an answer. Spellings that the problem's checker takes for the same
 * answer are counted together and shown in their first spelling; ties go to the answer seen first.
 *
 * majority: Wang et al. (2022), "Self-Consistency", arXiv:2203.11171. weighted: Li et al.
 * (2022), "Making Large Language Models Better Reasoners with Step-Aware Verifier",
 * arXiv:2206.02336, the sum of the scores of each group. best: the single highest score among
 * trajectories with an answer. A trajectory without a readable answer does not count, unless none has
 * one; search-and-learn lets it win, and then gives no answer.
 */
import type { AnswerChecker } from "../problems/answers/checker.ts";
import type { Tally } from "./events.ts";
import type { NodeId } from "./model.ts";
import type { VoteRule } from "./tree.ts";

/** A trajectory that ended by itself. */
export interface Ballot {
  readonly node: NodeId;
  readonly answer: string | null;
  /** The aggregated score in [0, 1]; null without a verifier. */
  readonly score: number | null;
}

export interface Count {
  /**
   * The answers in descending order of weight. The weight is the count for a majority, the sum of scores
   * for a weighted vote, and the highest score for best.
   */
  readonly tally: Tally[];
  /** The trajectory that stands for the winner: the one with the best score, or the first for a majority. */
  readonly winner: Ballot | null;
  /** The winner's answer in its first spelling. */
  readonly answer: string | null;
}

/** The ballots of one answer, in the order seen. */
interface Group {
  readonly answer: string;
  readonly ballots: Ballot[];
}

/**
 * @param ballots in the order in which they were seen.
 * @throws RangeError when a rule that needs scores meets a ballot without one.
 */
export function count(
  rule: VoteRule,
  ballots: readonly Ballot[],
  { key }: Pick<AnswerChecker, "key">,
): Count {
  const groups = new Map<string, Group>();
  for (const ballot of ballots) {
    if (ballot.answer === null) continue;
    const group = groups.get(key(ballot.answer)) ?? { answer: ballot.answer, ballots: [] };
    groups.set(key(ballot.answer), group);
    group.ballots.push(ballot);
  }
  const weighed = [...groups.values()].map((group) => ({ group, weight: weigh(rule, group) }));
  // The sort is stable, so ties stay in the order seen; for best, in the order of the ballots with the best scores.
  if (rule === "best") weighed.sort((a, b) => bestAt(ballots, a.group) - bestAt(ballots, b.group));
  weighed.sort((a, b) => b.weight - a.weight);
  const tally = weighed.map(({ group, weight }) => ({
    answer: group.answer,
    count: group.ballots.length,
    weight,
    nodes: group.ballots.map((ballot) => ballot.node),
  }));
  const elected = weighed[0]?.group;
  if (!elected) return { tally, winner: rule === "best" ? top(ballots) : null, answer: null };
  const winner = rule === "majority" ? (elected.ballots[0] ?? null) : top(elected.ballots);
  return { tally, winner, answer: elected.answer };
}

/** The answers with the same weight as the winner, which was seen first; empty when it won outright. */
export const tiedWith = ([winner, ...others]: readonly Tally[]): Tally[] =>
  others.filter(({ weight }) => weight === winner?.weight);

function weigh(rule: VoteRule, { ballots }: Group): number {
  switch (rule) {
    case "majority":
      return ballots.length;
    case "weighted":
      return ballots.reduce((sum, ballot) => sum + scoreOf(ballot), 0);
    case "best":
      return Math.max(...ballots.map(scoreOf));
  }
}

const bestAt = (ballots: readonly Ballot[], group: Group): number => {
  const best = top(group.ballots);
  return best ? ballots.indexOf(best) : -1;
};

function top(ballots: readonly Ballot[]): Ballot | null {
  let best: Ballot | null = null;
  for (const ballot of ballots) if (!best || scoreOf(ballot) > scoreOf(best)) best = ballot;
  return best;
}

function scoreOf(ballot: Ballot): number {
  if (ballot.score === null) throw new RangeError(`Node ${ballot.node} has no score to vote with.`);
  return ballot.score;
}
