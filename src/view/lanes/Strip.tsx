/**
 * The strip of answers above the player's slider: one row a lane shows which answer led, at which
 * cost. An answer has the same colour in all rows; a right one is solid, tall and ticked, a wrong
 * one pale and low.
 */

import { openChecker, verdictOf } from "../../problems/answers/checker.ts";
import { checkerFor } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import type { App } from "../../state/app.ts";
import { lanesOf, move } from "../../state/commands/lanes.ts";
import { isRight, problemOf } from "../../state/step-truth.ts";
import { endOf, seek, trackOf } from "../../state/stores/head.ts";
import type { Lane } from "../../state/stores/lanes.ts";
import { TEST_IDS } from "../testids.ts";
import { amount } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";
import { correctAttribute, judged, MARKS } from "../text/verdicts.ts";
import { useApp, useLanes } from "../use-app.ts";
import { laneName } from "./lane-name.ts";
import { paletteOf, type Stretch, stretchesOf } from "./stretches.ts";

/** How many colours wrong answers have; further answers use them again. */
const COLOURS = 6;

interface Row {
  id: number;
  name: string;
  label: string;
  /** The id of the policy that wrote its steps. */
  policy: string;
  problem: Problem | null;
  stretches: readonly Stretch[];
  spent: number;
  done: boolean;
}

export function Strip({ onRead }: { onRead(sentence: string): void }) {
  const app = useApp();
  const { head, currency } = useLanes(({ head, currency, lanes }) => ({ head, currency, lanes }));
  const end = endOf(head);
  const rows = lanesOf(app).flatMap((lane, index): Row[] => {
    const { events, cursor } = lane.figure.run.getState().playback;
    if (lane.muted || events.length === 0) return [];
    const track = trackOf(events, currency, true);
    return [
      {
        id: lane.id,
        name: laneName(index),
        ...namesOf(app, lane),
        problem: problemOf(lane.figure.snapshots.at(events, cursor)),
        stretches: stretchesOf(events, track),
        spent: track.costs.at(-1) ?? 0,
        done: events.at(-1)?.type === "done",
      },
    ];
  });
  const differ = (key: "label" | "policy"): boolean =>
    new Set(rows.map((row) => row[key])).size > 1;
  /** The strategy; with the policy, or the policy alone, where policies differ. */
  const calledOf = ({ label, policy }: Row): string => {
    if (!differ("policy")) return label;
    return differ("label") ? `${label}, ${policy}` : policy;
  };
  const [first] = rows;
  const checker = first?.problem ? checkerFor(first.problem) : openChecker();
  const palette = paletteOf(
    rows.map(({ stretches }) => stretches),
    checker,
  );
  const colourOf = (answer: string | null, right: boolean | null): string => {
    if (right) return "right";
    const colour = answer === null ? 0 : (palette.get(checker.key(answer)) ?? 0);
    return `wrong colour-${colour % COLOURS}`;
  };
  const share = (cost: number): string => `${end > 0 ? (100 * cost) / end : 0}%`;
  const priceOf = (cost: number): string =>
    `${amount(currency, cost)} ${CURRENCIES[currency].unit}`;
  return (
    <ol className="strip" translate="no" aria-label="Who leads with which answer, by cost">
      {rows.map((row) => {
        const { id, name, problem, stretches, spent, done } = row;
        const last = stretches.at(-1);
        const called = calledOf(row);
        const settled = last?.final ? isRight(problem, last.answer) : null;
        return (
          <li key={id}>
            <span className="strip-name" title={called}>
              <b>{name}</b>
              <span className="strip-label">{called}</span>
            </span>
            <div className="strip-track">
              <span className="strip-base" style={{ width: share(spent) }} />
              {done && <span className="strip-stop" style={{ left: share(spent) }} />}
              {stretches.map((stretch) => {
                const { answer, from, to } = stretch;
                const right = isRight(problem, answer);
                const sentence = sentenceOf(name, stretch, right, priceOf);
                return (
                  <button
                    key={from}
                    type="button"
                    className={`stretch ${colourOf(answer, right)}${from === to ? " instant" : ""}`}
                    style={{ left: share(from), ...(from < to && { width: share(to - from) }) }}
                    aria-label={sentence}
                    data-testid={TEST_IDS.stretch}
                    data-answer={answer ?? ""}
                    data-correct={correctAttribute({ correct: right })}
                    data-from={from}
                    data-to={to}
                    onPointerEnter={() => onRead(sentence)}
                    onPointerLeave={() => onRead("")}
                    onFocus={() => onRead(sentence)}
                    onBlur={() => onRead("")}
                    onClick={() => move(app, (before) => seek(before, from))}
                  >
                    {from < to && <span aria-hidden="true">{markedAnswer(answer, right)}</span>}
                  </button>
                );
              })}
              <span className="strip-ahead" style={{ left: share(head.at) }} />
              <span className="strip-head" style={{ left: share(head.at) }} />
            </div>
            <p className="strip-outcome">
              {last?.final && (
                <span className={`settled ${colourOf(last.answer, settled)}`}>
                  {markedAnswer(last.answer, settled)}
                </span>
              )}
              <span className="strip-spent numeral">{amount(currency, spent)}</span>
            </p>
          </li>
        );
      })}
    </ol>
  );
}

/** The strategy and policy of a lane's log, which may no longer be those of its setup. */
function namesOf(app: App, { figure }: Lane): Pick<Row, "label" | "policy"> {
  const [start] = figure.run.getState().playback.events;
  if (start?.type !== "start") return { label: "", policy: "" };
  const strategy = app.strategies.find(({ id }) => id === start.strategy);
  return { label: strategy?.label ?? start.strategy, policy: start.policy.id };
}

const markedAnswer = (answer: string | null, right: boolean | null): string =>
  answer === null ? "no answer" : `${MARKS[verdictOf(right)]} ${prettify(answer)}`;

function sentenceOf(
  lane: string,
  { answer, from, to, final }: Stretch,
  right: boolean | null,
  priceOf: (cost: number) => string,
): string {
  const said = answer === null ? "no answer" : `${prettify(answer)}, ${judged(right)}`;
  return final
    ? `Lane ${lane} settles on ${said}, at ${priceOf(from)}; it has spent ${priceOf(to)}.`
    : `Lane ${lane} has ${said}, from ${priceOf(from)} to ${priceOf(to)}.`;
}
