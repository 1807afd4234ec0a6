/** The summary of a run that `solve --json` prints, and its tree as text; both come from its log. */
import type { ProblemRecord } from "../problems/problem.ts";
import type { SearchLog } from "../search/events.ts";
import { strategyOf } from "../search/index.ts";
import { acts } from "../search/knobs.ts";
import type { Ledger } from "../search/ledger.ts";
import { chosenPath } from "../search/path.ts";
import { sameSamples } from "../search/same-samples.ts";
import { fold, ledgerOf, nodeOf, ROOT, type Tree, type TreeNode } from "../search/tree.ts";
import { tiedWith } from "../search/votes.ts";
import { type Drawable, drawTree } from "./draw-tree.ts";
import type { Fitted } from "./fit-budget.ts";

export interface RunSummary {
  problem: ProblemRecord;
  strategy: string;
  knobs: Readonly<Record<string, number | string>>;
  seed: number;
  answer: string | null;
  /** null when nobody knows. */
  correct: boolean | null;
  /** The answers that were tied with the given one, which was found first; left out when there is none. */
  tied?: string[];
  ledger: Ledger;
  /** The size that was fitted to the budget; left out when none was. */
  fitted?: Fitted;
}

/** @param log complete, from start to done. */
export function summarize(log: SearchLog, fitted: Fitted | null = null): RunSummary {
  const tree = fold(log);
  if (!tree.start) throw new Error("The log has no start.");
  const { problem, strategy, knobs, seed } = tree.start;
  const tied = tiedWith(tree.votes.at(-1)?.tally ?? []).map((line) => line.answer);
  return {
    problem,
    strategy,
    knobs,
    seed,
    answer: tree.answer?.answer ?? null,
    correct: tree.answer?.correct ?? null,
    ...(tied.length > 0 && { tied }),
    ledger: ledgerOf(tree),
    ...(fitted && { fitted }),
  };
}

/** The tree, the answer, the knobs that had an effect, and the ledger. @param note a line about the budget. */
export function describeRun(log: SearchLog, note: string | null = null): string {
  const tree = fold(log);
  const { answer, correct, tied = [], ledger, strategy, knobs, seed } = summarize(log);
  const ran = strategyOf(strategy);
  const known = ran?.knobs ?? [];
  const same = ran ? sameSamples(ran, knobs) : null;
  const settings = Object.entries(knobs)
    .filter(([id]) => known.every((knob) => knob.id !== id || acts(knob, knobs)))
    .map(([id, value]) => `${id} ${value}`);
  return [
    drawTree(drawable(tree)),
    "",
    describeAnswer(tree, answer, correct),
    ...(tied.length > 0 ? [`A tie with ${tied.join(", ")}; the answer was found first.`] : []),
    ...(same === null ? [] : [same]),
    ...(note === null ? [] : [note]),
    `${strategy}: ${[...settings, `seed ${seed}`].join(", ")}`,
    describeLedger(ledger),
  ].join("\n");
}

function describeAnswer(tree: Tree, answer: string | null, correct: boolean | null): string {
  const stop = tree.done === "budget" ? " (the budget is spent)" : "";
  if (answer === null) return `No answer${stop}.`;
  return correct === null
    ? `Answer: ${answer}; nobody knows whether it is right${stop}.`
    : `Answer: ${answer}, which is ${correct ? "right" : "wrong"}${stop}.`;
}

export function describeLedger(ledger: Ledger): string {
  const number = (value: number): string => value.toLocaleString("en-US");
  return [
    `${number(ledger.completions)} completions`,
    `${number(ledger.policyTokens)} policy tokens in ${number(ledger.policyCalls)} calls`,
    `${number(ledger.prefillTokens)} prefilled`,
    `${number(ledger.prmTokens)} reward-model tokens in ${number(ledger.prmCalls)} calls`,
    `${(ledger.flops / 1e9).toPrecision(3)} GFLOP`,
    `${ledger.seconds.toFixed(2)} s`,
  ].join(", ");
}

function drawable(tree: Tree): Drawable {
  const chosen = chosenPath(tree);
  const draw = (node: TreeNode): Drawable => ({
    text: node.text,
    score: node.score,
    note: noteOf(node),
    chosen: chosen.has(node.id),
    children: node.children.map((id) => draw(nodeOf(tree, id))),
  });
  return draw(nodeOf(tree, ROOT));
}

function noteOf(node: TreeNode): string {
  if (node.finish) {
    return node.finish.answer === null ? "no answer" : `answers ${node.finish.answer}`;
  }
  return node.status === "pruned" ? "pruned" : "";
}
