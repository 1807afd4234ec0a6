/** Above the lanes: their problem, and the commands for all of them. */

import * as lanes from "../../actions/lanes.ts";
import { cancel, roll, run } from "../../actions/problem.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { setCurrency } from "../../state/commands/lanes.ts";
import { whyNotRun } from "../../state/commands/search.ts";
import { LOCKSTEPS, type Lockstep } from "../../state/stores/lanes.ts";
import { backendName } from "../models/backend-name.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { Glyph } from "../shell/Glyph.tsx";
import { Part } from "../shell/Part.tsx";
import { TEST_IDS } from "../testids.ts";
import { prettify } from "../text/pretty.ts";
import { useApp, useCatalog, useEngine, useLanes, useSetup } from "../use-app.ts";

const LONG = 90;

export function Bench() {
  const app = useApp();
  const text = useSetup((setup) => setup.text);
  const family = useSetup((setup) => setup.family);
  const currency = useLanes((state) => state.currency);
  const engine = useEngine();
  // `whyNotRun` reads the stores directly: these hooks render again when its answer may change.
  const running = useLanes((state) => state.running);
  useCatalog();
  const why = whyNotRun(app);
  const on = "info" in engine ? `On ${backendName(engine.info.backend)}.` : "";
  return (
    <header className={text.length > LONG ? "bench long" : "bench"}>
      <Part name="caption">
        <h1 translate="no">{family === "equations" ? prettify(text) : text}</h1>
      </Part>
      <Part name="setup">
        <div className="bench-row">
          {running ? (
            <ActionButton action={cancel} className="cancel" label="Cancel the search">
              Cancel
            </ActionButton>
          ) : (
            <ActionButton action={run} className="primary" label="Run the search">
              Run
            </ActionButton>
          )}
          <ActionButton action={lanes.otherSeed} className="quiet">
            Other seed
          </ActionButton>
          <Part name="seeds">
            <ActionButton action={lanes.seeds} className="quiet" />
          </Part>
          <button
            type="button"
            className="quiet"
            onClick={() => app.lanes.setState({ drawer: { kind: "problem" } })}
          >
            Other problem
          </button>
          <ActionButton action={roll} className="quiet">
            <Glyph name="dice" />
            <span>Roll</span>
          </ActionButton>
          <label className="field lockstep">
            <span>in lockstep of</span>
            <select
              aria-label="In lockstep of"
              value={currency}
              onChange={({ target: { value } }) => {
                const chosen = LOCKSTEPS.find((one): one is Lockstep => one === value);
                if (chosen) setCurrency(app, chosen);
              }}
            >
              {LOCKSTEPS.map((one) => (
                <option key={one} value={one}>
                  {CURRENCIES[one].unit}
                </option>
              ))}
            </select>
          </label>
          <p
            className="hint"
            role="status"
            data-testid={TEST_IDS.status}
            data-status={engine.status}
            data-backend={"info" in engine ? engine.info.backend.kind : "none"}
          >
            {running ? on : [why, on].filter(Boolean).join(" ")}
          </p>
          <div className="bench-end">
            <ActionButton action={lanes.add} className="quiet">
              <Glyph name="plus" />
              <span>Lane</span>
            </ActionButton>
            <Part name="compare">
              <ActionButton action={lanes.back} className="quiet" />
            </Part>
          </div>
        </div>
      </Part>
    </header>
  );
}
