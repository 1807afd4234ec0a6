/** Workers that die, do not answer, or cannot load what was asked for. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import { CANCEL_PATIENCE_MS } from "./cancellable.ts";
import {
  clientOf,
  type FakeWorker,
  type Handler,
  load,
  loads,
  prune,
  request,
  summary,
} from "./test-worker.ts";

/** The browser's locks, as far as a watch uses them: who waits is told when the holder dies. */
function fakeLocks() {
  const waiting = new Map<string, () => void>();
  const request = (name: string, { signal }: { signal: AbortSignal }, granted: () => void) =>
    new Promise<void>((resolve, reject) => {
      waiting.set(name, () => {
        granted();
        resolve();
      });
      signal.addEventListener("abort", () => {
        waiting.delete(name);
        reject(signal.reason);
      });
    });
  vi.stubGlobal("navigator", { locks: { request } });
  return { release: (name: string) => waiting.get(name)?.(), waiting };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Loads, having given a lock of this name as its life sign. */
const holding = (lock: string, kind: "webgpu" | "wasm", then?: Handler): Handler => {
  const answer = loads(kind, then);
  return (call, worker) => {
    if (call.call === "load") worker.reply({ alive: { lock } });
    answer(call, worker);
  };
};

const events = [prune(1), prune(2), prune(3)];
const finishes: Handler = ({ id }, worker) => {
  worker.reply({ events });
  worker.reply({ id, call: "search", ok: summary });
};
const terminated = (workers: readonly FakeWorker[]) => workers.map((worker) => worker.terminated);

describe("a worker that dies without a word", () => {
  it("is noticed by its lock, and another goes on from the log", async () => {
    const { release, waiting } = fakeLocks();
    const { client, workers } = clientOf(
      holding("first", "wasm", (_, worker) => {
        worker.reply({ events: events.slice(0, 2) });
        release("first");
      }),
      holding("second", "wasm", finishes),
    );
    await load(client);
    const seen: SearchEvent[] = [];
    const result = await client.search(request, { onEvents: (some) => seen.push(...some) });
    expect(result).toEqual(summary);
    expect(seen).toEqual(events);
    expect(terminated(workers)).toEqual([true, false]);
    expect([...waiting.keys()]).toContain("second");
  });

  it("is noticed by the answers that it leaves out, where there are no locks", async () => {
    vi.useFakeTimers();
    let answers = 0;
    const { client, workers } = clientOf(
      loads("wasm", ({ id, call }, worker) => {
        if (call === "search") {
          worker.reply({ alive: { lock: null } });
          worker.reply({ events: events.slice(0, 1) });
        } else if (call === "ping" && ++answers <= 30) worker.reply({ id, call, ok: null });
      }),
      loads("wasm", finishes),
    );
    await load(client);
    const search = client.search(request, { onEvents: () => {} });
    // Silent from the 31st beat on, after 155 s; 55 s later it may still be at work.
    await vi.advanceTimersByTimeAsync(210_000);
    expect(terminated(workers)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await search).toEqual(summary);
    expect(terminated(workers)).toEqual([true, false]);
  });

  it("is replaced while the engine is idle", async () => {
    const { release } = fakeLocks();
    const { client, states } = clientOf(holding("first", "wasm"), holding("second", "wasm"));
    await load(client);
    release("first");
    await expect.poll(() => client.state.status).toBe("ready");
    expect(states).toEqual(["loading", "ready", "loading", "ready"]);
  });

  it("is followed by WASM when it was loading", async () => {
    const { release } = fakeLocks();
    const { client } = clientOf(
      (call, worker) => {
        if (call.call !== "load") return;
        worker.reply({ alive: { lock: "first" } });
        release("first");
      },
      holding("second", "wasm"),
    );
    expect((await load(client)).backend).toMatchObject({
      kind: "wasm",
      whyNotWebGpu: {
        kind: "worker-died",
        message: "The engine's worker stopped (without a word).",
      },
    });
  });

  it("is not looked for once it was ended on purpose", async () => {
    const { waiting } = fakeLocks();
    const { client, workers } = clientOf(holding("first", "wasm"), holding("second", "wasm"));
    await load(client);
    await load(client);
    expect([...waiting.keys()]).toEqual(["second"]);
    client.dispose();
    expect(waiting.size).toBe(0);
    expect(terminated(workers)).toEqual([true, true]);
    expect(client.state.status).toBe("idle");
  });
});

describe("a cancel", () => {
  it("ends a worker that does not answer, and tells at once", async () => {
    vi.useFakeTimers();
    const { client, workers } = clientOf(loads("wasm"), loads("wasm"));
    await load(client);
    const stop = new AbortController();
    const search = client.search(request, { onEvents: () => {} }, stop.signal);
    const refused = expect(search).rejects.toMatchObject({ failure: { kind: "cancelled" } });
    stop.abort();
    await vi.advanceTimersByTimeAsync(CANCEL_PATIENCE_MS - 1);
    expect(terminated(workers)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    await refused;
    expect(terminated(workers)).toEqual([true, false]);
    expect(client.state.status).toBe("ready");
  });

  it("does not wait for the models that are loaded after a failure", async () => {
    const { client, workers } = clientOf(
      loads("wasm", (_, worker) => worker.die("unreachable")),
      () => {},
    );
    await load(client);
    const stop = new AbortController();
    const search = client.search(request, { onEvents: () => {} }, stop.signal);
    await expect.poll(() => workers.length).toBe(2);
    expect(client.state.status).toBe("loading");
    stop.abort();
    await expect(search).rejects.toMatchObject({ failure: { kind: "cancelled" } });
    expect(terminated(workers)).toEqual([true, false]);
  });

  it("ends an estimate of a dead worker with nothing", async () => {
    vi.useFakeTimers();
    const { client } = clientOf(loads("wasm"), loads("wasm"));
    await load(client);
    const stop = new AbortController();
    const asked = { problem: request.problem, path: [], verifiers: ["other"] };
    const scores = client.scorePath(asked, {}, stop.signal);
    stop.abort();
    await vi.advanceTimersByTimeAsync(CANCEL_PATIENCE_MS);
    expect(await scores).toBeNull();
  });
});

describe("other models", () => {
  const refuses =
    (kind: "fetch" | "out-of-memory" | "bad-request", message: string): Handler =>
    ({ id }, worker) =>
      worker.fail(id, kind, message);

  it("leave the loaded ones in use when they cannot be fetched, and the state says why", async () => {
    const { client, workers } = clientOf(
      loads("webgpu", finishes),
      refuses("fetch", "The model file m.onnx could not be fetched."),
    );
    await load(client);
    await expect(load(client, "large")).rejects.toThrow("could not be fetched");
    expect(terminated(workers)).toEqual([false, true]);
    expect(client.state).toMatchObject({
      status: "ready",
      info: { backend: { kind: "webgpu" } },
      kept: {
        kind: "fetch",
        message: "The model file m.onnx could not be fetched.",
        advice: "The models that were loaded before stay in use.",
      },
    });
    expect(await client.search(request, { onEvents: () => {} })).toEqual(summary);
    expect(client.state).not.toHaveProperty("kept");
  });

  it("are ready before the loaded ones are given up", async () => {
    const alive: boolean[] = [];
    const { client, workers } = clientOf(loads("wasm"), (call, worker) => {
      alive.push(workers[0]?.terminated === false);
      loads("wasm")(call, worker);
    });
    await load(client);
    await load(client, "large");
    expect(alive).toEqual([true]);
    expect(terminated(workers)).toEqual([true, false]);
  });

  it("have the memory of the loaded ones when theirs does not suffice", async () => {
    const { client, workers } = clientOf(
      loads("webgpu"),
      refuses("out-of-memory", "No room."),
      loads("webgpu"),
    );
    await load(client);
    expect((await load(client, "large")).backend.kind).toBe("webgpu");
    expect(terminated(workers)).toEqual([true, true, false]);
  });

  it("leave the loaded ones in use when one overtakes another and cannot be loaded", async () => {
    const { client, workers } = clientOf(
      loads("wasm", finishes),
      () => {},
      refuses("bad-request", "There is no such model."),
    );
    await load(client);
    const first = load(client, "large");
    const second = load(client, "gone");
    await expect(first).rejects.toMatchObject({ failure: { kind: "cancelled" } });
    await expect(second).rejects.toThrow("There is no such model.");
    expect(terminated(workers)).toEqual([false, true, true]);
    expect(client.state).toMatchObject({ status: "ready", kept: { kind: "bad-request" } });
  });

  it("leave the loaded ones in use when a further verifier cannot be fetched", async () => {
    const { client, workers } = clientOf(
      loads("wasm", refuses("fetch", "Not there.")),
      refuses("fetch", "Not there either."),
    );
    await load(client);
    const asked = { problem: request.problem, path: [], verifiers: ["other"] };
    await expect(client.scorePath(asked, {})).rejects.toThrow("Not there.");
    await expect.poll(() => client.state).toMatchObject({ status: "ready", kept: {} });
    expect(terminated(workers)).toEqual([false, true]);
  });

  it("take the place of a running search", async () => {
    const { client, workers } = clientOf(loads("wasm"), loads("wasm"));
    await load(client);
    const search = client.search(request, { onEvents: () => {} });
    const other = load(client, "large");
    await expect(search).rejects.toMatchObject({ failure: { kind: "cancelled" } });
    await other;
    expect(terminated(workers)).toEqual([true, false]);
  });
});

describe("a worker that never spoke", () => {
  it("is told apart from one that failed: its program was not fetched", async () => {
    const { client, workers } = clientOf((_, worker) => worker.die(""));
    await expect(load(client)).rejects.toMatchObject({
      failure: { kind: "fetch", message: "The engine's program could not be fetched." },
    });
    expect(workers).toHaveLength(1);
  });

  it("is ended when what it says cannot be read", async () => {
    const { client } = clientOf(
      (_, worker) => worker.dispatchEvent(new MessageEvent("messageerror")),
      loads("wasm"),
    );
    expect((await load(client)).backend).toMatchObject({
      whyNotWebGpu: {
        message: "The engine's worker stopped (it said something that cannot be read).",
      },
    });
  });
});
