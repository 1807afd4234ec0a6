import { useStore } from "zustand";
import { help, openLog, save, share, theme } from "../../actions/page.ts";
import { open as openSweeps } from "../../actions/sweep.ts";
import { openFiles, openRecorded } from "../../state/commands/open-log.ts";
import { useApp, useLanes, useRun, useShell } from "../use-app.ts";
import { ActionButton } from "./ActionButton.tsx";
import { Glyph } from "./Glyph.tsx";

/** Opens a file: a log, saved lanes, or a sweep's results. */
function OpenFile() {
  const app = useApp();
  return (
    <>
      <ActionButton action={openLog} className="quiet">
        Open
      </ActionButton>
      <input
        id="log-file"
        type="file"
        accept="application/json,.json,.jsonl"
        hidden
        aria-label="Log file"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) void openFiles(app, files);
        }}
      />
    </>
  );
}

/** The recorded runs to choose from. */
function Gallery() {
  const app = useApp();
  const runs = useStore(app.gallery, (state) => state.runs);
  const source = useRun((run) => run.source);
  return (
    <select
      className="gallery"
      aria-label="Recorded runs"
      value={source.kind === "recorded" ? source.id : ""}
      onChange={(event) => {
        const entry = runs.find(({ id }) => id === event.target.value);
        if (entry) void openRecorded(app, entry);
      }}
    >
      <option value="" disabled>
        Recorded runs
      </option>
      {runs.map(({ id, title, note }) => (
        <option key={id} value={id} title={note}>
          {title}
        </option>
      ))}
    </select>
  );
}

export function Masthead() {
  const comparing = useLanes(({ lanes }) => lanes.length > 0);
  const sweeping = useStore(useApp().sweep, ({ open }) => open);
  const said = useShell((state) => state.said);
  return (
    <header className="masthead">
      <p className="wordmark">
        <svg viewBox="0 0 20 22" width="20" height="22" aria-hidden="true">
          <path d="M10 1v20M10 5 6 8.5M10 5l4 3.5M10 9.5l-6 5M10 9.5l6 5M10 14.5l-7 4.5M10 14.5l7 4.5" />
        </svg>
        <span translate="no">Ponderosa</span>
        <span className="tagline">how test-time compute buys accuracy</span>
      </p>
      <nav aria-label="Runs">
        {!sweeping && !comparing && <Gallery />}
        <OpenFile />
        {!sweeping && (
          <>
            <ActionButton action={save} className="quiet">
              Save
            </ActionButton>
            <ActionButton action={openSweeps} className="quiet">
              Sweep
            </ActionButton>
          </>
        )}
        <ActionButton action={share} className="quiet">
          Link
        </ActionButton>
        <ActionButton action={theme} className="icon">
          <Glyph name="half" />
        </ActionButton>
        <ActionButton action={help} className="icon">
          ?
        </ActionButton>
        <span className="said" role="status">
          {said}
        </span>
      </nav>
    </header>
  );
}
