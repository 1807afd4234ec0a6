/**
 * The page's side of the engine: one method a call. A search whose worker fails runs again from its
 * seed in another worker, and each of its events is delivered once.
 */

import type { SearchEvent } from "../../search/events.ts";
import type { EngineInfo, LoadProgress, ParityReport } from "../contract/info.ts";
import type { Calls } from "../contract/protocol.ts";
import type {
  BulkRequest,
  CompareRequest,
  LoadOptions,
  MonteCarloRequest,
  MonteCarloValue,
  ParityRequest,
  PathScore,
  ScorePathRequest,
  SearchRequest,
  SearchSummary,
} from "../contract/requests.ts";
import { cancellable } from "./cancellable.ts";
import type { Heard, WorkerConnection, WorkerLike } from "./connection.ts";
import { type Deliver, Delivery } from "./resume.ts";
import { type EngineState, Supervisor } from "./supervisor.ts";

export type { EngineState };

/** Events come about once an animation frame. */
export type SearchHandlers = Deliver;

export interface LookHandlers {
  /** @param count rollouts that have ended. */
  onEnded?(count: number): void;
  /** Tells of models that have to be fetched first. */
  onProgress?(progress: LoadProgress): void;
}

export class EngineClient {
  readonly #supervisor: Supervisor;

  /** @param spawn makes a worker; replaced in tests. */
  constructor(spawn: () => WorkerLike = spawnWorker) {
    this.#supervisor = new Supervisor(spawn);
  }

  get state(): EngineState {
    return this.#supervisor.state;
  }

  /** @param listener is told of every change of state, progress included. @returns unsubscribe. */
  subscribe(listener: (state: EngineState) => void): () => void {
    return this.#supervisor.subscribe(listener);
  }

  /** See `Supervisor.load`. @throws EngineError */
  load(options: LoadOptions = {}): Promise<EngineInfo> {
    return this.#supervisor.load({ ...options, modelsPath: options.modelsPath ?? modelsPath() });
  }

  /**
   * Run one search. One at a time.
   * @throws EngineError; of kind "cancelled" only when the worker had to be ended. A cancelled
   * search otherwise ends with a "done" event and a summary.
   */
  search(
    request: SearchRequest,
    handlers: SearchHandlers,
    signal?: AbortSignal,
  ): Promise<SearchSummary> {
    return this.#delivered("search", request, [handlers], signal);
  }

  /**
   * Run searches side by side, in lockstep of a currency; otherwise as `search`.
   * @param handlers of each lane. @throws EngineError
   */
  compare(
    request: CompareRequest,
    handlers: readonly SearchHandlers[],
    signal?: AbortSignal,
  ): Promise<SearchSummary[]> {
    return this.#delivered("compare", request, handlers, signal);
  }

  /**
   * Run many searches, several at once. After a failure of the worker, those that had not ended run
   * again.
   * @param onLog the index and the whole log of each search that has ended; each index once.
   * @throws EngineError
   */
  bulk(
    { searches, concurrency }: BulkRequest,
    onLog: (index: number, log: SearchEvent[]) => void,
    signal?: AbortSignal,
  ): Promise<null> {
    const left = new Map(searches.entries());
    const once = (worker: WorkerConnection) => {
      const indices = [...left.keys()];
      const heard: Heard = {
        onLog: (at, log) => {
          const index = indices[at];
          if (index !== undefined && left.delete(index)) onLog(index, log);
        },
      };
      const request = { searches: [...left.values()], concurrency };
      return cancellable(worker, "bulk", request, heard, signal);
    };
    return this.#supervisor.perform("searching", once, signal);
  }

  /**
   * Fresh rollouts from a node of a log. Not beside a search.
   * @returns null when the signal fired. @throws EngineError
   */
  monteCarloValue(
    request: MonteCarloRequest,
    handlers: LookHandlers,
    signal?: AbortSignal,
  ): Promise<MonteCarloValue | null> {
    return this.#ask("monteCarloValue", request, handlers, signal);
  }

  /**
   * A node of a log under several verifiers; those that are not loaded are fetched. Not beside a
   * search.
   * @returns null when the signal fired. @throws EngineError
   */
  scorePath(
    request: ScorePathRequest,
    handlers: LookHandlers,
    signal?: AbortSignal,
  ): Promise<PathScore[] | null> {
    return this.#ask("scorePath", request, handlers, signal);
  }

  /** Compare this backend's outputs with PyTorch's goldens. @throws EngineError */
  async parity(request: ParityRequest = {}): Promise<ParityReport> {
    return this.#supervisor.worker.call("parity", request);
  }

  /** End the workers; nothing is delivered afterwards. */
  dispose(): void {
    this.#supervisor.dispose();
  }

  #delivered<K extends "search" | "compare">(
    call: K,
    argument: Calls[K][0],
    handlers: readonly SearchHandlers[],
    signal?: AbortSignal,
  ): Promise<Calls[K][1]> {
    const deliveries = handlers.map((one) => new Delivery(one));
    const once = (worker: WorkerConnection) => {
      for (const delivery of deliveries) delivery.begin();
      const heard: Heard = { onEvents: (lane, events) => deliveries[lane]?.take(events) };
      return cancellable(worker, call, argument, heard, signal);
    };
    return this.#supervisor.perform("searching", once, signal);
  }

  async #ask<K extends "monteCarloValue" | "scorePath">(
    call: K,
    argument: Calls[K][0],
    handlers: LookHandlers,
    signal?: AbortSignal,
  ): Promise<Calls[K][1] | null> {
    const once = (worker: WorkerConnection) =>
      cancellable(worker, call, argument, handlers, signal);
    try {
      return await this.#supervisor.perform("asking", once, signal);
    } catch (thrown) {
      if (signal?.aborted) return null;
      throw thrown;
    }
  }
}

const modelsPath = (): string =>
  new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).pathname;

function spawnWorker(): Worker {
  return new Worker(new URL("../host/browser-worker.ts", import.meta.url), { type: "module" });
}
