/**
 * The engine as its hosts see it: the worker in the browser, `node.ts` for the
 * command line and the tests. One engine holds a policy and at most one verifier; further ones
 * where it was told to load them, for the runs that name them.
 */

import type { Problem } from "../../problems/family.ts";
import type { SearchEvent } from "../../search/events.ts";
import type { Policy, Verifier } from "../../search/model.ts";
import type { EngineInfo, KvGauge, ParityReport } from "./info.ts";
import type {
  MonteCarloRequest,
  MonteCarloValue,
  ParityRequest,
  PathScore,
  PathStep,
  ScorePathRequest,
  SearchRequest,
} from "./requests.ts";

export interface RunOptions {
  /** Model text, ending in "\n" (a family's `prompt(problem)`). */
  prompt: string;
  seed: number;
  /** The prompt's problem, which the oracle must know. */
  problem?: Problem;
  /** In the place of the loaded policy: another that is loaded. */
  policy?: string;
  /** In the place of the loaded verifier: another that is loaded, or one that is no model; null for none. */
  verifier?: string | null;
  /** Steps that exist already, from the root on: they are nodes 1, 2, 3, … */
  path?: readonly PathStep[];
  /**
   * false: no caches are kept between calls, and each child's whole prefix runs
   * through the models again. For the bench only.
   */
  fork?: boolean;
}

/** The models at work on one prompt. `verifier` scores the nodes that `policy` made. */
export interface ModelRun {
  readonly policy: Policy;
  readonly verifier: Verifier | null;
  kv(): KvGauge;
  /** Frees every cache of the run. */
  close(): void;
}

export interface RolloutHooks {
  /** Rollouts that ended so far. */
  onEnded?(count: number): void;
  signal?: AbortSignal;
}

/** Trajectories that somebody wrote, to be scored. */
export interface JudgeRequest {
  /** Model text, as in `RunOptions`. */
  prompt: string;
  /** Of each trajectory the token ids of each step, separator or end included; none is empty. */
  trajectories: readonly (readonly (readonly number[])[])[];
  /** The prompt's problem, which the oracle must know. */
  problem?: Problem;
}

export interface Engine {
  readonly info: EngineInfo;
  /**
   * @throws EngineError "bad-request" naming the first word that the models do not know, when
   * the policy or the verifier is not loaded, or the latter is the oracle and there is no problem,
   * or when a given path is not written in the policy's tokens; "bad-model" when the two do not
   * share a vocabulary.
   */
  openRun(options: RunOptions): ModelRun;
  /**
   * A whole search, as events; the last is "done". Any number may run at once, by turns or
   * together, as may runs that are open: those under way pass through their policy in shared batches
   * (shared-batches.ts), and each has the events that it has alone, seconds aside.
   * @param clock seconds since it began; the wall clock when left out. @throws EngineError
   */
  search(
    request: SearchRequest,
    signal?: AbortSignal,
    clock?: () => number,
  ): AsyncGenerator<SearchEvent, void, void>;
  /** Fresh rollouts from a node. @throws EngineError; AbortError when the signal fires. */
  monteCarloValue(request: MonteCarloRequest, hooks?: RolloutHooks): Promise<MonteCarloValue>;
  /**
   * A node under several verifiers, one after the other. Models that are not loaded yet are
   * fetched, and stay. @throws EngineError; AbortError when the signal fires.
   */
  scorePath(request: ScorePathRequest, signal?: AbortSignal): Promise<PathScore[]>;
  /**
   * The loaded verifier's scores of trajectories, one a step. A prefix that several share is read
   * once. @throws EngineError "bad-request" when no verifier is loaded, or it needs a sampling policy.
   */
  judge(request: JudgeRequest): Promise<number[][]>;
  /** Token ids of the steps of a finished trajectory, each given as model text without its separator. */
  stepTokens(steps: readonly string[]): number[][];
  tokenize(modelText: string): number[];
  detokenize(tokens: readonly number[]): string;
  /** @throws EngineError "bad-request" when one that is named is not loaded. */
  parity(request?: ParityRequest): Promise<ParityReport>;
  dispose(): Promise<void>;
}
