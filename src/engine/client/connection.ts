/** One worker, from its start to its end: calls with their answers, and what it says meanwhile. */

import type { SearchEvent } from "../../search/events.ts";
import { EngineError, type EngineFailure, toFailure } from "../contract/errors.ts";
import type { LoadProgress } from "../contract/info.ts";
import type { CallName, Calls, Reply } from "../contract/protocol.ts";
import { watchLife } from "./life.ts";

/** Takes what the worker says while a call runs. */
export interface Heard {
  onProgress?(progress: LoadProgress): void;
  onEnded?(count: number): void;
  onLog?(index: number, log: SearchEvent[]): void;
  onEvents?(lane: number, events: SearchEvent[]): void;
}

interface Pending {
  resolve(value: never): void;
  reject(error: EngineError): void;
}

/** Why a call fails in a worker that was ended because it is not needed any more. */
const UNUSED = new EngineError("cancelled", "The engine's worker is not used any more.").failure;

/** What a connection uses of a worker. */
export type WorkerLike = Pick<Worker, "addEventListener" | "postMessage" | "terminate">;

export class WorkerConnection {
  readonly #pending = new Map<number, Pending>();
  readonly #over = new AbortController();
  #nextId = 1;
  #heard: Heard = {};
  #spoke = false;

  /** @param onDeath is told why, once, when the worker stops by itself. */
  constructor(
    private readonly worker: WorkerLike,
    private readonly onDeath: (failure: EngineFailure) => void,
  ) {
    const { signal } = this.#over;
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.#receive(data), {
      signal,
    });
    worker.addEventListener(
      "messageerror",
      () => this.#die(stopped("it said something that cannot be read")),
      { signal },
    );
    worker.addEventListener(
      "error",
      (event) => {
        event.preventDefault();
        this.#die(this.#failureOf(event.message || ""));
      },
      { signal },
    );
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /**
   * @param heard takes what the worker says until the answer; one such call at a time.
   * @throws EngineError, also when the worker dies or is ended before it has answered.
   */
  call<K extends CallName>(call: K, argument: Calls[K][0], heard?: Heard): Promise<Calls[K][1]> {
    const id = this.#nextId++;
    if (heard) this.#heard = heard;
    return new Promise<Calls[K][1]>((resolve, reject) => {
      if (this.isOver) return reject(EngineError.from(UNUSED));
      this.worker.postMessage({ id, call, argument });
      this.#pending.set(id, { resolve, reject });
    }).finally(() => {
      if (this.#heard === heard) this.#heard = {};
    });
  }

  /** End the worker; calls that it has not answered are refused with this failure. Idempotent. */
  end(failure: EngineFailure = UNUSED): void {
    this.#over.abort();
    this.worker.terminate();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(EngineError.from(failure));
  }

  #die(failure: EngineFailure): void {
    if (this.isOver) return;
    this.end(failure);
    this.onDeath(failure);
  }

  /** @param message of the browser's error event; empty when a file of the worker was not there. */
  #failureOf(message: string): EngineFailure {
    if (message === "" && !this.#spoke)
      return new EngineError("fetch", "The engine's program could not be fetched.").failure;
    const failure = stopped(message.replace(/[.]+$/, "") || "no reason given");
    const { kind } = toFailure(new Error(message));
    if (kind === "internal") return failure;
    return new EngineError(kind, failure.message).failure;
  }

  #receive(reply: Reply): void {
    this.#spoke = true;
    if ("alive" in reply) {
      watchLife(reply.alive, {
        ping: () => this.call("ping", null),
        onDeath: () => this.#die(stopped("without a word")),
        signal: this.#over.signal,
      });
    } else if ("progress" in reply) this.#heard.onProgress?.(reply.progress);
    else if ("ended" in reply) this.#heard.onEnded?.(reply.ended);
    else if ("log" in reply) this.#heard.onLog?.(reply.search, reply.log);
    else if ("events" in reply) this.#heard.onEvents?.(reply.lane ?? 0, reply.events);
    else {
      const pending = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      if ("error" in reply) pending?.reject(EngineError.from(reply.error));
      else pending?.resolve(reply.ok as never);
    }
  }
}

const stopped = (reason: string): EngineFailure =>
  new EngineError("worker-died", `The engine's worker stopped (${reason}).`).failure;
