/**
 * Keys and values that never leave the graphics memory. One pool holds all segments, token by
 * token: [slot, 2 · layers, heads, dim]. Two small kernels move tokens between the pool and the
 * batches; a fork copies rows of a batch.
 */
import type { Tensor } from "onnxruntime-common";
import type { GpuBridge } from "../runtime/runtime.ts";
import type { KvBatch, KvShape, KvStorage, Piece, Segment, Source, Take } from "./storage.ts";
import { bytesPerToken } from "./storage.ts";

export interface GpuSegment extends Segment {
  /** The pool's slot of each token. */
  readonly slots: readonly number[];
}

const FIRST_SLOTS = 2048;
const GROUP = 64;
const NONE = 0xffffffff;
/** GPUBufferUsage and GPUShaderStage as the WebGPU specification numbers them: Node has neither. */
const USAGE = { copySrc: 0x4, copyDst: 0x8, uniform: 0x40, storage: 0x80 };
const COMPUTE_STAGE = 0x4;

const HEADER = /* wgsl */ `
struct Sizes { count: u32, length: u32, tensor: u32, tensors: u32, heads: u32, dim: u32, first: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> table: array<u32>;
`;

/**
 * One thread for each float of the rows from `first` on. The table [rows · length] gives each
 * position's slot, or none, which leaves the batch's value as it is.
 */
const GATHER = /* wgsl */ `${HEADER}
@group(0) @binding(2) var<storage, read> pool: array<f32>;
@group(0) @binding(3) var<storage, read_write> batch: array<f32>;
@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${GROUP}u;
  if (i >= sizes.count) { return; }
  let d = i % sizes.dim;
  let position = (i / sizes.dim) % sizes.length;
  let head = (i / sizes.dim / sizes.length) % sizes.heads;
  let row = i / sizes.dim / sizes.length / sizes.heads;
  let slot = table[row * sizes.length + position];
  if (slot == ${NONE}u) { return; }
  batch[i + sizes.first * sizes.heads * sizes.length * sizes.dim] =
    pool[((slot * sizes.tensors + sizes.tensor) * sizes.heads + head) * sizes.dim + d];
}`;

/** One thread for each float of the moved tokens. The table holds (row, position, slot) triples. */
const SCATTER = /* wgsl */ `${HEADER}
@group(0) @binding(2) var<storage, read_write> pool: array<f32>;
@group(0) @binding(3) var<storage, read> batch: array<f32>;
@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${GROUP}u;
  if (i >= sizes.count) { return; }
  let d = i % sizes.dim;
  let head = (i / sizes.dim) % sizes.heads;
  let token = i / sizes.dim / sizes.heads;
  let row = table[token * 3u];
  let position = table[token * 3u + 1u];
  let slot = table[token * 3u + 2u];
  pool[((slot * sizes.tensors + sizes.tensor) * sizes.heads + head) * sizes.dim + d] =
    batch[((row * sizes.heads + head) * sizes.length + position) * sizes.dim + d];
}`;

interface Kernel {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

export class GpuKvStorage implements KvStorage<GpuSegment> {
  readonly #device: GPUDevice;
  readonly #gather: Kernel;
  readonly #scatter: Kernel;
  /** The buffers made here, which onnxruntime does not free. */
  readonly #ours = new WeakMap<Tensor, GPUBuffer>();
  #pool: GPUBuffer;
  #slots = 0;
  #free: number[] = [];

  constructor(
    private readonly gpu: GpuBridge,
    readonly shape: KvShape,
  ) {
    this.#device = gpu.device;
    this.#gather = this.#kernel(GATHER, "read-only-storage", "storage");
    this.#scatter = this.#kernel(SCATTER, "storage", "read-only-storage");
    this.#pool = this.#buffer(FIRST_SLOTS * bytesPerToken(shape));
    this.#addSlots(FIRST_SLOTS);
  }

  allocate(tokens: number): GpuSegment {
    while (this.#free.length < tokens) this.#grow();
    return { capacity: tokens, slots: this.#free.splice(this.#free.length - tokens, tokens) };
  }

  free(segment: GpuSegment): void {
    this.#free.push(...segment.slots);
  }

  gather(rows: readonly (readonly Piece<GpuSegment>[])[], length: number): KvBatch {
    return this.arrange(null, rows, length);
  }

  /** Makes new buffers each time: a copy is cheap on the device, and WebGPU copies no buffer to itself. */
  arrange(batch: KvBatch | null, rows: readonly Source<GpuSegment>[], length: number): KvBatch {
    const made = this.#newBatch(rows.length, length);
    if (batch) this.#copyRows(batch, rows, made);
    this.#gatherRows(rows, made);
    if (batch) this.disposeBatch(batch);
    return made;
  }

  #copyRows(batch: KvBatch, rows: readonly Source[], made: KvBatch): void {
    const { heads, dim } = this.shape;
    const size = Math.min(batch.length, made.length) * dim * 4;
    const encoder = this.#device.createCommandEncoder();
    batch.tensors.forEach((tensor, t) => {
      const to = made.tensors[t];
      if (!to) return;
      const source = this.gpu.bufferOf(tensor);
      const target = this.gpu.bufferOf(to);
      rows.forEach((row, i) => {
        if (typeof row !== "number") return;
        for (let head = 0; head < heads; head++) {
          const from = (row * heads + head) * batch.length * dim * 4;
          const at = (i * heads + head) * made.length * dim * 4;
          encoder.copyBufferToBuffer(source, from, target, at, size);
        }
      });
    });
    this.#device.queue.submit([encoder.finish()]);
  }

  /** Fill the rows made of pieces, by one kernel over the rows from the first such row to the last. */
  #gatherRows(rows: readonly Source<GpuSegment>[], made: KvBatch): void {
    const { heads, dim } = this.shape;
    const { length } = made;
    const first = rows.findIndex((row) => typeof row !== "number");
    if (first < 0) return;
    const stretch = rows.slice(first, rows.findLastIndex((row) => typeof row !== "number") + 1);
    const table = new Uint32Array(stretch.length * length).fill(NONE);
    stretch.forEach((pieces, row) => {
      if (typeof pieces === "number") return;
      let at = row * length;
      for (const { segment, count } of pieces) {
        for (let i = 0; i < count; i++) table[at++] = segment.slots[i] ?? NONE;
      }
    });
    const count = stretch.length * heads * length * dim;
    this.#run(this.#gather, table, made.tensors, { length, count, first });
  }

  save(batch: KvBatch, takes: readonly Take<GpuSegment>[]): void {
    const { heads, dim } = this.shape;
    const table: number[] = [];
    for (const { row, from, count, segment, at } of takes) {
      for (let i = 0; i < count; i++) table.push(row, from + i, segment.slots[at + i] ?? 0);
    }
    if (table.length === 0) return;
    const count = (table.length / 3) * heads * dim;
    this.#run(this.#scatter, Uint32Array.from(table), batch.tensors, {
      length: batch.length,
      count,
      first: 0,
    });
  }

  disposeBatch(batch: KvBatch): void {
    for (const tensor of batch.tensors) {
      const buffer = this.#ours.get(tensor);
      this.#ours.delete(tensor);
      tensor.dispose();
      buffer?.destroy();
    }
  }

  dispose(): void {
    this.#pool.destroy();
  }

  #newBatch(rows: number, length: number): KvBatch {
    const { layers, heads, dim } = this.shape;
    const tensors = Array.from({ length: 2 * layers }, () => {
      const buffer = this.#buffer(rows * heads * length * dim * 4);
      const tensor = this.gpu.wrap(buffer, [rows, heads, length, dim]);
      this.#ours.set(tensor, buffer);
      return tensor;
    });
    return { tensors, rows, length };
  }

  /** Dispatch a kernel once for each tensor of the batch, over `count` floats. */
  #run(
    { pipeline, layout }: Kernel,
    table: Uint32Array<ArrayBuffer>,
    tensors: readonly Tensor[],
    { length, count, first }: { length: number; count: number; first: number },
  ): void {
    const { layers, heads, dim } = this.shape;
    const device = this.#device;
    const tableBuffer = this.#upload(table, USAGE.storage);
    const groups = Math.ceil(count / GROUP);
    const across = Math.min(groups, 65535);
    const uniforms: GPUBuffer[] = [];
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    tensors.forEach((tensor, t) => {
      const sizes = Uint32Array.from([count, length, t, 2 * layers, heads, dim, first, 0]);
      const uniform = this.#upload(sizes, USAGE.uniform);
      uniforms.push(uniform);
      const buffers = [uniform, tableBuffer, this.#pool, this.gpu.bufferOf(tensor)];
      const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
      pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
      pass.dispatchWorkgroups(across, Math.ceil(groups / across));
    });
    pass.end();
    device.queue.submit([encoder.finish()]);
    for (const buffer of [tableBuffer, ...uniforms]) buffer.destroy();
  }

  /** Double the pool. */
  #grow(): void {
    const added = this.#slots;
    const old = this.#pool;
    const size = this.#slots * bytesPerToken(this.shape);
    this.#pool = this.#buffer(2 * size);
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(old, 0, this.#pool, 0, size);
    this.#device.queue.submit([encoder.finish()]);
    old.destroy();
    this.#addSlots(added);
  }

  #addSlots(count: number): void {
    for (let i = this.#slots + count - 1; i >= this.#slots; i--) this.#free.push(i);
    this.#slots += count;
  }

  #buffer(size: number): GPUBuffer {
    const usage = USAGE.storage | USAGE.copySrc | USAGE.copyDst;
    return this.#device.createBuffer({ size, usage });
  }

  #upload(data: Uint32Array<ArrayBuffer>, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.#device.createBuffer({
      size: data.byteLength,
      usage: usage | USAGE.copyDst,
    });
    this.#device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }

  #kernel(code: string, ...storage: [GPUBufferBindingType, GPUBufferBindingType]): Kernel {
    const types: GPUBufferBindingType[] = ["uniform", "read-only-storage", ...storage];
    const layout = this.#device.createBindGroupLayout({
      entries: types.map((type, binding) => ({
        binding,
        visibility: COMPUTE_STAGE,
        buffer: { type },
      })),
    });
    const pipeline = this.#device.createComputePipeline({
      layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: this.#device.createShaderModule({ code }), entryPoint: "main" },
    });
    return { pipeline, layout };
  }
}
