/** What the page calls the kinds of verifiers that are no model. */
import { MODELLESS } from "../../engine/contract/modelless.ts";
import { ORACLE } from "../../search/oracle.ts";

type Modelless = (typeof MODELLESS)[number];

interface Names {
  /** In the list to choose from. */
  readonly choice: string;
  /** What to know before choosing it. */
  readonly note: string;
  /** In a table of several. */
  readonly short: string;
  /** What a score of it is. */
  readonly scale: string;
  /** Who scores, as a subject after "The". */
  readonly scorer: string;
  readonly fact: string;
}

const NAMES: Readonly<Record<Modelless, Names>> = {
  [ORACLE]: {
    choice: "oracle (knows the truth)",
    note: "Not a model: it checks each step against the truth, which no model may know. An upper bound, not a result.",
    short: "oracle",
    scale: "right, by the oracle",
    scorer: "oracle",
    fact: "scored by the oracle, which knows the truth",
  },
  "self-certainty": {
    choice: "self-certainty (no model)",
    note: "Not a model: how sure the policy was of its own tokens, brought to 0 … 1. It is no probability.",
    short: "self-certainty",
    scale: "self-certainty",
    scorer: "policy's own certainty",
    fact: "scored by self-certainty",
  },
};

const namesOf = (id: string | undefined): Names | undefined => {
  const modelless = MODELLESS.find((one) => one === id);
  return modelless && NAMES[modelless];
};

export const verifierChoice = (id: string): string => namesOf(id)?.choice ?? id;
export const verifierName = (id: string): string => namesOf(id)?.short ?? id;
/** "" for a model. */
export const verifierNote = (id: string): string => namesOf(id)?.note ?? "";
export const scaleName = (id: string | undefined): string => namesOf(id)?.scale ?? "P(correct)";
export const scorerName = (id: string | undefined): string => namesOf(id)?.scorer ?? "PRM";
/** What must be said of a run that a model did not score. */
export const verifierFact = (id: string | undefined): string[] => {
  const fact = namesOf(id)?.fact;
  return fact === undefined ? [] : [fact];
};
