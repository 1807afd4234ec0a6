/** Each event as a sentence: what just happened, for the line beside the player. */
import type { SearchEvent, StopReason } from "../../search/events.ts";
import { count } from "./numbers.ts";
import { prettify } from "./pretty.ts";
import { QUANTITY_NAMES } from "./quantities.ts";

const STOPPED: Readonly<Record<StopReason, string>> = {
  answered: "The search is done.",
  budget: "The budget is spent.",
  exhausted: "Nothing is left to expand.",
  cancelled: "The search was cancelled.",
};

export function describe(event: SearchEvent | undefined): string {
  switch (event?.type) {
    case undefined:
      return "Before the first event.";
    case "start":
      return `The search begins, with seed ${event.seed}.`;
    case "expand":
      return `The policy proposes ${count(event.nodes.length, "step")}.`;
    case "score":
      return event.scores.length === 1
        ? `The PRM scores a step: ${event.scores[0]?.score.toFixed(2)}.`
        : `The PRM scores ${count(event.scores.length, "step")}.`;
    case "keep":
      return `Kept ${count(event.nodes.length, "step")}: ${asTail(event.reason)}`;
    case "prune":
      return `Dropped ${count(event.nodes.length, "step")}: ${asTail(event.reason)}`;
    case "measure":
      return `The strategy notes ${QUANTITY_NAMES[event.quantity]} of ${count(event.values.length, "step")}.`;
    case "finish":
      return event.answer === null
        ? "A trajectory ends without an answer."
        : `A trajectory ends with ${prettify(event.answer)}.`;
    case "vote":
      return `The ${event.rule} vote counts ${count(event.tally.length, "answer")}.`;
    case "answer":
      return event.answer === null
        ? "The search has no answer."
        : `The answer is ${prettify(event.answer)}, which is ${event.correct ? "right" : "wrong"}.`;
    case "done":
      return STOPPED[event.reason];
  }
}

/** A reason as the tail of a sentence: without its own verb in front, with one full stop. */
const asTail = (reason: string): string =>
  `${reason.replace(/^(kept|pruned|dropped)( unfinished)?: /i, "").replace(/[.]+$/, "")}.`;
