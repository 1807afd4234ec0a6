/** Chooses the storage of keys and values by the runtime. */

import type { Runtime } from "../runtime/runtime.ts";
import type { KvShape, KvStorage } from "./storage.ts";
import { CpuKvStorage } from "./storage-cpu.ts";
import { GpuKvStorage } from "./storage-gpu.ts";

export const storageFor = (runtime: Runtime, shape: KvShape): KvStorage =>
  runtime.gpu ? new GpuKvStorage(runtime.gpu, shape) : new CpuKvStorage(runtime, shape);
