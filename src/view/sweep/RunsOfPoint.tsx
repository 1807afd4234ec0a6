/** The runs of a point, each with problem, seed, verdict and cost; a click opens its tree. */
import { useMemo, useState } from "react";
import type { Axis } from "../../experiments/plot/plot.ts";
import { curveOf, type Outcome } from "../../experiments/sweep/outcomes.ts";
import { nameOf } from "../../experiments/sweep/summary.ts";
import { openRun, whyNoTree } from "../../state/commands/sweep/view.ts";
import type { Chosen } from "../../state/stores/sweep.ts";
import { TEST_IDS } from "../testids.ts";
import { count, grouped } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";
import { useApp } from "../use-app.ts";
import { budgetText, costOn } from "./reading.ts";
import type { Shown } from "./use-sweep.ts";

/** How many runs are listed at first. */
const FIRST = 50;

export function RunsOfPoint({
  shown,
  chosen,
  axis,
  onClose,
}: {
  shown: Shown;
  chosen: Chosen;
  axis: Axis;
  onClose(): void;
}) {
  const app = useApp();
  const [most, setMost] = useState(FIRST);
  const runs = useMemo(
    () =>
      shown.runs
        .filter((one) => one.budget === chosen.budget && curveOf(one) === chosen.curve)
        .sort((a, b) => a.value - b.value || compare(a, b)),
    [shown, chosen],
  );
  const [first] = runs;
  if (!first) return null;
  const right = runs.reduce((sum, { value }) => sum + value, 0);
  const why = whyNoTree(app, shown.header, first);
  const at = chosen.budget === null ? "" : `, budget ${budgetText(chosen.budget)}`;
  return (
    <section className="runs-of-point" aria-labelledby="runs-heading">
      <div className="seeds-head">
        <h2 id="runs-heading">
          {`${nameOf(first, shown.rows)}${at}: ${Number(right.toFixed(1))} of ${count(runs.length, "run")} right`}
        </h2>
        <button type="button" className="quiet small" onClick={onClose}>
          Close
        </button>
      </div>
      <p className="hint">
        {why ?? "Click a run to see its tree: the same seed gives the same search again."}
      </p>
      <div className="sideways">
        <table translate="no">
          <thead>
            <tr>
              <th scope="col">problem</th>
              <th scope="col">seed</th>
              <th scope="col">answer is</th>
              <th scope="col">cost</th>
            </tr>
          </thead>
          <tbody>
            {runs.slice(0, most).map((run) => (
              <tr
                key={`${run.family} ${run.problem} ${run.seed}`}
                data-testid={TEST_IDS.sweepRun}
                data-problem={run.problem}
                data-seed={run.seed}
                data-correct={run.value === 1}
              >
                <td>
                  {why === null && run.family !== "all" ? (
                    <button
                      type="button"
                      className="text-button"
                      title="Open its tree"
                      onClick={() => void openRun(app, shown.header, run)}
                    >
                      {written(run)}
                    </button>
                  ) : (
                    <span>{written(run)}</span>
                  )}
                </td>
                <td className="numeral">{run.seed}</td>
                <td className={run.value === 1 ? "right" : "wrong"}>{verdict(run)}</td>
                <td className="numeral">{costOn(axis, run)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {runs.length > most && (
        <button type="button" className="quiet small" onClick={() => setMost(runs.length)}>
          {`Show all ${grouped(runs.length)}`}
        </button>
      )}
    </section>
  );
}

const written = ({ problem }: Outcome): string =>
  problem.startsWith("Solve") ? prettify(problem) : problem;

const verdict = ({ value }: Outcome): string =>
  value === 1 ? "right" : value === 0 ? "wrong" : `right by ${(100 * value).toFixed(0)} %`;

const compare = (a: Outcome, b: Outcome): number =>
  a.problem < b.problem ? -1 : a.problem > b.problem ? 1 : a.seed - b.seed;
