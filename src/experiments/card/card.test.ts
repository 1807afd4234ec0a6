import { describe, expect, it } from "vitest";
import type { Drawn } from "../stats/sampling-metrics.ts";
import {
  type CardResults,
  cardResults,
  mergeResults,
  type PolicyRow,
  policyMetrics,
  stepRows,
  verifierMetrics,
} from "./card.ts";
import { cardTables, fillTables, markdownTable } from "./tables.ts";

const drawn = (answer: string | null, correct: boolean, ...scores: number[]): Drawn => ({
  answer,
  key: answer,
  correct,
  ended: answer !== null,
  scores,
  steps: [[5, 3], [6]],
});

/** Twenty samples: of the first sixteen, one right and the best scored; of the last four, all. */
const problem = [
  drawn("24", true, 0.9),
  ...Array.from({ length: 15 }, () => drawn("7", false, 0.1)),
  ...Array.from({ length: 4 }, () => drawn("8", false, 0.95)),
];

describe("a policy's figures", () => {
  it("are of all samples, and of the first sixteen", () => {
    const found = policyMetrics([problem]);
    expect(found["pass@1"]?.value).toBeCloseTo(1 / 20, 12);
    expect(found["pass@16"]?.value).toBeCloseTo(16 / 20, 12);
    expect(found["pass@16 - pass@1"]?.value).toBeCloseTo(15 / 20, 12);
    expect(found["majority@16"]?.value).toBe(0);
    expect(found["majority@20"]?.value).toBe(0);
    expect(found.tokens?.value).toBe(3);
    expect(found["pass@64"]).toBeUndefined();
    const judged = verifierMetrics([problem]);
    expect(judged["best-of-16"]?.value).toBe(1);
    expect(judged["best-of-20"]?.value).toBe(0);
    expect(judged["best-of-16 - pass@1"]?.value).toBeCloseTo(19 / 20, 12);
    expect(judged["weighted@16"]?.value).toBe(0);
    expect(judged.AUC?.value).toBeCloseTo(15 / 19, 12);
  });
});

const COMMAND = "npm run -s card -- --write";
const row = (policy: string, family: PolicyRow["family"]): PolicyRow => ({
  command: COMMAND,
  policy,
  file: "ab",
  family,
  level: 3,
  temperature: 0.6,
  problems: 1,
  samples: 20,
  seed: 1,
  weights: "f16w",
  metrics: policyMetrics([problem]),
  verifiers: [{ verifier: "prm", file: "cd", metrics: verifierMetrics([problem]) }],
});
const marked = [
  { family: "story" as const, problem: "a", firstError: 1, scores: [0.9, 0.2] },
  { family: "story" as const, problem: "b", firstError: -1, scores: [0.9, 0.8] },
];
const results: CardResults = {
  version: 1,
  policies: [row("sft", "story"), row("rl", "story")],
  verifiers: stepRows({ command: COMMAND, verifier: "prm", file: "cd" }, marked, marked),
};

describe("the results", () => {
  it("have a row a family and one of all, at the threshold of the validation split", () => {
    expect(results.verifiers.map(({ family }) => family)).toEqual(["story", null]);
    expect(results.verifiers[0]).toMatchObject({ trajectories: 2, threshold: 0.5 });
    expect(results.verifiers[0]?.metrics.f1?.value).toBe(1);
    expect(cardResults.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
  });

  it("replace older ones of the same and drop those of models that are gone", () => {
    const newer = { ...row("rl", "story"), problems: 9 };
    const merged = mergeResults(
      { ...results, policies: [...results.policies, row("old", "story")] },
      { ...results, policies: [newer], verifiers: [] },
      (id, file) => id !== "old" && file !== "none",
    );
    expect(merged.policies.map(({ policy, problems }) => [policy, problems])).toEqual([
      ["sft", 1],
      ["rl", 9],
    ]);
    expect(merged.verifiers).toHaveLength(2);
    const more = { ...results, policies: [{ ...row("sft", "story"), samples: 64 }] };
    const both = mergeResults(results, more, () => true).policies;
    expect(both.map(({ policy, samples }) => [policy, samples])).toEqual([
      ["sft", 20],
      ["rl", 20],
      ["sft", 64],
    ]);
    expect(mergeResults(results, results, (id) => id !== "prm").policies[0]?.verifiers).toEqual([]);
  });
});

describe("the tables", () => {
  it("stand between their markers, and nothing else changes", () => {
    const tables = cardTables(results, { policy: "sft", prm: "prm" });
    const names = Object.keys(tables);
    const empty = names.map((name) => `# ${name}\n<!-- card:${name} -->\n<!-- /card -->\nafter`);
    const filled = fillTables(empty.join("\n"), tables);
    for (const name of names) expect(filled).toContain(`# ${name}\n<!-- card:${name} -->\n\n`);
    expect(fillTables(filled, tables)).toBe(filled);
    expect(filled.match(/after/g)).toHaveLength(names.length);
    expect(() => fillTables("nothing", tables)).toThrow(/no place for the table "bar"/);
  });

  it("name each command that measured them once, and take the bar from the most problems", () => {
    const again = { ...row("sft", "story"), command: "again", problems: 2, samples: 64 };
    const all = { ...results, policies: [...results.policies, again] };
    const { bar = "", command = "" } = cardTables(all, { policy: "sft", prm: "prm" });
    expect(command).toBe(`\`\`\`sh\n${COMMAND}\nagain\n\`\`\``);
    expect(bar.split("\n")).toHaveLength(3);
  });

  it("say whether the bar is met, of the default models only", () => {
    const { bar = "", steps = "" } = cardTables(results, { policy: "sft", prm: "prm" });
    const [line] = bar.split("\n").slice(2);
    expect(bar.split("\n")).toHaveLength(3);
    expect(line).toContain("| 0.050, no");
    expect(line).toContain("| +0.75, yes");
    expect(line).toContain("| +0.95, yes");
    expect(steps).toContain("1.00 [1.00, 1.00]");
    expect(markdownTable(["a"], [["1234"]])).toBe("| a    |\n| ---- |\n| 1234 |");
  });
});
