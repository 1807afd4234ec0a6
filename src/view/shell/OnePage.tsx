import type { ReactNode } from "react";
import { fit, zoomIn, zoomOut } from "../../actions/tree.ts";
import { ProblemForm } from "../controls/ProblemForm.tsx";
import { RunButtons } from "../controls/RunButtons.tsx";
import { StrategyForm } from "../controls/StrategyForm.tsx";
import { Status } from "../models/Status.tsx";
import { Answers } from "../panels/Answers.tsx";
import { Caption } from "../panels/Caption.tsx";
import { LedgerTable } from "../panels/LedgerTable.tsx";
import { NodeCard } from "../panels/NodeCard.tsx";
import { Player } from "../player/Player.tsx";
import { Legend } from "../tree/Legend.tsx";
import { TreeFigure } from "../tree/TreeFigure.tsx";
import { useFigureInSight } from "../use-figure-in-sight.ts";
import { ActionButton } from "./ActionButton.tsx";
import { Guard } from "./Boundary.tsx";
import { Glyph } from "./Glyph.tsx";
import { Masthead } from "./Masthead.tsx";
import { Notices } from "./Notices.tsx";
import { Part } from "./Part.tsx";

function Figure({ children }: { children: ReactNode }) {
  return <main ref={useFigureInSight()}>{children}</main>;
}

/** The page of one search. */
export function OnePage() {
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
          <Guard what="The button that runs the search">
            <RunButtons />
          </Guard>
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
