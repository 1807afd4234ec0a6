/** A search that runs again repeats events that were delivered before; each is delivered once. */
import type { SearchEvent } from "../../search/events.ts";

export interface Deliver {
  /** New events, in order. */
  onEvents(events: SearchEvent[]): void;
  /**
   * The search ran again on another backend, and its log differs from what was delivered: forget
   * that; the whole new log is delivered next.
   */
  onRestart?(): void;
}

/** Delivers the events of one search, however often it runs again. */
export class Delivery {
  #delivered: SearchEvent[] = [];
  /** How many events of this attempt have come, as long as they repeat an earlier attempt's. */
  #position = 0;
  #known: readonly SearchEvent[] = [];

  constructor(private readonly to: Deliver) {}

  /** Begin another attempt. */
  begin(): void {
    this.#known = this.#delivered.slice();
    this.#position = 0;
  }

  take(events: readonly SearchEvent[]): void {
    const fresh: SearchEvent[] = [];
    for (const event of events) {
      const before = this.#known[this.#position++];
      if (before !== undefined && sameEvent(before, event)) continue;
      if (before !== undefined) {
        this.to.onRestart?.();
        fresh.unshift(...this.#known.slice(0, this.#position - 1));
        this.#delivered.length = 0;
        this.#known = [];
      }
      fresh.push(event);
    }
    this.#delivered.push(...fresh);
    if (fresh.length > 0) this.to.onEvents(fresh);
  }
}

/**
 * Compares what must agree between backends: the tree, that is ids, tokens, choices and answers.
 * Scores and log-probabilities may differ in their last digits, and clocks differ.
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
