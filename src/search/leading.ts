/**
 * The answer that leads while a search runs: the one that its rule would elect from the trajectories
 * that have ended so far, and at the end the answer that it gives.
 */
import { checkerFor } from "../problems/families/index.ts";
import type { SearchEvent } from "./events.ts";
import { strategyOf } from "./index.ts";
import type { NodeId } from "./model.ts";
import type { StartEvent, VoteRule } from "./tree.ts";
import { type Ballot, count } from "./votes.ts";

/** The answer that leads from event `event` of the log on; null when none does. */
export interface Leader {
  event: number;
  answer: string | null;
}

/** The changes of the lead, in order; empty before a trajectory has ended. */
export function leadersOf(log: readonly SearchEvent[]): Leader[] {
  const [start] = log;
  if (start?.type !== "start") return [];
  const rule = ruleOf(start);
  const cut = new Set<NodeId>();
  const ballots: Ballot[] = [];
  const leaders: Leader[] = [];
  const checker = checkerFor(start.problem);
  const keyOf = (answer: string | null): string | null => answer && checker.key(answer);
  const lead = (event: number, answer: string | null): void => {
    const before = leaders.at(-1)?.answer ?? null;
    if (keyOf(answer) !== keyOf(before)) leaders.push({ event, answer });
  };
  for (const [index, event] of log.entries()) {
    if (event.type === "expand") {
      for (const { id, end } of event.nodes) if (end !== "eos") cut.add(id);
    } else if (event.type === "finish" && !cut.has(event.node)) {
      const { node, answer, aggregate } = event;
      ballots.push({ node, answer, score: aggregate?.score ?? null });
      lead(index, count(rule, ballots, checker).answer);
    } else if (event.type === "answer") lead(index, event.answer);
  }
  return leaders;
}

const RULES: readonly VoteRule[] = ["majority", "weighted", "best"];

function ruleOf({ strategy, knobs, verifier }: StartEvent): VoteRule {
  if (verifier === null) return "majority";
  const said = RULES.find((rule) => rule === knobs.answer);
  return said ?? strategyOf(strategy)?.elects ?? "best";
}
