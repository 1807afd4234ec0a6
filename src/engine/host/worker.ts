/** The work of a worker: answers the protocol's calls with one engine, and streams a search's events. */

import type { SearchEvent } from "../../search/events.ts";
import { inParallel } from "../../search/in-parallel.ts";
import { lockstep } from "../../search/lockstep.ts";
import type { Engine } from "../contract/engine.ts";
import { EngineError, toFailure } from "../contract/errors.ts";
import type { Call, Calls, Reply } from "../contract/protocol.ts";
import type {
  BulkRequest,
  CompareRequest,
  SearchRequest,
  SearchSummary,
} from "../contract/requests.ts";
import type { BrowserLoad } from "./browser.ts";
import { giveLifeSign } from "./life-sign.ts";

/** Events wait at most this long, so that about one message is sent a frame. */
const FRAME_MS = 16;

/** What the worker needs of an engine. */
export type ServedEngine = Pick<
  Engine,
  "info" | "search" | "monteCarloValue" | "scorePath" | "parity"
>;

let load: ((plan: BrowserLoad) => Promise<ServedEngine>) | null = null;
let engine: ServedEngine | null = null;
let running: AbortController | null = null;

const post = (reply: Reply): void => self.postMessage(reply);

function loaded(): ServedEngine {
  if (!engine) throw new EngineError("bad-request", "No models are loaded.");
  return engine;
}

const answer: { [K in keyof Calls]: (argument: Calls[K][0]) => Promise<Calls[K][1]> } = {
  load: async (options) => {
    if (!load) throw new EngineError("internal", "The worker serves no engine.");
    engine = await load({
      options,
      progress: (progress) => post({ progress }),
      // Uncaught on purpose, so that the client ends this worker and starts another.
      onLost: (failure) => reportError(EngineError.from(failure)),
    });
    return engine.info;
  },
  search: (request) => search(loaded(), request),
  compare: (request) => compare(loaded(), request),
  bulk: (request) => bulk(loaded(), request),
  monteCarloValue: (request) =>
    unlessCancelled((signal) =>
      loaded().monteCarloValue(request, { signal, onEnded: (ended) => post({ ended }) }),
    ),
  scorePath: (request) => unlessCancelled((signal) => loaded().scorePath(request, signal)),
  cancel: async () => {
    running?.abort();
    return null;
  },
  ping: async () => null,
  parity: (request) => loaded().parity(request),
};

function search(engine: ServedEngine, request: SearchRequest): Promise<SearchSummary> {
  return alone(async (signal) => {
    const stream = new EventStream(0);
    try {
      for await (const event of engine.search(request, signal)) stream.push(event);
    } finally {
      stream.flush();
    }
    return stream.summary();
  });
}

function compare(
  engine: ServedEngine,
  { lanes, currency }: CompareRequest,
): Promise<SearchSummary[]> {
  return alone(async (signal) => {
    const streams = lanes.map((_, lane) => new EventStream(lane));
    const open = lanes.map(
      (request) => (clock: () => number) => engine.search(request, signal, clock),
    );
    try {
      for await (const { lane, event } of lockstep(open, currency)) streams[lane]?.push(event);
    } finally {
      for (const stream of streams) stream.flush();
    }
    return streams.map((stream) => stream.summary());
  });
}

function bulk(engine: ServedEngine, { searches, concurrency }: BulkRequest): Promise<null> {
  return alone(async (signal) => {
    await inParallel(searches.entries(), concurrency, async ([search, request]) => {
      if (signal.aborted) return;
      const log: SearchEvent[] = [];
      for await (const event of engine.search(request, signal)) log.push(event);
      const end = log.at(-1);
      // The log of a cancelled search is not a result.
      if (end?.type === "done" && end.reason !== "cancelled") post({ log, search });
    });
    return null;
  });
}

/** Runs one call at a time. @throws EngineError "bad-request" while another runs. */
async function alone<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (running) throw new EngineError("bad-request", "The models are at work already.");
  running = new AbortController();
  try {
    return await work(running.signal);
  } finally {
    running = null;
  }
}

/** @returns null when it was cancelled. */
const unlessCancelled = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> =>
  alone((signal) =>
    work(signal).catch((thrown: unknown) => {
      if (signal.aborted) return null;
      throw thrown;
    }),
  );

/** Gathers a search's events into one message a frame, and remembers how the search ended. */
class EventStream {
  #waiting: SearchEvent[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #answer: Pick<SearchSummary, "answer" | "correct"> = { answer: null, correct: null };
  #summary: SearchSummary | null = null;

  constructor(private readonly lane: number) {}

  push(event: SearchEvent): void {
    if (event.type === "answer") this.#answer = { answer: event.answer, correct: event.correct };
    if (event.type === "done") {
      this.#summary = { ...this.#answer, reason: event.reason, ledger: event.ledger };
    }
    this.#waiting.push(event);
    if (performance.now() - this.#last >= FRAME_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FRAME_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = performance.now();
    if (this.#waiting.length > 0) post({ events: this.#waiting, lane: this.lane });
    this.#waiting = [];
  }

  summary(): SearchSummary {
    if (this.#summary) return this.#summary;
    throw new EngineError("internal", "The search ended without saying why.");
  }
}

async function serve<K extends keyof Calls>(id: number, call: K, argument: Calls[K][0]) {
  try {
    const ok = await answer[call](argument);
    self.postMessage({ id, call, ok });
  } catch (thrown) {
    post({ id, error: toFailure(thrown) });
  }
}

/** Answer the page's calls from now on. @param loader makes the engine that a "load" asks for. */
export function serveEngine(loader: (plan: BrowserLoad) => Promise<ServedEngine>): void {
  // onnxruntime's threads load the worker's file again; they answer no calls.
  if (self.name.startsWith("em-pthread")) return;
  load = loader;
  giveLifeSign((alive) => post({ alive }));
  self.addEventListener("message", ({ data }: MessageEvent<Call>) => {
    void serve(data.id, data.call, data.argument);
  });
}
