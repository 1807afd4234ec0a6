import { expect, it } from "vitest";
import { strategies, strategyOf } from "./index.ts";
import { defaultKnobs } from "./knob-values.ts";
import { actingKnobs } from "./knobs.ts";

const acting = (strategy: string, change: Readonly<Record<string, number | string>> = {}) => {
  const knobs = strategyOf(strategy)?.knobs ?? [];
  return actingKnobs(knobs, { ...defaultKnobs(knobs), ...change }).map(({ id }) => id);
};
const STOPS = ["confidence", "agreement", "threshold", "stopEvery"];
const stops = (stop: string) => acting("best-of-n", { stop }).filter((id) => STOPS.includes(id));

it("names no knob of a rule that is not in force", () => {
  expect(stops("never")).toEqual([]);
  expect(stops("beta")).toEqual(["confidence", "stopEvery"]);
  expect(stops("doubling")).toEqual(["agreement"]);
  expect(stops("threshold")).toEqual(["threshold", "stopEvery"]);
  expect(acting("best-of-n", { temperature: 0 })).not.toContain("topP");
  expect(acting("mcts-uct", { forward: 0 })).not.toContain("alpha");
  expect(acting("mcts-uct")).toContain("alpha");
  expect(acting("compute-optimal", { spend: "best-of-n" })).not.toContain("width");
});

it("has conditions only on knobs that stand before, and of their kind", () => {
  for (const { id, knobs } of strategies)
    for (const [index, { when }] of knobs.entries()) {
      if (!when) continue;
      const other = knobs.slice(0, index).find((knob) => knob.id === when.knob);
      expect(other, `${id}: ${when.knob}`).toBeDefined();
      if ("above" in when) expect(other?.kind).not.toBe("choice");
      else
        expect(other?.kind === "choice" && other.options.map(({ value }) => value)).toEqual(
          expect.arrayContaining([...when.is]),
        );
    }
});
