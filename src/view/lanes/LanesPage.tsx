/** Searches side by side: the problem, the lanes, and under them one player for all. */
import { lanesOf } from "../../state/commands/lanes.ts";
import { Masthead } from "../shell/Masthead.tsx";
import { Notices } from "../shell/Notices.tsx";
import { Part } from "../shell/Part.tsx";
import { FigureContext, useApp, useLanes } from "../use-app.ts";
import { Bench } from "./Bench.tsx";
import { Drawer } from "./Drawer.tsx";
import { LaneFigure } from "./LaneFigure.tsx";
import { LanesLegend } from "./LanesLegend.tsx";
import { LanesPlayer } from "./LanesPlayer.tsx";
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
        <Bench />
        <Notices />
        <div className={`lanes lanes-${lanes.length}`}>
          {lanes.map((lane, index) => (
            <FigureContext key={lane.id} value={lane.figure}>
              <LaneFigure lane={lane} index={index} />
            </FigureContext>
          ))}
        </div>
        <Part name="legend">
          <LanesLegend />
        </Part>
        <LanesPlayer />
        <Part name="seeds">
          <SeedsTable />
        </Part>
      </main>
      <Drawer />
    </>
  );
}
