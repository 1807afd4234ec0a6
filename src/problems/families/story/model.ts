/** The meaning of a story: how many things each person has, found as the fixed point of its facts. */
import type { Fact, Question } from "./language.ts";

export type Values = ReadonlyMap<string, number>;

export const quantity = (who: string, item: string): string => `${who} ${item}`;

/** The persons on whose quantities (of the same item) a fact depends. */
export function sources(fact: Fact): string[] {
  if (fact.kind === "sum") return [fact.of, fact.and];
  return "of" in fact ? [fact.of] : [];
}

/** The value that a fact states, from the values that it depends on; null when one of these is missing. */
export function factValue(fact: Fact, known: Values): number | null {
  const of = (who: string): number | undefined => known.get(quantity(who, fact.item));
  switch (fact.kind) {
    case "base":
      return fact.n;
    case "lost":
      return fact.n - fact.m;
    case "gained":
      return fact.n + fact.m;
    case "bags":
      return fact.n * fact.m;
    case "sum": {
      const [a, b] = [of(fact.of), of(fact.and)];
      return a === undefined || b === undefined ? null : a + b;
    }
    default: {
      const a = of(fact.of);
      if (a === undefined) return null;
      if (fact.kind === "more") return a + fact.n;
      if (fact.kind === "fewer") return a - fact.n;
      return fact.kind === "times" ? a * fact.n : a / fact.n;
    }
  }
}

/** All values that follow from the facts. */
export function solveFacts(facts: readonly Fact[]): Map<string, number> {
  const known = new Map<string, number>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const fact of facts) {
      const name = quantity(fact.who, fact.item);
      if (known.has(name)) continue;
      const value = factValue(fact, known);
      if (value === null) continue;
      known.set(name, value);
      grew = true;
    }
  }
  return known;
}

/** The persons whose quantities the question asks for. */
export function asked(question: Question): string[] {
  switch (question.kind) {
    case "total":
    case "difference":
      return [question.who, question.and];
    case "total3":
      return [question.who, question.and, question.also];
    default:
      return [question.who];
  }
}

/** The answer to the question; null when a quantity is not given. */
export function answerOf(question: Question, known: Values): number | null {
  const values = asked(question).map((who) => known.get(quantity(who, question.item)));
  if (values.some((v) => v === undefined)) return null;
  const [a, b, c] = values as number[];
  switch (question.kind) {
    case "value":
      return a as number;
    case "total":
      return (a as number) + (b as number);
    case "total3":
      return (a as number) + (b as number) + (c as number);
    case "difference":
      return (a as number) - (b as number);
    case "after-loss":
      return (a as number) - question.n;
    case "after-gain":
      return (a as number) + question.n;
  }
}

/** The persons whose quantities the question needs, directly or through other quantities. */
export function needed(facts: readonly Fact[], question: Question): Set<string> {
  const need = new Set<string>();
  const visit = (who: string): void => {
    if (need.has(who)) return;
    need.add(who);
    const fact = facts.find((f) => f.who === who && f.item === question.item);
    if (fact) sources(fact).forEach(visit);
  };
  asked(question).forEach(visit);
  return need;
}

/** A fact as a step, such as "Ben = Ann + 5 = 12 + 5 = 17". A base fact has no step. */
export function factStep(fact: Fact, known: Values): string | null {
  const value = factValue(fact, known);
  const of = (who: string): number => known.get(quantity(who, fact.item)) as number;
  switch (fact.kind) {
    case "base":
      return null;
    case "lost":
      return `${fact.who} = ${fact.n} - ${fact.m} = ${value}`;
    case "gained":
      return `${fact.who} = ${fact.n} + ${fact.m} = ${value}`;
    case "bags":
      return `${fact.who} = ${fact.n} * ${fact.m} = ${value}`;
    case "sum":
      return `${fact.who} = ${fact.of} + ${fact.and} = ${of(fact.of)} + ${of(fact.and)} = ${value}`;
    default: {
      const sign = { more: "+", fewer: "-", times: "*", part: "/" }[fact.kind];
      return `${fact.who} = ${fact.of} ${sign} ${fact.n} = ${of(fact.of)} ${sign} ${fact.n} = ${value}`;
    }
  }
}

/** The steps that answer the question from the known values. */
export function questionSteps(question: Question, known: Values): string[] {
  const of = (who: string): number => known.get(quantity(who, question.item)) as number;
  switch (question.kind) {
    case "value":
      return [];
    case "total":
    case "total3": {
      const { who, and } = question;
      const two = of(who) + of(and);
      const steps = [`total = ${who} + ${and} = ${of(who)} + ${of(and)} = ${two}`];
      if (question.kind === "total3") {
        const { also } = question;
        steps.push(`total = total + ${also} = ${two} + ${of(also)} = ${two + of(also)}`);
      }
      return steps;
    }
    case "difference": {
      const { who, and } = question;
      return [`more = ${who} - ${and} = ${of(who)} - ${of(and)} = ${of(who) - of(and)}`];
    }
    default: {
      const sign = question.kind === "after-gain" ? "+" : "-";
      const value = of(question.who) + (sign === "+" ? question.n : -question.n);
      return [
        `then = ${question.who} ${sign} ${question.n} = ${of(question.who)} ${sign} ${question.n} = ${value}`,
      ];
    }
  }
}
