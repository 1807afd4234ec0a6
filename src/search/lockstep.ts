/**
 * Runs searches side by side on one engine, in lockstep of a currency: the lane that has spent least
 * goes next. So at each moment the lanes have spent the same, up to the piece of work in progress: of
 * any two that still run, the one ahead was not ahead when it began its last piece. A finished lane
 * waits.
 *
 * Each lane has its own policy and verifier state, and each of its draws is keyed by (run seed, node
 * id). So apart from seconds, the log of a lane is the same as when it runs alone.
 */
import type { SearchEvent } from "./events.ts";
import type { Currency } from "./ledger.ts";

export interface LaneEvent {
  lane: number;
  event: SearchEvent;
}

/** A search that has not begun. @param clock the seconds that the lane has worked. */
export type OpenLane = (clock: () => number) => AsyncGenerator<SearchEvent, void, void>;

/** A clock that counts only the time of its own work. */
export class Stopwatch {
  #before = 0;
  #since: number | null = null;

  constructor(private readonly now: () => number = () => performance.now() / 1000) {}

  /** Adds the time that `work` takes. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#since = this.now();
    try {
      return await work();
    } finally {
      this.#before = this.read();
      this.#since = null;
    }
  }

  readonly read = (): number =>
    this.#before + (this.#since === null ? 0 : this.now() - this.#since);
}

interface Lane {
  index: number;
  events: AsyncGenerator<SearchEvent, void, void>;
  watch: Stopwatch;
  spent: number;
  /** The events so far. Of lanes that have spent the same, the one with fewer events goes first. */
  taken: number;
}

/**
 * The events of all lanes, in the order in which they happen. When a lane throws, or the iteration is
 * broken off, all lanes are closed.
 * @param now the time in seconds; the wall clock when left out.
 */
export async function* lockstep(
  lanes: readonly OpenLane[],
  currency: Currency,
  now?: () => number,
): AsyncGenerator<LaneEvent, void, void> {
  const all = lanes.map((open, index): Lane => {
    const watch = new Stopwatch(now);
    return { index, events: open(watch.read), watch, spent: 0, taken: 0 };
  });
  const running = new Set(all);
  try {
    while (running.size > 0) {
      const lane = [...running].reduce(goesFirst);
      const { done, value: event } = await lane.watch.during(() => lane.events.next());
      if (done) {
        running.delete(lane);
        continue;
      }
      lane.taken++;
      if ("ledger" in event) lane.spent = event.ledger[currency];
      yield { lane: lane.index, event };
    }
  } finally {
    for (const { events } of running) await events.return();
  }
}

const goesFirst = (a: Lane, b: Lane): Lane =>
  b.spent < a.spent || (b.spent === a.spent && b.taken < a.taken) ? b : a;
