/**
 * The one event stream. Worker, recorder, player, exporter, tests and command
 * line all consume this union; the tree is its fold (`tree.ts`), a recorded run
 * is this log in a file.
 */
import type { ProblemRecord } from "../problems/problem.ts";
import type { Aggregation } from "./aggregate.ts";
import type { KnobValues } from "./knobs.ts";
import type { Budget, Ledger } from "./ledger.ts";
import type { ModelCard, NodeId, StepEnd } from "./model.ts";

/**
 * The versions that are read. Version 1 holds a problem's family and text, and knows whether its answer is
 * right; version 2 holds the problem's whole record, and `correct` may be null.
 */
export const LOG_VERSIONS = [1, 2] as const;
export type LogVersion = (typeof LOG_VERSIONS)[number];

const FAMILIES_OF_VERSION_1: readonly string[] = ["countdown", "story", "equations"];

/** The first version that can hold a run on this problem: older pages read what they can. */
export function versionFor({ family, text, ...known }: ProblemRecord): LogVersion {
  const more = Object.values(known).some((value) => value !== undefined);
  return more || !FAMILIES_OF_VERSION_1.includes(family) ? 2 : 1;
}

export interface StepNode {
  id: NodeId;
  parent: NodeId;
  text: string;
  tokens: number[];
  /** Sum over `tokens` of log p at temperature 1, nats. */
  logprob: number;
  end: StepEnd;
}

/**
 * One line of a vote: an answer, in the spelling that came first, its votes, and their weight. `nodes` names the node of each
 * vote: a trajectory has one vote, or one for every particle that ended with it.
 */
export interface Tally {
  answer: string;
  count: number;
  weight: number;
  nodes: NodeId[];
}

/**
 * What strategies know of a node besides its score. visits, q, prior and bonus: Monte Carlo tree
 * search (bonus is the exploration term of its last selection); weight: a particle's share, in
 * [0, 1]; width: how many children a node is granted; value: a state's value, in [0, 1], where
 * it is not the verifier's score of the step (looked ahead, or voted).
 */
export const QUANTITIES = ["visits", "q", "prior", "bonus", "weight", "width", "value"] as const;
export type Quantity = (typeof QUANTITIES)[number];

/**
 * What a verdict says of the way that the search took, where its reason says it too: the step
 * before which a trajectory was cut, a visit of a depth-first search, the way back from one, or
 * that the steps only looked ahead. Left out of older logs.
 */
export type Turn =
  | { kind: "cut"; before: NodeId }
  | { kind: "visit" }
  | { kind: "back" }
  | { kind: "probe" };

export type StopReason = "answered" | "budget" | "exhausted" | "cancelled";

export type SearchEvent =
  | {
      type: "start";
      version: LogVersion;
      problem: ProblemRecord;
      strategy: string;
      knobs: KnobValues;
      seed: number;
      budget: Budget | null;
      policy: ModelCard;
      verifier: ModelCard | null;
    }
  | { type: "expand"; nodes: StepNode[]; ledger: Ledger }
  | { type: "score"; scores: { node: NodeId; score: number }[]; ledger: Ledger }
  /** These nodes stay in play, and why, in a sentence a student can read. */
  | { type: "keep"; nodes: NodeId[]; reason: string; turn?: Turn }
  | { type: "prune"; nodes: NodeId[]; reason: string; turn?: Turn }
  /** A strategy's own quantity of these nodes, from now on; of the root too. */
  | { type: "measure"; quantity: Quantity; values: { node: NodeId; value: number }[] }
  /** A trajectory ended at `node`; `answer` is null when none could be extracted. */
  | {
      type: "finish";
      node: NodeId;
      answer: string | null;
      aggregate: { rule: Aggregation; score: number } | null;
      ledger: Ledger;
    }
  | { type: "vote"; rule: "majority" | "weighted" | "best"; tally: Tally[] }
  /** Whether it is right; null where nobody knows. */
  | { type: "answer"; node: NodeId | null; answer: string | null; correct: boolean | null }
  | { type: "done"; reason: StopReason; ledger: Ledger };

export type SearchLog = SearchEvent[];
