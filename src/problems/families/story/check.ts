/** Whether a step of a story is right: a true statement, from known quantities, computed correctly. */
import type { StepVerdict } from "../../family.ts";
import { asked, needed, quantity, solveFacts } from "./model.ts";
import type { Story } from "./story-type.ts";
import { NAMES } from "./words.ts";

/** The names that a step may give to the quantity that the question asks for. */
const RESULTS = ["total", "more", "then"];

const number = /^\d+$/;

interface Operation {
  left: string;
  sign: string;
  right: string;
}

function compute(a: number, sign: string, b: number): number {
  return sign === "+" ? a + b : sign === "-" ? a - b : sign === "*" ? a * b : a / b;
}

function readOperation(text: string): Operation | null {
  const match = /^([A-Za-z]+|\d+) ([-+*/]) ([A-Za-z]+|\d+)$/.exec(text);
  return match
    ? { left: match[1] as string, sign: match[2] as string, right: match[3] as string }
    : null;
}

/** The value that each earlier step gave to its name; base facts are known from the start. */
function knownBefore(problem: Story, before: readonly string[]): Map<string, number> {
  const known = new Map<string, number>();
  for (const f of problem.facts) {
    if (f.kind === "base" && f.item === problem.question.item) known.set(f.who, f.n);
  }
  for (const step of before) {
    const match = /^([A-Za-z]+) = .*?(\d+)$/.exec(step.trim());
    if (match) known.set(match[1] as string, Number(match[2]));
  }
  return known;
}

/** Whether a step gives a number to a name of the story, or to what is asked. */
export function readsStoryStep(step: string): boolean {
  const [name = "", ...values] = step.trim().split(" = ");
  const named = RESULTS.includes(name) || NAMES.some((known) => known === name);
  return named && number.test(values.at(-1) ?? "");
}

export function checkStoryStep(
  problem: Story,
  before: readonly string[],
  text: string,
): StepVerdict {
  const wrong = (reason: string): StepVerdict => ({ ok: false, reason });
  const parts = text.trim().split(" = ");
  const name = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  if (parts.length < 2 || parts.length > 4 || !number.test(last)) {
    return wrong(`“${text}” is not of the form “Ben = Ann + 5 = 12 + 5 = 17”.`);
  }
  const claimed = Number(last);
  const known = knownBefore(problem, before);
  for (const part of parts.slice(1, -1)) {
    const operation = readOperation(part);
    if (!operation) return wrong(`“${part}” is not one operation.`);
    const operands: number[] = [];
    for (const operand of [operation.left, operation.right]) {
      const value = number.test(operand) ? Number(operand) : known.get(operand);
      if (value === undefined) return wrong(`The number of ${operand} is not known yet.`);
      operands.push(value);
    }
    const value = compute(operands[0] as number, operation.sign, operands[1] as number);
    if (value !== claimed) return wrong(`${part} is ${value}, not ${claimed}.`);
  }
  return checkMeaning(problem, before, name, claimed, parts);
}

function checkMeaning(
  problem: Story,
  before: readonly string[],
  name: string,
  claimed: number,
  parts: readonly string[],
): StepVerdict {
  const { question } = problem;
  const truth = solveFacts(problem.facts);
  if (NAMES.some((n) => n === name)) {
    const value = truth.get(quantity(name, question.item));
    if (value === undefined) {
      return { ok: false, reason: `The story does not say how many ${question.item} ${name} has.` };
    }
    if (value !== claimed) {
      return { ok: false, reason: `${name} has ${value} ${question.item}, not ${claimed}.` };
    }
    return needed(problem.facts, question).has(name)
      ? { ok: true }
      : { ok: true, note: `Correct, but the question does not need ${name}.` };
  }
  if (!RESULTS.includes(name)) return { ok: false, reason: `“${name}” is nobody in this story.` };
  if (claimed === problem.answer) return { ok: true };
  const partial =
    question.kind === "total3" && !before.some((s) => s.trim().startsWith("total ="))
      ? asked(question)
      : [];
  const operation = readOperation(parts[1] ?? "");
  if (
    operation?.sign === "+" &&
    [operation.left, operation.right].every((p) => partial.includes(p))
  ) {
    return { ok: true };
  }
  return {
    ok: false,
    reason: `The answer is not ${claimed}: the question asks for something else.`,
  };
}
