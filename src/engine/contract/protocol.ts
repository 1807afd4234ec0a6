import type { SearchEvent } from "../../search/events.ts";
import type { EngineFailure } from "./errors.ts";
import type { EngineInfo, LoadProgress, ParityReport } from "./info.ts";
import type {
  BulkRequest,
  CompareRequest,
  LoadOptions,
  MonteCarloRequest,
  MonteCarloValue,
  ParityRequest,
  PathScore,
  ScorePathRequest,
  SearchRequest,
  SearchSummary,
} from "./requests.ts";

/** Argument and result of each call to the worker. */
export interface Calls {
  load: [LoadOptions, EngineInfo];
  search: [SearchRequest, SearchSummary];
  /** One summary a lane, in their order. */
  compare: [CompareRequest, SearchSummary[]];
  /** Each log is a reply of its own. */
  bulk: [BulkRequest, null];
  /** null when it was cancelled. */
  monteCarloValue: [MonteCarloRequest, MonteCarloValue | null];
  scorePath: [ScorePathRequest, PathScore[] | null];
  /** Of whatever is running. */
  cancel: [null, null];
  parity: [ParityRequest, ParityReport];
}
export type CallName = keyof Calls;

export type Call = { [K in CallName]: { id: number; call: K; argument: Calls[K][0] } }[CallName];

export type Reply =
  | { [K in CallName]: { id: number; call: K; ok: Calls[K][1] } }[CallName]
  | { id: number; error: EngineFailure }
  | { progress: LoadProgress }
  /** Rollouts of the running estimate that have ended. */
  | { ended: number }
  /** The whole log of one search of a bulk, by its index. */
  | { log: SearchEvent[]; search: number }
  /** Events of the running search, in order, a few at a time; of this lane, 0 when left out. */
  | { events: SearchEvent[]; lane?: number };
