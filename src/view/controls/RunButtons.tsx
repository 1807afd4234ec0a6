import { cancel, run } from "../../actions/problem.ts";
import { parseProblem } from "../../problems/families/index.ts";
import { whyNotRun } from "../../state/commands/search.ts";
import { backendName } from "../models/backend-name.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { useApp, useEngine, useRun, useSetup } from "../use-app.ts";

/** The button that runs or cancels the search, and why a search cannot run now. */
export function RunButtons() {
  const app = useApp();
  // `whyNotRun` reads the stores directly: these hooks render again when its answer may change.
  const state = useEngine();
  const readable = useSetup(({ text }) => parseProblem(text).ok);
  useRun(({ playback }) => playback.streaming);
  const why = readable ? whyNotRun(app) : "The problem cannot be read yet.";
  const said = [!app.abort && why, "info" in state && `On ${backendName(state.info.backend)}.`];
  return (
    <div className="run-bar">
      {app.abort ? (
        <ActionButton action={cancel} className="cancel" label="Cancel the search">
          Cancel
        </ActionButton>
      ) : (
        <ActionButton action={run} className="primary" label="Run the search">
          Run
        </ActionButton>
      )}
      <p className="hint">{said.filter(Boolean).join(" ")}</p>
    </div>
  );
}
