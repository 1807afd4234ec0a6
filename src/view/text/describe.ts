/** A sentence for each event, for the line below the player. */
import type { SearchEvent, SearchLog, StopReason } from "../../search/events.ts";
import { ROOT } from "../../search/tree.ts";
import { tiedWith } from "../../search/votes.ts";
import { describeMeasure } from "./describe-measure.ts";
import { count } from "./numbers.ts";
import { prettify } from "./pretty.ts";
import { scoredReason } from "./reasons.ts";
import { judged } from "./verdicts.ts";
import { scorerName } from "./verifiers.ts";

const STOPPED: Readonly<Record<StopReason, string>> = {
  answered: "The search is done.",
  budget: "The budget is spent.",
  exhausted: "Nothing is left to expand.",
  cancelled: "The search was cancelled.",
};

const VOTES = {
  majority: "The majority vote counts",
  weighted: "The vote, weighted by score, counts",
  best: "The best score decides between",
} as const;

/** The sentence for the last of the first `cursor` events of a log. */
export function describe(events: SearchLog, cursor = events.length): string {
  const event = events[cursor - 1];
  const start = events[0]?.type === "start" ? events[0] : undefined;
  switch (event?.type) {
    case undefined:
      return "Before the first event.";
    case "start":
      return `The search begins, with seed ${event.seed}.`;
    case "expand": {
      const parents = new Set(event.nodes.map(({ parent }) => parent));
      const after = parents.size === 1 ? nodeName([...parents][0]) : count(parents.size, "node");
      return `The policy proposes ${count(event.nodes.length, "step")} after ${after}.`;
    }
    case "score": {
      const who = `The ${scorerName(start?.verifier?.id)}`;
      return event.scores.length === 1
        ? `${who} scores a step: ${event.scores[0]?.score.toFixed(2)}.`
        : `${who} scores ${count(event.scores.length, "step")}.`;
    }
    case "keep":
    case "prune":
      return verdict(event);
    case "measure":
      return describeMeasure(event, events[cursor - 2]);
    case "finish":
      return event.answer === null
        ? "A trajectory ends without an answer."
        : `A trajectory ends with ${prettify(event.answer)}.`;
    case "vote": {
      const votes = event.tally.reduce((sum, line) => sum + line.count, 0);
      const [only, other] = event.tally;
      if (only && !other)
        return `${votes === 1 ? "The only vote is" : `All ${votes} votes are`} for ${prettify(only.answer)}.`;
      const tied = tiedWith(event.tally).length + 1;
      const tie = tied > 1 ? `: a tie of ${tied}, and the one found first is taken` : "";
      return `${VOTES[event.rule]} ${count(event.tally.length, "answer")} with ${count(votes, "vote")}${tie}.`;
    }
    case "answer":
      return event.answer === null
        ? "The search has no answer."
        : `The answer is ${prettify(event.answer)}, ${judged(event.correct)}.`;
    case "done":
      return STOPPED[event.reason];
  }
}

/** Reasons that are sentences about the search, not about the step. */
const OWN_SUBJECT = /^(simulation|round|attempt|the search|no trajectory)\b/;

function verdict({ type, nodes, reason }: Extract<SearchEvent, { nodes: number[] }>): string {
  const said = reason.replace(/^(kept|pruned|dropped)( unfinished)?: /i, "").replace(/[.]+$/, "");
  const steps = count(nodes.length, "step");
  if (OWN_SUBJECT.test(said))
    return `${capital(nodes.length === 1 ? named(said, nodes[0]) : said)}.`;
  const ahead = said.replace(/^it only looked ahead/, `${steps} that only looked ahead`);
  if (ahead !== said) return `Discarded: ${ahead}.`;
  const why = nodes.length === 1 ? scoredReason(said, "it") : plural(scoredReason(said, "they"));
  return `${type === "keep" ? "Kept" : "Dropped"} ${steps}: ${why}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const nodeName = (id: number | undefined): string => (id === ROOT ? "the problem" : `node ${id}`);

/** A reason with the name of its node, which the player's line needs and the node's card does not. */
const named = (said: string, id: number | undefined): string =>
  said
    .replace(/\bexpands this node\b/, `expands ${nodeName(id)}`)
    .replace(/\bgoes on to it\b/, `goes on to ${nodeName(id)}`)
    .replace(/\bgoes on from here\b/, `goes on from ${nodeName(id)}`)
    .replace(/\bcomes to this end\b/, `comes to the end at ${nodeName(id)}`);

/** A reason is written for one node; this is the same reason for several. */
const plural = (said: string): string =>
  said
    .replace(/^its path reads/, "their paths read")
    .replace(/^it ended/, "they ended")
    .replace(/^it was cut off at its longest before it came/, "they were cut off before they came")
    .replace(/ fell on it\b/, " fell on them");
