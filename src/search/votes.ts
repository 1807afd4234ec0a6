/**
 * Votes: how finished trajectories become one answer. Answers are compared in the
 * canonical form that the family extracts; ties go to the answer seen first.
 *
 * majority: Wang et al. (2022), "Self-Consistency", arXiv:2203.11171. weighted: Li et al.
 * (2022), "Making Large Language Models Better Reasoners with Step-Aware Verifier",
 * arXiv:2206.02336, the sum of each group's scores. best: the single highest score.
 */
import type { Tally } from "./events.ts";
import type { NodeId } from "./model.ts";
import type { VoteRule } from "./tree.ts";

/** A finished trajectory with an answer. @see Ballot.score is its aggregated score. */
export interface Ballot {
  readonly node: NodeId;
  readonly answer: string;
  /** In [0, 1]; null without a verifier. */
  readonly score: number | null;
}

export interface Count {
  /** From the winner down. weight: of a majority the count, of a weighted vote the sum of scores, of best the highest score. */
  readonly tally: Tally[];
  /** The trajectory that stands for the winner: its best-scored one, or else its first. */
  readonly winner: NodeId | null;
}

/**
 * @param ballots in the order in which they were seen.
 * @throws RangeError when a rule that needs scores meets a ballot without one.
 */
export function count(rule: VoteRule, ballots: readonly Ballot[]): Count {
  const groups = new Map<string, Ballot[]>();
  for (const ballot of ballots) {
    const group = groups.get(ballot.answer);
    if (group) group.push(ballot);
    else groups.set(ballot.answer, [ballot]);
  }
  const tally = [...groups].map(([answer, group]) => ({
    answer,
    count: group.length,
    weight: weigh(rule, group),
    nodes: group.map((ballot) => ballot.node),
  }));
  tally.sort((a, b) => b.weight - a.weight); // stable: ties stay in the order seen
  const first = tally[0];
  const group = first && groups.get(first.answer);
  return { tally, winner: group ? spokesman(rule, group) : null };
}

function weigh(rule: VoteRule, group: readonly Ballot[]): number {
  switch (rule) {
    case "majority":
      return group.length;
    case "weighted":
      return group.reduce((sum, ballot) => sum + scoreOf(ballot), 0);
    case "best":
      return Math.max(...group.map(scoreOf));
  }
}

function spokesman(rule: VoteRule, group: readonly Ballot[]): NodeId | null {
  let best: Ballot | undefined;
  for (const ballot of group)
    if (!best || (rule !== "majority" && scoreOf(ballot) > scoreOf(best))) best = ballot;
  return best?.node ?? null;
}

function scoreOf(ballot: Ballot): number {
  if (ballot.score === null) throw new RangeError(`Node ${ballot.node} has no score to vote with.`);
  return ballot.score;
}
