/** Flags that several commands share, and their values: level, samples, temperature and seed. */
import { DIFFICULTIES, type Difficulty } from "../problems/family.ts";
import { SAMPLING } from "../search/common-knobs.ts";
import { parseKnobs } from "../search/knob-values.ts";
import { LARGEST_SEED } from "../search/seed.ts";
import { type Flag, integerFlag, type Parsed } from "./flags.ts";
import { UsageError } from "./usage.ts";

const LEVELS = `${DIFFICULTIES[0]} to ${DIFFICULTIES.at(-1)}`;
const SAMPLES = { min: 1, max: 256 };

export const levelFlag = (name: string, otherwise: Difficulty): Flag => ({
  name,
  value: "LEVEL",
  help: `${LEVELS}; ${otherwise} when left out`,
});

/** @throws UsageError unless the value is a level. */
export function readLevel(parsed: Parsed, name: string, otherwise: Difficulty): Difficulty {
  const text = parsed.values.get(name);
  if (text === undefined) return otherwise;
  const level = DIFFICULTIES.find((one) => String(one) === text);
  if (level !== undefined) return level;
  throw new UsageError(`--${name} must be a whole number from ${LEVELS}, not "${text}".`);
}

export const samplesFlag = (name: string, otherwise: number): Flag => ({
  name,
  value: "NUMBER",
  help: `samples a problem; ${otherwise} when left out`,
});

/** @param range the least and the most samples that the command takes. @throws UsageError */
export const readSamples = (
  parsed: Parsed,
  name: string,
  { otherwise, ...range }: { otherwise: number; min?: number; max?: number },
): number => integerFlag(parsed, name, { ...SAMPLES, ...range, otherwise });

export const temperatureFlag = (otherwise: number): Flag => ({
  name: "temperature",
  value: String(otherwise),
  help: `of the sampling; ${otherwise} when left out`,
});

/** @throws UsageError */
export function readTemperature(parsed: Parsed, otherwise: number): number {
  const knob = parseKnobs(SAMPLING, { temperature: parsed.values.get("temperature") ?? otherwise });
  if (!knob.ok) throw new UsageError(`--${knob.error}`);
  return Number(knob.values.temperature);
}

/** @param of what the seed is for. */
export const seedFlag = (of: string, otherwise = 1): Flag => ({
  name: "seed",
  value: "NUMBER",
  help: `${of}; ${otherwise} when left out`,
});

/** @throws UsageError unless the value is a whole number from 0 to LARGEST_SEED. */
export const readSeed = (parsed: Parsed, name = "seed", otherwise = 1): number =>
  integerFlag(parsed, name, { min: 0, max: LARGEST_SEED, otherwise });
