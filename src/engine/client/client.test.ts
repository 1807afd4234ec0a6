import { describe, expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import type { LoadProgress } from "../contract/info.ts";
import type { Call } from "../contract/protocol.ts";
import { clientOf, load, loads, prune, request, summary } from "./test-worker.ts";

describe("EngineClient", () => {
  it("goes to WASM in a new worker when WebGPU is refused, and says why", async () => {
    const { client, workers, states } = clientOf(
      ({ id }, worker) => worker.fail(id, "self-check", "WebGPU computes something else."),
      loads("wasm"),
    );
    const { backend } = await load(client);
    expect(backend).toMatchObject({ kind: "wasm", whyNotWebGpu: { kind: "self-check" } });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(states).toEqual(["loading", "ready"]);
  });

  it("does not hide a model that cannot be fetched behind a fallback", async () => {
    const { client, workers, states } = clientOf(({ id }, worker) =>
      worker.fail(id, "fetch", "catalog.json answered 404."),
    );
    await expect(load(client)).rejects.toMatchObject({ failure: { kind: "fetch" } });
    expect(workers).toHaveLength(1);
    expect(states).toEqual(["loading", "failed"]);
  });

  it("takes interrupted lanes up again and delivers each event once, to its own lane", async () => {
    const of = (lane: number) => [prune(lane), prune(lane + 10), prune(lane + 20)];
    const { client } = clientOf(
      loads("webgpu", (_, worker) => {
        worker.reply({ events: of(0).slice(0, 2), lane: 0 });
        worker.reply({ events: of(1).slice(0, 1), lane: 1 });
        worker.die("The graphics device was lost");
      }),
      loads("wasm", ({ id }, worker) => {
        worker.reply({ events: of(0), lane: 0 });
        worker.reply({ events: of(1), lane: 1 });
        worker.reply({ id, call: "compare", ok: [summary, summary] });
      }),
    );
    await load(client);
    const seen: SearchEvent[][] = [[], []];
    const handlers = seen.map((events) => ({
      onEvents: (some: SearchEvent[]) => void events.push(...some),
    }));
    const compared = { lanes: [request, request], currency: "flops" } as const;
    expect(await client.compare(compared, handlers)).toEqual([summary, summary]);
    expect(seen).toEqual([of(0), of(1)]);
  });

  it("takes up again the searches of a bulk that had not ended, and tells each log once", async () => {
    const asked: number[][] = [];
    const note = (call: Call): void => {
      if (call.call === "bulk") asked.push(call.argument.searches.map(({ seed }) => seed));
    };
    const { client } = clientOf(
      loads("webgpu", (call, worker) => {
        note(call);
        worker.reply({ search: 1, log: [prune(11)] });
        worker.die("The graphics device was lost");
      }),
      loads("wasm", (call, worker) => {
        note(call);
        worker.reply({ search: 1, log: [prune(12)] });
        worker.reply({ search: 0, log: [prune(10)] });
        worker.reply({ id: call.id, call: "bulk", ok: null });
      }),
    );
    await load(client);
    const seen: [number, SearchEvent[]][] = [];
    const searches = [10, 11, 12].map((seed) => ({ ...request, seed }));
    await client.bulk({ searches, concurrency: 2 }, (index, log) => void seen.push([index, log]));
    expect(asked).toEqual([
      [10, 11, 12],
      [10, 12],
    ]);
    expect(seen).toEqual([
      [1, [prune(11)]],
      [2, [prune(12)]],
      [0, [prune(10)]],
    ]);
    expect(client.state.status).toBe("ready");
  });

  it("takes an interrupted search up again and delivers each event once", async () => {
    const events = [prune(1), prune(2), prune(3)];
    const { client, workers } = clientOf(
      loads("webgpu", (_, worker) => {
        worker.reply({ events: events.slice(0, 2) });
        worker.die("The graphics device was lost");
      }),
      loads("wasm", ({ id }, worker) => {
        worker.reply({ events });
        worker.reply({ id, call: "search", ok: summary });
      }),
    );
    await load(client);
    const seen: SearchEvent[] = [];
    const result = await client.search(request, { onEvents: (some) => seen.push(...some) });
    expect(result).toEqual(summary);
    expect(seen).toEqual(events);
    expect(workers).toHaveLength(2);
    expect(client.state).toMatchObject({
      status: "ready",
      info: { backend: { kind: "wasm", whyNotWebGpu: { kind: "device-lost" } } },
    });
  });

  it("starts the log over when the new run departs from what was delivered", async () => {
    const { client } = clientOf(
      loads("webgpu", ({ id }, worker) => {
        worker.reply({ events: [prune(1), prune(2)] });
        worker.fail(id, "out-of-memory", "Out of memory.");
      }),
      loads("wasm", ({ id }, worker) => {
        worker.reply({ events: [prune(1), prune(7)] });
        worker.reply({ events: [prune(8)] });
        worker.reply({ id, call: "search", ok: summary });
      }),
    );
    await load(client);
    let seen: SearchEvent[] = [];
    await client.search(request, {
      onEvents: (some) => seen.push(...some),
      onRestart: () => {
        seen = [];
      },
    });
    expect(seen).toEqual([prune(1), prune(7), prune(8)]);
  });

  it("gives up after one recovery, with the failure, and is ready again", async () => {
    const failing = loads("wasm", ({ id }, worker) => worker.fail(id, "internal", "No."));
    const { client, workers } = clientOf(failing, failing, loads("wasm"));
    await load(client);
    const search = client.search(request, { onEvents: () => {} });
    await expect(search).rejects.toMatchObject({ failure: { kind: "internal", message: "No." } });
    await expect.poll(() => client.state.status).toBe("ready");
    expect(workers).toHaveLength(3);
  });

  const look = { problem: request.problem, path: [], verifiers: ["other"] };

  it("looks at a step, and tells how far the fetching is", async () => {
    const progress = {
      phase: "prm",
      label: "Fetching other",
      loadedBytes: 1,
      totalBytes: 2,
    } as const;
    const { client, states } = clientOf(
      loads("wasm", ({ id }, worker) => {
        worker.reply({ progress });
        worker.reply({ id, call: "scorePath", ok: [] });
      }),
    );
    await load(client);
    const told: LoadProgress[] = [];
    expect(await client.scorePath(look, { onProgress: (one) => told.push(one) })).toEqual([]);
    expect(told).toEqual([progress]);
    expect(states.slice(-2)).toEqual(["asking", "ready"]);
  });

  it("starts a new worker after a fetch that failed, and does not try it again", async () => {
    const { client, workers } = clientOf(
      loads("wasm", ({ id }, worker) => worker.fail(id, "fetch", "Not there.")),
      loads("wasm"),
    );
    await load(client);
    await expect(client.scorePath(look, {})).rejects.toMatchObject({ failure: { kind: "fetch" } });
    await expect.poll(() => client.state.status).toBe("ready");
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it("keeps the worker when a look is cancelled", async () => {
    let asked = 0;
    const { client, workers } = clientOf(
      loads("wasm", ({ id, call }, worker) => {
        if (call === "cancel") worker.reply({ id: asked, call: "monteCarloValue", ok: null });
        else asked = id;
      }),
    );
    await load(client);
    const abort = new AbortController();
    const sampling = { temperature: 1, topP: 1, topK: 0, maxStepTokens: 8 };
    const rollouts = { ...look, count: 8, seed: 1, sampling, maxSteps: 4 };
    const value = client.monteCarloValue(rollouts, {}, abort.signal);
    setTimeout(() => abort.abort(), 1);
    expect(await value).toBeNull();
    expect(workers).toHaveLength(1);
    expect(client.state.status).toBe("ready");
  });

  it("keeps the worker after a bad request", async () => {
    const refuse = loads("wasm", ({ id }, worker) =>
      worker.fail(id, "bad-request", "No such knob."),
    );
    const { client, workers } = clientOf(refuse);
    await load(client);
    const search = client.search(request, { onEvents: () => {} });
    await expect(search).rejects.toMatchObject({ failure: { kind: "bad-request" } });
    expect(workers).toHaveLength(1);
    expect(client.state.status).toBe("ready");
  });

  it("asks the worker to cancel, and ends with its summary", async () => {
    let searching = 0;
    const { client } = clientOf(
      loads("wasm", ({ id, call }, worker) => {
        if (call === "search") searching = id;
        if (call !== "cancel") return;
        worker.reply({ id, call: "cancel", ok: null });
        worker.reply({ id: searching, call: "search", ok: { ...summary, reason: "cancelled" } });
      }),
    );
    await load(client);
    const stop = new AbortController();
    const search = client.search(request, { onEvents: () => {} }, stop.signal);
    stop.abort();
    expect(await search).toMatchObject({ reason: "cancelled" });
  });

  it("loads anew when an idle worker dies", async () => {
    const { client, workers, states } = clientOf(loads("webgpu"), loads("wasm"));
    await load(client);
    workers[0]?.die("The graphics device was lost");
    await expect.poll(() => client.state.status).toBe("ready");
    expect(states).toEqual(["loading", "ready", "loading", "ready"]);
    expect(client.state).toMatchObject({ info: { backend: { kind: "wasm" } } });
  });

  it("lets the last of two loads win", async () => {
    const { client } = clientOf(() => {}, loads("wasm"));
    const first = load(client);
    const second = load(client);
    await expect(first).rejects.toMatchObject({ failure: { kind: "cancelled" } });
    expect((await second).backend.kind).toBe("wasm");
    expect(client.state.status).toBe("ready");
  });
});
