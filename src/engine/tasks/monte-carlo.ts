/**
 * The Monte Carlo value of a node: the share of fresh rollouts from it that come to a right
 * answer. It is what process reward models of this kind are trained to foretell (Wang et al. 2024,
 * Math-Shepherd, arXiv 2312.08935, section 3.3, "soft estimation"), and it knows the truth: only the
 * ends are checked, against the problem.
 */

import { familyOf } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import { addCosts, noCost } from "../../search/cost.ts";
import type { Expansion, NodeId } from "../../search/model.ts";
import { streamKey } from "../../search/rng.ts";
import type { ModelRun, RolloutHooks } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import {
  MOST_ROLLOUTS,
  type MonteCarloRequest,
  type MonteCarloValue,
} from "../contract/requests.ts";

interface Rollout {
  /** Its newest node, and the next id that is its own. */
  tip: NodeId;
  next: NodeId;
  steps: string[];
}

/** The seed of a run that rolls out: apart from the run whose node it is. */
export const rolloutSeed = (seed: number): number => streamKey(seed, "rollouts");

/** @param run opened on the path and with `rolloutSeed`; its nodes are 1 … path.length. */
export async function rollOut(
  run: Pick<ModelRun, "policy">,
  problem: Problem,
  { path, count, sampling, maxSteps }: MonteCarloRequest,
  { onEnded, signal }: RolloutHooks = {},
): Promise<MonteCarloValue> {
  checkCount(count);
  const from = path.length;
  const before = path.map(({ text }) => text);
  const family = familyOf(problem.family);
  const checker = family.checker(problem);
  const isRight = (steps: readonly string[]): boolean =>
    checker.isRight(family.extractAnswer(problem, steps)) === true;
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
