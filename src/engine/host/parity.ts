/** The parity test of a loaded policy and a loaded verifier. */

import { measureParity, type ParityParts } from "../checks/parity.ts";
import type { ParityReport } from "../contract/info.ts";
import { graphOf } from "../graphs/graph-of.ts";
import { openModel } from "../judging/open.ts";
import type { VerifierChoice } from "../sources/choose-verifier.ts";
import type { LoadedPolicy, Parts } from "./loaded.ts";
import { verifierCaches } from "./verifier-caches.ts";
import type { Writer } from "./writers.ts";

/** @throws EngineError when a model has no goldens. */
export async function parityOf(
  parts: Parts,
  writer: Writer,
  verifier: VerifierChoice | null,
): Promise<ParityReport> {
  const { model, decoder } = writer;
  const golden = await parts.goldens(model.id);
  return measureParity({
    backend: parts.info.backend.kind,
    runtime: parts.runtime,
    policy: { id: model.id, decoder, golden },
    verifier: await verifierOf(parts, writer, verifier),
  });
}

async function verifierOf(
  parts: Parts,
  policy: LoadedPolicy,
  verifier: VerifierChoice | null,
): Promise<ParityParts["verifier"]> {
  const { models, runtime } = parts;
  if (verifier?.kind !== "model") return null;
  const { id } = verifier.model;
  const weights = models.get(id);
  if (!weights) return null;
  return {
    id,
    graph: graphOf(runtime, weights.loaded),
    golden: await parts.goldens(id),
    decode: policy.vocabulary.decode,
    open: (transcript) => {
      const { make, close } = verifierCaches(parts);
      const opened = { ...parts, policyId: policy.model.id, caches: make };
      const run = { transcript, fork: true, sampled: false };
      return { verifier: openModel(opened, verifier, run), close };
    },
  };
}
