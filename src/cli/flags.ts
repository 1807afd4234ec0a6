/**
 * Flags as data: each command declares what it takes, and parsing, refusals and the help text
 * are made from the declaration. `parseArgs` of `node:util` reads them; its own messages run to several
 * sentences.
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

/**
 * Whether an argument that begins with a dash is a problem, such as "-x + 5 = 2" or "-(x+1)=3": no
 * flag is spelled with one dash and a digit, a space, an operator or "=".
 */
const isProblem = (argument: string): boolean =>
  /^-([\d\s(]|[^-].*[\s=+*/^()·×÷−])/s.test(argument);

/**
 * Everything after a lone `--` is positional, and so is an argument that reads as a problem.
 * @throws UsageError on a flag that is not declared, given twice, or lacks its value.
 */
export function parseFlags(argv: readonly string[], flags: readonly Flag[]): Parsed {
  const { tokens } = parseArgs({
    // parseArgs would read the letters of a problem as flags, so it gets a word in place of each problem.
    args: argv.map((argument) => (isProblem(argument) ? "problem" : argument)),
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      flags.map((flag) => [flag.name, { type: flag.value ? "string" : "boolean" } as const]),
    ),
  });
  const isFlag = (argument: string): boolean =>
    flags.some(({ name }) => argument === `--${name}` || argument.startsWith(`--${name}=`));
  const values = new Map<string, string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(argv[token.index] ?? token.value);
    if (token.kind !== "option") continue;
    const flag = flags.find(({ name }) => token.rawName === `--${name}`);
    if (!flag) {
      const names = flags.map(({ name }) => `--${name}`).join(", ");
      throw new UsageError(
        `There is no flag ${token.rawName.trim()} here; the flags are ${names}.`,
      );
    }
    if (values.has(flag.name)) throw new UsageError(`--${flag.name} is given twice.`);
    if (!flag.value && token.value !== undefined) {
      throw new UsageError(`--${flag.name} is a switch and takes no value.`);
    }
    const value = token.inlineValue ? token.value : argv[token.index + 1];
    if (flag.value && (!value || (!token.inlineValue && isFlag(value)))) {
      throw new UsageError(`--${flag.name} needs a value, as in --${flag.name} ${flag.value}.`);
    }
    values.set(flag.name, flag.value ? (value ?? "") : "");
  }
  return { values, positionals };
}

/** @throws UsageError when there is a positional, for a command that takes none. */
export function onlyFlags({ positionals }: Parsed, command: string): void {
  const [stray] = positionals;
  if (stray === undefined) return;
  throw new UsageError(`${command} takes flags only; there is also "${stray}".`);
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

/**
 * @param otherwise the value when the flag is left out; without one the flag must be given.
 * @throws UsageError unless the flag's value is one of these.
 */
export function choiceFlag<T extends string>(
  parsed: Parsed,
  name: string,
  choices: readonly T[],
  otherwise?: T,
): T {
  const text = parsed.values.get(name);
  const found = text === undefined ? otherwise : choices.find((one) => one === text);
  if (found !== undefined) return found;
  const given = text === undefined ? "and it is left out" : `not "${text}"`;
  throw new UsageError(`--${name} must be one of ${choices.join(", ")}, ${given}.`);
}

/** The help text of the flags: one line each. */
export function describeFlags(flags: readonly Flag[], indent = "  "): string {
  const heads = flags.map((flag) => `--${flag.name}${flag.value ? ` ${flag.value}` : ""}`);
  const width = Math.max(...heads.map((head) => head.length));
  return flags
    .map((flag, index) => `${indent}${(heads[index] ?? "").padEnd(width)}  ${flag.help}`)
    .join("\n");
}
