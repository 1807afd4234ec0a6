/**
 * The page's side of the engine, and its supervisor. A worker is a disposable
 * process: after a lost device, a failed load or a refused WebGPU it is
 * terminated and another one started (a failed load or run poisons every later
 * one in the same worker: transformers.js #1767, #1635). A search that was
 * interrupted is run again from its seed; events that were already delivered are
 * not delivered twice.
 */

import type { SearchEvent } from "../../search/events.ts";
import { EngineError, type EngineFailure, toFailure } from "../contract/errors.ts";
import type { EngineInfo, LoadProgress, ParityReport } from "../contract/info.ts";
import type { CallName, Calls, Reply } from "../contract/protocol.ts";
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
import { afterFailure, GPU_FAILURES, IN_VAIN, poisons } from "./recovery.ts";
import { type Deliver, Delivery } from "./resume.ts";

export type EngineState =
  | { status: "idle" }
  | { status: "loading"; progress: LoadProgress | null }
  | { status: "ready"; info: EngineInfo }
  | { status: "searching"; info: EngineInfo }
  /** A step of a log is looked at once more. */
  | { status: "looking"; info: EngineInfo }
  | { status: "failed"; failure: EngineFailure };

/** Events come about one batch an animation frame. */
export type SearchHandlers = Deliver;

export interface LookHandlers {
  /** Rollouts that have ended. */
  onEnded?(count: number): void;
  /** Of models that had to be fetched for it. */
  onProgress?(progress: LoadProgress): void;
}

/** Times that a search is taken up again by a new worker before giving up. */
const RECOVERIES = 1;
/** After this long without an answer to a cancel, the worker is ended. */
const CANCEL_PATIENCE_MS = 10_000;

interface Pending {
  call: CallName;
  resolve(value: never): void;
  reject(error: EngineError): void;
}

export class EngineClient {
  #state: EngineState = { status: "idle" };
  #listeners = new Set<(state: EngineState) => void>();
  #worker: Worker | null = null;
  #pending = new Map<number, Pending>();
  #nextId = 1;
  #options: LoadOptions = {};
  /** Counts loads and disposals: what an earlier one still has to say is void. */
  #turn = 0;
  /** Of the running searches, by their lanes. */
  #deliveries: readonly Delivery[] = [];
  #looking: LookHandlers | null = null;
  /** Of the running bulk: takes the logs that have ended. */
  #onLog: ((index: number, log: SearchEvent[]) => void) | null = null;

  /** @param spawn makes the worker; replaced in tests. */
  constructor(private readonly spawn: () => Worker = spawnWorker) {}

  get state(): EngineState {
    return this.#state;
  }

  /** Be told of every change of state, progress included. @returns unsubscribe. */
  subscribe(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Fetch the models and make them ready; again with other options to change them.
   * Falls back from WebGPU to WASM in a new worker; `info.backend` says why.
   * @throws EngineError
   */
  async load(options: LoadOptions = {}): Promise<EngineInfo> {
    this.#options = { ...options, modelsPath: options.modelsPath ?? modelsPath() };
    this.#end("cancelled", "The engine was asked to load other models.");
    const turn = ++this.#turn;
    this.#setState({ status: "loading", progress: null });
    try {
      const info = await this.#loadWithFallback(this.#options);
      if (turn === this.#turn) this.#setState({ status: "ready", info });
      return info;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (turn === this.#turn) {
        this.#end("worker-died", failure.message);
        this.#setState({ status: "failed", failure });
      }
      throw EngineError.from(failure);
    }
  }

  /**
   * Run one search. One at a time.
   * @throws EngineError; of kind "cancelled" only when the worker had to be ended:
   *   a cancelled search otherwise ends with a "done" event and a summary.
   */
  search(
    request: SearchRequest,
    handlers: SearchHandlers,
    signal?: AbortSignal,
  ): Promise<SearchSummary> {
    return this.#supervised("search", request, [handlers], signal);
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
    return this.#supervised("compare", request, handlers, signal);
  }

  /**
   * Run many searches, several at once; after a failure of the worker, those that had not ended.
   * @param onLog the index of each that has ended, and its whole log; each index once.
   * @throws EngineError
   */
  bulk(
    { searches, concurrency }: BulkRequest,
    onLog: (index: number, log: SearchEvent[]) => void,
    signal?: AbortSignal,
  ): Promise<null> {
    const left = new Map(searches.entries());
    const once = async () => {
      const indices = [...left.keys()];
      this.#onLog = (at, log) => {
        const index = indices[at];
        if (index !== undefined && left.delete(index)) onLog(index, log);
      };
      try {
        return await this.#cancellable(
          "bulk",
          { searches: [...left.values()], concurrency },
          signal,
        );
      } finally {
        this.#onLog = null;
      }
    };
    return this.#perform("searching", once, signal);
  }

  #supervised<K extends "search" | "compare">(
    call: K,
    argument: Calls[K][0],
    handlers: readonly SearchHandlers[],
    signal?: AbortSignal,
  ): Promise<Calls[K][1]> {
    const deliveries = handlers.map((one) => new Delivery(one));
    const once = async () => {
      for (const delivery of deliveries) delivery.begin();
      this.#deliveries = deliveries;
      try {
        return await this.#cancellable(call, argument, signal);
      } finally {
        this.#deliveries = [];
      }
    };
    return this.#perform("searching", once, signal);
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
    return this.#look("monteCarloValue", request, handlers, signal);
  }

  /**
   * A node of a log under several verifiers; those that are not loaded are fetched. Not beside a
   * search. @returns null when the signal fired. @throws EngineError
   */
  scorePath(
    request: ScorePathRequest,
    handlers: LookHandlers,
    signal?: AbortSignal,
  ): Promise<PathScore[] | null> {
    return this.#look("scorePath", request, handlers, signal);
  }

  #look<K extends "monteCarloValue" | "scorePath">(
    call: K,
    argument: Calls[K][0],
    handlers: LookHandlers,
    signal?: AbortSignal,
  ): Promise<Calls[K][1] | null> {
    const once = async () => {
      this.#looking = handlers;
      try {
        return await this.#cancellable(call, argument, signal);
      } catch (thrown) {
        if (signal?.aborted && this.#worker) return null;
        throw thrown;
      } finally {
        this.#looking = null;
      }
    };
    return this.#perform("looking", once, signal);
  }

  /** Work that nothing else runs beside, taken up again by a new worker when this one fails. */
  async #perform<T>(
    status: "searching" | "looking",
    once: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (this.#state.status !== "ready") {
      throw new EngineError("bad-request", "The models are not ready for this.");
    }
    let info = this.#state.info;
    const turn = this.#turn;
    this.#setState({ status, info });
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          return await once();
        } catch (thrown) {
          const failure = toFailure(thrown);
          if (!poisons(failure) || turn !== this.#turn) throw thrown;
          this.#end("worker-died", failure.message);
          this.#setState({ status: "loading", progress: null });
          info = await this.#loadWithFallback(afterFailure(this.#options, info, failure));
          this.#setState({ status, info });
          if (attempt >= RECOVERIES || IN_VAIN.has(failure.kind) || signal?.aborted) throw thrown;
        }
      }
    } catch (thrown) {
      throw EngineError.from(toFailure(thrown));
    } finally {
      if (turn === this.#turn) {
        if (this.#worker) this.#setState({ status: "ready", info });
        else this.#setState({ status: "failed", failure: DEAD });
      }
    }
  }

  /** ONNX logits against the PyTorch goldens on the current backend. */
  parity(request: ParityRequest = {}): Promise<ParityReport> {
    return this.#call("parity", request);
  }

  /** End the worker; nothing is delivered afterwards. */
  dispose(): void {
    this.#turn++;
    this.#end("cancelled", "The engine was closed.");
    this.#setState({ status: "idle" });
  }

  async #loadWithFallback(options: LoadOptions): Promise<EngineInfo> {
    try {
      return await this.#call("load", options);
    } catch (thrown) {
      const failure = toFailure(thrown);
      const fallback = options.backend === undefined || options.backend === "auto";
      if (!fallback || !GPU_FAILURES.has(failure.kind)) throw thrown;
      this.#end("worker-died", failure.message);
      return this.#call("load", { ...options, backend: "wasm", whyNotWebGpu: failure });
    }
  }

  /** The worker is told when the signal fires, and ended when it does not listen. */
  async #cancellable<K extends CallName>(
    call: K,
    argument: Calls[K][0],
    signal?: AbortSignal,
  ): Promise<Calls[K][1]> {
    let patience: ReturnType<typeof setTimeout> | undefined;
    const cancel = () => {
      this.#call("cancel", null).catch(() => {});
      patience = setTimeout(
        () => this.#end("cancelled", "The search was cancelled."),
        CANCEL_PATIENCE_MS,
      );
    };
    try {
      const answer = this.#call(call, argument);
      if (signal?.aborted) cancel();
      else signal?.addEventListener("abort", cancel, { once: true });
      return await answer;
    } finally {
      clearTimeout(patience);
      signal?.removeEventListener("abort", cancel);
    }
  }

  #call<K extends CallName>(call: K, argument: Calls[K][0]): Promise<Calls[K][1]> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#nextId++;
    return new Promise<Calls[K][1]>((resolve, reject) => {
      this.#pending.set(id, { call, resolve, reject });
      worker.postMessage({ id, call, argument });
    });
  }

  #start(): Worker {
    const worker = this.spawn();
    worker.addEventListener("message", (message: MessageEvent<Reply>) => {
      if (worker === this.#worker) this.#receive(message.data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#died(event.message || "no reason given");
    });
    return worker;
  }

  /** The worker stopped by itself: a call in flight recovers by its own means, an idle engine here. */
  #died(reason: string): void {
    const idle = this.#state.status === "ready" ? this.#state.info : null;
    const { kind } = toFailure(new Error(reason));
    const failure = new EngineError(
      kind === "internal" ? "worker-died" : kind,
      `The engine's worker stopped (${reason.replace(/[.]+$/, "")}).`,
    ).failure;
    this.#end(failure.kind, failure.message);
    if (idle) this.load(afterFailure(this.#options, idle, failure)).catch(() => {});
  }

  #receive(reply: Reply): void {
    if ("progress" in reply) {
      if (this.#state.status === "loading") {
        this.#setState({ status: "loading", progress: reply.progress });
      } else this.#looking?.onProgress?.(reply.progress);
    } else if ("ended" in reply) {
      this.#looking?.onEnded?.(reply.ended);
    } else if ("log" in reply) {
      this.#onLog?.(reply.search, reply.log);
    } else if ("events" in reply) {
      this.#deliveries[reply.lane ?? 0]?.take(reply.events);
    } else {
      const pending = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      if ("error" in reply) pending?.reject(EngineError.from(reply.error));
      else pending?.resolve(reply.ok as never);
    }
  }

  #end(kind: EngineFailure["kind"], message: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(new EngineError(kind, message));
  }

  #setState(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

const DEAD: EngineFailure = new EngineError("worker-died", "The engine's worker stopped.").failure;

const modelsPath = (): string =>
  new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).pathname;

function spawnWorker(): Worker {
  return new Worker(new URL("../host/browser-worker.ts", import.meta.url), { type: "module" });
}
