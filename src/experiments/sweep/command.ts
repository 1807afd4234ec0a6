/** The command line that makes what these settings make. */
import { kebab } from "../../search/knobs.ts";
import type { Settings } from "./settings.ts";

/** A problem list is taken to be in `problems.txt`, and the results to go to `results/sweep.jsonl`. */
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
