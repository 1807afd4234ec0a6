/** A dialog at the side of the lanes: the form for the problem, or all settings of one lane. */
import { useEffect, useRef } from "react";
import { lanesOf } from "../../state/commands/lanes.ts";
import { ProblemForm } from "../controls/ProblemForm.tsx";
import { StrategyForm } from "../controls/StrategyForm.tsx";
import { Status } from "../models/Status.tsx";
import { LedgerTable } from "../panels/LedgerTable.tsx";
import { Glyph } from "../shell/Glyph.tsx";
import { FigureContext, useApp, useLanes } from "../use-app.ts";
import { laneName } from "./lane-name.ts";

export function Drawer() {
  const app = useApp();
  const drawer = useLanes((state) => state.drawer);
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = drawer !== null;
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  const close = () => app.lanes.setState({ drawer: null });
  const index = lanesOf(app).findIndex(({ id }) => drawer?.kind === "lane" && drawer.id === id);
  const lane = lanesOf(app)[index];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className="drawer"
      aria-label={lane ? `Lane ${laneName(index)}` : "Problem"}
      onClose={close}
      onClick={(event) => {
        // The target is the dialog itself only when the click was beside its content.
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className="drawer-inside">
        <div className="dialog-head">
          <p className="drawer-title">{lane ? `Lane ${laneName(index)}` : "For all lanes"}</p>
          <button type="button" className="icon" aria-label="Close" onClick={close}>
            <Glyph name="close" />
          </button>
        </div>
        <div className="controls">
          {drawer?.kind === "problem" && <ProblemForm />}
          {lane && (
            <FigureContext value={lane.figure}>
              <StrategyForm />
              <LedgerTable />
            </FigureContext>
          )}
          {drawer !== null && <Status />}
        </div>
      </div>
    </dialog>
  );
}
