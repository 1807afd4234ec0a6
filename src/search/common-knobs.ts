/** Knobs that several strategies declare, and the sampling options that they set. */
import { AGGREGATIONS, type Aggregation } from "./aggregate.ts";
import { choiceKnob, numberKnob } from "./knob-values.ts";
import type { Knob, KnobValues } from "./knobs.ts";
import type { SamplingOptions } from "./model.ts";
import type { VoteRule } from "./tree.ts";

export const samples = (help: string): Knob => ({
  id: "n",
  kind: "integer",
  label: "Samples",
  help,
  min: 1,
  max: 256,
  default: 16,
});

export const width = (help: string): Knob => ({
  id: "width",
  kind: "integer",
  label: "Width",
  help,
  min: 1,
  max: 64,
  default: 4,
});

export const branch = (initial: number): Knob => ({
  id: "branch",
  kind: "integer",
  label: "Branch",
  help: "How many next steps are sampled from a state when it is expanded.",
  min: 1,
  max: 32,
  default: initial,
});

export const threshold = (help: string, initial: number): Knob => ({
  id: "threshold",
  kind: "number",
  label: "Threshold",
  help,
  min: 0,
  max: 1,
  step: 0.01,
  default: initial,
});

/** At temperature 0 the policy takes the most likely token, so the other sampling knobs have no effect. */
const WHERE_DRAWN = { knob: "temperature", above: 0 } as const;

/** Defaults: temperature and top-p of search-and-learn (Beeching, Tunstall and Rush 2024). */
export const SAMPLING: readonly Knob[] = [
  {
    id: "temperature",
    kind: "number",
    label: "Temperature",
    help: "How freely the policy draws: 0 always takes its first choice, 1 follows its own odds.",
    min: 0,
    max: 2,
    step: 0.05,
    default: 0.8,
  },
  {
    id: "topP",
    kind: "number",
    label: "Top p",
    help: "Draw only from the likeliest tokens that together hold this share; 1 keeps all.",
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 1,
    when: WHERE_DRAWN,
  },
  {
    id: "topK",
    kind: "integer",
    label: "Top k",
    help: "Draw only from this many likeliest tokens; 0 keeps all.",
    min: 0,
    max: 100,
    default: 0,
    when: WHERE_DRAWN,
  },
];

export const LIMITS: readonly Knob[] = [
  {
    id: "maxSteps",
    kind: "integer",
    label: "Longest path",
    help: "Steps after which a trajectory is cut off, without an answer.",
    min: 1,
    max: 40,
    default: 12,
  },
  {
    id: "maxStepTokens",
    kind: "integer",
    label: "Longest step",
    help: "Tokens after which a step is cut off, and its trajectory with it.",
    min: 4,
    max: 256,
    default: 48,
  },
];

export const aggregation = (initial: Aggregation): Knob => ({
  id: "aggregation",
  kind: "choice",
  label: "Score of a path",
  help: "How the scores of a path's steps make one: the last, the least, their product or their mean.",
  options: [
    { value: "last", label: "last step" },
    { value: "min", label: "weakest step" },
    { value: "prod", label: "product" },
    { value: "mean", label: "mean" },
  ],
  default: initial,
});

export const answerBy = (help: string, initial: VoteRule): Knob => ({
  id: "answer",
  kind: "choice",
  label: "Answer by",
  help,
  options: [
    { value: "best", label: "best score" },
    { value: "weighted", label: "weighted vote" },
    { value: "majority", label: "majority vote" },
  ],
  default: initial,
});

export const answerOf = (values: KnobValues): VoteRule =>
  choiceKnob(values, "answer", ["best", "weighted", "majority"]);

export const aggregationOf = (values: KnobValues): Aggregation =>
  choiceKnob(values, "aggregation", AGGREGATIONS);

/** A strategy without a temperature knob decodes greedily. */
export const samplingOf = (values: KnobValues): SamplingOptions => ({
  temperature: optional(values, "temperature", 0),
  topP: optional(values, "topP", 1),
  topK: optional(values, "topK", 0),
  maxStepTokens: numberKnob(values, "maxStepTokens"),
});

const optional = (values: KnobValues, id: string, otherwise: number): number =>
  id in values ? numberKnob(values, id) : otherwise;
