/**
 * Flags as data: each command declares what it takes, and parsing, refusals and the help text
 * are made from the declaration. Built on `node:util` parseArgs, whose own complaints run to
 * several sentences.
 */
import { parseArgs } from "node:util";
import { UsageError } from "./usage.ts";

export interface Flag {
  /** As typed after the two dashes. */
  name: string;
  /** Name of the value in the help text; absent for a switch. */
  value?: string;
  help: string;
}

export interface Parsed {
  /** Values by flag name; a switch that is on has the value "". */
  values: ReadonlyMap<string, string>;
  positionals: readonly string[];
}

/** @throws UsageError on a flag that is not declared, given twice, or lacks its value. */
export function parseFlags(argv: readonly string[], flags: readonly Flag[]): Parsed {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      flags.map((flag) => [flag.name, { type: flag.value ? "string" : "boolean" } as const]),
    ),
  });
  const values = new Map<string, string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const flag = flags.find(({ name }) => token.rawName === `--${name}`);
    if (!flag) {
      const names = flags.map(({ name }) => `--${name}`).join(", ");
      throw new UsageError(`There is no flag ${token.rawName} here; the flags are ${names}.`);
    }
    if (values.has(flag.name)) throw new UsageError(`--${flag.name} is given twice.`);
    if (flag.value && token.value === undefined) {
      throw new UsageError(`--${flag.name} needs a value, as in --${flag.name} ${flag.value}.`);
    }
    if (!flag.value && token.value !== undefined) {
      throw new UsageError(`--${flag.name} is a switch and takes no value.`);
    }
    values.set(flag.name, token.value ?? "");
  }
  return { values, positionals };
}

/** @throws UsageError unless the flag's value is a whole number in [min, max]. */
export function integerFlag(
  parsed: Parsed,
  name: string,
  { min, max, otherwise }: { min: number; max: number; otherwise: number },
): number {
  const text = parsed.values.get(name);
  if (text === undefined) return otherwise;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

/** One line a flag, for the help text. */
export function describeFlags(flags: readonly Flag[], indent = "  "): string {
  const heads = flags.map((flag) => `--${flag.name}${flag.value ? ` ${flag.value}` : ""}`);
  const width = Math.max(...heads.map((head) => head.length));
  return flags
    .map((flag, index) => `${indent}${(heads[index] ?? "").padEnd(width)}  ${flag.help}`)
    .join("\n");
}
