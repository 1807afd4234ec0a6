/**
 * Votes: how finished trajectories become one answer. Answers are compared in the
 * canonical form that the family extracts; ties go to the answer seen first.
 *
 * majority: Wang et al. (2022), "Self-Consistency", arXiv:2203.11171. weighted: Li et al.
 * (2022), "Making Large Language Models Better Reasoners with Step-Aware Verifier",
 * arXiv:2206.02336, the sum of each group's scores. best: the single highest score, of
 * trajectories without a readable answer too, as in search-and-learn: whether an answer can
 * be read may tell more than a verifier knows. In a vote they have no say.
 */
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
}

/**
 * @param ballots in the order in which they were seen.
 * @throws RangeError when a rule that needs scores meets a ballot without one.
 */
export function count(rule: VoteRule, ballots: readonly Ballot[]): Count {
  const groups = new Map<string, Ballot[]>();
  for (const ballot of ballots) {
    if (ballot.answer === null) continue;
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
  const elected = groups.get(tally[0]?.answer ?? "") ?? [];
  switch (rule) {
    case "majority":
      return { tally, winner: elected[0] ?? null };
    case "weighted":
      return { tally, winner: top(elected) };
    case "best":
      return { tally, winner: top(ballots) };
  }
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

function top(ballots: readonly Ballot[]): Ballot | null {
  let best: Ballot | null = null;
  for (const ballot of ballots) if (!best || scoreOf(ballot) > scoreOf(best)) best = ballot;
  return best;
}

function scoreOf(ballot: Ballot): number {
  if (ballot.score === null) throw new RangeError(`Node ${ballot.node} has no score to vote with.`);
  return ballot.score;
}
