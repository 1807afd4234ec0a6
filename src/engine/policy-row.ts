/** A row of the policy's batch: a step on its way. */
import type { NodeId, StepEnd } from "../search/model.ts";
import type { Entry } from "./kv.ts";
import type { Sampled } from "./nodes.ts";

export interface Row extends Sampled {
  child: NodeId;
  parent: Entry;
  /** Prefix length before this step. */
  start: number;
  cap: number;
  tokens: number[];
  end: StepEnd | null;
}

export const isOpen = (row: Row): boolean => row.end === null;

/** Position of its newest token. */
export const lastOf = (row: Row): number => row.start + row.tokens.length - 1;
