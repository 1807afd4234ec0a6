/**
 * The tree is the fold of a log: `fold(log)` is the finished tree, and `fold(log.slice(0, k))` is the tree
 * after k events (scrubbing). Snapshots are immutable and share what did not change, so a player may keep
 * them all.
 */
import { mayBeOneAnswer } from "../problems/families/index.ts";
import type { Aggregation } from "./aggregate.ts";
import type { Quantity, SearchEvent, Tally, Turn } from "./events.ts";
import type { Ledger } from "./ledger.ts";
import { emptyLedger } from "./ledger.ts";
import type { NodeId, StepEnd } from "./model.ts";

/** The node of the prompt. */
export const ROOT: NodeId = 0;

export type StartEvent = Extract<SearchEvent, { type: "start" }>;
export type VoteRule = Extract<SearchEvent, { type: "vote" }>["rule"];
export type StopReason = Extract<SearchEvent, { type: "done" }>["reason"];

/** A node that is finished and pruned counts as finished, and one kept and pruned as pruned; alive means not judged. */
export type NodeStatus = "alive" | "kept" | "pruned" | "finished";

/** Why a node was kept or dropped; `event` is the index of the event that says so. */
export interface Verdict {
  readonly kept: boolean;
  readonly reason: string;
  readonly turn?: Turn;
  readonly event: number;
}

/** The strategy's own quantity of a node, from event `event` on. */
export interface Measure {
  readonly quantity: Quantity;
  readonly value: number;
  readonly event: number;
}

export interface Finish {
  readonly answer: string | null;
  readonly aggregate: { readonly rule: Aggregation; readonly score: number } | null;
  readonly event: number;
}

export interface TreeNode {
  readonly id: NodeId;
  /** null for the root alone. */
  readonly parent: NodeId | null;
  readonly children: readonly NodeId[];
  /** Steps from the root, which has depth 0. */
  readonly depth: number;
  /** The display text of the step; the text of the problem for the root. */
  readonly text: string;
  readonly tokens: readonly number[];
  /** The sum of log p of `tokens` at temperature 1, in nats. */
  readonly logprob: number;
  /** null for the root alone. */
  readonly end: StepEnd | null;
  /** The raw step score in [0, 1]; null while there is none. */
  readonly score: number | null;
  readonly status: NodeStatus;
  /** From oldest to newest; the last one counts. */
  readonly verdicts: readonly Verdict[];
  /** From oldest to newest; the last one of each quantity counts (`measureOf`). */
  readonly measures: readonly Measure[];
  readonly finish: Finish | null;
  /** Sums over the steps from the root to here, both ends included. */
  readonly path: { readonly tokens: number; readonly logprob: number };
  /** The index of the event that made the node. `tree.ledgers[born]` is what the run had spent then. */
  readonly born: number;
  /** The index of the event that scored the node. */
  readonly scored: number | null;
}

export interface Vote {
  readonly rule: VoteRule;
  readonly tally: readonly Tally[];
  readonly event: number;
}

export interface Answer {
  readonly node: NodeId | null;
  readonly answer: string | null;
  /** null when nobody knows. */
  readonly correct: boolean | null;
  readonly event: number;
}

export interface Tree {
  readonly start: StartEvent | null;
  /** Indexed by node id. */
  readonly nodes: readonly TreeNode[];
  /** The ledger after each event; its length is the number of folded events. */
  readonly ledgers: readonly Ledger[];
  readonly votes: readonly Vote[];
  readonly answer: Answer | null;
  readonly done: StopReason | null;
}

export const emptyTree: Tree = {
  start: null,
  nodes: [],
  ledgers: [],
  votes: [],
  answer: null,
  done: null,
};

/** An event that cannot follow those before it. The message is a sentence. */
export class TreeError extends Error {
  override readonly name = "TreeError";
}

/**
 * Folds events, in order, onto a tree, which is not changed. The time grows with the number of events plus
 * the size of the tree, not with their product: fold a long log in one call, not event by event.
 * @throws TreeError when the log breaks a rule of the tree.
 */
export function fold(log: Iterable<SearchEvent>, from: Tree = emptyTree): Tree {
  const { nodes, ledgers, votes } = from;
  const draft = {
    ...from,
    nodes: nodes.slice(),
    ledgers: ledgers.slice(),
    votes: votes.slice(),
  };
  for (const event of log) apply(draft, event);
  return draft;
}

/** The tree after one more event. @throws TreeError when the event cannot follow. */
export const applyEvent = (tree: Tree, event: SearchEvent): Tree => fold([event], tree);

/** The node with this id. @throws TreeError when there is none. */
export function nodeOf(tree: Tree, id: NodeId): TreeNode {
  const node = tree.nodes[id];
  if (node === undefined) throw new TreeError(`There is no node ${id} in the tree.`);
  return node;
}

/** The current value of a quantity; null when the strategy has not recorded it. */
export const measureOf = (node: TreeNode, quantity: Quantity): number | null =>
  node.measures.findLast((measure) => measure.quantity === quantity)?.value ?? null;

/** The current ledger. */
export const ledgerOf = (tree: Tree): Ledger => tree.ledgers.at(-1) ?? emptyLedger();

/** A tree that grows in place. It owns its lists; it shares nodes, and replaces those that change. */
interface Draft extends Omit<Mutable<Tree>, "nodes" | "ledgers" | "votes"> {
  readonly nodes: TreeNode[];
  readonly ledgers: Ledger[];
  readonly votes: Vote[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function apply(tree: Draft, event: SearchEvent): void {
  const { nodes, ledgers } = tree;
  const index = ledgers.length;
  const demand = (holds: boolean, otherwise: string): void => {
    if (!holds) throw new TreeError(`Event ${index} (${event.type}) ${otherwise}.`);
  };
  demand((event.type === "start") === (index === 0), "is out of place: one start, and it is first");
  demand(tree.done === null, "comes after the run was done");

  const ledger = "ledger" in event ? event.ledger : ledgerOf(tree);
  demand(grew(ledgerOf(tree), ledger), "has a ledger that shrinks");
  ledgers.push(ledger);

  const at = (id: NodeId): TreeNode => {
    const node = nodes[id];
    if (node === undefined)
      throw new TreeError(`Event ${index} (${event.type}) names node ${id}, which does not exist.`);
    return node;
  };
  const change = (id: NodeId, changes: Partial<TreeNode>): void => {
    nodes[id] = { ...at(id), ...changes };
  };

  switch (event.type) {
    case "start":
      tree.start = event;
      nodes.push(rootNode(event.problem.text));
      return;

    case "expand":
      demand(event.nodes.length > 0, "makes no node");
      for (const step of event.nodes) {
        demand(step.id === nodes.length, `numbers a node ${step.id} where ${nodes.length} is next`);
        const parent = at(step.parent);
        demand(isOpen(parent), `expands node ${parent.id}, which is ${parent.status} or at an end`);
        demand(step.tokens.length > 0, `has a node ${step.id} without tokens`);
        demand(step.logprob <= 1e-6, `has a node ${step.id} of probability above 1`);
        change(parent.id, { children: [...parent.children, step.id] });
        nodes.push({
          ...step,
          children: [],
          depth: parent.depth + 1,
          score: null,
          status: "alive",
          verdicts: [],
          measures: [],
          finish: null,
          path: {
            tokens: parent.path.tokens + step.tokens.length,
            logprob: parent.path.logprob + step.logprob,
          },
          born: index,
          scored: null,
        });
      }
      return;

    case "score":
      for (const { node, score } of event.scores) {
        demand(node !== ROOT && at(node).score === null, `scores node ${node} twice, or the root`);
        demand(score >= 0 && score <= 1, `gives node ${node} a score of ${score}, not in [0, 1]`);
        change(node, { score, scored: index });
      }
      return;

    case "keep":
    case "prune": {
      const { reason, turn } = event;
      const kept = event.type === "keep";
      const verdict = { kept, reason, event: index, ...(turn && { turn }) };
      for (const id of event.nodes) {
        const node = at(id);
        demand(node.status !== "pruned", `judges node ${id}, which was pruned before`);
        const verdicts = [...node.verdicts, verdict];
        const status = node.finish ? "finished" : kept ? "kept" : "pruned";
        change(id, { verdicts, status });
      }
      return;
    }

    case "measure": {
      const { quantity } = event;
      demand(event.values.length > 0, "measures no node");
      for (const { node, value } of event.values) {
        demand(Number.isFinite(value), `gives node ${node} a ${quantity} of ${value}`);
        change(node, { measures: [...at(node).measures, { quantity, value, event: index }] });
      }
      return;
    }

    case "finish": {
      const node = at(event.node);
      demand(node.finish === null, `finishes node ${node.id} twice`);
      demand(node.status !== "pruned", `finishes node ${node.id}, which was pruned`);
      demand(
        node.children.length === 0 && node.id !== ROOT,
        `finishes node ${node.id}, not a leaf`,
      );
      const finish = { answer: event.answer, aggregate: event.aggregate, event: index };
      change(node.id, { finish, status: "finished" });
      return;
    }

    case "vote":
      for (const line of event.tally) {
        demand(
          line.count === line.nodes.length,
          `counts ${line.count} for ${line.nodes.length} nodes`,
        );
        for (const id of line.nodes)
          demand(
            isOneAnswer(tree, at(id).finish?.answer, line.answer),
            `counts node ${id} for an answer not its own`,
          );
      }
      tree.votes.push({ rule: event.rule, tally: event.tally, event: index });
      return;

    case "answer": {
      const { node, answer, correct } = event;
      demand(tree.answer === null, "answers twice");
      if (node !== null)
        demand(
          isOneAnswer(tree, at(node).finish?.answer, answer),
          `answers with what node ${node} does not say`,
        );
      tree.answer = { node, answer, correct, event: index };
      return;
    }

    case "done":
      tree.done = event.reason;
      return;
  }
}

/** Whether two texts are spellings of one answer to the run's problem. */
const isOneAnswer = ({ start }: Draft, a: string | null | undefined, b: string | null): boolean =>
  a === b || (start !== null && a != null && b !== null && mayBeOneAnswer(start.problem, a, b));

function rootNode(text: string): TreeNode {
  return {
    id: ROOT,
    parent: null,
    children: [],
    depth: 0,
    text,
    tokens: [],
    logprob: 0,
    end: null,
    score: null,
    status: "alive",
    verdicts: [],
    measures: [],
    finish: null,
    path: { tokens: 0, logprob: 0 },
    born: 0,
    scored: null,
  };
}

const isOpen = (node: TreeNode): boolean =>
  (node.end === null || node.end === "step") &&
  node.status !== "pruned" &&
  node.status !== "finished";

const grew = (before: Ledger, after: Ledger): boolean =>
  after.completions >= before.completions &&
  after.policyTokens >= before.policyTokens &&
  after.prefillTokens >= before.prefillTokens &&
  after.prmTokens >= before.prmTokens &&
  after.policyCalls >= before.policyCalls &&
  after.prmCalls >= before.prmCalls &&
  after.flops >= before.flops &&
  after.seconds >= before.seconds;
