/**
 * `npm test`: every check, one stage after another, all of them even when one fails.
 * `npm test -- unit build` runs only the stages named. The last line is `N passed, N failed`.
 */
import { type Outcome, STAGES } from "./stages.ts";

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((id) => !STAGES.some((stage) => stage.id === id));
  if (unknown.length > 0) {
    const ids = STAGES.map((stage) => stage.id).join(", ");
    console.error(`There is no stage named ${unknown.join(", ")}; the stages are ${ids}.`);
    return 2;
  }
  const stages = STAGES.filter((stage) => wanted.length === 0 || wanted.includes(stage.id));
  const outcomes = new Map<string, Outcome>();
  const lines: string[] = [];
  for (const stage of stages) {
    console.log(`\n== ${stage.label}`);
    const began = performance.now();
    const broken = stage.needs?.find((id) => (outcomes.get(id)?.failed ?? 0) > 0);
    const outcome = broken
      ? { passed: 0, failed: 1, note: `not run, because ${broken} failed` }
      : await stage.run().catch(
          (error: unknown): Outcome => ({
            passed: 0,
            failed: 1,
            note: error instanceof Error ? error.message : String(error),
          }),
        );
    outcomes.set(stage.id, outcome);
    const note = outcome.note ? ` (${outcome.note})` : "";
    lines.push(
      `${stage.label}: ${outcome.passed} passed, ${outcome.failed} failed in ${seconds(began)}${note}`,
    );
    console.log(lines.at(-1));
  }
  const total = (key: "passed" | "failed"): number =>
    [...outcomes.values()].reduce((sum, outcome) => sum + outcome[key], 0);
  console.log(`\n== Summary\n${lines.join("\n")}\n`);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  return total("failed") === 0 && total("passed") > 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
