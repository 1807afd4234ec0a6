/** Compares the scores of finished trajectories with those that a search had of them. */
import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { finishedOf, pathTo, scoresTo } from "../../search/path.ts";
import { applyEvent, emptyTree } from "../../search/tree.ts";
import type { Engine } from "../contract/engine.ts";
import { changedFixtures, loadTestEngine, PROBLEM } from "../host/test-engine.ts";

async function sampled(engine: Engine) {
  let tree = emptyTree;
  for await (const event of engine.search({
    problem: { family: "countdown", text: "Make 24 from 4, 7, 8, 8." },
    strategy: "best-of-n",
    knobs: { n: 6, temperature: 1, maxSteps: 3, maxStepTokens: 8 },
    seed: 5,
    budget: null,
  })) {
    tree = applyEvent(tree, event);
  }
  return finishedOf(tree).map(({ id }) => ({
    steps: pathTo(tree, id).map(({ tokens }) => tokens),
    scores: scoresTo(tree, id) ?? [],
  }));
}

describe("judge", () => {
  it.each(["fixture-prm", "fixture-implicit", "fixture-plus-minus"])(
    "gives what a search with %s saw, a shared prefix read once",
    { timeout: 60_000 },
    async (prm) => {
      const engine = await loadTestEngine({ prm });
      const drawn = await sampled(engine);
      const trajectories = drawn.map(({ steps }) => steps);
      const scores = await engine.judge({
        problem: PROBLEM,
        trajectories: [...trajectories, ...trajectories],
      });
      expect(scores).toHaveLength(2 * drawn.length);
      drawn.forEach((one, i) => {
        expect(scores[i]).toEqual(scores[i + drawn.length]);
        one.scores.forEach((score, step) => {
          expect(scores[i]?.[step]).toBeCloseTo(score, 4);
        });
      });
      await engine.dispose();
    },
  );

  it("refuses where there is nobody to judge", { timeout: 60_000 }, async () => {
    const request = { problem: PROBLEM, trajectories: [[[5, 3]]] };
    const alone = await loadTestEngine({ prm: null });
    await expect(alone.judge(request)).rejects.toThrow("No verifier is loaded");
    const certain = await loadTestEngine({ prm: "self-certainty" });
    await expect(certain.judge(request)).rejects.toThrow("only what the policy samples");
    await alone.dispose();
    await certain.dispose();
  });

  it("encodes a trajectory as its policy wrote it", { timeout: 60_000 }, async () => {
    const engine = await loadTestEngine({ prm: null });
    const steps = engine.stepTokens([" 8 - 4 = 4", " 4 + 4 = 8"]);
    expect(steps.map((tokens) => engine.detokenize(tokens))).toEqual([
      " 8 - 4 = 4\n",
      " 4 + 4 = 8",
    ]);
    expect(steps[1]?.at(-1)).not.toBe(steps[0]?.at(-1));
    await engine.dispose();
  });
});

describe("a file that serves twice", () => {
  const folder = changedFixtures((catalog) => {
    const policy = catalog.models.find(({ id }) => id === "fixture-policy");
    const implicit = catalog.models.find(({ id }) => id === "fixture-implicit");
    if (!policy || implicit?.verifier?.kind !== "implicit") throw new Error("no such fixtures");
    catalog.models.push({ ...policy, id: "fixture-twin" });
    catalog.models.push({
      ...implicit,
      id: "fixture-against-twin",
      verifier: { ...implicit.verifier, reference: "fixture-twin" },
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["fixture-implicit", "fixture-against-twin"])(
    "is fetched once: the policy as the reference of %s",
    { timeout: 60_000 },
    async (prm) => {
      const begun: string[] = [];
      let total = 0;
      const engine = await loadTestEngine({
        modelsFolder: folder,
        prm,
        onProgress: ({ label, totalBytes }) => {
          if (begun.at(-1) !== label) begun.push(label);
          total = totalBytes;
        },
      });
      expect(begun).toEqual(["Fetching the policy", "Fetching the reward model"]);
      const { policy, prm: judge } = engine.info;
      expect(total).toBe(policy.bytes + (judge?.bytes ?? 0));
      expect((await sampled(engine)).length).toBe(6);
      await engine.dispose();
    },
  );
});
