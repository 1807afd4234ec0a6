/** Steps that are being sampled, and how they run in the decode loop. */
import type { StepSplitter } from "../../prompts/splitter.ts";
import type { NodeId, StepEnd } from "../../search/model.ts";
import type { Chain, Entry } from "../memory/cache-tree.ts";
import type { Piece, Segment } from "../memory/storage.ts";
import type { Sampled } from "../memory/transcript.ts";
import type { Sequence } from "./decode-loop.ts";

/** A step that is being sampled. */
export interface Step extends Sampled {
  child: NodeId;
  parent: Entry;
  /** Tokens of the prefix before this step. */
  start: number;
  /** The most tokens that the step may have. */
  cap: number;
  splitter: StepSplitter;
  tokens: number[];
  /** null until the step has ended. */
  end: StepEnd | null;
  /** The step's part of the cache; null until the step has ended, and where it is not kept. */
  segment: Segment | null;
}

export const isOpen = (step: Step): boolean => step.end === null;

/** How many of a step's tokens have run: all but the last. */
export const ranOf = (step: Step): number => step.tokens.length - 1;

/** The node that a chain ends with. */
export const endOf = (chain: Chain): Entry => {
  const end = chain.nodes.at(-1);
  if (!end) throw new RangeError("A chain has no nodes");
  return end;
};

/** For each node of a chain, which of the pending tokens are its own. */
export function stretches({ nodes }: Chain): { node: Entry; from: number; count: number }[] {
  let from = 0;
  return nodes.map((node) => {
    const count = node.tokens.length - node.have;
    from += count;
    return { node, from: from - count, count };
  });
}

/** What the policy does as tokens run. */
export interface StepHooks {
  /** One token ran at this position. */
  ran(position: number): void;
  /** Sample the step's next token. */
  draw(step: Step, logits: Float32Array | null): void;
  /** @returns room for the cache of an ended step, or null when that is not to be kept. */
  room(step: Step): Segment | null;
  /** The chain's pending token of this index ran. */
  passed(chain: Chain, index: number, logits: Float32Array): void;
  /** All of a chain's tokens ran. @returns where its caches go. */
  reserve(chain: Chain): ReturnType<Sequence["kept"]>;
}

/** A step that goes on with its newest token. */
export const stepSequence = (step: Step, pieces: readonly Piece[], hooks: StepHooks): Sequence => ({
  pieces,
  width: 1,
  get token() {
    return step.tokens.at(-1) ?? 0;
  },
  get position() {
    return step.start + ranOf(step);
  },
  take(logits) {
    hooks.ran(this.position);
    hooks.draw(step, logits);
    return isOpen(step) ? null : [];
  },
  kept() {
    step.segment = hooks.room(step);
    if (!step.segment) return [];
    return [{ from: step.start, count: ranOf(step), segment: step.segment, at: 0 }];
  },
});

/** Known tokens that have no cache, followed by the steps that begin where they end. */
export function chainSequence(
  chain: Chain,
  pieces: readonly Piece[],
  steps: readonly Step[],
  hooks: StepHooks,
): Sequence {
  let index = 0;
  return {
    pieces,
    width: Math.max(1, steps.length),
    get token() {
      return chain.pending[index] ?? 0;
    },
    get position() {
      return chain.start + index;
    },
    take(logits) {
      hooks.ran(this.position);
      hooks.passed(chain, index, logits);
      if (++index < chain.pending.length) return null;
      for (const step of steps) hooks.draw(step, logits);
      return steps.filter(isOpen).map((step) => stepSequence(step, [], hooks));
    },
    kept: () => hooks.reserve(chain),
  };
}
