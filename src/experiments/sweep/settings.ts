/**
 * The settings of a sweep. The header of a results file holds them, and a file goes on only under the
 * same settings.
 */

import { z } from "zod";
import { familyOf, parseProblem } from "../../problems/families/index.ts";
import {
  type Difficulty,
  difficultySchema,
  type FamilyId,
  familyIdSchema,
  type Problem,
} from "../../problems/problem.ts";
import { describeFailure } from "../../problems/refusal.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { strategies, strategyOf } from "../../search/index.ts";
import { defaultKnobs, parseKnobs } from "../../search/knob-values.ts";
import type { Knob, KnobValues } from "../../search/knobs.ts";
import { budgetSchema } from "../../search/run.ts";
import { seedSchema } from "../../search/seed.ts";
import type { Strategy } from "../../search/strategy.ts";
import { drawProblems, tooFew } from "./problem-set.ts";

/** A sweep that cannot begin. The message is one sentence for the user. */
export class SweepRefused extends Error {
  override readonly name = "SweepRefused";
}

const ids = z.array(z.string().min(1)).min(1);

/** Budgets in "size" set the strategy's own size knob, and nothing else limits the run. */
export const SIZE = "size" as const;
const currency = z.union([z.literal(SIZE), budgetSchema.shape.currency]);

export const settingsSchema = z.strictObject({
  problems: z.union([
    z.strictObject({
      families: z.array(familyIdSchema).min(1),
      difficulties: z.array(difficultySchema).min(1),
      /** The number of problems of each family at each difficulty. */
      count: z.int().min(1),
      /** The seed of the first draw. */
      seed: seedSchema,
      split: z.enum(["train", "validation", "test"]),
    }),
    z.strictObject({ texts: z.array(z.string()).min(1) }),
  ]),
  policies: ids,
  /** Empty when no strategy needs a verifier. */
  verifiers: z.array(z.string().min(1)),
  strategies: ids,
  aggregations: z.array(z.enum(AGGREGATIONS)).min(1),
  /** The knobs that differ from the defaults, for every strategy that has them. */
  knobs: z.record(z.string(), z.union([z.number(), z.string()])),
  currency,
  /** In ascending order. */
  budgets: z.array(z.number().positive()).min(1),
  seeds: z.array(seedSchema).min(1),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The knobs that the sweep itself sets. */
const OWN = (strategy: Strategy): string[] => ["aggregation", strategy.size ?? ""];

export const strategiesOf = (settings: Settings): Strategy[] =>
  settings.strategies.map((id) => {
    const strategy = strategyOf(id);
    if (strategy) return strategy;
    const known = strategies.map((one) => one.id).join(", ");
    throw new SweepRefused(`There is no strategy "${id}"; the strategies are ${known}.`);
  });

/**
 * The knobs of a strategy under these settings; its size and aggregation keep their defaults.
 * @throws SweepRefused when a value is out of range.
 */
export function knobsOf(strategy: Strategy, { knobs }: Settings): KnobValues {
  const own = OWN(strategy);
  const given = Object.entries(knobs).filter(
    ([id]) => !own.includes(id) && strategy.knobs.some((knob) => knob.id === id),
  );
  const parsed = parseKnobs(strategy.knobs, Object.fromEntries(given));
  if (!parsed.ok) throw new SweepRefused(parsed.error);
  return { ...defaultKnobs(strategy.knobs), ...parsed.values };
}

/**
 * The knobs that can have one value for all of these strategies that have them: those that the sweep
 * does not set itself, and that have the same default in each strategy. Unknown names are ignored.
 */
export function sharedKnobs(names: readonly string[]): Knob[] {
  const chosen = names.flatMap((name) => strategyOf(name) ?? []);
  const own = chosen.flatMap(OWN);
  const all = chosen.flatMap(({ knobs }) => knobs).filter(({ id }) => !own.includes(id));
  const first = new Map<string, Knob>();
  for (const knob of all) if (!first.has(knob.id)) first.set(knob.id, knob);
  return [...first.values()].filter(({ id, default: usual }) =>
    all.every((other) => other.id !== id || other.default === usual),
  );
}

/** @throws SweepRefused when the settings contradict each other. */
export function checkSettings(settings: Settings): void {
  const chosen = strategiesOf(settings);
  for (const strategy of chosen) {
    knobsOf(strategy, settings);
    if (strategy.needsVerifier && settings.verifiers.length === 0)
      throw new SweepRefused(`${strategy.id} needs a verifier, and the sweep has none.`);
    const size = strategy.knobs.find(({ id }) => id === strategy.size);
    if (settings.currency !== SIZE || size?.kind !== "integer") continue;
    for (const budget of settings.budgets)
      if (!Number.isInteger(budget) || budget < size.min || budget > size.max)
        throw new SweepRefused(
          `The size of ${strategy.id} must be a whole number from ${size.min} to ${size.max}, not ${budget}.`,
        );
  }
  for (const id of Object.keys(settings.knobs))
    if (!chosen.some(({ knobs }) => knobs.some((knob) => knob.id === id)))
      throw new SweepRefused(`None of the strategies has a knob "${id}".`);
    else if (chosen.some((strategy) => OWN(strategy).includes(id)))
      throw new SweepRefused(`The knob "${id}" is what the sweep goes through; leave it out.`);
  if (settings.currency === "seconds")
    throw new SweepRefused(
      "A sweep has no budget in seconds, since its results would depend on the machine; give another currency, and plot against seconds.",
    );
}

/**
 * The problems; families and levels take turns, so that a sweep that is stopped has run all kinds.
 * @throws SweepRefused when a level has too few problems, or a text cannot be read.
 */
export function problemsOf({ problems }: Settings): Problem[] {
  if ("texts" in problems) return problems.texts.map(understand);
  const { families, difficulties, ...draw } = problems;
  const cells = families.flatMap((id) => difficulties.map((level) => drawAll(id, level, draw)));
  return Array.from({ length: draw.count }, (_, i) =>
    cells.flatMap((cell) => cell[i] ?? []),
  ).flat();
}

function drawAll(
  id: FamilyId,
  level: Difficulty,
  draw: Parameters<typeof drawProblems>[2],
): Problem[] {
  const family = familyOf(id);
  const drawn = drawProblems(family, level, draw);
  if (drawn.length === draw.count) return drawn;
  throw new SweepRefused(tooFew(family, level, draw.split, drawn.length));
}

function understand(text: string): Problem {
  const parsed = parseProblem(text);
  if (parsed.ok) return parsed.problem;
  throw new SweepRefused(`"${text}" cannot be read: ${describeFailure(parsed.error)}`);
}
