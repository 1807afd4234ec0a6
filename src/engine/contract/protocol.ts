/** What the page and the worker say to each other. */
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

/** The argument and the result of each call to the worker. */
export interface Calls {
  load: [LoadOptions, EngineInfo];
  search: [SearchRequest, SearchSummary];
  /** One summary a lane, in the order of the lanes. */
  compare: [CompareRequest, SearchSummary[]];
  /** Each log comes as a reply of its own. */
  bulk: [BulkRequest, null];
  /** null when it was cancelled. */
  monteCarloValue: [MonteCarloRequest, MonteCarloValue | null];
  scorePath: [ScorePathRequest, PathScore[] | null];
  /** Cancels the call that is running. */
  cancel: [null, null];
  /** Answered as soon as the worker can. */
  ping: [null, null];
  parity: [ParityRequest, ParityReport];
}
export type CallName = keyof Calls;

export type Call = { [K in CallName]: { id: number; call: K; argument: Calls[K][0] } }[CallName];

export interface LifeSign {
  /** The name of a lock that the worker holds as long as it lives; null where the browser has no locks. */
  lock: string | null;
}

export type Reply =
  | { [K in CallName]: { id: number; call: K; ok: Calls[K][1] } }[CallName]
  | { id: number; error: EngineFailure }
  /** The first reply of a worker. */
  | { alive: LifeSign }
  | { progress: LoadProgress }
  /** How many rollouts of the running estimate have ended. */
  | { ended: number }
  /** The whole log of one search of a bulk, by its index. */
  | { log: SearchEvent[]; search: number }
  /** Events of the running search, in order, a few at a time; of lane 0 when it is left out. */
  | { events: SearchEvent[]; lane?: number };
