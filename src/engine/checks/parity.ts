/**
 * The parity test: compares this backend's outputs with PyTorch's, once over whole prefixes and
 * once token by token on top of caches, as a search runs them. Of a verifier it also compares the
 * scores that its kind reads off the outputs.
 */

import type { Verifier } from "../../search/model.ts";
import type { ParityReport } from "../contract/info.ts";
import type { Decoder } from "../graphs/decoder.ts";
import type { StepGraph } from "../graphs/scoring-graph.ts";
import type { KvShape } from "../memory/storage.ts";
import { Transcript } from "../memory/transcript.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import type { Golden } from "./goldens.ts";

export const PARITY_TOLERANCE = 1e-3;
/** How many of the last tokens of each case run one by one on top of a cache. */
const STEPWISE = 3;

export interface ParityParts {
  backend: ParityReport["backend"];
  runtime: Runtime;
  policy: { id: string; decoder: Decoder; golden: Golden };
  verifier: {
    id: string;
    graph: StepGraph;
    golden: Golden;
    decode(tokens: readonly number[]): string;
    /** The verifier over nodes that no policy of this run sampled. */
    open(transcript: Transcript): { verifier: Verifier; close(): void };
  } | null;
}

export async function measureParity(parts: ParityParts): Promise<ParityReport> {
  const models = [await policyParity(parts.policy)];
  if (parts.verifier) models.push(await verifierParity(parts.runtime, parts.verifier));
  const passed = models.every((model) => model.maxDifference <= PARITY_TOLERANCE);
  return { backend: parts.backend, models, tolerance: PARITY_TOLERANCE, passed };
}

class Comparison {
  values = 0;
  maxDifference = 0;

  constructor(readonly id: string) {}

  add(actual: ArrayLike<number>, expected: readonly number[]): void {
    expected.forEach((value, i) => {
      const difference = Math.abs((actual[i] ?? Number.NaN) - value);
      this.values++;
      // Math.max would keep NaN out of the report, so NaN counts as a large difference.
      this.maxDifference = Math.max(
        this.maxDifference,
        Number.isNaN(difference) ? 1e9 : difference,
      );
    });
  }

  result = () => ({ id: this.id, values: this.values, maxDifference: this.maxDifference });
}

async function policyParity({ id, decoder, golden }: ParityParts["policy"]) {
  const comparison = new Comparison(id);
  const size = decoder.vocabulary;
  for (const { ids, positions, rows } of golden.cases) {
    const whole = await decoder.prefill([ids]);
    positions.forEach((position, i) => {
      comparison.add(whole.logits.subarray(position * size, (position + 1) * size), rows[i] ?? []);
    });
    for (const tensor of whole.present.tensors) tensor.dispose();

    const cut = ids.length - STEPWISE;
    if (cut < 1) continue;
    let { present } = await decoder.prefill([ids.slice(0, cut)]);
    for (let at = cut; at < ids.length; at++) {
      const next = await decoder.decode([ids[at] ?? 0], [at], present);
      for (const tensor of present.tensors) tensor.dispose();
      present = next.present;
      const expected = rows[positions.indexOf(at)];
      if (expected) comparison.add(next.logits, expected);
    }
    for (const tensor of present.tensors) tensor.dispose();
  }
  return comparison.result();
}

type VerifierParity = NonNullable<ParityParts["verifier"]>;

async function verifierParity(runtime: Runtime, parts: VerifierParity) {
  const { id, graph, golden } = parts;
  const comparison = new Comparison(id);
  for (const { ids, positions, rows } of golden.cases) {
    const rowsOfOne = [{ tokens: ids, start: 0 }];
    const { values, size, fresh } = await graph.run(rowsOfOne, blank(runtime, graph.shape));
    for (const tensor of fresh.tensors) tensor.dispose();
    positions.forEach((position, i) => {
      comparison.add(values.subarray(position * size, (position + 1) * size), rows[i] ?? []);
    });
  }
  for (const trajectory of golden.trajectories) {
    comparison.add(await stepScores(parts, trajectory, "one by one"), trajectory.scores);
    comparison.add(await stepScores(parts, trajectory, "at once"), trajectory.scores);
  }
  return comparison.result();
}

async function stepScores(
  { open, decode }: VerifierParity,
  { prompt, steps }: Golden["trajectories"][number],
  order: "one by one" | "at once",
): Promise<number[]> {
  const transcript = new Transcript([{ role: "user", content: decode(prompt) }], prompt);
  steps.forEach((tokens, i) => {
    const end = i === steps.length - 1 ? "eos" : "step";
    transcript.add(i + 1, { parent: i, text: decode(tokens), tokens, end, sampled: null });
  });
  const ids = steps.map((_, i) => i + 1);
  const { verifier, close } = open(transcript);
  const scores: number[] = [];
  for (const some of order === "at once" ? [ids] : ids.map((id) => [id])) {
    scores.push(...(await verifier.score(some)).scores);
  }
  close();
  return scores;
}

/** @returns a cache of one position that no row sees: the graph of a PRM needs a past that is not empty. */
function blank(runtime: Runtime, { layers, heads, dim }: KvShape) {
  const tensors = Array.from({ length: 2 * layers }, () =>
    float32(runtime, new Float32Array(heads * dim), [1, heads, 1, dim]),
  );
  return { tensors, rows: 1, length: 1 };
}
