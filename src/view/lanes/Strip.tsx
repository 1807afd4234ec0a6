/**
 * Which lane has which answer for how much: a row a lane, over the player's slider. An answer has
 * the same colour in all rows; a right one is solid, tall and ticked, a wrong one pale and low.
 */
import { endOf, seek, trackOf } from "../../state/head.ts";
import { lanesOf, move } from "../../state/lanes.ts";
import { isRight, problemOf } from "../../state/truth.ts";
import { TEST_IDS } from "../testids.ts";
import { amount, CURRENCY_LABELS } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";
import { useApp, useLanes } from "../use-app.ts";
import { laneName } from "./lane-name.ts";
import { paletteOf, type Stretch, stretchesOf } from "./stretches.ts";

/** Colours of wrong answers; more than these begin again. */
const COLOURS = 6;

export function Strip({ onRead }: { onRead(sentence: string): void }) {
  const app = useApp();
  const { head, currency } = useLanes((state) => ({
    head: state.head,
    currency: state.currency,
    lanes: state.lanes,
  }));
  const end = endOf(head);
  const rows = lanesOf(app).flatMap((lane, index) => {
    const { run, setup, strategies, snapshots } = lane.app;
    const { events, cursor } = run.getState().playback;
    if (lane.muted || events.length === 0) return [];
    const track = trackOf(events, currency, true);
    const start = events[0]?.type === "start" ? events[0] : null;
    const id = start?.strategy ?? setup.getState().strategy;
    return [
      {
        id: lane.id,
        name: laneName(index),
        label: strategies.find((strategy) => strategy.id === id)?.label ?? id,
        problem: problemOf(snapshots.at(events, cursor)),
        stretches: stretchesOf(events, track),
        spent: track.costs.at(-1) ?? 0,
        done: events.at(-1)?.type === "done",
      },
    ];
  });
  const palette = paletteOf(rows.map(({ stretches }) => stretches));
  const share = (cost: number): string => `${end > 0 ? (100 * cost) / end : 0}%`;
  const unit = CURRENCY_LABELS[currency];
  return (
    <ol className="strip" aria-label="Who leads with which answer, by cost">
      {rows.map(({ id, name, label, problem, stretches, spent, done }) => (
        <li key={id}>
          <span className="strip-name">
            <b>{name}</b> {label}
          </span>
          <div className="strip-track">
            <span className="strip-base" style={{ width: share(spent) }} />
            {done && <span className="strip-end" style={{ left: share(spent) }} />}
            {stretches.map((stretch) => {
              const right = isRight(problem, stretch.answer);
              const said = stretch.answer === null ? "no answer" : prettify(stretch.answer);
              const sentence = sentenceOf(
                name,
                said,
                right,
                stretch,
                (cost) => `${amount(currency, cost)} ${unit}`,
              );
              const colour = (palette.get(stretch.answer ?? "") ?? 0) % COLOURS;
              return (
                <button
                  key={stretch.from}
                  type="button"
                  className={`stretch ${right ? "right" : `wrong colour-${colour}`}`}
                  style={{
                    left: share(stretch.from),
                    width: share(Math.max(0, stretch.to - stretch.from)),
                  }}
                  aria-label={sentence}
                  data-testid={TEST_IDS.stretch}
                  data-answer={stretch.answer ?? ""}
                  data-correct={right}
                  data-from={stretch.from}
                  data-to={stretch.to}
                  onPointerEnter={() => onRead(sentence)}
                  onPointerLeave={() => onRead("")}
                  onFocus={() => onRead(sentence)}
                  onBlur={() => onRead("")}
                  onClick={() => move(app, (before) => seek(before, stretch.from))}
                >
                  <span aria-hidden="true">
                    {right ? "✓ " : "✗ "}
                    {said}
                  </span>
                </button>
              );
            })}
            <span className="strip-ahead" style={{ left: share(head.at) }} />
            <span className="strip-head" style={{ left: share(head.at) }} />
          </div>
          <span className="strip-spent numeral">{amount(currency, spent)}</span>
        </li>
      ))}
    </ol>
  );
}

function sentenceOf(
  lane: string,
  answer: string,
  right: boolean,
  { from, to, final }: Stretch,
  cost: (amount: number) => string,
): string {
  const verdict = answer === "no answer" ? "" : right ? ", which is right" : ", which is wrong";
  return final
    ? `Lane ${lane} settles on ${answer}${verdict}, after ${cost(from)}; it has spent ${cost(to)}.`
    : `Lane ${lane}: ${answer} leads${verdict}, from ${cost(from)} to ${cost(to)}.`;
}
