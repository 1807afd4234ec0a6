/** A step on its way, and how it rides in the decode loop. */
import type { NodeId, StepEnd } from "../../search/model.ts";
import type { Chain, Entry } from "../memory/cache-tree.ts";
import type { Sampled } from "../memory/nodes.ts";
import type { Piece, Segment } from "../memory/storage.ts";
import type { Ride } from "./decode-loop.ts";

export interface Row extends Sampled {
  child: NodeId;
  parent: Entry;
  /** Prefix length before this step. */
  start: number;
  cap: number;
  tokens: number[];
  end: StepEnd | null;
  /** Its own part of the cache, once it has ended, where that is to be kept. */
  segment: Segment | null;
}

export const isOpen = (row: Row): boolean => row.end === null;

/** How many of its tokens have run: all but the last. */
export const ranOf = (row: Row): number => row.tokens.length - 1;

export const endOf = (chain: Chain): Entry => {
  const end = chain.nodes.at(-1);
  if (!end) throw new RangeError("A chain has no nodes");
  return end;
};

/** Which of a chain's pending tokens are whose. */
export function stretches({ nodes }: Chain): { node: Entry; from: number; count: number }[] {
  let from = 0;
  return nodes.map((node) => {
    const count = node.tokens.length - node.have;
    from += count;
    return { node, from: from - count, count };
  });
}

/** What the policy does with the tokens that run. */
export interface Work {
  /** One token ran at this position. */
  ran(position: number): void;
  /** Sample the row's next token. */
  draw(row: Row, logits: Float32Array | null): void;
  /** Room for the cache of an ended row's `ranOf` tokens; null when it is not to be kept. */
  room(row: Row): Segment | null;
  /** Logits after a chain's token at this index. */
  passed(chain: Chain, index: number, logits: Float32Array): void;
  /** Room for the caches of a chain that is over. */
  reserve(chain: Chain): ReturnType<Ride["kept"]>;
}

/** A step whose newest token is still to run. */
export const stepRide = (row: Row, pieces: readonly Piece[], work: Work): Ride => ({
  pieces,
  width: 1,
  get token() {
    return row.tokens.at(-1) ?? 0;
  },
  get position() {
    return row.start + ranOf(row);
  },
  take(logits) {
    work.ran(this.position);
    work.draw(row, logits);
    return isOpen(row) ? null : [];
  },
  kept() {
    row.segment = work.room(row);
    if (!row.segment) return [];
    return [{ from: row.start, count: ranOf(row), segment: row.segment, at: 0 }];
  },
});

/** Tokens that are there already and lack a cache, then the steps that begin where they end. */
export function chainRide(
  chain: Chain,
  pieces: readonly Piece[],
  steps: readonly Row[],
  work: Work,
): Ride {
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
      work.ran(this.position);
      work.passed(chain, index, logits);
      if (++index < chain.pending.length) return null;
      for (const row of steps) work.draw(row, logits);
      return steps.filter(isOpen).map((row) => stepRide(row, [], work));
    },
    kept: () => work.reserve(chain),
  };
}
