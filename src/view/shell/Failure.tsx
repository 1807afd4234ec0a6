import { TEST_IDS } from "../testids.ts";
import { useApp, useRun } from "../use-app.ts";

/** Why the last run failed or the last file was refused, and what to do. */
export function Failure() {
  const { run } = useApp();
  const failure = useRun((state) => state.failure);
  if (!failure) return null;
  return (
    <div className="failure" role="alert" data-testid={TEST_IDS.failure}>
      <p>{`${failure.message} ${failure.advice}`}</p>
      <button type="button" className="quiet small" onClick={() => run.setState({ failure: null })}>
        Dismiss
      </button>
    </div>
  );
}
