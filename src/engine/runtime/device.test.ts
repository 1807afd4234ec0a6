import { afterEach, describe, expect, it, vi } from "vitest";
import { DEVICE_PATIENCE_MS, probeDevice } from "./device.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});

function browser(gpu: unknown, isSecureContext = true) {
  vi.stubGlobal("navigator", gpu === undefined ? {} : { gpu });
  vi.stubGlobal("self", { isSecureContext });
}

function adapterWith(subgroupMinSize: number, asked: GPUDeviceDescriptor[]) {
  return {
    features: new Set(["subgroups", "shader-f16"]),
    limits: { maxBufferSize: 42 },
    info: { vendor: "acme", architecture: "one", description: "", subgroupMinSize },
    requestDevice: async (descriptor: GPUDeviceDescriptor) => {
      asked.push(descriptor);
      return {};
    },
  };
}

describe("probeDevice", () => {
  it.each([
    ["has no WebGPU", undefined, true],
    ["not opened over https", undefined, false],
    ["no graphics adapter", { requestAdapter: async () => null }, true],
    [
      "driver said no",
      {
        requestAdapter: async () => {
          throw new Error("driver said no");
        },
      },
      true,
    ],
  ])("says why there is none: %s", async (sentence, gpu, secure) => {
    browser(gpu, secure);
    const probe = await probeDevice();
    expect(probe).toMatchObject({ ok: false });
    expect(!probe.ok && probe.failure.message).toContain(sentence);
  });

  it.each([
    [4, ["shader-f16"]],
    [8, ["shader-f16"]],
    [32, ["shader-f16", "subgroups"]],
  ])("with subgroups of %d asks for %j", async (width, features) => {
    const asked: GPUDeviceDescriptor[] = [];
    browser({ requestAdapter: async () => adapterWith(width, asked) });
    expect(await probeDevice()).toMatchObject({ ok: true, adapter: "acme one", isFallback: false });
    expect(asked[0]?.requiredFeatures).toEqual(features);
    expect(asked[0]?.requiredLimits).toMatchObject({ maxBufferSize: 42 });
  });

  it.each([
    ["adapter", { requestAdapter: never }],
    ["device", { requestAdapter: async () => ({ ...adapterWith(32, []), requestDevice: never }) }],
  ])("does not wait for an %s that never comes", async (_, gpu) => {
    vi.useFakeTimers();
    browser(gpu);
    const probe = probeDevice();
    await vi.advanceTimersByTimeAsync(DEVICE_PATIENCE_MS);
    expect(await probe).toMatchObject({
      ok: false,
      failure: { kind: "no-adapter", message: "WebGPU gave no device within 8 seconds." },
    });
  });

  it("destroys a device that comes too late", async () => {
    vi.useFakeTimers();
    const destroy = vi.fn();
    let give = (_: unknown) => {};
    const requestDevice = () => new Promise((resolve) => (give = resolve));
    browser({ requestAdapter: async () => ({ ...adapterWith(32, []), requestDevice }) });
    const probe = probeDevice();
    await vi.advanceTimersByTimeAsync(DEVICE_PATIENCE_MS);
    expect(await probe).toMatchObject({ ok: false });
    give({ destroy });
    await vi.advanceTimersByTimeAsync(0);
    expect(destroy).toHaveBeenCalledOnce();
  });
});
