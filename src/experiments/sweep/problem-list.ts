/** Reads a list of problems, one a line. */
import { parseProblem } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import { describeFailure } from "../../problems/refusal.ts";
import { type Refused, refuse } from "./file.ts";

export interface ListedProblem {
  /** The line, trimmed. */
  text: string;
  problem: Problem;
}

/** Empty lines are ignored. @returns the problems, or what is wrong and in which line. */
export function readProblems(text: string): { ok: true; problems: ListedProblem[] } | Refused {
  const problems: ListedProblem[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const written = line.trim();
    if (written === "") continue;
    const parsed = parseProblem(written);
    if (!parsed.ok) {
      const why = describeFailure(parsed.error);
      return refuse(`Line ${i + 1}, "${clip(written)}", cannot be read: ${why}`);
    }
    problems.push({ text: written, problem: parsed.problem });
  }
  return problems.length > 0 ? { ok: true, problems } : refuse("The list holds no problem.");
}

/** @returns the texts, each once, or what is wrong and in which line. */
export function readProblemList(text: string): { ok: true; texts: string[] } | Refused {
  const read = readProblems(text);
  return read.ok ? { ok: true, texts: [...new Set(read.problems.map((one) => one.text))] } : read;
}

const LONG = 60;
const clip = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
