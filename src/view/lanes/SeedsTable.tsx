/** Each lane over many seeds: how often it is right, at what cost, and its answers. */

import { useMemo } from "react";
import { distributionOf } from "../../experiments/stats/repeats.ts";
import { openChecker, verdictOf } from "../../problems/answers/checker.ts";
import { checkerFor, parseProblem } from "../../problems/families/index.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { lanesOf } from "../../state/commands/lanes.ts";
import { knownFor, wantedOf } from "../../state/known-models.ts";
import type { LaneRepeats } from "../../state/stores/lanes.ts";
import { TEST_IDS } from "../testids.ts";
import { amount } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";
import { MARKS } from "../text/verdicts.ts";
import { useApp, useCatalog, useLanes } from "../use-app.ts";
import { laneName } from "./lane-name.ts";

/** How many answers are named; the others are counted together. */
const NAMED = 5;
const percent = (share: number): string => `${Math.round(100 * share)}`;

export function SeedsTable() {
  const app = useApp();
  const repeats = useLanes((state) => state.repeats);
  const running = useLanes((state) => state.running);
  const known = knownFor(useCatalog(), "policy");
  if (!repeats) return null;
  const writers = repeats.lanes.map(
    ({ setup }) => wantedOf(setup.policy, known) ?? known?.usual ?? "",
  );
  const several = new Set(writers).size > 1;
  const done = repeats.lanes.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const all = repeats.seeds * repeats.lanes.length;
  return (
    <section className="seeds" aria-labelledby="seeds-heading">
      <div className="seeds-head">
        <h2 id="seeds-heading">{`Over ${repeats.seeds} seeds`}</h2>
        {running && done < all ? (
          <progress aria-label="Seeds run" max={all} value={done} />
        ) : (
          done < all && <span className="hint">{`cancelled after ${done} of ${all} runs`}</span>
        )}
      </div>
      <table translate="no">
        <thead>
          <tr>
            <th scope="col">lane</th>
            <th scope="col">right</th>
            <th scope="col">accuracy, 95 % interval</th>
            <th scope="col">{`mean ${CURRENCIES[app.lanes.getState().currency].unit}`}</th>
            <th scope="col">answers</th>
          </tr>
        </thead>
        <tbody>
          {repeats.lanes.map((lane, row) => {
            const index = lanesOf(app).findIndex(({ id }) => id === lane.lane);
            return (
              <Row
                key={lane.lane}
                name={index < 0 ? "" : laneName(index)}
                policy={several ? (writers[row] ?? "") : ""}
                lane={lane}
              />
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** @param policy "" where all lanes have the same. */
function Row({ name, policy, lane }: { name: string; policy: string; lane: LaneRepeats }) {
  const { strategies } = useApp();
  const currency = useLanes((state) => state.currency);
  const checker = useMemo(() => {
    const parsed = parseProblem(lane.setup.text);
    return parsed.ok ? checkerFor(parsed.problem) : openChecker();
  }, [lane.setup.text]);
  const distribution = useMemo(
    () => distributionOf(lane.outcomes, checker),
    [lane.outcomes, checker],
  );
  const label = strategies.find(({ id }) => id === lane.setup.strategy)?.label;
  const named = distribution?.answers.slice(0, NAMED) ?? [];
  const others = distribution?.answers.slice(NAMED) ?? [];
  const rest = others.reduce((sum, { count }) => sum + count, 0);
  return (
    <tr
      data-testid={TEST_IDS.seeds}
      data-runs={distribution?.runs ?? 0}
      data-right={distribution?.right ?? 0}
    >
      <th scope="row">
        <b>{name}</b>
        <span>{[label, policy].filter(Boolean).join(", ")}</span>
      </th>
      <td className="numeral">
        {distribution?.accuracy ? `${distribution.right} of ${distribution.known}` : "—"}
      </td>
      <td>
        {distribution?.accuracy && <Interval {...distribution.accuracy} />}
        {distribution?.accuracy === null && <span>nobody knows what is right</span>}
      </td>
      <td className="numeral">{distribution && amount(currency, distribution.mean[currency])}</td>
      <td>
        <ul className="histogram">
          {named.map(({ answer, correct, count }) => (
            <li key={answer ?? ""} className={verdictOf(correct)} style={{ flexGrow: count }}>
              <b className="numeral">{`${count} × `}</b>
              <span>
                {answer === null ? "no answer" : `${prettify(answer)} ${MARKS[verdictOf(correct)]}`}
              </span>
            </li>
          ))}
          {rest > 0 && (
            <li className="wrong" style={{ flexGrow: rest }}>
              <b className="numeral">{`${rest} × `}</b>
              <span>{`${others.length} more`}</span>
            </li>
          )}
        </ul>
      </td>
    </tr>
  );
}

function Interval({ share, low, high }: { share: number; low: number; high: number }) {
  return (
    <span className="interval">
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <line className="whole" x1="0" x2="100" y1="6" y2="6" />
        <line className="span" x1={100 * low} x2={100 * high} y1="6" y2="6" />
        <line className="share" x1={100 * share} x2={100 * share} y1="0" y2="12" />
      </svg>
      <span className="numeral">
        <span>{`${percent(share)} % `}</span>
        <span className="of">{`(${percent(low)}–${percent(high)})`}</span>
      </span>
    </span>
  );
}
