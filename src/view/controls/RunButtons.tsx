import { cancel, run } from "../../actions/problem.ts";
import { parseProblem } from "../../problems/families/index.ts";
import { whyNotRun } from "../../state/commands/search.ts";
import { backendName } from "../models/backend-name.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { useApp, useEngine, useRun, useSetup } from "../use-app.ts";

/** Run, or cancel what runs; when it cannot run, why. */
export function RunButtons() {
  const app = useApp();
  // Re-read whenever anything that `whyNotRun` looks at may have changed.
  const state = useEngine();
  const readable = useSetup(({ text }) => parseProblem(text).ok);
  useRun(({ playback }) => playback.streaming);
  const why = whyNotRun(app);
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
      <p className="hint">
        {app.abort ? "" : ((readable ? why : "The problem cannot be read yet.") ?? "")}{" "}
        {"info" in state && `On ${backendName(state.info.backend)}.`}
      </p>
    </div>
  );
}
