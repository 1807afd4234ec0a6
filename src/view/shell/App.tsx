import { type DragEvent, type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { actions } from "../../actions/index.ts";
import { fit, zoomIn, zoomOut } from "../../actions/tree.ts";
import type { App as PageApp } from "../../state/app.ts";
import { openFile } from "../../state/commands/open-log.ts";
import { shows } from "../../state/stores/visibility.ts";
import { ProblemForm } from "../controls/ProblemForm.tsx";
import { RunButtons } from "../controls/RunButtons.tsx";
import { StrategyForm } from "../controls/StrategyForm.tsx";
import { LanesPage } from "../lanes/LanesPage.tsx";
import { Status } from "../models/Status.tsx";
import { Answers } from "../panels/Answers.tsx";
import { Caption } from "../panels/Caption.tsx";
import { LedgerTable } from "../panels/LedgerTable.tsx";
import { NodeCard } from "../panels/NodeCard.tsx";
import { Player } from "../player/Player.tsx";
import { SweepPage } from "../sweep/SweepPage.tsx";
import { Legend } from "../tree/Legend.tsx";
import { TreeFigure } from "../tree/TreeFigure.tsx";
import { AppContext } from "../use-app.ts";
import { useFigureInSight } from "../use-figure-in-sight.ts";
import { ActionButton } from "./ActionButton.tsx";
import { EmbedLink } from "./EmbedLink.tsx";
import { Glyph } from "./Glyph.tsx";
import { KeysOverlay } from "./KeysOverlay.tsx";
import { Masthead } from "./Masthead.tsx";
import { Notices } from "./Notices.tsx";
import { Part } from "./Part.tsx";

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

function Figure({ children }: { children: ReactNode }) {
  return <main ref={useFigureInSight()}>{children}</main>;
}

/** The page of one search. */
function OnePage() {
  return (
    <>
      <Part name="header">
        <Masthead />
      </Part>
      <Part name="setup">
        <aside className="controls" id="setup" aria-label="Setup">
          <Part name="problem">
            <ProblemForm />
          </Part>
          <RunButtons />
          <Part name="strategy">
            <StrategyForm />
          </Part>
          <Part name="models">
            <Status />
          </Part>
        </aside>
      </Part>
      <Figure>
        <Part name="caption">
          <Caption />
        </Part>
        <Notices />
        <Part name="tree">
          <TreeFigure />
        </Part>
        <div className="figure-foot">
          <Part name="legend">
            <Legend />
          </Part>
          <Part name="tree">
            <div className="camera-buttons">
              <ActionButton action={zoomOut} className="icon">
                <Glyph name="minus" />
              </ActionButton>
              <ActionButton action={fit} className="icon">
                <Glyph name="fit" />
              </ActionButton>
              <ActionButton action={zoomIn} className="icon">
                <Glyph name="plus" />
              </ActionButton>
            </div>
          </Part>
        </div>
        <Part name="player">
          <Player />
        </Part>
      </Figure>
      <Part name="results">
        <aside className="results" aria-label="Results">
          <Part name="answers">
            <Answers />
          </Part>
          <Part name="card">
            <NodeCard />
          </Part>
          <Part name="ledger">
            <LedgerTable />
          </Part>
        </aside>
      </Part>
    </>
  );
}

/** The page. A log, or a sweep's results, may be dropped anywhere on it. */
export function App({ app }: { app: PageApp }) {
  const [dropping, setDropping] = useState(false);
  const comparing = useStore(app.lanes, ({ lanes }) => lanes.length > 0);
  const sweeping = useStore(app.sweep, ({ open }) => open);
  const visibility = useStore(app.visibility);
  const classes = [
    "page",
    dropping && "dropping",
    comparing && !sweeping && "comparing",
    sweeping && "sweeping",
    visibility.embed && "embedded",
    !shows(visibility, "setup") && "without-setup",
    !shows(visibility, "results") && "without-results",
  ];
  return (
    <AppContext value={app}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way among others to open a file */}
      <div
        className={classes.filter(Boolean).join(" ")}
        onDragOver={(event) => {
          if (!hasFiles(event)) return;
          event.preventDefault();
          setDropping(true);
        }}
        onDragLeave={(event) => {
          const to = event.relatedTarget;
          if (!(to instanceof Node && event.currentTarget.contains(to))) setDropping(false);
        }}
        onDrop={(event) => {
          if (!hasFiles(event)) return;
          event.preventDefault();
          setDropping(false);
          const [file] = event.dataTransfer.files;
          if (file) void openFile(app, file);
        }}
      >
        {sweeping ? <SweepPage /> : comparing ? <LanesPage /> : <OnePage />}
        <EmbedLink />
      </div>
      <KeysOverlay actions={actions} />
    </AppContext>
  );
}
