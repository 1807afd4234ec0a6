/** Saves the shown plot, the rows behind it, or the results. */
import type { Axis } from "../../experiments/plot/plot.ts";
import { plotOf } from "../../experiments/plot/plot.ts";
import {
  saveCsv,
  saveOwn,
  savePng,
  saveResults,
  saveSvg,
} from "../../state/commands/sweep/save.ts";
import { useApp } from "../use-app.ts";
import { OWN } from "./Curves.tsx";
import type { Shown } from "./use-sweep.ts";

export function Save({
  own,
  results,
  axis,
}: {
  own: Shown | null;
  results: Shown | null;
  axis: Axis;
}) {
  const app = useApp();
  const first = results ?? own;
  if (!first) return null;
  const headers = [results, own].flatMap((one) => one?.header ?? []);
  /** The plot to save: in light colours, with all curves, of the same size in every window. */
  const plot = () => {
    const over = results && own ? { over: { rows: own.rows, mark: OWN } } : {};
    return plotOf(first.rows, { x: axis, ...over });
  };
  const shown = own ?? first;
  const files: readonly { label: string; save(): unknown }[] = [
    { label: "SVG", save: () => saveSvg(plot(), headers) },
    { label: "PNG", save: () => savePng(plot(), headers) },
    { label: "CSV", save: () => saveCsv(shown.rows, shown.header) },
    {
      label: "JSON",
      save: () => {
        const { own: mine, results: theirs } = app.sweep.getState();
        if (own && mine) saveOwn(mine);
        else if (theirs) saveResults(theirs);
      },
    },
  ];
  const save = async (one: () => unknown) => {
    try {
      await one();
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      app.run.setState({ failure: { message, advice: "Take another format." } });
    }
  };
  return (
    <fieldset className="sweep-save">
      <legend className="unseen">Save</legend>
      <span className="hint">Save</span>
      {files.map((file) => (
        <button
          key={file.label}
          type="button"
          className="quiet small"
          aria-label={`Save as ${file.label}`}
          onClick={() => void save(file.save)}
        >
          {file.label}
        </button>
      ))}
    </fieldset>
  );
}
