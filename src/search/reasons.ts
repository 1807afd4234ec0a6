/** Sentences for students that say, with numbers, why nodes were kept or dropped. */
import type { Tally } from "./events.ts";

/** A score as text: 0.8249 is "0.82". Small scores keep two digits, so that 0.0041 is not "0.00". */
export const figure = (score: number): string =>
  score === 0 || score >= 0.01 ? score.toFixed(2) : score.toPrecision(2);

export const plural = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`;

/** A range as text: "score 0.41" or "scores 0.41 to 0.82". @param values not empty. */
export function range(values: readonly number[], noun = "score"): string {
  const low = figure(Math.min(...values));
  const high = figure(Math.max(...values));
  return low === high ? `${noun} ${low}` : `${noun}s ${low} to ${high}`;
}

/** Why the best nodes of a round were kept. @param kept their scores, not empty. */
export function keptReason(kept: readonly number[], of: number, noun = "score"): string {
  if (kept.length === of) return `kept: there is room for all ${of} (${range(kept, noun)})`;
  if (kept.length === 1) return `kept: ${range(kept, noun)} is the best of ${of}`;
  return `kept: among the best ${kept.length} of ${of} (${range(kept, noun)})`;
}

/** Why the other nodes of a round were dropped. @param dropped their scores; @param kept the scores of the kept; not empty. */
export function droppedReason(
  dropped: readonly number[],
  kept: readonly number[],
  noun = "score",
): string {
  const of = dropped.length + kept.length;
  const best = kept.length === 1 ? "the best" : `the best ${kept.length}`;
  const tied = Math.max(...dropped) === Math.min(...kept) ? ", the older of equals" : "";
  return `dropped: ${range(dropped, noun)}; only ${best} of ${of} went on (${range(kept, noun)}${tied})`;
}

/** Why an ended trajectory does not vote. */
export const SILENT = "dropped: it ended without an answer that can be read";

/**
 * Why the finished trajectory with the best score was kept.
 * @param of how many there are; @param answering whether only those with an answer were compared.
 */
export function bestReason(
  best: number,
  of: number,
  { answering, tied }: { answering: boolean; tied: readonly Tally[] },
): string {
  const which = answering ? "that has an answer" : "that finished";
  const among = answering
    ? ` of ${plural(of, "trajectory", "trajectories")} with an answer`
    : ` of ${of}`;
  const why = of === 1 ? `is of the only one ${which}` : `is the best${among}`;
  return `kept: score ${figure(best)} ${why}${tieOf(tied)}`;
}

/** The end of a reason when the winner was tied with other answers. */
function tieOf(tied: readonly Tally[]): string {
  const [only] = tied;
  if (!only) return "";
  const others = tied.length === 1 ? only.answer : `${tied.length} other answers`;
  return `, a tie with ${others}; it was found first`;
}

/** Why a trajectory answers although the strategy chose none. @param of how many have an answer. */
export function fallbackReason(score: number | null, of: number): string {
  const why =
    of === 1
      ? "is the only one that has"
      : score === null
        ? `is the first of ${of} that have`
        : `is the best of ${of} that have (score ${figure(score)})`;
  return `kept: what the search settled on has no answer; this trajectory ${why}`;
}

/** Why finished trajectories lost to the one with the best score. */
export function beatenReason(scores: readonly number[], best: number, of: number): string {
  const tied = Math.max(...scores) === best ? ", and finished first" : "";
  return `dropped: ${range(scores)}; the best of ${of} has ${figure(best)}${tied}`;
}

/** Why an answer won the vote. @param of the number of votes. @param tied the answers with the same weight. */
export function electedReason(
  rule: "majority" | "weighted",
  winner: Tally,
  { of, tied }: { of: number; tied: readonly Tally[] },
): string {
  const { answer, count, weight } = winner;
  if (of === 1) return `kept: ${answer} is the only answer`;
  if (tied.length > 0) {
    const has =
      rule === "majority"
        ? `has ${count} of ${of} votes`
        : `weighs ${figure(weight)} from ${count} of ${of} votes`;
    return `kept: ${answer} ${has}${tieOf(tied)}`;
  }
  return rule === "majority"
    ? `kept: ${answer} has ${count === of ? "all" : `${count} of`} ${of} votes${count === of ? "" : ", the most"}`
    : `kept: ${answer} weighs most, ${figure(weight)} from ${count} of ${of} votes`;
}

/** Why the trajectories of an answer were outvoted. */
export function outvotedReason(rule: "majority" | "weighted", line: Tally, winner: Tally): string {
  const tied = line.weight === winner.weight ? ", which was found first" : "";
  return rule === "majority"
    ? `dropped: ${line.answer} has ${plural(line.count, "vote")}; ${winner.answer} has ${winner.count}${tied}`
    : `dropped: ${line.answer} weighs ${figure(line.weight)}; ${winner.answer} weighs ${figure(winner.weight)}${tied}`;
}
