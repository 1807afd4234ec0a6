/** The loaded policies, ready for runs. */

import { EngineError } from "../contract/errors.ts";
import { Decoder } from "../graphs/decoder.ts";
import { storageFor } from "../memory/storage-for.ts";
import type { RuntimeKind } from "../runtime/runtime.ts";
import type { BatchLimits } from "../writing/decode-loop.ts";
import { SharedBatches } from "../writing/shared-batches.ts";
import type { LoadedPolicy, Parts } from "./loaded.ts";

/**
 * The limits of one batch. onnxruntime-node 1.30.0 returns a copy of every output, even of those
 * that it was given memory for (js/node/src/inference_session_wrap.cc, Run), and from 4 MiB on the
 * system gives the copy fresh memory each time: a token then costs twice as much (policy-small, 64
 * rows of 128 positions against 56). The limit in bytes may go when Run returns what it was given.
 */
const BATCH_LIMITS: Readonly<Record<RuntimeKind, BatchLimits>> = {
  cpu: { rows: 128, tensorBytes: 3.5 * 1024 * 1024 },
  wasm: { rows: 64, tensorBytes: Number.POSITIVE_INFINITY },
  webgpu: { rows: 256, tensorBytes: Number.POSITIVE_INFINITY },
};

/** A policy, and what all of its runs share. */
export interface Writer extends LoadedPolicy {
  decoder: Decoder;
  batches: SharedBatches;
}

export interface Writers {
  /** The default policy. */
  first: Writer;
  /** @param policy a name; undefined for the default. @throws EngineError "bad-request" */
  named(policy: string | undefined): Writer;
}

export function openWriters(parts: Parts): Writers {
  const first = openWriter(parts, parts.policy);
  const all = [first, ...parts.beside.map((policy) => openWriter(parts, policy))];
  const byModel = new Map(all.map((writer) => [writer.model, writer]));
  return {
    first,
    named: (policy) => {
      const writer = policy === undefined ? first : byModel.get(parts.policyOf(policy));
      if (writer) return writer;
      throw new EngineError("bad-request", `The policy "${policy}" is not loaded.`);
    },
  };
}

function openWriter({ runtime, kvCapBytes }: Parts, policy: LoadedPolicy): Writer {
  const { session, shape, vocabulary } = policy.loaded;
  const decoder = new Decoder(runtime, session, shape, vocabulary);
  const storage = () => storageFor(runtime, shape);
  const limits = BATCH_LIMITS[runtime.kind];
  return { ...policy, decoder, batches: new SharedBatches(decoder, storage, limits, kvCapBytes) };
}
