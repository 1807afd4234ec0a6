/** For tests: workers whose answers are scripted, and a client of them. */

import type { SearchEvent } from "../../search/events.ts";
import { EngineError, type FailureKind } from "../contract/errors.ts";
import type { EngineInfo } from "../contract/info.ts";
import type { Call, Reply } from "../contract/protocol.ts";
import type { LoadOptions, SearchRequest, SearchSummary } from "../contract/requests.ts";
import { EngineClient, type EngineState } from "./client.ts";

export type Handler = (call: Call, worker: FakeWorker) => void;

/** A worker whose answers are scripted by the test. */
export class FakeWorker extends EventTarget {
  terminated = false;
  constructor(private readonly handler: Handler) {
    super();
  }
  postMessage(call: Call): void {
    queueMicrotask(() => this.handler(call, this));
  }
  reply(reply: Reply): void {
    this.dispatchEvent(new MessageEvent("message", { data: reply }));
  }
  fail(id: number, kind: FailureKind, message: string): void {
    this.reply({ id, error: new EngineError(kind, message).failure });
  }
  die(message: string): void {
    this.dispatchEvent(Object.assign(new Event("error"), { message }));
  }
  terminate(): void {
    this.terminated = true;
  }
}

const model = { id: "m", parameters: 1, file: "f", bytes: 1, sha256: "0" };
export const info = (kind: "webgpu" | "wasm", options: LoadOptions = {}): EngineInfo => ({
  backend:
    kind === "webgpu"
      ? { kind, adapter: "test", isFallback: false }
      : { kind, threads: 1, whyNotWebGpu: options.whyNotWebGpu ?? null },
  policy: { ...model, role: "policy" },
  policies: [],
  verifier: null,
  prm: null,
  cards: { policy: { id: "m", parameters: 1 }, verifier: null, others: [] },
  families: ["countdown"],
  selfCheck: null,
  loadSeconds: 0,
});

const ledger = {
  completions: 0,
  policyTokens: 0,
  prefillTokens: 0,
  prmTokens: 0,
  policyCalls: 0,
  prmCalls: 0,
  flops: 0,
  seconds: 0,
};
export const summary: SearchSummary = { reason: "answered", answer: "24", correct: true, ledger };
export const prune = (node: number): SearchEvent => ({
  type: "prune",
  nodes: [node],
  reason: "test",
});
export const request: SearchRequest = {
  problem: { family: "countdown", text: "Make 24 from 4, 7, 8, 8." },
  strategy: "beam",
  knobs: {},
  seed: 1,
  budget: null,
};

export function clientOf(...handlers: Handler[]) {
  const workers: FakeWorker[] = [];
  const client = new EngineClient(() => {
    const worker = new FakeWorker(handlers[workers.length] ?? (() => {}));
    workers.push(worker);
    return worker;
  });
  const states: EngineState["status"][] = [];
  client.subscribe(({ status }) => states.push(status));
  return { client, workers, states };
}

export const loads =
  (kind: "webgpu" | "wasm", then: Handler = () => {}): Handler =>
  (call, worker) => {
    if (call.call === "load") {
      worker.reply({ id: call.id, call: "load", ok: info(kind, call.argument) });
    } else then(call, worker);
  };

export const load = (client: EngineClient, policy = "small") =>
  client.load({ policy, modelsPath: "/models/" });
