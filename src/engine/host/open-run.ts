/** Opens a run: a policy asked one problem, and a verifier over what it writes. */

import { plainText } from "../../prompts/conversation.ts";
import type { ModelRun, RunOptions } from "../contract/engine.ts";
import type { KvGauge } from "../contract/info.ts";
import { cardOf } from "../graphs/weights.ts";
import { openVerifier } from "../judging/open.ts";
import { Transcript } from "../memory/transcript.ts";
import type { VerifierChoice } from "../sources/choose-verifier.ts";
import { writePath } from "../tasks/path-step.ts";
import { EnginePolicy } from "../writing/policy.ts";
import type { LoadedPolicy, Parts } from "./loaded.ts";
import { verifierCaches } from "./verifier-caches.ts";
import type { Writer } from "./writers.ts";

/** @returns the transcript of a policy that was asked the problem. @throws EngineError "bad-request" */
export function transcriptOf(
  { style, vocabulary }: Pick<LoadedPolicy, "style" | "vocabulary">,
  problem: RunOptions["problem"],
): Transcript {
  const conversation = style.ask(problem);
  return new Transcript(conversation, vocabulary.encode(plainText(conversation)));
}

/** @param choice of the run's verifier; null for none. @throws EngineError; see `Engine.openRun`. */
export function openRun(
  parts: Parts,
  writer: Writer,
  choice: VerifierChoice | null,
  { problem, seed, fork = true, path = [] }: RunOptions,
): ModelRun {
  const { model, loaded, vocabulary, style, decoder, batches } = writer;
  const transcript = transcriptOf(writer, problem);
  writePath(transcript, path, vocabulary, { id: model.id, size: loaded.vocabulary });
  const caches = verifierCaches(parts);
  const models = { ...parts, policyId: model.id, caches: caches.make };
  const judged = { transcript, fork, sampled: path.length === 0 };
  const verifier = choice && openVerifier(models, choice, judged, problem);
  const share = batches.open(transcript.get);
  const policy = new EnginePolicy({
    card: cardOf(model.id, writer),
    decoder,
    loop: share.loop,
    rank: share.rank,
    storage: share.storage,
    tree: share.tree,
    transcript,
    vocabulary,
    splitter: style.splitter,
    context: loaded.context,
    seed,
    fork,
  });
  return {
    policy,
    verifier,
    style,
    kv: () => sum([...caches.gauges(), share.tree.gauge()]),
    close: () => {
      caches.close();
      share.close();
    },
  };
}

const sum = (gauges: readonly KvGauge[]): KvGauge =>
  gauges.reduce((a, b) => ({
    bytes: a.bytes + b.bytes,
    peakBytes: a.peakBytes + b.peakBytes,
    capBytes: a.capBytes + b.capBytes,
    evictedNodes: a.evictedNodes + b.evictedNodes,
  }));
