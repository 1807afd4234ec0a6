/** One lane's row of the strip: which answer led, from which cost to which. */
import type { AnswerChecker } from "../../problems/answers/checker.ts";
import type { SearchLog } from "../../search/events.ts";
import { leadersOf } from "../../search/leading.ts";
import type { Track } from "../../state/stores/head.ts";

export interface Stretch {
  /** null: no answer leads any more. */
  readonly answer: string | null;
  /** Spent when it took the lead. */
  readonly from: number;
  /** Spent when it lost it, or so far. */
  readonly to: number;
  /** It is what the search said in the end. */
  readonly final: boolean;
}

/** @param track the log's costs. None before the first trajectory has ended. */
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
  // What led for nothing was never seen to lead.
  return all.filter(({ from, to, final }) => to > from || final);
}

/** The keys of all lanes' answers, by when they first led: their colours. */
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
