/** Trajectories that were written elsewhere, as the nodes of a tree that a verifier can score. */

import type { NodeId, Verifier } from "../../search/model.ts";
import { EngineError } from "../contract/errors.ts";
import { NodeTable } from "../memory/nodes.ts";
import type { Vocabulary } from "../text/tokenizer.ts";

type Written = readonly (readonly (readonly number[])[])[];

/** The tree of the trajectories, and of each of them the node of every step. */
export function written(
  { encode, eos, separator }: Pick<Vocabulary, "encode" | "eos" | "separator">,
  prompt: string,
  trajectories: Written,
): { nodes: NodeTable; ends: NodeId[][] } {
  const nodes = new NodeTable(encode(prompt));
  const known = new Map<string, NodeId>();
  const nodeOf = (parent: NodeId, tokens: readonly number[]): NodeId => {
    const key = `${parent}:${tokens.join(" ")}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const id = known.size + 1;
    const last = tokens.at(-1);
    const end = last === eos ? "eos" : last === separator ? "step" : "length";
    nodes.add(id, { parent, tokens, end, sampled: null });
    known.set(key, id);
    return id;
  };
  const ends = trajectories.map((steps) => {
    let at: NodeId = 0;
    return steps.map((tokens) => {
      at = nodeOf(at, tokens);
      return at;
    });
  });
  return { nodes, ends };
}

/** @throws EngineError */
export async function scoresOf(
  verifier: Verifier | null,
  ends: readonly (readonly NodeId[])[],
): Promise<number[][]> {
  if (!verifier) throw new EngineError("bad-request", "No verifier is loaded to judge with.");
  const ids = [...new Set(ends.flat())];
  const { scores } = await verifier.score(ids);
  const score = new Map(ids.map((id, i) => [id, scores[i] ?? Number.NaN]));
  return ends.map((steps) => steps.map((id) => score.get(id) ?? Number.NaN));
}
