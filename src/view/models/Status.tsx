/** What the models run on, how far they are loaded, and what went wrong. */
import type { EngineState } from "../../engine/client/client.ts";
import type { EngineFailure } from "../../engine/contract/errors.ts";
import type { EngineInfo } from "../../engine/contract/info.ts";
import { loadModels } from "../../state/commands/models.ts";
import { TEST_IDS } from "../testids.ts";
import { megabytes, si } from "../text/numbers.ts";
import { useApp, useEngine } from "../use-app.ts";
import { backendName } from "./backend-name.ts";

function Ready({ info }: { info: EngineInfo }) {
  const { backend, policy, policies, prm } = info;
  const first = `${policy.id}, ${si(policy.parameters)} parameters`;
  const others = [...policies.map(({ model }) => model), ...(prm ? [prm] : [])].map(
    ({ id, parameters }) => `${id}, ${si(parameters)}`,
  );
  return (
    <>
      <p translate="no">
        <span>On </span>
        <strong>{backendName(backend)}</strong>
        <span>{`: ${[first, ...others].join("; ")}.`}</span>
      </p>
      {backend.kind === "webgpu" && backend.isFallback && (
        <p className="hint">This is a software adapter: its results are right, but it is slow.</p>
      )}
      {backend.kind === "wasm" && backend.whyNotWebGpu && (
        <p className="hint">{`${backend.whyNotWebGpu.message} ${backend.whyNotWebGpu.advice}`}</p>
      )}
    </>
  );
}

function Loading({ state }: { state: Extract<EngineState, { status: "loading" }> }) {
  const { progress } = state;
  const total = progress?.totalBytes ?? 0;
  return (
    <>
      <p translate="no">
        <span>{progress?.label ?? "Starting the engine"}</span>
        {progress && total > 0 && (
          <span className="numeral">
            {` — ${megabytes(progress.loadedBytes)} of ${megabytes(total)}`}
          </span>
        )}
      </p>
      <progress
        aria-label="Loading the models"
        max={total || 1}
        {...(progress && total > 0 ? { value: progress.loadedBytes } : {})}
      />
    </>
  );
}

const Refusal = ({ failure: { message, advice } }: { failure: EngineFailure }) => (
  <p className="refusal" data-testid={TEST_IDS.failure} role="alert">
    {`${message} ${advice}`}
  </p>
);

export function Status() {
  const app = useApp();
  const state = useEngine();
  const info = "info" in state ? state.info : null;
  return (
    <section
      className="status"
      aria-label="Models"
      data-testid={TEST_IDS.status}
      data-status={state.status}
      data-backend={info?.backend.kind ?? "none"}
    >
      <h2>Models</h2>
      {state.status === "loading" && <Loading state={state} />}
      {info && <Ready info={info} />}
      {state.status === "ready" && state.kept && <Refusal failure={state.kept} />}
      {state.status === "idle" && <p>The models are not loaded.</p>}
      {state.status === "failed" && <Refusal failure={state.failure} />}
      {(state.status === "idle" || state.status === "failed") && (
        <button type="button" className="quiet" onClick={() => loadModels(app)}>
          Load the models
        </button>
      )}
    </section>
  );
}
