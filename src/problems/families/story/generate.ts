/** Draws stories: a chain of dependent quantities, distractors, a question, shuffled sentences. */
import type { Difficulty } from "../../family.ts";
import type { Random } from "../../random.ts";
import type { Scope } from "../../scope.ts";
import { type Fact, fill, type Question } from "./language.ts";
import { answerOf, asked, factValue, needed, quantity, solveFacts } from "./model.ts";
import { questionsIn, sentencesIn } from "./sentences.ts";
import { itemsIn, namesIn } from "./words.ts";

interface Level {
  quantities: readonly [number, number];
  distractors: number;
  largest: number;
}

export const STORY_LEVELS: Record<Difficulty, Level> = {
  1: { quantities: [2, 2], distractors: 0, largest: 30 },
  2: { quantities: [3, 3], distractors: 0, largest: 100 },
  3: { quantities: [4, 5], distractors: 1, largest: 200 },
  4: { quantities: [6, 6], distractors: 2, largest: 500 },
  5: { quantities: [7, 8], distractors: 3, largest: 999 },
};

function drawBase(who: string, item: string, largest: number, r: Random): Fact {
  const roof = Math.max(12, Math.floor(largest / 3));
  switch (r.pick(["base", "base", "base", "lost", "gained", "bags"] as const)) {
    case "base":
      return { kind: "base", who, item, n: r.integer(3, roof) };
    case "lost": {
      const n = r.integer(8, roof);
      return { kind: "lost", who, item, n, m: r.integer(2, n - 3) };
    }
    case "gained":
      return { kind: "gained", who, item, n: r.integer(3, roof), m: r.integer(2, roof) };
    case "bags":
      return { kind: "bags", who, item, n: r.integer(2, 9), m: r.integer(2, 12) };
  }
}

function drawRelation(
  who: string,
  item: string,
  known: ReadonlyMap<string, number>,
  earlier: readonly string[],
  largest: number,
  r: Random,
): Fact | null {
  const of = earlier[Math.max(0, earlier.length - 1 - Math.floor(r.next() ** 2 * earlier.length))];
  if (of === undefined) return null;
  const value = known.get(quantity(of, item)) as number;
  const step = Math.max(9, Math.floor(largest / 4));
  switch (r.pick(["more", "fewer", "times", "part", "sum", "more", "fewer"] as const)) {
    case "more":
      return { kind: "more", who, of, item, n: r.integer(2, step) };
    case "fewer":
      if (value < 5) return null;
      return { kind: "fewer", who, of, item, n: r.integer(2, Math.min(step, value - 2)) };
    case "times":
      return { kind: "times", who, of, item, n: r.integer(2, 5) };
    case "part": {
      const n = r.integer(2, 4);
      return value % n === 0 ? { kind: "part", who, of, item, n } : null;
    }
    case "sum": {
      const others = earlier.filter((name) => name !== of);
      return others.length > 0 ? { kind: "sum", who, of, and: r.pick(others), item } : null;
    }
  }
}

function drawQuestion(
  names: readonly string[],
  item: string,
  values: ReadonlyMap<string, number>,
  r: Random,
): Question | null {
  const last = names[names.length - 1] as string;
  const others = names.slice(0, -1);
  const of = (who: string): number => values.get(quantity(who, item)) as number;
  switch (
    r.pick([
      "value",
      "value",
      "value",
      "total",
      "total",
      "total3",
      "difference",
      "difference",
      "after-loss",
      "after-gain",
    ] as const)
  ) {
    case "value":
      return { kind: "value", who: last, item };
    case "total":
      return { kind: "total", who: last, and: r.pick(others), item };
    case "total3": {
      const [and, also] = r.shuffle(others);
      return and && also ? { kind: "total3", who: last, and, also, item } : null;
    }
    case "difference": {
      const other = r.pick(others);
      if (of(last) === of(other)) return null;
      const [who, and] = of(last) > of(other) ? [last, other] : [other, last];
      return { kind: "difference", who, and, item };
    }
    case "after-loss":
      return of(last) < 4
        ? null
        : { kind: "after-loss", who: last, item, n: r.integer(2, Math.min(60, of(last) - 1)) };
    case "after-gain":
      return { kind: "after-gain", who: last, item, n: r.integer(2, 60) };
  }
}

const say = (fact: Fact | Question, scope: Scope, r: Random): string => {
  const fitting = [...sentencesIn(scope), ...questionsIn(scope)].filter(
    (t) => t.kind === fact.kind && (t.n === undefined || ("n" in fact && t.n === fact.n)),
  );
  const special = fitting.filter((t) => t.n !== undefined);
  const template =
    special.length > 0 && (fact.kind === "part" || r.next() < 0.5)
      ? r.pick(special)
      : r.pick(fitting);
  return fill(template.text, { ...fact });
};

export interface Drawn {
  facts: Fact[];
  question: Question;
  text: string;
}

/** One story; null when the draw broke a bound. */
export function drawStory(difficulty: Difficulty, scope: Scope, r: Random): Drawn | null {
  const level = STORY_LEVELS[difficulty];
  const [few, many] = level.quantities;
  const count = r.next() < 0.65 ? few : many;
  const people = r.shuffle(namesIn(scope)).slice(0, count + level.distractors);
  const [item, otherItem] = r.shuffle(itemsIn(scope)) as [string, string];
  const names = people.slice(0, count);
  const facts: Fact[] = [];
  const known = new Map<string, number>();
  const add = (fact: Fact | null): boolean => {
    const value = fact && factValue(fact, known);
    if (!fact || value === null || !Number.isInteger(value)) return false;
    if (value < 1 || value > level.largest) return false;
    facts.push(fact);
    known.set(quantity(fact.who, fact.item), value);
    return true;
  };
  for (const [i, who] of names.entries()) {
    const base = i === 0 || (i < count - 1 && r.next() < 0.4);
    const fact = base
      ? drawBase(who, item, level.largest, r)
      : drawRelation(who, item, known, names.slice(0, i), level.largest, r);
    if (!add(fact)) return null;
  }
  const question = drawQuestion(names, item, known, r);
  if (!question || needed(facts, question).size !== count) return null;
  for (const who of people.slice(count)) {
    const elsewhere = r.next() < 0.5;
    const fact = elsewhere
      ? drawBase(r.next() < 0.7 ? r.pick(names) : who, otherItem, level.largest, r)
      : r.next() < 0.3
        ? drawBase(who, item, level.largest, r)
        : drawRelation(who, item, known, names, level.largest, r);
    if (fact && known.has(quantity(fact.who, fact.item))) return null;
    if (!add(fact)) return null;
  }
  const answer = answerOf(question, solveFacts(facts));
  if (answer === null || answer < 1 || answer > level.largest || asked(question).length === 0) {
    return null;
  }
  const shuffled = r.shuffle(facts);
  const text = [...shuffled, question].map((fact) => say(fact, scope, r)).join(" ");
  return { facts: shuffled, question, text };
}
