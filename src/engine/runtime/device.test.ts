import { afterEach, describe, expect, it, vi } from "vitest";
import { probeDevice } from "./device.ts";

afterEach(() => vi.unstubAllGlobals());

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
});
