/** The ids of verifiers without a model of their own. */
import { ORACLE } from "../../search/oracle.ts";

export const SELF_CERTAINTY = "self-certainty" as const;

/** Verifier ids that need no model. */
export const MODELLESS = [ORACLE, SELF_CERTAINTY] as const;

export type Modelless = (typeof MODELLESS)[number];
