import { type DragEvent, type ReactNode, useState } from "react";
import { actions } from "../actions/index.ts";
import { fit, zoomIn, zoomOut } from "../actions/tree.ts";
import type { App as PageApp } from "../state/app.ts";
import { openFile } from "../state/recorded.ts";
import { ActionButton } from "./ActionButton.tsx";
import { ProblemForm } from "./controls/ProblemForm.tsx";
import { RunButtons } from "./controls/RunButtons.tsx";
import { Status } from "./controls/Status.tsx";
import { StrategyForm } from "./controls/StrategyForm.tsx";
import { Failure } from "./Failure.tsx";
import { Glyph } from "./Glyph.tsx";
import { KeysOverlay } from "./KeysOverlay.tsx";
import { Masthead } from "./Masthead.tsx";
import { Answers } from "./panels/Answers.tsx";
import { Caption } from "./panels/Caption.tsx";
import { LedgerTable } from "./panels/LedgerTable.tsx";
import { NodeCard } from "./panels/NodeCard.tsx";
import { Player } from "./player/Player.tsx";
import { Legend } from "./tree/Legend.tsx";
import { TreeFigure } from "./tree/TreeFigure.tsx";
import { AppContext } from "./use-app.ts";
import { useFigureInSight } from "./use-figure-in-sight.ts";

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

function Figure({ children }: { children: ReactNode }) {
  return <main ref={useFigureInSight()}>{children}</main>;
}

/** The page. A log file may be dropped anywhere on it. */
export function App({ app }: { app: PageApp }) {
  const [dropping, setDropping] = useState(false);
  return (
    <AppContext value={app}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way among others to open a file */}
      <div
        className={dropping ? "page dropping" : "page"}
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
        <Masthead />
        <aside className="controls" id="setup" aria-label="Setup">
          <ProblemForm />
          <RunButtons />
          <StrategyForm />
          <Status />
        </aside>
        <Figure>
          <Caption />
          <Failure />
          <TreeFigure />
          <div className="figure-foot">
            <Legend />
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
          </div>
          <Player />
        </Figure>
        <aside className="results" aria-label="Results">
          <Answers />
          <NodeCard />
          <LedgerTable />
        </aside>
      </div>
      <KeysOverlay actions={actions} />
    </AppContext>
  );
}
