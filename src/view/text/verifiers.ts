/** The words for verifiers that are no model. */
import { MODELLESS } from "../../engine/contract/modelless.ts";
import { ORACLE } from "../../search/oracle.ts";

type Modelless = (typeof MODELLESS)[number];

interface Names {
  /** In the list of choices. */
  readonly choice: string;
  /** What a user should know before choosing it. */
  readonly note: string;
  /** In a table of verifiers. */
  readonly short: string;
  /** What its score measures. */
  readonly scale: string;
  /** The subject of a sentence, after "The". */
  readonly scorer: string;
  readonly fact: string;
}

const NAMES: Readonly<Record<Modelless, Names>> = {
  [ORACLE]: {
    choice: "oracle (knows the truth)",
    note: "Not a model: it checks each step against the truth, which no model can know. Its scores give an upper bound, not a result.",
    short: "oracle",
    scale: "right, by the oracle",
    scorer: "oracle",
    fact: "scored by the oracle, which knows the truth",
  },
  "self-certainty": {
    choice: "self-certainty (no model)",
    note: "Not a model: how sure the policy was of its own tokens, scaled to 0 … 1. It is not a probability.",
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
/** What to know of a verifier that is no model; "" for a model. */
export const verifierNote = (id: string): string => namesOf(id)?.note ?? "";
export const scaleName = (id: string | undefined): string => namesOf(id)?.scale ?? "P(correct)";
export const scorerName = (id: string | undefined): string => namesOf(id)?.scorer ?? "PRM";
/** The fact that a run was not scored by a model; none for a model. */
export const verifierFact = (id: string | undefined): string[] => {
  const fact = namesOf(id)?.fact;
  return fact === undefined ? [] : [fact];
};
