/**
 * Expands and scores a few nodes before the models are said to be ready: on WebGPU the first use of
 * a kernel compiles it, which would otherwise freeze the first search.
 */
import { familyOf } from "../../problems/families/index.ts";
import type { Engine, RunOptions } from "../contract/engine.ts";

const GREEDY = { temperature: 0, topK: 0, topP: 1, maxStepTokens: 2 };

/** @param models which of the loaded ones; the defaults when left out. */
export async function warmUp(
  engine: Engine,
  models: Pick<RunOptions, "policy" | "verifier"> = {},
): Promise<void> {
  const [id] = engine.info.families;
  if (!id) return;
  const run = engine.openRun({ problem: familyOf(id).generate(0, 3), seed: 0, ...models });
  try {
    const first = await run.policy.expand([{ parent: 0, child: 1 }], GREEDY);
    await run.verifier?.score([1]);
    if (first.expansions[0]?.end === "eos") return;
    const children = [2, 3].map((child) => ({ parent: 1, child }));
    await run.policy.expand(children, GREEDY);
    await run.verifier?.score([2, 3]);
  } finally {
    run.close();
  }
}
