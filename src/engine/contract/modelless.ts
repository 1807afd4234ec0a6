/** Verifiers that need no model of their own. */
import { ORACLE } from "../../search/oracle.ts";

export const SELF_CERTAINTY = "self-certainty" as const;

/** What may stand for a verifier's id and is no model. */
export const MODELLESS = [ORACLE, SELF_CERTAINTY] as const;

export type Modelless = (typeof MODELLESS)[number];
