/**
 * Supervises the engine's workers. A worker is a disposable process: after a lost device, a failed
 * load or a refused WebGPU it is ended and another one started (a failed load or run breaks every
 * later one in the same worker: transformers.js #1767, #1635).
 *
 * Other models are loaded by a new worker. The one whose models are ready lives until those of the
 * new one are, and stays when they cannot be loaded. For that time both hold their models in memory;
 * when memory does not suffice, the old worker is ended and the load is tried again.
 */

import { EngineError, type EngineFailure, toFailure } from "../contract/errors.ts";
import type { EngineInfo, LoadProgress } from "../contract/info.ts";
import type { LoadOptions } from "../contract/requests.ts";
import { unlessAborted } from "./cancellable.ts";
import { WorkerConnection, type WorkerLike } from "./connection.ts";
import { afterFailure, GPU_FAILURES, IN_VAIN, NOT_OF_THE_WORKER, poisons } from "./recovery.ts";

export type EngineState =
  | { status: "idle" }
  | { status: "loading"; progress: LoadProgress | null }
  | {
      status: "ready";
      info: EngineInfo;
      /** Why the models that were asked for last are not loaded; `info` is of those that stayed. */
      kept?: EngineFailure;
    }
  | { status: "searching"; info: EngineInfo }
  /** A node of a log is scored or rolled out. */
  | { status: "asking"; info: EngineInfo }
  | { status: "failed"; failure: EngineFailure };

/** How often a new worker takes up a call that failed. */
const RECOVERIES = 1;

/** A worker whose models are loaded. */
interface Ready {
  worker: WorkerConnection;
  info: EngineInfo;
}

export class Supervisor {
  #state: EngineState = { status: "idle" };
  #listeners = new Set<(state: EngineState) => void>();
  /** null until models are loaded, and after their worker has ended. */
  #ready: Ready | null = null;
  /** The worker that is loading; null when none is. */
  #loading: WorkerConnection | null = null;
  #options: LoadOptions = {};
  /** Counts loads and disposals: one that was overtaken changes nothing any more. */
  #turn = 0;

  /** @param spawn makes a worker. */
  constructor(private readonly spawn: () => WorkerLike) {}

  get state(): EngineState {
    return this.#state;
  }

  /** @param listener is told of every change of state, progress included. @returns unsubscribe. */
  subscribe(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The worker whose models are ready. @throws EngineError "bad-request" when there is none. */
  get worker(): WorkerConnection {
    if (!this.#ready) throw notReady();
    return this.#ready.worker;
  }

  /**
   * Fetch the models and make them ready; again with other options to change them. Falls back from
   * WebGPU to WASM in a new worker, and `info.backend` says why. When the load fails, models that
   * were ready stay so, and the state says why as `kept`.
   * @throws EngineError
   */
  async load(options: LoadOptions): Promise<EngineInfo> {
    this.#options = options;
    const turn = this.#overtake(OVERTAKEN);
    this.#setState({ status: "loading", progress: null });
    try {
      const loaded = await this.#loadWithFallback(this.#options, turn);
      this.#ready?.worker.end();
      this.#ready = loaded;
      this.#setState({ status: "ready", info: loaded.info });
      return loaded.info;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (turn === this.#turn) this.#settle(failure);
      throw EngineError.from(failure);
    }
  }

  /** End the workers; nothing is delivered afterwards. */
  dispose(): void {
    this.#overtake("The engine was closed.");
    this.#ready?.worker.end();
    this.#ready = null;
    this.#setState({ status: "idle" });
  }

  /**
   * Run a call that no other may run beside. When its worker fails, it runs again in a new one.
   * @param once makes the call. @throws EngineError
   */
  async perform<T>(
    status: "searching" | "asking",
    once: (worker: WorkerConnection) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (this.#state.status !== "ready") throw notReady();
    for (let attempt = 0; ; attempt++) {
      if (!this.#ready) throw notReady();
      const { worker, info } = this.#ready;
      const turn = this.#turn;
      this.#setState({ status, info });
      try {
        const result = await once(worker);
        if (turn === this.#turn) this.#setState({ status: "ready", info });
        return result;
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (turn !== this.#turn) throw EngineError.from(failure);
        if (!poisons(failure)) {
          this.#setState({ status: "ready", info });
          throw EngineError.from(failure);
        }
        if (NOT_OF_THE_WORKER.has(failure.kind)) this.#setState({ status: "ready", info });
        else {
          worker.end(failure);
          this.#ready = null;
        }
        const reloaded = this.load(afterFailure(this.#options, info, failure));
        const inVain = attempt >= RECOVERIES || IN_VAIN.has(failure.kind) || signal?.aborted;
        if (inVain) {
          // What becomes of the load is told by the state.
          reloaded.catch(() => {});
          throw EngineError.from(failure);
        }
        await unlessAborted(reloaded, signal);
      }
    }
  }

  async #loadWithFallback(options: LoadOptions, turn: number): Promise<Ready> {
    try {
      return await this.#loadIn(options, turn);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (turn !== this.#turn) throw thrown;
      if (failure.kind === "out-of-memory" && this.#ready) {
        this.#ready.worker.end(failure);
        this.#ready = null;
        return this.#loadWithFallback(options, turn);
      }
      const fallback = options.backend === undefined || options.backend === "auto";
      if (!fallback || !GPU_FAILURES.has(failure.kind)) throw thrown;
      return this.#loadIn({ ...options, backend: "wasm", whyNotWebGpu: failure }, turn);
    }
  }

  /** Load in a new worker, which is ended when the load fails or is overtaken. */
  async #loadIn(options: LoadOptions, turn: number): Promise<Ready> {
    const worker = new WorkerConnection(this.spawn(), (failure) => this.#died(worker, failure));
    this.#loading = worker;
    try {
      const info = await worker.call("load", options, {
        onProgress: (progress) => this.#setState({ status: "loading", progress }),
      });
      if (turn !== this.#turn) throw new EngineError("cancelled", OVERTAKEN);
      return { worker, info };
    } catch (thrown) {
      worker.end();
      throw thrown;
    } finally {
      if (this.#loading === worker) this.#loading = null;
    }
  }

  /**
   * A worker stopped by itself. A call under way recovers in `perform`; an idle engine loads again
   * here.
   */
  #died(worker: WorkerConnection, failure: EngineFailure): void {
    if (worker !== this.#ready?.worker) return;
    const { info } = this.#ready;
    const { status } = this.#state;
    if (status === "searching" || status === "asking") return;
    this.#ready = null;
    if (status === "ready") this.load(afterFailure(this.#options, info, failure)).catch(() => {});
  }

  /** Break off what is under way. @returns the new turn. */
  #overtake(why: string): number {
    const cancelled = new EngineError("cancelled", why).failure;
    this.#loading?.end(cancelled);
    this.#loading = null;
    if (this.#state.status === "searching" || this.#state.status === "asking") {
      this.#ready?.worker.end(cancelled);
      this.#ready = null;
    }
    return ++this.#turn;
  }

  /** A load has failed: the models that were ready before stay so. */
  #settle(failure: EngineFailure): void {
    const kept = { ...failure, advice: "The models that were loaded before stay in use." };
    this.#setState(
      this.#ready
        ? { status: "ready", info: this.#ready.info, kept }
        : { status: "failed", failure },
    );
  }

  #setState(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

const OVERTAKEN = "The engine was asked to load other models.";

const notReady = (): EngineError =>
  new EngineError("bad-request", "The models are not ready for this.");
