/**
 * Failures of the engine as data. A failure keeps its kind when it leaves the worker or the command
 * line, and it tells the user what to do.
 */
export const FAILURE_KINDS = [
  "no-webgpu",
  "no-adapter",
  "self-check",
  "out-of-memory",
  "device-lost",
  "fetch",
  "bad-model",
  "bad-request",
  "worker-died",
  "cancelled",
  "internal",
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

export interface EngineFailure {
  kind: FailureKind;
  /** One whole sentence for the user: what happened. */
  message: string;
  /** One whole sentence: what to do about it; empty when nothing can be done. */
  advice: string;
}

const ADVICE: Record<FailureKind, string> = {
  "no-webgpu": "The models run on the processor instead.",
  "no-adapter": "The models run on the processor instead.",
  "self-check": "The models run on the processor instead.",
  "out-of-memory": "Close other tabs or lower the budget, then run again.",
  "device-lost": "Run again; the models are loaded once more.",
  fetch: "Check the connection, then load again.",
  "bad-model": "Reload the page to fetch the models again.",
  "bad-request": "",
  "worker-died": "Run again; the models are loaded once more.",
  cancelled: "",
  internal: "Reload the page; if it happens again, please report it.",
};

/** An `Error` that carries an `EngineFailure`. */
export class EngineError extends Error {
  readonly failure: EngineFailure;

  constructor(kind: FailureKind, message: string, advice: string = ADVICE[kind]) {
    super(message);
    this.name = "EngineError";
    this.failure = { kind, message, advice };
  }

  static from(failure: EngineFailure): EngineError {
    return new EngineError(failure.kind, failure.message, failure.advice);
  }
}

/** @param thrown anything. @returns what went wrong; never throws. */
export function toFailure(thrown: unknown): EngineFailure {
  if (thrown instanceof EngineError) return thrown.failure;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof DOMException && thrown.name === "AbortError") {
    return new EngineError("cancelled", "The search was cancelled.").failure;
  }
  const kind = kindOf(text);
  return new EngineError(kind, SENTENCES[kind](text)).failure;
}

function kindOf(text: string): "out-of-memory" | "device-lost" | "fetch" | "internal" {
  if (/out of memory|bad_alloc|allocation failed|OrtMemory/i.test(text)) return "out-of-memory";
  if (/device (is |was )?(lost|destroyed)/i.test(text)) return "device-lost";
  if (/failed to fetch|networkerror|could not locate file|unable to load/i.test(text))
    return "fetch";
  return "internal";
}

const SENTENCES = {
  "out-of-memory": () => "The models ran out of memory.",
  "device-lost": () => "The graphics device was lost.",
  fetch: (text: string) => `A model file could not be fetched (${oneLine(text)}).`,
  internal: (text: string) => `The engine failed: ${oneLine(text)}.`,
};

const oneLine = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[.]+$/, "").slice(0, 300);
