import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import {
  advance,
  append,
  empty,
  open,
  openLive,
  type Playback,
  pause,
  play,
  seek,
  settle,
  shift,
  step,
} from "./playback.ts";

const prune = (id: number): SearchEvent => ({ type: "prune", nodes: [id], reason: "test" });
const log = Array.from({ length: 6 }, (_, index) => prune(index + 1));

describe("a recorded log", () => {
  it("plays from the start to the end and stops there", () => {
    let state = open(empty, log, "start");
    expect(state.cursor).toBe(0);
    for (let i = 0; i < 100 && state.playing; i++) state = advance(state, 100);
    expect(state.cursor).toBe(6);
    expect(state.playing).toBe(false);
  });

  it("comes as far in half the time at twice the speed", () => {
    const once = advance(open(empty, log, "start"), 700);
    const twice = advance({ ...open(empty, log, "start"), speed: 2 }, 350);
    expect(once.cursor).toBeGreaterThan(1);
    expect(twice.cursor).toBe(once.cursor);
  });

  it("shows at once what is measured together, and quickly what is dropped together", () => {
    const measure: SearchEvent = { type: "measure", quantity: "q", values: [] };
    const pause = (events: SearchEvent[]): number => {
      let ms = 0;
      while (advance(open(empty, events, "start"), ms).cursor < events.length) ms += 10;
      return ms;
    };
    expect(pause([measure, measure, measure])).toBe(pause([measure]));
    expect(pause([prune(1), prune(2)])).toBeLessThan(pause([prune(1)]) * 1.5);
    expect(pause([prune(1), measure, prune(2)])).toBeGreaterThan(pause([prune(1)]) * 2);
  });

  it("does not depend on how time is cut", () => {
    const ticks = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 30 });
    fc.assert(
      fc.property(ticks, (parts) => {
        const whole = parts.reduce((a, b) => a + b, 0);
        const cut = parts.reduce(advance, open(empty, log, "start"));
        expect(cut.cursor).toBe(advance(open(empty, log, "start"), whole).cursor);
      }),
    );
  });

  it("plays again from the beginning when at the end", () => {
    expect(play(open(empty, log, "end"))).toMatchObject({ cursor: 0, playing: true });
  });

  it("stands still while paused, and steps both ways within the log", () => {
    const paused = pause(open(empty, log, "start"));
    expect(advance(paused, 1e6).cursor).toBe(0);
    expect(step(paused, 1).cursor).toBe(1);
    expect(step(paused, -1).cursor).toBe(0);
    expect(seek(paused, 99).cursor).toBe(6);
  });
});

describe("a live log", () => {
  const watch = (state: Playback, ms: number) => {
    let now = state;
    for (let passed = 0; passed < ms; passed += 16) now = advance(now, 16);
    return now;
  };

  it("is followed to its end, waits there, and goes on with what comes", () => {
    const live = watch(append(openLive(empty), log.slice(0, 2)), 5000);
    expect(live).toMatchObject({ cursor: 2, playing: true });
    const more = append(live, log.slice(2));
    expect(advance(more, 16).cursor).toBe(2);
    expect(watch(settle(more), 5000)).toMatchObject({ cursor: 6, playing: false });
  });

  it("is caught up with in seconds, however much came at once", () => {
    const many = Array.from({ length: 400 }, (_, index) => prune(index + 1));
    expect(watch(append(openLive(empty), many), 10_000).cursor).toBe(400);
    expect(watch(append(openLive(empty), many), 300).cursor).toBeLessThan(400);
  });

  it("is not followed by a player that was paused or sent back", () => {
    const back = seek(watch(append(openLive(empty), log.slice(0, 3)), 5000), 1);
    expect(watch(append(back, log.slice(3)), 5000).cursor).toBe(1);
    expect(watch(play(append(back, log.slice(3))), 5000)).toMatchObject({
      cursor: 6,
      playing: true,
    });
  });
});

it("keeps to the known speeds", () => {
  expect(shift({ ...empty, speed: 8 }, 1).speed).toBe(8);
  expect(shift({ ...empty, speed: 1 }, -1).speed).toBe(0.5);
  expect(shift({ ...empty, speed: 0.25 }, -1).speed).toBe(0.25);
});
