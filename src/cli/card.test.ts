/**
 * The bundled models against the numbers that their card claims: a subsample, measured anew through
 * the shipped engine and files.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readCatalog } from "../engine/host/node.ts";
import { BAR_SAMPLES, cardResults } from "../experiments/card/card.ts";
import { cardTables, fillTables } from "../experiments/card/tables.ts";
import type { Estimate } from "../experiments/stats/bootstrap.ts";
import { wilson } from "../experiments/stats/wilson.ts";
import { FAMILY_IDS } from "../problems/problem.ts";
import { measuredFile, policyRows, verifierRows } from "./card-rows.ts";

const work = mkdtempSync(join(tmpdir(), "card-"));
afterAll(() => rmSync(work, { recursive: true }));

const results = cardResults.parse(JSON.parse(readFileSync("models/results.json", "utf8")));
const catalog = readCatalog();
const { policy: usual, prm: usualPrm } = catalog.defaults;
/** Few, for time: the intervals over so few problems are wide, and must meet the claimed ones. */
const PROBLEMS = 24;
const OTHERS = 8;
const PLAN = { command: "", catalog, work, load: {} };
const TIME = { timeout: 900_000 };

/** Where all outcomes are the same the bootstrap over so few problems sees no spread. */
function meets(
  said: string,
  claimed: Estimate | undefined,
  found: Estimate | undefined,
  n: number,
) {
  if (!claimed || !found) throw new Error(`${said} was not measured.`);
  const share = wilson(found.value, n);
  const text = `${said}: claimed ${claimed.value}, measured ${found.value}`;
  expect(Math.min(found.low, share.low), text).toBeLessThanOrEqual(claimed.high);
  expect(Math.max(found.high, share.high), text).toBeGreaterThanOrEqual(claimed.low);
}

describe("the card", () => {
  it("has a row of each bundled policy and family, of the files that are served", () => {
    for (const model of catalog.models.filter(({ role }) => role === "policy")) {
      const rows = results.policies.filter(({ policy }) => policy === model.id);
      const families = [...new Set(rows.map(({ family }) => family))];
      expect(families.sort(), model.id).toEqual([...FAMILY_IDS].sort());
      for (const { file, weights } of rows) {
        expect(file).toBe(measuredFile(model, weights === "fp32" ? "fp32" : "f16w"));
      }
    }
    const judges = new Set(results.verifiers.map(({ verifier }) => verifier));
    const prms = catalog.models.filter(({ role }) => role === "prm").map(({ id }) => id);
    // All of them were measured on the marked trajectories, or the card claims nothing of that.
    if (judges.size > 0) expect([...judges].sort()).toEqual(prms.sort());
  });

  it("shows in its tables what was measured", () => {
    const text = readFileSync("models/README.md", "utf8");
    expect(fillTables(text, cardTables(results, catalog.defaults))).toBe(text);
  });
});

const policies = catalog.models.filter(({ role }) => role === "policy");
it.each(policies.map((model) => [model.id, model] as const))(
  "%s holds what the card claims",
  TIME,
  async (id, model) => {
    const claims = results.policies.filter(({ policy }) => policy === id);
    const problems = id === usual ? PROBLEMS : OTHERS;
    const prms = catalog.models.filter((one) => id === usual && one.id === usualPrm);
    const once = claims.filter(
      ({ family }, i) => claims.findIndex((one) => one.family === family) === i,
    );
    const samplings = once.map(({ family, level, temperature }) => ({
      family,
      level,
      temperature,
      problems,
      samples: BAR_SAMPLES,
      seed: 90_001,
    }));
    const rows = await policyRows({ ...PLAN, prms, samplings, every: 1 }, model);
    for (const claim of claims) {
      const row = rows.find(({ family }) => family === claim.family);
      for (const name of ["pass@1", `pass@${BAR_SAMPLES}`]) {
        meets(`${id}, ${claim.family}, ${name}`, claim.metrics[name], row?.metrics[name], problems);
      }
      for (const { id: prm } of prms) {
        const of = (one: typeof claim | undefined) =>
          one?.verifiers.find(({ verifier }) => verifier === prm)?.metrics[
            `best-of-${BAR_SAMPLES}`
          ];
        meets(`${prm}, ${claim.family}, best of ${BAR_SAMPLES}`, of(claim), of(row), problems);
      }
    }
  },
);

it.runIf(results.verifiers.length > 0)(
  "the default reward model finds first wrong steps as the card claims",
  TIME,
  async () => {
    const model = catalog.models.find(({ id }) => id === usualPrm);
    if (!model) throw new Error("The catalog has no default reward model.");
    const plan = { ...PLAN, prms: [model], samplings: [], every: 8 };
    const found = (await verifierRows(plan, model)).find(({ family }) => family === null);
    const claim = results.verifiers.find((row) => row.verifier === usualPrm && row.family === null);
    // The threshold is chosen anew, on few: F1 may fall a little for that.
    meets("F1", claim?.metrics.f1, found?.metrics.f1, (found?.trajectories ?? 0) / 2);
  },
);
