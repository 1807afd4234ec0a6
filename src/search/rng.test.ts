import { describe, expect, test } from "vitest";
import { draw, philox, uniform } from "./rng.ts";

describe("philox", () => {
  // Known-answer vectors of Random123 for philox2x32 with 10 rounds.
  test.each([
    [0x00000000, 0x00000000, 0x00000000, 0xff1dae59, 0x6cd10df2],
    [0xffffffff, 0xffffffff, 0xffffffff, 0x2c3f628b, 0xab4fd7ad],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0xdd7ce038, 0xf62a4c12],
  ])("counter %i %i key %i", (counter0, counter1, key, left, right) => {
    expect(philox(counter0, counter1, key)).toEqual([left, right]);
  });
});

describe("uniform", () => {
  test("is in [0, 1), of mean 1/2 and variance 1/12", () => {
    let sum = 0;
    let squares = 0;
    const count = 20_000;
    for (let i = 0; i < count; i++) {
      const value = uniform(42, i % 100, Math.floor(i / 100));
      expect(value >= 0 && value < 1).toBe(true);
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(squares / count - mean * mean).toBeCloseTo(1 / 12, 2);
  });

  test("differs in each of its arguments", () => {
    const values = new Set<number>();
    for (let seed = 0; seed < 10; seed++)
      for (let node = 0; node < 10; node++)
        for (let counter = 0; counter < 10; counter++) values.add(uniform(seed, node, counter));
    expect(values.size).toBe(1000);
  });

  test("a strategy's own draws are apart from the tokens' and from each other's", () => {
    const values = new Set<number>();
    for (const purpose of ["ties", "resampling", "selection"] as const)
      for (let i = 0; i < 100; i++) values.add(draw(7, purpose, 0, i));
    for (let i = 0; i < 100; i++) values.add(uniform(7, 0, i));
    expect(values.size).toBe(400);
  });
});
