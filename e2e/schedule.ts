/** Runs stages as soon as those that they need have passed and cores are free for them. */
import type { Outcome, Stage } from "./stages.ts";

export interface Hooks {
  /** A stage begins. @returns takes its output. */
  begins(stage: Stage): (text: string) => void;
  ended(stage: Stage, outcome: Outcome, seconds: number): void;
}

/**
 * Every stage runs, also when one fails, except those that need the one that failed. A stage begins
 * after those before it in the list have begun, unless it fits beside them while they wait.
 */
export async function runStages(
  stages: readonly Stage[],
  cores: number,
  { begins, ended }: Hooks,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const waiting = [...stages];
  const running = new Map<Stage, Promise<void>>();
  const coresOf = (stage: Stage): number => Math.min(cores, stage.cores ?? 1);
  const isReady = ({ needs = [] }: Stage): boolean =>
    needs.every((id) => outcomes.has(id) || !stages.some((stage) => stage.id === id));

  const start = (stage: Stage): void => {
    const write = begins(stage);
    const began = performance.now();
    const broken = stage.needs?.find((id) => (outcomes.get(id)?.failed ?? 0) > 0);
    const run = broken
      ? Promise.resolve({ passed: 0, failed: 1, note: `not run, because ${broken} failed` })
      : stage.run(write).catch(failure);
    const over = run.then((outcome) => {
      outcomes.set(stage.id, outcome);
      running.delete(stage);
      ended(stage, outcome, (performance.now() - began) / 1000);
    });
    running.set(stage, over);
  };

  while (waiting.length > 0 || running.size > 0) {
    for (const stage of [...waiting]) {
      const busy = [...running.keys()].reduce((sum, one) => sum + coresOf(one), 0);
      if (!isReady(stage) || busy + coresOf(stage) > cores) continue;
      waiting.splice(waiting.indexOf(stage), 1);
      start(stage);
    }
    await Promise.race(running.values());
  }
  return outcomes;
}

const failure = (error: unknown): Outcome => ({
  passed: 0,
  failed: 1,
  note: error instanceof Error ? error.message : String(error),
});
