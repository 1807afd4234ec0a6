/** Accuracies by strategy and budget, with the paired differences from one strategy. */
import { useMemo, useState } from "react";
import type { Estimate } from "../../experiments/stats/bootstrap.ts";
import { groupBy } from "../../experiments/stats/group.ts";
import { comparisonsOf } from "../../experiments/sweep/comparison.ts";
import { curveOf, PASS } from "../../experiments/sweep/outcomes.ts";
import { nameOf } from "../../experiments/sweep/summary.ts";
import { budgetText, percent } from "./reading.ts";
import type { Shown } from "./use-sweep.ts";

export function SweepTable({ shown }: { shown: Shown }) {
  const { rows, outcomes, title } = shown;
  const strategies = [...new Set(rows.map(({ strategy }) => strategy))].filter((id) => id !== PASS);
  const [asked, setAsked] = useState<string | null>(null);
  const baseline =
    strategies.find((id) => id === asked) ??
    strategies.find((id) => id === "majority") ??
    strategies[0] ??
    "";
  const compared = useMemo(
    () => new Map(comparisonsOf(rows, outcomes, baseline).map((one) => [one.row, one])),
    [rows, outcomes, baseline],
  );
  const budgets = [...new Set(rows.map(({ budget }) => budget))].sort(
    (a, b) => (a ?? 0) - (b ?? 0),
  );
  const id = shown.own ? "own" : "results";
  return (
    <section className="sweep-table" aria-labelledby={`table-${id}`}>
      <div className="seeds-head">
        <h2 id={`table-${id}`}>{title}</h2>
        <label className="field">
          <span>against</span>
          <select
            aria-label={`${title}: compare with`}
            value={baseline}
            onChange={({ target: { value } }) => setAsked(value)}
          >
            {strategies.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="sideways">
        <table translate="no" aria-labelledby={`table-${id}`} aria-describedby={`note-${id}`}>
          <thead>
            <tr>
              <td />
              {budgets.map((budget) => (
                <th scope="col" key={String(budget)}>
                  {budget === null ? "once" : budgetText(budget)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...groupBy(rows, curveOf)].map(([key, curve]) => (
              <tr key={key}>
                <th scope="row">{curve[0] && nameOf(curve[0], rows)}</th>
                {budgets.map((budget) => {
                  const row = curve.find((one) => one.budget === budget);
                  const difference = row && compared.get(row)?.difference;
                  return (
                    <td key={String(budget)} className="numeral">
                      {row && (
                        <>
                          <span>{`${percent(row.accuracy)} `}</span>
                          <span className="of">{`(${percent(row.low)}–${percent(row.high)})`}</span>
                          {difference && <Difference {...difference} />}
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint" id={`note-${id}`}>
        {`Accuracy in percent with its 95 % interval over problems, by budget; below it the difference from ${baseline} in percentage points, paired by problem.`}
      </p>
    </section>
  );
}

/** A difference, in bold where its interval excludes zero. */
function Difference({ value, low, high }: Estimate) {
  const told = low > 0 || high < 0;
  const classes = ["difference", told && (value > 0 ? "more" : "less")].filter(Boolean).join(" ");
  return (
    <span className={classes}>
      <span>{`${signed(value)} `}</span>
      <span className="of">
        {low === high ? "on each problem" : `(${signed(low)} to ${signed(high)})`}
      </span>
    </span>
  );
}

const signed = (share: number): string => `${share < 0 ? "−" : "+"}${percent(Math.abs(share))}`;
