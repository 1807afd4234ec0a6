/**
 * The bundled models against the numbers that their card claims: a subsample, measured anew through
 * the shipped engine and files. `models/results.json` holds what `evaluate --json` printed for the card.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { wilson } from "../experiments/wilson.ts";

const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
const evaluation = z.object({
  models: z.object({ policy: z.string(), prm: z.string() }),
  family: z.string(),
  difficulty: z.number(),
  temperature: z.number(),
  n: z.number(),
  metrics: z.record(z.string(), estimate),
});

const claims = z
  .array(evaluation)
  .parse(JSON.parse(readFileSync("models/results.json", "utf8")))
  .filter((one) => one.difficulty === 3);

/** Few, for time: the intervals over so few problems are wide, and must meet the claimed ones. */
const PROBLEMS = 24;

it.each(claims)("$family holds what the card claims", { timeout: 240_000 }, (claim) => {
  const flags = {
    family: claim.family,
    difficulty: claim.difficulty,
    temperature: claim.temperature,
    n: claim.n,
    count: PROBLEMS,
    seed: 90_001,
    policy: claim.models.policy,
    prm: claim.models.prm,
  };
  const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const printed = execFileSync(
    "node_modules/.bin/tsx",
    ["src/cli/evaluate.ts", "--json", ...words],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  const measured = evaluation.parse(JSON.parse(printed));
  for (const name of ["pass@1", `pass@${claim.n}`, `best-of-${claim.n} (last)`]) {
    const claimed = estimate.parse(claim.metrics[name]);
    const { value, low, high } = estimate.parse(measured.metrics[name]);
    // Where nearly all problems are solved the bootstrap over so few sees no spread.
    const share = wilson(value, PROBLEMS);
    const found = { value, low: Math.min(low, share.low), high: Math.max(high, share.high) };
    const said = `${name}: claimed ${claimed.value}, measured ${found.value}`;
    expect(found.low, said).toBeLessThanOrEqual(claimed.high);
    expect(found.high, said).toBeGreaterThanOrEqual(claimed.low);
  }
});
