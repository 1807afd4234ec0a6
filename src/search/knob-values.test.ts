import { describe, expect, test } from "vitest";
import { strategies } from "./index.ts";
import { clampKnobs, defaultKnobs, parseKnobs } from "./knob-values.ts";
import { beam } from "./strategies/beam.ts";

const { knobs } = beam;

describe("parseKnobs", () => {
  test("fills in defaults and reads numbers spelled as text", () => {
    expect(parseKnobs(knobs, {})).toEqual({ ok: true, values: defaultKnobs(knobs) });
    const parsed = parseKnobs(knobs, { n: "32", temperature: "0.5", aggregation: "min" });
    expect(parsed).toMatchObject({
      ok: true,
      values: { n: 32, temperature: 0.5, aggregation: "min", width: 4 },
    });
  });

  test.each([
    [{ n: 0 }, "n must be a whole number from 1 to 256, not 0."],
    [{ n: 2.5 }, "n must be a whole number from 1 to 256, not 2.5."],
    [{ n: "" }, 'n must be a whole number from 1 to 256, not "".'],
    [{ temperature: "hot" }, 'temperature must be a number from 0 to 2, not "hot".'],
    [{ temperature: Number.NaN }, "temperature must be a number from 0 to 2, not null."],
    [{ aggregation: "max" }, 'aggregation must be one of last, min, prod, mean, not "max".'],
  ])("refuses %j in one sentence", (given, error) => {
    expect(parseKnobs(knobs, given)).toEqual({ ok: false, error });
  });

  test("names a knob that the strategy has not", () => {
    const result = parseKnobs(knobs, { beams: 3 });
    expect(!result.ok && result.error).toMatch(
      /^There is no knob "beams" here; the knobs are n, width, .*\.$/,
    );
  });
});

test("clampKnobs never refuses", () => {
  const clamped = clampKnobs(knobs, {
    n: 1e9,
    width: "-3",
    temperature: "x",
    aggregation: "max",
    topK: "7.4",
  });
  expect(clamped).toMatchObject({
    n: 256,
    width: 1,
    temperature: 0.8,
    aggregation: "last",
    topK: 7,
  });
  expect(clampKnobs(knobs, { n: null, topP: "" })).toEqual(defaultKnobs(knobs));
});

test.each(strategies.map((strategy) => [strategy.id, strategy] as const))(
  "%s declares itself in full",
  (_, strategy) => {
    expect(parseKnobs(strategy.knobs, defaultKnobs(strategy.knobs)).ok).toBe(true);
    expect(new Set(strategy.knobs.map((knob) => knob.id)).size).toBe(strategy.knobs.length);
    expect(strategy.source).toMatch(/\(\d{4}\).*(arXiv:\d{4}\.\d{5}|https:\/\/\S+)$/);
    const size = strategy.knobs.find((knob) => knob.id === strategy.size);
    expect(size?.kind).toBe(strategy.size === null ? undefined : "integer");
    for (const text of [strategy.blurb, strategy.costRule]) expect(text).toMatch(/^[A-Z].*\.$/);
  },
);
