/** What the page calls the kinds of verifiers that are no model. */
import { ORACLE } from "../../search/oracle.ts";

const SELF_CERTAINTY = "self-certainty";

/** What a score of it is. @param id of the run's verifier. */
export const scaleName = (id: string | undefined): string =>
  id === ORACLE ? "right, by the oracle:" : id === SELF_CERTAINTY ? "self-certainty" : "P(correct)";

/** Who scores, as a subject. */
export const scorerName = (id: string | undefined): string =>
  id === ORACLE ? "oracle" : id === SELF_CERTAINTY ? "policy's own certainty" : "PRM";
