/** What was asked of nodes beside the run: other verifiers' scores, and rollouts. */

import { createStore } from "zustand/vanilla";
import type { MonteCarloValue, PathScore } from "../../engine/contract/requests.ts";
import type { NodeId } from "../../search/model.ts";

export const ROLLOUT_COUNTS = [8, 16, 32, 64] as const;

export interface Rollouts extends MonteCarloValue {
  seed: number;
  temperature: number;
  policy: string;
}

export interface NodeOpinions {
  /** By verifier. */
  scores: Readonly<Record<string, PathScore>>;
  rollouts: Rollouts | null;
  /** Why the last question of it had no answer. */
  failure: string | null;
}

export interface Asking {
  node: NodeId;
  what: "scores" | "rollouts";
  /** How far it is: rollouts that ended, or bytes. */
  done: number;
  of: number;
  /** A few words for people. */
  label: string;
}

export interface Opinions {
  /** The run that all this belongs to (`Run.generation`). */
  generation: number;
  nodes: ReadonlyMap<NodeId, NodeOpinions>;
  asking: Asking | null;
  /** The next rollouts; a null seed is the run's own. */
  count: number;
  seed: number | null;
  /** Verifiers that were fetched to be asked, into the engine that so described itself. */
  fetched: { info: unknown; ids: readonly string[] };
}

export const createOpinions = () =>
  createStore<Opinions>()(() => ({
    generation: 0,
    nodes: new Map(),
    asking: null,
    count: 16,
    seed: null,
    fetched: { info: null, ids: [] },
  }));
export type OpinionsStore = ReturnType<typeof createOpinions>;

const NOTHING: NodeOpinions = { scores: {}, rollouts: null, failure: null };

/** What was seen of a node of the run on the page. */
export const opinionsOf = (opinions: Opinions, generation: number, node: NodeId): NodeOpinions =>
  (opinions.generation === generation ? opinions.nodes.get(node) : undefined) ?? NOTHING;
