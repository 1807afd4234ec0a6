/**
 * Votes: how finished trajectories become one answer. Spellings that the problem's checker takes for one
 * answer are counted together, and shown as the first of them was; ties go to the answer seen first.
 *
 * majority: Wang et al. (2022), "Self-Consistency", arXiv:2203.11171. weighted: Li et al.
 * (2022), "Making Large Language Models Better Reasoners with Step-Aware Verifier",
 * arXiv:2206.02336, the sum of each group's scores. best: the single highest score of those that
 * answer. A trajectory without a readable answer has no say, and stands for the run only where
 * none has one; search-and-learn lets it win, and then has no answer.
 */
import type { AnswerChecker } from "../problems/answers/checker.ts";
import type { Tally } from "./events.ts";
import type { NodeId } from "./model.ts";
import type { VoteRule } from "./tree.ts";

/** A trajectory that ended by itself. */
export interface Ballot {
  readonly node: NodeId;
  readonly answer: string | null;
  /** Its aggregated score in [0, 1]; null without a verifier. */
  readonly score: number | null;
}

export interface Count {
  /**
   * Answers from the heaviest down. The weight of a majority is the count, of a weighted
   * vote the sum of scores, of best the highest score.
   */
  readonly tally: Tally[];
  /** The trajectory that stands for the winner: its best-scored one, of a majority its first. */
  readonly winner: Ballot | null;
  /** The winner's answer as it was first spelled. */
  readonly answer: string | null;
}

/** Ballots of one answer, in the order seen. */
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
  // Stable: ties stay in the order seen, of best scores in the order in which these were seen.
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

/** The answers that a vote's winner was no better than, but for being seen first; empty where it won. */
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
