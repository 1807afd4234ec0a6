/** A lane's row of the strip: the answers that led, each with the costs at which its lead began and ended. */
import type { AnswerChecker } from "../../problems/answers/checker.ts";
import type { SearchLog } from "../../search/events.ts";
import { leadersOf } from "../../search/leading.ts";
import type { Track } from "../../state/stores/head.ts";

export interface Stretch {
  /** null when no answer leads any more. */
  readonly answer: string | null;
  /** What the lane had spent when the answer took the lead. */
  readonly from: number;
  /** What it had spent when the answer lost the lead, or what it has spent so far. */
  readonly to: number;
  /** Whether it is the final answer of the search. */
  readonly final: boolean;
}

/** @param track the log's costs. @returns none before a trajectory has ended. */
export function stretchesOf(log: SearchLog, { costs }: Track): Stretch[] {
  const leaders = leadersOf(log);
  const end = costs.at(-1) ?? 0;
  const answered = log.some(({ type }) => type === "answer");
  const all = leaders.map(({ event, answer }, index) => {
    const next = leaders[index + 1];
    return {
      answer,
      from: costs[event] ?? end,
      to: next ? (costs[next.event] ?? end) : end,
      final: !next && answered,
    };
  });
  // A lead that cost nothing has no width in the strip.
  return all.filter(({ from, to, final }) => to > from || final);
}

/** A number of a colour for the key of each answer of all lanes, in the order in which they first led. */
export function paletteOf(
  lanes: readonly (readonly Stretch[])[],
  { key }: Pick<AnswerChecker, "key">,
): Map<string, number> {
  const first = lanes
    .flat()
    .sort((a, b) => a.from - b.from)
    .flatMap(({ answer }) => (answer === null ? [] : key(answer)));
  return new Map([...new Set(first)].map((one, index) => [one, index]));
}
