/**
 * A whole sweep in a small file that the page can serve: whether each run was right and what it cost,
 * without samples. JSON lines: the header, the problems, and one line for each point, with its runs in
 * columns, by seed and then by problem. FLOPs and seconds have four digits; all else is exact.
 */

import { z } from "zod";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { CURRENCY_IDS, type Currency, ledgerBy } from "../../search/ledger.ts";
import { seedSchema } from "../../search/seed.ts";
import { groupBy } from "../stats/group.ts";
import { type Header, headerSchema, kindFields, parseJson, type Refused, refuse } from "./file.ts";
import { curveOf, type Outcome, type PassAtOne, pointOf } from "./outcomes.ts";

export const PACKED = "packed-sweep";

const packedHeader = headerSchema.extend({ type: z.literal(PACKED) });

const problemsSchema = z.strictObject({
  type: z.literal("problems"),
  problems: z.array(
    z.strictObject({
      ...kindFields,
      text: z.string(),
      /** One for each policy of the settings; null where there are no samples. */
      passAtOne: z.array(z.number().min(0).max(1).nullable()).optional(),
    }),
  ),
});

const amounts = z.array(z.number().min(0));
const pointSchema = z.strictObject({
  type: z.literal("point"),
  policy: z.string(),
  strategy: z.string(),
  prm: z.string().nullable(),
  aggregation: z.enum(AGGREGATIONS).nullable(),
  budget: z.number().nullable(),
  seeds: z.array(seedSchema),
  /** seeds × problems: 1, 0 or a probability; null where there is no run. The other columns skip those. */
  values: z.array(z.number().min(0).max(1).nullable()),
  sizes: z.array(z.number().nullable()),
  completions: amounts,
  policyTokens: amounts,
  prefillTokens: amounts,
  prmTokens: amounts,
  policyCalls: amounts,
  prmCalls: amounts,
  flops: amounts,
  seconds: amounts,
});

/** @param passAtOne from the samples, which the packed file leaves out. */
export function writePacked({
  header,
  outcomes,
  passAtOne,
}: Readonly<{ header: Header; outcomes: readonly Outcome[]; passAtOne: PassAtOne }>): string {
  const passes = (problem: string) => ({
    passAtOne: header.settings.policies.map((policy) => {
      const share = passAtOne.get(policy)?.get(problem);
      return share === undefined ? null : Number(share.toPrecision(6));
    }),
  });
  const problems = [...groupBy(outcomes, problemKey).values()].flatMap(([one]) => one ?? []);
  const index = new Map(problems.map((one, i) => [problemKey(one), i]));
  const lines = [
    { ...header, type: PACKED },
    {
      type: "problems",
      problems: problems.map(({ family, difficulty, problem }) => ({
        ...{ family, difficulty, text: problem },
        ...(passAtOne.size > 0 && passes(problem)),
      })),
    },
    ...[...groupBy(outcomes, (one) => `${curveOf(one)} ${one.budget}`).values()].map((runs) =>
      packPoint(runs, (one) => index.get(problemKey(one)) ?? 0, problems.length),
    ),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function packPoint(
  runs: readonly Outcome[],
  problemOf: (one: Outcome) => number,
  problems: number,
): unknown {
  const [first] = runs;
  if (!first) throw new RangeError("A point needs a run.");
  const seeds = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  const grid: (Outcome | null)[] = new Array(seeds.length * problems).fill(null);
  for (const run of runs) grid[seeds.indexOf(run.seed) * problems + problemOf(run)] = run;
  const there = grid.filter((run) => run !== null);
  return {
    type: "point",
    ...pointOf(first),
    seeds,
    values: grid.map((run) => run && Number(run.value.toPrecision(6))),
    sizes: there.map(({ size }) => size),
    ...Object.fromEntries(
      CURRENCY_IDS.map((name) => [name, there.map(({ ledger }) => kept(name, ledger[name]))]),
    ),
  };
}

const kept = (name: Currency, value: number): number =>
  name === "flops" || name === "seconds" ? Number(value.toPrecision(4)) : value;

export type Packed =
  | { ok: true; header: Header; outcomes: Outcome[]; passAtOne: PassAtOne }
  | Refused;

/** @param text of the whole file. */
export function readPacked(text: string): Packed {
  const [first = "", second = "", ...rest] = text.trimEnd().split("\n");
  const header = packedHeader.safeParse(parseJson(first));
  if (!header.success) return refuse("The header of the packed results cannot be read.");
  const listed = problemsSchema.safeParse(parseJson(second));
  if (!listed.success) return refuse("Line 2 of the packed results should list the problems.");
  const { problems } = listed.data;
  const outcomes: Outcome[] = [];
  for (const [i, line] of rest.entries()) {
    const point = pointSchema.safeParse(parseJson(line));
    const runs = point.success ? unpackPoint(point.data, problems) : null;
    if (runs === null) return refuse(`Line ${i + 3} of the packed results cannot be read.`);
    for (const run of runs) outcomes.push(run);
  }
  const passAtOne = new Map(
    header.data.settings.policies.flatMap((policy, i): [string, Map<string, number>][] => {
      const known = problems.flatMap((one): [string, number][] => {
        const share = one.passAtOne?.[i] ?? null;
        return share === null ? [] : [[one.text, share]];
      });
      return known.length > 0 ? [[policy, new Map(known)]] : [];
    }),
  );
  return { ok: true, header: { ...header.data, type: "sweep" }, outcomes, passAtOne };
}

/** @returns null when the columns differ in length. */
function unpackPoint(
  line: z.infer<typeof pointSchema>,
  problems: z.infer<typeof problemsSchema>["problems"],
): Outcome[] | null {
  const { seeds, values, sizes } = line;
  const runs = values.filter((value) => value !== null).length;
  if (values.length !== seeds.length * problems.length) return null;
  if ([sizes, ...CURRENCY_IDS.map((name) => line[name])].some(({ length }) => length !== runs))
    return null;
  const outcomes: Outcome[] = [];
  for (const [cell, value] of values.entries()) {
    const problem = problems[cell % problems.length];
    const seed = seeds[Math.floor(cell / problems.length)];
    if (value === null || !problem || seed === undefined) continue;
    const at = outcomes.length;
    const ledger = ledgerBy((name) => line[name][at] ?? 0);
    const { family, difficulty, text } = problem;
    outcomes.push({
      ...pointOf(line),
      ...{ family, difficulty, problem: text, seed, size: sizes[at] ?? null, value, ledger },
    });
  }
  return outcomes;
}

const problemKey = ({ family, problem }: Outcome): string => JSON.stringify([family, problem]);
