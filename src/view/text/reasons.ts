/** A log's reasons, written in short for any number of nodes, as sentences about one or about several. */
import { figure } from "../../search/reasons.ts";

const RANGE = String.raw`([\d.e-]+)(?: to ([\d.e-]+))?`;
const SCORED = new RegExp(`^scores? ${RANGE};`);
const BEST = /\b(best of \d+(?: in tree \d+)?) has ([\d.e-]+)(, and)?/;

/** Reasons write scores with two digits. */
const ROUNDING = 0.005;

/**
 * "scores 0.02 to 0.98; the best of 16 has 0.98" as "it scored 0.97; the best of 16 scored 0.98".
 * @param reason without "kept: " or "dropped: ". @param who "it" for one node, "they" for several.
 * @param own the score of the one node, which stands for the range that it lies in.
 */
export function scoredReason(reason: string, who: "it" | "they", own: number | null = null) {
  const range = SCORED.exec(reason);
  if (!range) return reason;
  const [opening, low = "", high] = range;
  const within =
    own !== null && own >= Number(low) - ROUNDING && own <= Number(high ?? low) + ROUNDING;
  const value = within ? figure(own) : high ? `${low} to ${high}` : low;
  const rest = reason.slice(opening.length);
  return `${who} scored ${value};${rest.replace(BEST, (_, best, score, tied) => `${best} scored ${score}${tied ? " and" : ""}`)}`;
}

/** A verdict's reason on the card of its node: "Dropped: it scored 0.97; the best of 16 scored 0.98". */
export function reasonOnCard(reason: string, own: number | null): string {
  const [, verdict = "", rest = ""] =
    /^((?:kept|dropped|pruned)(?: unfinished)?: )?(.*)$/s.exec(reason) ?? [];
  return `${verdict}${scoredReason(rest, "it", own)}`;
}
