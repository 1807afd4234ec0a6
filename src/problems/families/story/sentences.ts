/** The sentences of stories and their meanings. The generator and the parser share this table. */
import type { Scope } from "../../scope.ts";
import type { Fact, Question } from "./language.ts";

export interface Template<Kind extends string> {
  kind: Kind;
  text: string;
  /** The number that the words stand for ("twice" is 2). */
  n?: number;
}

/** The same sentence, with each of these verbs in place of VERB. */
const each = <Kind extends string>(
  kind: Kind,
  verbs: string,
  text: string,
): readonly Template<Kind>[] =>
  verbs.split(" ").map((verb) => ({ kind, text: text.replace("VERB", verb) }));

const FIRST_SENTENCES: readonly Template<Fact["kind"]>[] = [
  ...each("base", "has owns", "{who} VERB {n} {item}."),
  { kind: "base", text: "There are {n} {item} on the desk of {who}." },
  ...each("lost", "gave", "{who} had {n} {item} and VERB away {m}."),
  { kind: "lost", text: "{who} had {n} {item} but lost {m} of them." },
  { kind: "gained", text: "{who} had {n} {item} and bought {m} more." },
  { kind: "gained", text: "{who} found {m} {item} and already had {n}." },
  { kind: "bags", text: "{who} has {n} bags with {m} {item} in each." },
  { kind: "bags", text: "{who} filled {n} boxes with {m} {item} each." },
  { kind: "more", text: "{who} has {n} more {item} than {of}." },
  { kind: "more", text: "{who} has as many {item} as {of} plus {n} extra." },
  { kind: "more", text: "{who} beats {of} by {n} {item}." },
  { kind: "fewer", text: "{who} has {n} fewer {item} than {of}." },
  { kind: "fewer", text: "{who} is {n} {item} short of what {of} has." },
  { kind: "times", text: "{who} has {n} times as many {item} as {of}." },
  { kind: "times", text: "{who} has twice as many {item} as {of}.", n: 2 },
  { kind: "part", text: "{who} has half as many {item} as {of}.", n: 2 },
  { kind: "part", text: "{who} has a third as many {item} as {of}.", n: 3 },
  { kind: "part", text: "{who} has a quarter as many {item} as {of}.", n: 4 },
  { kind: "sum", text: "{who} has as many {item} as {of} and {and} together." },
  { kind: "sum", text: "{who} has as many {item} as {of} and {and} combined." },
];

const ADDED_SENTENCES: readonly Template<Fact["kind"]>[] = [
  ...each(
    "base",
    "bought brought collected counted found got carries holds keeps made picked saved won",
    "{who} VERB {n} {item}.",
  ),
  { kind: "base", text: "There are {n} {item} in the box of {who}." },
  ...each(
    "lost",
    "ate broke dropped lost shared sold used",
    "{who} had {n} {item} and VERB {m} of them.",
  ),
  ...each("lost", "ate broke sold used", "{who} had {n} {item} but VERB {m}."),
  { kind: "lost", text: "{who} had {n} {item} and gave {m} to a friend." },
  { kind: "lost", text: "{who} started with {n} {item} and gave away {m}." },
  { kind: "lost", text: "{who} started with {n} {item} and lost {m}." },
  ...each(
    "gained",
    "collected found got made picked received won",
    "{who} had {n} {item} and VERB {m} more.",
  ),
  ...each("gained", "bought found got", "{who} started with {n} {item} and VERB {m} more."),
  ...each("bags", "boxes rows packs", "{who} has {n} VERB of {m} {item}."),
  ...each("bags", "bags boxes", "{who} bought {n} VERB of {m} {item}."),
  { kind: "bags", text: "{who} has {n} boxes with {m} {item} in each." },
  { kind: "bags", text: "{who} packed {n} bags with {m} {item} each." },
  ...each(
    "more",
    "bought collected found got made owns picked won",
    "{who} VERB {n} more {item} than {of}.",
  ),
  { kind: "more", text: "{who} has {n} {item} more than {of}." },
  ...each(
    "fewer",
    "bought collected found got made owns picked won",
    "{who} VERB {n} fewer {item} than {of}.",
  ),
  { kind: "fewer", text: "{who} has {n} less {item} than {of}." },
  { kind: "fewer", text: "{who} has {n} {item} less than {of}." },
  ...each(
    "times",
    "bought collected made owns picked",
    "{who} VERB {n} times as many {item} as {of}.",
  ),
  { kind: "times", text: "{who} has {n} times the number of {item} that {of} has." },
  { kind: "times", text: "{who} owns twice as many {item} as {of}.", n: 2 },
  { kind: "times", text: "{who} has double the number of {item} that {of} has.", n: 2 },
  { kind: "times", text: "{who} has three times as many {item} as {of}.", n: 3 },
  { kind: "part", text: "{who} owns half as many {item} as {of}.", n: 2 },
  { kind: "part", text: "{who} has half the number of {item} that {of} has.", n: 2 },
  { kind: "part", text: "{who} has one third as many {item} as {of}.", n: 3 },
  { kind: "sum", text: "{who} has as many {item} as {of} and {and} in total." },
  { kind: "sum", text: "{who} owns as many {item} as {of} and {and} together." },
];

const FIRST_QUESTIONS: readonly Template<Question["kind"]>[] = [
  { kind: "value", text: "How many {item} does {who} have?" },
  { kind: "value", text: "What is the number of {item} that {who} has?" },
  { kind: "total", text: "How many {item} do {who} and {and} have together?" },
  { kind: "total", text: "How many {item} do {who} and {and} have in all?" },
  { kind: "total3", text: "How many {item} do {who}, {and} and {also} have in all?" },
  { kind: "difference", text: "How many more {item} does {who} have than {and}?" },
  { kind: "difference", text: "How many fewer {item} does {and} have than {who}?" },
  { kind: "after-loss", text: "If {who} gives away {n} {item}, how many does {who} have then?" },
  { kind: "after-gain", text: "If {who} buys {n} more {item}, how many does {who} have then?" },
];

const ADDED_QUESTIONS: readonly Template<Question["kind"]>[] = [
  ...each("value", "now left altogether", "How many {item} does {who} have VERB?"),
  { kind: "value", text: "How many {item} does {who} have in total?" },
  { kind: "value", text: "How many {item} does {who} own?" },
  { kind: "value", text: "Find the number of {item} that {who} has." },
  { kind: "total", text: "How many {item} do {who} and {and} have altogether?" },
  { kind: "total", text: "How many {item} do {who} and {and} have in total?" },
  { kind: "total", text: "What is the total number of {item} that {who} and {and} have?" },
  ...each("total3", "together altogether", "How many {item} do {who}, {and} and {also} have VERB?"),
  { kind: "total3", text: "How many {item} do {who}, {and} and {also} have in total?" },
  { kind: "difference", text: "How many {item} more than {and} does {who} have?" },
  { kind: "difference", text: "How many less {item} does {and} have than {who}?" },
  ...each(
    "after-loss",
    "drops eats loses sells uses",
    "If {who} VERB {n} {item}, how many does {who} have left?",
  ),
  { kind: "after-loss", text: "If {who} gives away {n} {item}, how many are left?" },
  ...each(
    "after-gain",
    "finds gets makes wins",
    "If {who} VERB {n} more {item}, how many does {who} have then?",
  ),
];

export const sentencesIn = (scope: Scope): readonly Template<Fact["kind"]>[] =>
  scope === "first" ? FIRST_SENTENCES : [...FIRST_SENTENCES, ...ADDED_SENTENCES];

export const questionsIn = (scope: Scope): readonly Template<Question["kind"]>[] =>
  scope === "first" ? FIRST_QUESTIONS : [...FIRST_QUESTIONS, ...ADDED_QUESTIONS];

export const SENTENCES = sentencesIn("wide");
export const QUESTIONS = questionsIn("wide");
