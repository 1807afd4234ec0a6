/** A sweep as it is being set up: what its form holds and its link says, models by any of their names. */

import { toFailure } from "../../engine/contract/errors.ts";
import type { Catalog } from "../../engine/sources/catalog.ts";
import { DEFAULT_WEIGHTS } from "../../engine/sources/catalog.ts";
import { filesOf } from "../../engine/sources/choose-models.ts";
import { commandOf } from "../../experiments/sweep/command.ts";
import { type Header, type Refused, refuse, SWEEP_VERSION } from "../../experiments/sweep/file.ts";
import { runsIn } from "../../experiments/sweep/plan.ts";
import { readProblemList } from "../../experiments/sweep/problem-list.ts";
import {
  checkSettings,
  problemsOf,
  type Settings,
  SIZE,
  SweepRefused,
  settingsSchema,
} from "../../experiments/sweep/settings.ts";
import type { Difficulty, FamilyId, Problem } from "../../problems/family.ts";
import type { Aggregation } from "../../search/aggregate.ts";
import { strategyOf } from "../../search/index.ts";
import type { Currency } from "../../search/ledger.ts";
import { LARGEST_SEED } from "../../search/seed.ts";

export interface Draft {
  /** Problems as they were written, one a line; null where they are drawn. */
  list: string | null;
  families: readonly FamilyId[];
  difficulties: readonly Difficulty[];
  /** Of each family at each difficulty. */
  count: number;
  problemSeed: number;
  strategies: readonly string[];
  /** Names in the catalog; none for its default. */
  policies: readonly string[];
  /** Names in the catalog or of no model; none for the catalog's default. */
  verifiers: readonly string[];
  aggregations: readonly Aggregation[];
  knobs: Readonly<Record<string, number | string>>;
  currency: typeof SIZE | Currency;
  /** From the least to the most. */
  budgets: readonly number[];
  seeds: number;
  /** The first of the seeds. */
  seed: number;
}

export const DEFAULT_DRAFT: Draft = {
  list: null,
  families: ["countdown"],
  difficulties: [3],
  count: 20,
  problemSeed: 1,
  strategies: ["greedy", "majority", "best-of-n", "beam"],
  policies: [],
  verifiers: [],
  aggregations: ["last"],
  knobs: {},
  currency: SIZE,
  budgets: [1, 4, 16],
  seeds: 1,
  seed: 1,
};

/** The most of each, for a page. */
export const MOST = { count: 2000, seeds: 100, budgets: 16, names: 16, runs: 100_000 } as const;

/** A sweep that can be run: its file's header, its problems, and how many runs it comes to. */
export interface Ready {
  header: Header;
  problems: readonly Problem[];
  total: number;
}

/** @returns a sentence where it cannot be run. */
export function readDraft(draft: Draft, catalog: Catalog): ({ ok: true } & Ready) | Refused {
  const list = draft.list === null ? null : readProblemList(draft.list);
  if (list?.ok === false) return list;
  try {
    const { settings, models } = settingsOf(draft, catalog, list?.texts ?? null);
    checkSettings(settings);
    // Known before any is drawn, which takes its time.
    const most = runsIn(settings, askedFor(settings));
    if (most > MOST.runs)
      return refuse(
        `These would be ${most.toLocaleString("en-US")} runs, more than the ${MOST.runs.toLocaleString("en-US")} that a page does; the command line does any number.`,
      );
    const problems = rememberedProblems(settings);
    const total = runsIn(settings, problems.length);
    const header: Header = {
      type: "sweep",
      version: SWEEP_VERSION,
      settings,
      command: commandOf(settings),
      program: __PROGRAM_VERSION__,
      models,
    };
    return { ok: true, header, problems, total };
  } catch (thrown) {
    if (thrown instanceof SweepRefused) return refuse(thrown.message);
    return refuse(toFailure(thrown).message);
  }
}

/** Problems that are asked for; a level may have fewer. */
const askedFor = ({ problems }: Settings): number =>
  "texts" in problems
    ? problems.texts.length
    : problems.families.length * problems.difficulties.length * problems.count;

let last: { of: string; problems: readonly Problem[] } | null = null;

/** Drawn again only where what is drawn has changed, and not with each change of a draft. */
function rememberedProblems(settings: Settings): readonly Problem[] {
  const of = JSON.stringify(settings.problems);
  if (last?.of !== of) last = { of, problems: problemsOf(settings) };
  return last.problems;
}

/** @throws EngineError where there is no such model; SweepRefused where something is missing. */
function settingsOf(
  draft: Draft,
  catalog: Catalog,
  texts: string[] | null,
): { settings: Settings; models: Header["models"] } {
  const { families, difficulties, count, problemSeed, strategies, seeds, seed } = draft;
  if (seed + seeds - 1 > LARGEST_SEED)
    throw new SweepRefused(`The last of the seeds must be ${LARGEST_SEED} or less.`);
  const scored = strategies.some((id) => strategyOf(id)?.needsVerifier);
  const prms = scored ? (draft.verifiers.length > 0 ? draft.verifiers : [undefined]) : [];
  const found = (draft.policies.length > 0 ? draft.policies : [undefined]).map((policy) =>
    filesOf(catalog, { policy, weights: DEFAULT_WEIGHTS }, prms),
  );
  const verifiers = found[0]?.verifiers ?? [];
  const policies = found.map(({ policy }) => policy);
  const idOf = ({ id }: { id: string }): string => id;
  const settings = settingsSchema.safeParse({
    problems: texts
      ? { texts }
      : { families, difficulties, count, seed: problemSeed, split: "test" },
    policies: [...new Set(policies.map(idOf))],
    verifiers: [...new Set(verifiers.map(idOf))],
    strategies,
    aggregations: draft.aggregations,
    knobs: draft.knobs,
    currency: draft.currency,
    budgets: draft.budgets.toSorted((a, b) => a - b),
    seeds: Array.from({ length: seeds }, (_, i) => seed + i),
  });
  if (!settings.success) {
    const [field = ""] = settings.error.issues[0]?.path.slice(-1) ?? [];
    throw new SweepRefused(
      MISSING[String(field)] ?? "These settings cannot be read; change what is marked.",
    );
  }
  const models = [...new Map([...policies, ...verifiers].map((one) => [one.id, one])).values()];
  return { settings: settings.data, models };
}

const MISSING: Readonly<Record<string, string>> = {
  families: "Choose at least one family of problems.",
  difficulties: "Choose at least one difficulty.",
  strategies: "Choose at least one strategy.",
  budgets: "Give at least one budget, as in 1, 4, 16.",
};

/** The draft that these settings came of. */
export function draftOf(settings: Settings): Draft {
  const { problems, policies, verifiers, strategies, aggregations, knobs, currency } = settings;
  return {
    ...DEFAULT_DRAFT,
    ...("texts" in problems
      ? { list: problems.texts.join("\n") }
      : {
          families: problems.families,
          difficulties: problems.difficulties,
          count: problems.count,
          problemSeed: problems.seed,
        }),
    ...{ policies, verifiers, strategies, aggregations, knobs, currency },
    budgets: settings.budgets,
    seeds: settings.seeds.length,
    seed: settings.seeds[0] ?? 1,
  };
}
