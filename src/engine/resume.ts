/** Whether a re-run search repeats an event that was already delivered. */
import type { SearchEvent } from "../search/events.ts";

/**
 * Scores, log-probabilities and clocks may differ in their last digits between
 * backends; what must agree is the tree: ids, tokens, choices and answers.
 */
export function sameEvent(a: SearchEvent, b: SearchEvent): boolean {
  return JSON.stringify(skeleton(a)) === JSON.stringify(skeleton(b));
}

function skeleton(event: SearchEvent): unknown {
  switch (event.type) {
    case "start":
      return [event.type, event.problem, event.strategy, event.knobs, event.seed, event.policy.id];
    case "expand":
      return [event.type, event.nodes.map((node) => [node.id, node.parent, node.tokens])];
    case "score":
      return [event.type, event.scores.map((entry) => entry.node)];
    case "keep":
    case "prune":
      return [event.type, event.nodes];
    case "measure":
      return [event.type, event.quantity, event.values.map((entry) => entry.node)];
    case "finish":
      return [event.type, event.node, event.answer];
    case "vote":
      return [event.type, event.rule, event.tally.map((line) => [line.answer, line.nodes])];
    case "answer":
      return [event.type, event.node, event.answer, event.correct];
    case "done":
      return [event.type, event.reason];
  }
}
