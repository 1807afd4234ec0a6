/**
 * The Monte Carlo value of a node: the share of fresh rollouts from it that end in a right answer.
 * Process reward models are trained to predict it (Wang et al. 2024, Math-Shepherd,
 * arXiv 2312.08935, section 3.3, "soft estimation"). It uses the truth: the answer of each rollout
 * is checked against the problem, its steps are not.
 */

import { checkerFor } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import { addCosts, noCost } from "../../search/cost.ts";
import type { Expansion, NodeId } from "../../search/model.ts";
import { streamKey } from "../../search/rng.ts";
import type { Engine, ModelRun, RolloutHooks } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import {
  MOST_ROLLOUTS,
  type MonteCarloRequest,
  type MonteCarloValue,
} from "../contract/requests.ts";
import { problemIn } from "./path-step.ts";

interface Rollout {
  /** Its newest node. */
  tip: NodeId;
  /** The id of its next node: each rollout has a range of ids. */
  next: NodeId;
  steps: string[];
}

/** See `Engine.monteCarloValue`. @throws EngineError; AbortError when the signal fires. */
export async function monteCarloValue(
  engine: Pick<Engine, "openRun">,
  request: MonteCarloRequest,
  hooks?: RolloutHooks,
): Promise<MonteCarloValue> {
  const problem = problemIn(request.problem);
  const { path, policy } = request;
  // A seed of its own, so that the rollouts draw apart from the run that the node is of.
  const seed = streamKey(request.seed, "rollouts");
  const run = engine.openRun({
    seed,
    problem,
    path,
    verifier: null,
    ...(policy && { policy }),
  });
  try {
    return await rollOut(run, problem, request, hooks);
  } finally {
    run.close();
  }
}

/** @param run opened on the path, whose nodes are 1 … path.length. */
export async function rollOut(
  run: Pick<ModelRun, "policy" | "style">,
  problem: Problem,
  { path, count, sampling, maxSteps }: MonteCarloRequest,
  { onEnded, signal }: RolloutHooks = {},
): Promise<MonteCarloValue> {
  checkCount(count);
  const from = path.length;
  const before = path.map(({ text }) => text);
  const checker = checkerFor(problem);
  const isRight = (steps: readonly string[]): boolean =>
    checker.isRight(run.style.readAnswer(problem, steps)) === true;
  const last = path.at(-1);
  if (last && last.end !== "step") {
    const right = last.end === "eos" && isRight(before);
    return { right: right ? count : 0, count, cost: noCost() };
  }

  const longest = Math.max(0, maxSteps - from);
  let open: Rollout[] = Array.from({ length: longest > 0 ? count : 0 }, (_, i) => ({
    tip: from,
    next: from + 1 + i * longest,
    steps: [],
  }));
  let right = 0;
  let cost = noCost();
  while (open.length > 0) {
    const requests = open.map(({ tip, next }) => ({ parent: tip, child: next }));
    const made = await run.policy.expand(requests, sampling, signal);
    cost = addCosts(cost, made.cost);
    run.policy.release(open.map(({ tip }) => tip).filter((id) => id !== from));
    open = open.flatMap((rollout, row) => {
      const { tip, steps, end } = longer(rollout, made.expansions[row]);
      if (end === "step" && steps.length < longest) return [{ tip, next: tip + 1, steps }];
      run.policy.release([tip]);
      if (end === "eos" && isRight([...before, ...steps])) right += 1;
      return [];
    });
    onEnded?.(count - open.length);
  }
  return { right, count, cost };
}

function longer({ next, steps }: Rollout, step: Expansion | undefined) {
  if (!step) throw new RangeError(`The policy gave no step for node ${next}.`);
  return { tip: next, steps: [...steps, step.text], end: step.end };
}

function checkCount(count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= MOST_ROLLOUTS) return;
  throw new EngineError(
    "bad-request",
    `The rollouts must be a whole number from 1 to ${MOST_ROLLOUTS}, not ${count}.`,
  );
}
