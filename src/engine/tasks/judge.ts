/** Scores trajectories that were written elsewhere, as the nodes of one tree. */

import type { Style } from "../../prompts/style.ts";
import type { NodeId, StepEnd, Verifier } from "../../search/model.ts";
import type { Transcript } from "../memory/transcript.ts";
import type { Vocabulary } from "../text/tokenizer.ts";

export class TrajectoryTree {
  /** By parent and tokens, so that trajectories share the nodes of a common prefix. */
  readonly #ids = new Map<string, NodeId>();

  /** @param transcript that holds the prompt alone. */
  constructor(
    readonly transcript: Transcript,
    private readonly vocabulary: Pick<Vocabulary, "decode" | "piece" | "eos">,
    private readonly style: Pick<Style, "splitter">,
  ) {}

  /** @param steps token ids of each step. @returns the node of each step. */
  add(steps: readonly (readonly number[])[]): NodeId[] {
    let node: NodeId = 0;
    return steps.map((tokens) => {
      node = this.#child(node, tokens);
      return node;
    });
  }

  #child(parent: NodeId, tokens: readonly number[]): NodeId {
    const key = `${parent}:${tokens.join(" ")}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    const text = this.vocabulary.decode(tokens);
    this.transcript.add(id, { parent, text, tokens, end: this.#end(tokens), sampled: null });
    this.#ids.set(key, id);
    return id;
  }

  #end(tokens: readonly number[]): StepEnd {
    if (tokens.at(-1) === this.vocabulary.eos) return "eos";
    const splitter = this.style.splitter();
    return tokens.some((token) => splitter.push(this.vocabulary.piece(token))) ? "step" : "length";
  }
}

/** @param nodes of each trajectory. @returns the scores of each. @throws EngineError */
export async function scoresOf(
  verifier: Verifier,
  nodes: readonly (readonly NodeId[])[],
): Promise<number[][]> {
  const ids = [...new Set(nodes.flat())];
  const { scores } = await verifier.score(ids);
  const score = new Map(ids.map((id, i) => [id, scores[i] ?? Number.NaN]));
  return nodes.map((steps) => steps.map((id) => score.get(id) ?? Number.NaN));
}
