/** The view of sweeps: settings on the left; progress, curves and tables on the right. */
import { useStore } from "zustand";
import { close } from "../../actions/sweep.ts";
import type { Axis } from "../../experiments/plot/plot.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { CURRENCY_IDS } from "../../search/ledger.ts";
import { openShipped, setDraft } from "../../state/commands/sweep/view.ts";
import type { Reading } from "../../state/stores/sweep.ts";
import { draftOf } from "../../state/sweep/draft.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { Guard } from "../shell/Boundary.tsx";
import { Masthead } from "../shell/Masthead.tsx";
import { Notices } from "../shell/Notices.tsx";
import { Part } from "../shell/Part.tsx";
import { useApp } from "../use-app.ts";
import { Curves } from "./Curves.tsx";
import { EarlierSweeps } from "./EarlierSweeps.tsx";
import { Progress } from "./Progress.tsx";
import { RunsOfPoint } from "./RunsOfPoint.tsx";
import { Save } from "./Save.tsx";
import { SweepForm } from "./SweepForm.tsx";
import { SweepTable } from "./SweepTable.tsx";
import { useOutcomes, useShown, useSweep } from "./use-sweep.ts";

const AXES: readonly Axis[] = [...CURRENCY_IDS, "budget"];
const ALL = "";

export function SweepPage() {
  const { own: mine, results: theirs, kinds } = useOutcomes();
  const { axis, kind: asked, chosen } = useSweep(({ reading }) => reading);
  const { sweep } = useApp();
  const read = (part: Partial<Reading>) =>
    sweep.setState(({ reading }) => ({ reading: { ...reading, ...part } }));
  const kind = asked !== null && kinds.includes(asked) ? asked : null;
  const own = useShown(mine, kind);
  const results = useShown(theirs, kind);
  const behind = chosen && (chosen.own ? own : results);
  return (
    <>
      <Part name="header">
        <Masthead />
      </Part>
      <Part name="setup">
        <aside className="controls" aria-label="Setup">
          <Guard what="The settings of the sweep">
            <SweepForm />
          </Guard>
        </aside>
      </Part>
      <main className="sweep">
        <div className="sweep-head">
          <h1>Accuracy over many problems</h1>
          <Part name="setup">
            <ActionButton action={close} className="quiet" />
          </Part>
        </div>
        <Notices />
        <Part name="setup">
          <Progress />
          <EarlierSweeps />
        </Part>
        <ResultsLine />
        {own || results ? (
          <>
            <div className="sweep-tools">
              <label className="field">
                <span>against</span>
                <select
                  aria-label="Cost axis"
                  value={axis}
                  onChange={({ target: { value } }) => {
                    const found = AXES.find((one) => one === value);
                    if (found) read({ axis: found });
                  }}
                >
                  {AXES.map((one) => (
                    <option key={one} value={one}>
                      {one === "budget" ? "budget as given" : CURRENCIES[one].unit}
                    </option>
                  ))}
                </select>
              </label>
              {kinds.length > 1 && (
                <label className="field">
                  <span>of</span>
                  <select
                    aria-label="Problems shown"
                    value={kind ?? ALL}
                    onChange={({ target: { value } }) =>
                      read({ kind: value === ALL ? null : value })
                    }
                  >
                    <option value={ALL}>all problems</option>
                    {kinds.map((one) => (
                      <option key={one} value={one}>
                        {one}
                      </option>
                    ))}
                  </select>
                </label>
              )}
              <Save own={own} results={results} axis={axis} />
            </div>
            <Guard what="The curves">
              <Curves
                own={own}
                results={results}
                axis={axis}
                chosen={chosen}
                onChoose={(next) => read({ chosen: next })}
              />
            </Guard>
            {behind && chosen && (
              <RunsOfPoint
                key={JSON.stringify(chosen)}
                shown={behind}
                chosen={chosen}
                axis={axis}
                onClose={() => read({ chosen: null })}
              />
            )}
            <Guard what="The table">{own && <SweepTable shown={own} />}</Guard>
            <Guard what="The table">{results && <SweepTable shown={results} />}</Guard>
          </>
        ) : (
          <p className="sweep-empty">
            Each strategy answers every problem at every budget. Curves appear with the first runs.
            This browser keeps the finished runs, so that a sweep can be stopped and continued.
          </p>
        )}
      </main>
    </>
  );
}

/** The results shown beside the visitor's own: served with the page, or from a file. */
function ResultsLine() {
  const app = useApp();
  const shipped = useStore(app.shipped, ({ entries }) => entries);
  const results = useSweep((state) => state.results);
  if (!results && shipped.length === 0) return null;
  const note = shipped.find(({ id }) => id === results?.id)?.note;
  return (
    <div className="results-line">
      {shipped.length > 0 && (
        <label className="field">
          <span>Results</span>
          <select
            aria-label="Results"
            value={results?.id ?? ""}
            onChange={({ target: { value } }) => {
              const entry = shipped.find(({ id }) => id === value);
              if (entry) void openShipped(app, entry);
              else app.sweep.setState({ results: null });
            }}
          >
            <option value="">{results && results.id === null ? results.title : "none"}</option>
            {shipped.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      {results && (
        <p className="hint">
          {shipped.length === 0 && <span>{`${results.title}. `}</span>}
          {note && <span>{`${note} `}</span>}
          <button
            type="button"
            className="text-button"
            onClick={() => setDraft(app, draftOf(results.header.settings))}
          >
            Use their settings
          </button>
          <button
            type="button"
            className="text-button"
            onClick={() => app.sweep.setState({ results: null })}
          >
            Hide them
          </button>
        </p>
      )}
    </div>
  );
}
