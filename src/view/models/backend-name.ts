import type { Backend } from "../../engine/contract/info.ts";

/** What the models run on, in words. */
export function backendName(backend: Backend): string {
  switch (backend.kind) {
    case "webgpu":
      return `WebGPU (${backend.adapter})`;
    case "wasm":
      return `WebAssembly (${backend.threads} ${backend.threads === 1 ? "thread" : "threads"})`;
    case "cpu":
      return "the processor";
  }
}
