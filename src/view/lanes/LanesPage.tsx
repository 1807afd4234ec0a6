/** Searches side by side: the problem, the lanes, and below them one player for all lanes. */
import { lanesOf } from "../../state/commands/lanes.ts";
import { Guard } from "../shell/Boundary.tsx";
import { Masthead } from "../shell/Masthead.tsx";
import { Notices } from "../shell/Notices.tsx";
import { Part } from "../shell/Part.tsx";
import { FigureContext, useApp, useLanes } from "../use-app.ts";
import { Bench } from "./Bench.tsx";
import { Drawer } from "./Drawer.tsx";
import { LaneFigure } from "./LaneFigure.tsx";
import { LanesLegend } from "./LanesLegend.tsx";
import { LanesPlayer } from "./LanesPlayer.tsx";
import { laneName } from "./lane-name.ts";
import { SeedsTable } from "./SeedsTable.tsx";

export function LanesPage() {
  const app = useApp();
  useLanes(({ lanes }) => lanes);
  const lanes = lanesOf(app);
  return (
    <>
      <Part name="header">
        <Masthead />
      </Part>
      <main className="side-by-side">
        <Guard what="The head of the lanes">
          <Bench />
        </Guard>
        <Notices />
        <div className={`lanes lanes-${lanes.length}`}>
          {lanes.map((lane, index) => (
            <FigureContext key={lane.id} value={lane.figure}>
              <Guard what={`Lane ${laneName(index)}`}>
                <LaneFigure lane={lane} index={index} />
              </Guard>
            </FigureContext>
          ))}
        </div>
        <Part name="legend">
          <LanesLegend />
        </Part>
        <Guard what="The player">
          <LanesPlayer />
        </Guard>
        <Part name="seeds">
          <SeedsTable />
        </Part>
      </main>
      <Guard what="The dialog">
        <Drawer />
      </Guard>
    </>
  );
}
