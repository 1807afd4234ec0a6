/**
 * `npm test`: every check, all of them even when one fails; stages that need nothing of one another
 * run at once. `npm test -- unit build` runs only the stages named. The last line is
 * `N passed, N failed`.
 */
import { availableParallelism } from "node:os";
import { InTurn } from "./in-turn.ts";
import { runStages } from "./schedule.ts";
import { type Outcome, STAGES, type Stage } from "./stages.ts";

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((id) => !STAGES.some((stage) => stage.id === id));
  if (unknown.length > 0) {
    const ids = STAGES.map((stage) => stage.id).join(", ");
    console.error(`There is no stage named ${unknown.join(", ")}; the stages are ${ids}.`);
    return 2;
  }
  const stages = STAGES.filter((stage) => wanted.length === 0 || wanted.includes(stage.id));
  const shown = new InTurn((text) => process.stdout.write(text));
  const outputs = new Map<Stage, ReturnType<InTurn["next"]>>();
  const lines = new Map<Stage, string>();
  const outcomes = await runStages(stages, availableParallelism(), {
    begins: (stage) => {
      const output = shown.next();
      outputs.set(stage, output);
      output.write(`\n== ${stage.label}\n`);
      return output.write;
    },
    ended: (stage, outcome, seconds) => {
      const line = describe(stage, outcome, seconds);
      lines.set(stage, line);
      outputs.get(stage)?.write(`${line}\n`);
      outputs.get(stage)?.end();
    },
  });
  const total = (key: "passed" | "failed"): number =>
    [...outcomes.values()].reduce((sum, outcome) => sum + outcome[key], 0);
  console.log(`\n== Summary\n${stages.map((stage) => lines.get(stage)).join("\n")}\n`);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  return total("failed") === 0 && total("passed") > 0 ? 0 : 1;
}

function describe({ label }: Stage, { passed, failed, note }: Outcome, seconds: number): string {
  const more = note ? ` (${note})` : "";
  return `${label}: ${passed} passed, ${failed} failed in ${seconds.toFixed(1)} s${more}`;
}

process.exitCode = await main(process.argv.slice(2));
