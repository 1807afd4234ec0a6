/**
 * Our own WebGPU device. onnxruntime by itself asks for subgroups, and its attention over 32 or
 * more tokens is wrong where subgroups are only 4 or 8 wide (measured on 1.30.0). So the feature is
 * asked for only where they are wider. The self check (checks/self-check.ts) finds what this misses.
 */
import { EngineError, type EngineFailure } from "../contract/errors.ts";

export type DeviceProbe =
  | { ok: true; device: GPUDevice; adapter: string; isFallback: boolean }
  | { ok: false; failure: EngineFailure };

const WIDE_SUBGROUP = 16;
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupSizeZ",
  "maxStorageBuffersPerShaderStage",
] as const;

/**
 * How long a driver is waited for. SwiftShader gives a device within 0.1 s on a busy machine; a
 * driver that is stuck gives none at all.
 */
export const DEVICE_PATIENCE_MS = 8_000;

/** Never throws. @returns a device, or the reason why there is none. */
export async function probeDevice(): Promise<DeviceProbe> {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    patience = setTimeout(() => resolve(null), DEVICE_PATIENCE_MS);
  });
  const asked = askForDevice();
  const probe = await Promise.race([asked, late]);
  clearTimeout(patience);
  if (probe) return probe;
  asked.then((one) => {
    if (one.ok) one.device.destroy();
  });
  const seconds = DEVICE_PATIENCE_MS / 1000;
  return refuse("no-adapter", `WebGPU gave no device within ${seconds} seconds.`);
}

async function askForDevice(): Promise<DeviceProbe> {
  if (!("gpu" in navigator) || !navigator.gpu) {
    return refuse(
      "no-webgpu",
      self.isSecureContext
        ? "This browser has no WebGPU."
        : "WebGPU is switched off because the page was not opened over https.",
    );
  }
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
    if (!adapter) return refuse("no-adapter", "WebGPU found no graphics adapter.");
    const device = await adapter.requestDevice({
      requiredFeatures: features(adapter),
      requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
    });
    const isFallback = adapter.info.isFallbackAdapter ?? false;
    return { ok: true, device, adapter: describe(adapter.info, isFallback), isFallback };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return refuse("no-adapter", `WebGPU gave no device (${reason}).`);
  }
}

function features(adapter: GPUAdapter): GPUFeatureName[] {
  const wanted: GPUFeatureName[] = ["shader-f16", "timestamp-query"];
  if ((adapter.info.subgroupMinSize ?? 0) >= WIDE_SUBGROUP) wanted.push("subgroups");
  return wanted.filter((feature) => adapter.features.has(feature));
}

function describe(info: GPUAdapterInfo, isFallback: boolean): string {
  const name = info.description || [info.vendor, info.architecture].filter(Boolean).join(" ");
  return `${name || "unnamed adapter"}${isFallback ? " (software)" : ""}`;
}

const refuse = (kind: "no-webgpu" | "no-adapter", message: string): DeviceProbe => ({
  ok: false,
  failure: new EngineError(kind, message).failure,
});
