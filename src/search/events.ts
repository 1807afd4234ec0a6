/**
 * The events of a search. Worker, recorder, player, exporter, tests and command line all read this
 * union; the tree is its fold (`tree.ts`), and a recorded run is this log in a file.
 */
import type { ProblemRecord } from "../problems/problem.ts";
import type { Aggregation } from "./aggregate.ts";
import type { KnobValues } from "./knobs.ts";
import type { Budget, Ledger } from "./ledger.ts";
import type { ModelCard, NodeId, StepEnd } from "./model.ts";

/**
 * The versions that can be read. Version 1 holds the family and the text of a problem, and `correct` is
 * known; version 2 holds the whole record of the problem, and `correct` may be null.
 */
export const LOG_VERSIONS = [1, 2] as const;
export type LogVersion = (typeof LOG_VERSIONS)[number];

const FAMILIES_OF_VERSION_1: readonly string[] = ["countdown", "story", "equations"];

/** The first version that can hold a run on this problem, so that older pages can read it if possible. */
export function versionFor({ family, text, ...known }: ProblemRecord): LogVersion {
  const more = Object.values(known).some((value) => value !== undefined);
  return more || !FAMILIES_OF_VERSION_1.includes(family) ? 2 : 1;
}

export interface StepNode {
  id: NodeId;
  parent: NodeId;
  text: string;
  tokens: number[];
  /** The sum of log p over `tokens` at temperature 1, in nats. */
  logprob: number;
  end: StepEnd;
}

/**
 * One line of a vote: an answer in its first spelling, its votes, and their weight. `nodes` has the node
 * of each vote: a trajectory has one vote, or one for each particle that ended with it.
 */
export interface Tally {
  answer: string;
  count: number;
  weight: number;
  nodes: NodeId[];
}

/**
 * Quantities of a node besides its score. visits, q, prior and bonus belong to Monte Carlo tree search
 * (bonus is the exploration term of the last selection). weight is the share of a particle, in [0, 1].
 * width is the number of children that a node is granted. value is the value of a state, in [0, 1], when
 * it is not the verifier's score of the step (from a look-ahead, or a vote).
 */
export const QUANTITIES = ["visits", "q", "prior", "bonus", "weight", "width", "value"] as const;
export type Quantity = (typeof QUANTITIES)[number];

/**
 * The turn of the search that a verdict's reason describes: a cut before a step, a visit of a depth-first
 * search, the way back from one, or steps that only looked ahead. Older logs do not have it.
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
  /** These nodes stay in play; the reason is a sentence for students. */
  | { type: "keep"; nodes: NodeId[]; reason: string; turn?: Turn }
  | { type: "prune"; nodes: NodeId[]; reason: string; turn?: Turn }
  /** The strategy's own quantity of these nodes from now on; the root may be among them. */
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
  /** Whether the answer is right; null when nobody knows. */
  | { type: "answer"; node: NodeId | null; answer: string | null; correct: boolean | null }
  | { type: "done"; reason: StopReason; ledger: Ledger };

export type SearchLog = SearchEvent[];
