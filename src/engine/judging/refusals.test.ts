/** What happens when a part of a verifier is missing or does not fit. */
import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import type { VerifierEntry } from "../contract/verifier-entry.ts";
import { changedFixtures, grow, loadTestEngine, PROBLEM, PROMPT } from "../host/test-engine.ts";
import type { Catalog } from "../sources/catalog.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

type Changes = Partial<Pick<Catalog["models"][number], "verifier" | "limits">>;

function load(prm: string, changes: Changes = {}) {
  const modelsFolder = changedFixtures(({ models }) => {
    Object.assign(models.find(({ id }) => id === prm) ?? {}, changes);
  });
  folders.push(modelsFolder);
  return loadTestEngine({ modelsFolder, prm });
}

describe("a verifier that cannot be", () => {
  const judge: VerifierEntry = { kind: "judge", suffix: [99], yes: 4, no: 5, temperature: 1 };
  const implicit = { kind: "implicit", beta: 1, ratio: "step", temperature: 1 } as const;

  it.each<[string, VerifierEntry, RegExp]>([
    ["fixture-judge", judge, /^The entry of fixture-judge names the token 99, but .* only 45\.$/],
    [
      "fixture-implicit",
      { ...implicit, reference: "gone" },
      /^The implicit reward model fixture-implicit is measured against "gone", which/,
    ],
  ])(
    "is refused when it is loaded: %s",
    async (prm, verifier, sentence) => {
      await expect(load(prm, { verifier })).rejects.toThrow(sentence);
    },
    60_000,
  );

  it("is refused when its graph gives something else than its kind reads", async () => {
    const verifier: VerifierEntry = { kind: "token-classification", right: 1, temperature: 1 };
    const engine = await load("fixture-prm", { verifier });
    const run = engine.openRun({ problem: PROBLEM, seed: 1 });
    await grow(run.policy, { width: 1, depth: 1, batch: 1 });
    await expect(run.verifier?.score([1])).rejects.toThrow(
      "The model fixture-prm gives 1 numbers a token, where its kind of verifier reads 2.",
    );
    await engine.dispose();
  }, 60_000);

  it("is refused with a policy that has more tokens than it", async () => {
    const modelsFolder = changedFixtures(({ models }) => {
      const policy = models.find(({ id }) => id === "fixture-plus-minus");
      if (policy) policy.role = "policy";
    });
    folders.push(modelsFolder);
    await expect(
      loadTestEngine({ modelsFolder, policy: "fixture-plus-minus", prm: "fixture-prm" }),
    ).rejects.toThrow("fixture-prm and the policy fixture-plus-minus do not share a vocabulary.");
  }, 60_000);
});

describe("a step beyond a verifier's context", () => {
  it.each(["fixture-two-class-special", "fixture-plus-minus", "fixture-implicit"])(
    "is judged as the last that is not: %s",
    async (prm) => {
      const engine = await load(prm, { limits: { context: 32 } });
      const run = engine.openRun({ problem: PROBLEM, seed: 6 });
      const tree = await grow(run.policy, { width: 1, depth: 6, batch: 1 });
      const scores = (await run.verifier?.score(tree.map(({ child }) => child)))?.scores ?? [];
      let length = engine.tokenize(PROMPT).length;
      const marked = prm === "fixture-two-class-special" ? 1 : 0;
      const probe = prm === "fixture-plus-minus" ? 1 : 0;
      const fits = tree.map(({ tokens }) => {
        length += tokens.length + marked;
        return length + probe <= 32;
      });
      expect(fits).toContain(false);
      expect(fits[0]).toBe(true);
      scores.forEach((score, i) => {
        expect(score).toBeGreaterThan(0);
        if (!fits[i]) expect(score).toBe(scores[fits.lastIndexOf(true)]);
      });
      run.close();
      await engine.dispose();
    },
    60_000,
  );
});
