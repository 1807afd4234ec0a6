/** What the table of answers shows: the last vote, or, before any vote, the answers found so far. */
import { checkerFor } from "../../problems/families/index.ts";
import type { Tally } from "../../search/events.ts";
import type { Tree, VoteRule } from "../../search/tree.ts";
import { tiedWith } from "../../search/votes.ts";
import { count } from "../text/numbers.ts";
import { particlesOn, populationOf } from "../tree/measures.ts";

const RULES: Readonly<Record<VoteRule, string>> = {
  majority: "Majority vote",
  weighted: "Vote weighted by score",
  best: "Best score",
};

export interface Standing {
  /** Above the table: by which rule the answers were voted on, or that they were not. */
  readonly caption: string;
  /** What the counts count. */
  readonly counted: "votes" | "particles" | "paths";
  /** What the weights are; null where answers have none. */
  readonly weighed: "weight" | "score" | null;
  readonly tally: readonly Tally[];
}

export function standingOf(tree: Tree): Standing {
  const vote = tree.votes.at(-1);
  if (vote) {
    const { rule, tally } = vote;
    const weighed = rule === "majority" ? null : rule === "best" ? "score" : "weight";
    const tied = tiedWith(tally).length + 1;
    const tie = tied > 1 ? `; a tie of ${tied}, and the first found is taken` : "";
    return { caption: `${RULES[rule]}${tie}`, counted: "votes", weighed, tally };
  }
  const particles = tree.nodes.some((node) => particlesOn(node, 1) !== null);
  const tally = countAnswers(tree, particles);
  return {
    caption: captionOf(tree, tally.length),
    counted: particles ? "particles" : "paths",
    weighed: tally.some(({ weight }) => weight > 0) ? "weight" : null,
    tally,
  };
}

function captionOf(tree: Tree, answers: number): string {
  if (tree.answer?.node != null) return "Settled on one path, without a vote";
  const found = count(answers, "answer");
  return tree.answer || tree.done ? `No vote; ${found} found` : `So far, ${found}`;
}

/** One line an answer: the given answer first, the others by how many trajectories (of a particle filter: particles) ended with them. */
function countAnswers(tree: Tree, particles: boolean): Tally[] {
  if (!tree.start) return [];
  const { key } = checkerFor(tree.start.problem);
  const lines = new Map<string, Tally>();
  for (const node of tree.nodes) {
    const { id, finish } = node;
    if (finish?.answer == null) continue;
    const votes = particles ? (particlesOn(node, populationOf(tree)) ?? 1) : 1;
    if (votes === 0) continue;
    const line = lines.get(key(finish.answer)) ?? emptyLine(finish.answer);
    lines.set(key(finish.answer), line);
    line.count += votes;
    line.weight += votes * (finish.aggregate?.score ?? 0);
    for (let vote = 0; vote < votes; vote++) line.nodes.push(id);
  }
  const answer = tree.answer?.answer ?? null;
  const given = (line: Tally) => Number(answer !== null && key(line.answer) === key(answer));
  return [...lines.values()].sort(
    (a, b) => given(b) - given(a) || b.count - a.count || b.weight - a.weight,
  );
}

const emptyLine = (answer: string): Tally => ({ answer, count: 0, weight: 0, nodes: [] });
