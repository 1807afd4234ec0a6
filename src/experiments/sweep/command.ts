/** The command line that runs a sweep with these settings. */
import { kebab } from "../../search/knobs.ts";
import type { Settings } from "./settings.ts";

/** It reads a list of problems from `problems.txt` and writes the results to `results/sweep.jsonl`. */
export function commandOf(settings: Settings): string {
  const { problems, policies, verifiers, strategies, aggregations, currency, budgets } = settings;
  const [seed = 1] = settings.seeds;
  const flags: [string, string | number][] = [
    ...("texts" in problems
      ? [["list", "problems.txt"] as const]
      : ([
          ["families", problems.families.join(",")],
          ["difficulty", problems.difficulties.join(",")],
          ["problems", problems.count],
          ["problem-seed", problems.seed],
          ["split", problems.split],
        ] as const)
    ).map(([name, value]): [string, string | number] => [name, value]),
    ["policy", policies.join(",")],
    ["prm", verifiers.join(",") || "none"],
    ["strategies", strategies.join(",")],
    ["aggregations", aggregations.join(",")],
    ["currency", currency],
    ["budgets", budgets.join(",")],
    ["seeds", settings.seeds.length],
    ["seed", seed],
    ...Object.entries(settings.knobs).map(([id, value]): [string, string | number] => [
      kebab(id),
      value,
    ]),
    ["out", "results/sweep.jsonl"],
  ];
  return `npm run -s sweep -- ${flags.map(([name, value]) => `--${name} ${value}`).join(" ")}`;
}
