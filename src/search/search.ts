/**
 * A running search: the tree so far, and the few moves that strategies are made of. Every move yields
 * its events, stamps the ledger, and obeys the budget, the caps on length and the signal of the run, so
 * that a strategy holds only its own rule.
 */

import { aggregate } from "./aggregate.ts";
import { room, stepBound } from "./budget.ts";
import { aggregationOf, samplingOf } from "./common-knobs.ts";
import type { SearchContext } from "./context.ts";
import type { Quantity, SearchEvent, StepNode, Turn } from "./events.ts";
import { numberKnob } from "./knob-values.ts";
import { chargeCompletion, chargePolicy, chargeVerifier, type Ledger } from "./ledger.ts";
import type { Expansion, NodeId, SamplingOptions } from "./model.ts";
import { scoresTo, stepsTo } from "./path.ts";
import {
  applyEvent,
  emptyTree,
  type Finish,
  ledgerOf,
  nodeOf,
  type Tree,
  type TreeNode,
} from "./tree.ts";

/** A generator of events with a result of type T. */
export type Moves<T> = AsyncGenerator<SearchEvent, T, void>;

/** Options of a batch of steps that differ from those of the run. */
export interface GrowOptions {
  /** All but the cap on the tokens of a step, on which the budget relies. */
  sampling?: Partial<Omit<SamplingOptions, "maxStepTokens">>;
  /** Whether the steps only look ahead: they finish no trajectory, and the strategy prunes them. */
  probe?: boolean;
}

export class Search {
  readonly context: SearchContext;
  /** Whether a step could not begin because the budget was spent. */
  outOfBudget = false;
  #tree: Tree = emptyTree;
  readonly #sampling: SamplingOptions;
  readonly #released = new Set<NodeId>();

  constructor(context: SearchContext) {
    this.context = context;
    this.#sampling = samplingOf(context.knobs);
  }

  /** The fold of all events so far: all that a strategy may know. */
  get tree(): Tree {
    return this.#tree;
  }

  get ledger(): Ledger {
    return ledgerOf(this.#tree);
  }

  node(id: NodeId): TreeNode {
    return nodeOf(this.#tree, id);
  }

  /** Folds an event into the tree and returns it, to be yielded. */
  emit(event: SearchEvent): SearchEvent {
    this.#tree = applyEvent(this.#tree, event);
    return event;
  }

  /**
   * How many pieces of work, of at most this many tokens each, may begin now as one batch; a piece is a
   * step when the tokens are left out.
   * @returns 0 when the budget is spent; Infinity when there is no budget.
   */
  room(tokens = this.#sampling.maxStepTokens): number {
    const { budget, policy, verifier } = this.context;
    if (budget === null) return Number.POSITIVE_INFINITY;
    const { nodes, ledgers } = this.#tree;
    const most = (of: (node: TreeNode) => number): number =>
      nodes.reduce((high, node) => Math.max(high, of(node)), 0);
    const first = ledgers.find((ledger) => ledger.policyCalls > 0);
    if (budget.currency === "flops" && !first) return 1;
    const prefix = {
      tokens: (first?.prefillTokens ?? 0) + most((node) => node.path.tokens),
      steps: most((node) => node.depth),
    };
    const bound = stepBound({
      maxStepTokens: tokens,
      prefix,
      policy: policy.card,
      verifier: verifier?.card ?? null,
      scoring: verifier?.stepCost?.(tokens, prefix),
    });
    return room(budget, this.ledger, bound);
  }

  /**
   * Samples one new step for each parent (a parent that is named twice gets two children), scores it when
   * there is a verifier, and finishes its trajectory when it has ended. Stops early when the budget is spent.
   * @returns the new children, in the order of the parents.
   */
  async *grow(parents: readonly NodeId[], options: GrowOptions = {}): Moves<TreeNode[]> {
    const made: NodeId[] = [];
    while (made.length < parents.length) {
      const rows = this.room();
      if (rows === 0) {
        this.outOfBudget = true;
        break;
      }
      const batch = yield* this.#expand(parents.slice(made.length, made.length + rows), options);
      yield* this.#score(batch);
      if (!options.probe) for (const id of batch) if (this.ended(id)) yield this.#finish(id);
      made.push(...batch);
    }
    return made.map((id) => this.node(id));
  }

  /** Says that these nodes will not be expanded again, so that their caches may be freed. Idempotent. */
  release(nodes: readonly NodeId[]): void {
    const fresh = [...new Set(nodes)].filter((id) => !this.#released.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) this.#released.add(id);
    this.context.policy.release(fresh);
    this.context.verifier?.release(fresh);
  }

  /** Keeps these nodes in play. @yields nothing when there are none. */
  *keep(nodes: readonly NodeId[], reason: string, turn?: Turn): Generator<SearchEvent, void, void> {
    if (nodes.length === 0) return;
    yield this.emit({ type: "keep", nodes: ascending(nodes), reason, ...(turn && { turn }) });
  }

  /** Records the strategy's own quantity of these nodes. @yields nothing when there are none. */
  *measure(
    quantity: Quantity,
    values: ReadonlyMap<NodeId, number>,
  ): Generator<SearchEvent, void, void> {
    if (values.size === 0) return;
    const pairs = ascending([...values.keys()]).map((node) => ({
      node,
      value: values.get(node) ?? 0,
    }));
    yield this.emit({ type: "measure", quantity, values: pairs });
  }

  /** Drops these nodes for good. @yields nothing when there are none. */
  *prune(
    nodes: readonly NodeId[],
    reason: string,
    turn?: Turn,
  ): Generator<SearchEvent, void, void> {
    if (nodes.length === 0) return;
    this.release(nodes);
    yield this.emit({ type: "prune", nodes: ascending(nodes), reason, ...(turn && { turn }) });
  }

  /** The aggregated score of the path, by the aggregation knob. @throws RangeError when it has no score. */
  value(id: NodeId): number {
    const scores = scoresTo(this.#tree, id);
    if (scores === null) throw new RangeError(`The path to node ${id} is not scored.`);
    return aggregate(aggregationOf(this.context.knobs), scores);
  }

  async *#expand(parents: readonly NodeId[], options: GrowOptions): Moves<NodeId[]> {
    const { policy, signal } = this.context;
    signal?.throwIfAborted();
    const first = this.#tree.nodes.length;
    const requests = parents.map((parent, row) => ({ parent, child: first + row }));
    const sampling = { ...this.#sampling, ...options.sampling };
    const { expansions, cost } = await policy.expand(requests, sampling, signal);
    const byChild = new Map(expansions.map((expansion) => [expansion.child, expansion]));
    const nodes = requests.map(({ parent, child }) => stepNode(parent, child, byChild.get(child)));
    yield this.emit({ type: "expand", nodes, ledger: this.stamp(chargePolicy(this.ledger, cost)) });
    return nodes.map((node) => node.id);
  }

  async *#score(nodes: readonly NodeId[]): Moves<void> {
    const { verifier, signal } = this.context;
    if (!verifier) return;
    signal?.throwIfAborted();
    const { scores, cost } = await verifier.score(nodes, signal);
    const pairs = nodes.map((node, row) => {
      const score = scores[row];
      if (score === undefined) throw new RangeError(`The verifier gave no score for node ${node}.`);
      return { node, score };
    });
    const ledger = this.stamp(chargeVerifier(this.ledger, cost));
    yield this.emit({ type: "score", scores: pairs, ledger });
  }

  /** Whether a path ends at this node: by itself, by being cut off, or at the cap on steps. */
  ended(id: NodeId): boolean {
    const { end, depth } = this.node(id);
    return end !== "step" || depth >= numberKnob(this.context.knobs, "maxSteps");
  }

  /** A trajectory that a cap cut off has no answer. */
  #finish(id: NodeId): SearchEvent {
    const { extractAnswer, verifier, knobs } = this.context;
    const { end } = this.node(id);
    const answer = end === "eos" ? extractAnswer(stepsTo(this.#tree, id)) : null;
    const byScore = verifier !== null && "aggregation" in knobs;
    const aggregated: Finish["aggregate"] = byScore
      ? { rule: aggregationOf(knobs), score: this.value(id) }
      : null;
    this.release([id]);
    const ledger = this.stamp(chargeCompletion(this.ledger));
    return this.emit({ type: "finish", node: id, answer, aggregate: aggregated, ledger });
  }

  /** The ledger with the current time. */
  stamp(ledger: Ledger = this.ledger): Ledger {
    return { ...ledger, seconds: Math.max(ledger.seconds, this.context.clock()) };
  }
}

/** These nodes without duplicates, in the order of their ids. */
const ascending = (nodes: readonly NodeId[]): NodeId[] => [...new Set(nodes)].sort((a, b) => a - b);

function stepNode(parent: NodeId, id: NodeId, expansion: Expansion | undefined): StepNode {
  if (!expansion) throw new RangeError(`The policy gave no step for node ${id}.`);
  const { text, tokens, logprob, end } = expansion;
  return { id, parent, text, tokens, logprob, end };
}
