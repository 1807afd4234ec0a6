import fc from "fast-check";
import { expect, it } from "vitest";
import {
  advance,
  cursorAt,
  emptyHead,
  endOf,
  frontierOf,
  type Head,
  pause,
  play,
  seek,
  step,
  type Track,
  toEnd,
  withTracks,
} from "./head.ts";

const anyTrack: fc.Arbitrary<Track> = fc.record({
  costs: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 }).map((steps) =>
    steps.map(
      (
        (sum) => (by) =>
          (sum += by)
      )(0),
    ),
  ),
  ended: fc.boolean(),
});
const anyHead: fc.Arbitrary<Head> = fc
  .tuple(
    fc.array(anyTrack, { minLength: 1, maxLength: 4 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([tracks, share]) => {
    const head = withTracks(emptyHead, tracks);
    return seek(head, share * endOf(head));
  });

it("shows of each lane exactly what it had for that cost", () => {
  fc.assert(
    fc.property(anyTrack, fc.integer({ min: 0, max: 700 }), (track, at) => {
      const cursor = cursorAt(track, at);
      expect(track.costs.slice(0, cursor).every((cost) => cost <= at)).toBe(true);
      expect(track.costs.slice(cursor).every((cost) => cost > at)).toBe(true);
    }),
  );
});

it("never goes past the running lane that has spent least", () => {
  fc.assert(
    fc.property(anyHead, fc.integer({ min: 1, max: 60_000 }), (head, ms) => {
      for (const next of [advance(play(head), ms), toEnd(head), step(head, 1), seek(head, 1e9)]) {
        for (const { costs, ended } of head.tracks)
          if (!ended) expect(next.at).toBeLessThanOrEqual(costs.at(-1) ?? 0);
        expect(next.at).toBeLessThanOrEqual(frontierOf(head));
      }
    }),
  );
});

it("steps onto each change once, there and back", () => {
  fc.assert(
    fc.property(anyHead, (any) => {
      let head = withTracks(
        any,
        any.tracks.map((track) => ({ ...track, ended: true })),
      );
      head = seek(head, 0);
      const seen: number[] = [];
      for (;;) {
        const next = step(head, 1);
        if (next.at === head.at) break;
        seen.push(next.at);
        expect(step(next, -1).at).toBe(head.at);
        head = next;
      }
      expect(seen).toEqual(head.marks.filter((mark) => mark > 0));
    }),
  );
});

it("plays whole lanes to their end in bounded time, then stops, and plays them again", () => {
  fc.assert(
    fc.property(anyHead, (any) => {
      const ended = any.tracks.map((track) => ({ ...track, ended: true }));
      let head = seek(withTracks(any, ended), 0);
      head = advance(play(head), 40_001);
      expect(head).toMatchObject({ at: endOf(head), playing: false });
      expect(play(head)).toMatchObject({ at: 0, playing: true });
    }),
  );
});

it("follows running lanes closely, and waits where it has caught up", () => {
  const tracks = [
    { costs: [0, 100, 200], ended: false },
    { costs: [0, 50], ended: true },
  ];
  let head = play(withTracks(emptyHead, tracks));
  for (let frame = 0; frame < 600; frame++) head = advance(head, 16);
  expect(head).toMatchObject({ at: 200, playing: true });
  expect(advance(pause(head), 99)).toEqual(pause(head));
});
