/**
 * The engine as its hosts see it: the worker in the browser; the command line and the tests in
 * Node. An engine holds a policy and at most one verifier, and further policies and verifiers that
 * a run may name.
 */

import type { Problem } from "../../problems/family.ts";
import type { Style } from "../../prompts/style.ts";
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
  problem: Problem;
  /** A whole number in [0, 2³²); with a node's id it decides every draw. */
  seed: number;
  /** Use this loaded policy instead of the default. */
  policy?: string;
  /** Use this verifier, loaded or without a model, instead of the default; null for none. */
  verifier?: string | null;
  /** Steps that exist already, from the first one on: they are the nodes 1, 2, 3, … */
  path?: readonly PathStep[];
  /**
   * false keeps no caches between calls: each child's whole prefix runs through the models again.
   * For the bench.
   */
  fork?: boolean;
}

/** The models at work on one problem. `verifier` scores the nodes that `policy` made. */
export interface ModelRun {
  readonly policy: Policy;
  readonly verifier: Verifier | null;
  /** How the policy was asked, and how its answers are read. */
  readonly style: Style;
  kv(): KvGauge;
  /** Free every cache of the run. */
  close(): void;
}

export interface RolloutHooks {
  /** @param count rollouts that have ended so far. */
  onEnded?(count: number): void;
  signal?: AbortSignal;
}

/** Trajectories that were written elsewhere, to be scored. */
export interface JudgeRequest {
  problem: Problem;
  /** For each trajectory, the token ids of each step, separator or end included; none is empty. */
  trajectories: readonly (readonly (readonly number[])[])[];
}

export interface Engine {
  readonly info: EngineInfo;
  /**
   * @throws EngineError "bad-request" that names the first word that the models do not know, or
   * when a named model is not loaded, or when the path is not written in the policy's tokens;
   * "bad-model" when the policy and the verifier do not share a vocabulary.
   */
  openRun(options: RunOptions): ModelRun;
  /**
   * A whole search, as events; the last is "done". Any number of searches may run at once, by turns
   * or together, beside open runs. Those that run together pass through their policy in shared
   * batches (writing/shared-batches.ts), and each has the events that it has alone, seconds aside.
   * @param clock seconds since the search began; the wall clock when left out.
   * @throws EngineError
   */
  search(
    request: SearchRequest,
    signal?: AbortSignal,
    clock?: () => number,
  ): AsyncGenerator<SearchEvent, void, void>;
  /** Fresh rollouts from a node of a log. @throws EngineError; AbortError when the signal fires. */
  monteCarloValue(request: MonteCarloRequest, hooks?: RolloutHooks): Promise<MonteCarloValue>;
  /**
   * A node of a log under several verifiers, one after the other. Models that are not loaded are
   * fetched, and stay loaded. @throws EngineError; AbortError when the signal fires.
   */
  scorePath(request: ScorePathRequest, signal?: AbortSignal): Promise<PathScore[]>;
  /**
   * The loaded verifier's scores of trajectories, one a step. A shared prefix is read once.
   * @throws EngineError "bad-request" when no verifier is loaded, or when it scores only steps that
   * the policy samples.
   */
  judge(request: JudgeRequest): Promise<number[][]>;
  /** @param steps of a finished trajectory, as model text without separators. @returns their token ids. */
  stepTokens(steps: readonly string[]): number[][];
  tokenize(modelText: string): number[];
  detokenize(tokens: readonly number[]): string;
  /** @throws EngineError "bad-request" when a named model is not loaded. */
  parity(request?: ParityRequest): Promise<ParityReport>;
  dispose(): Promise<void>;
}
