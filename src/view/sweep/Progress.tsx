/** The progress of the sweep, its pace and the time left, and the buttons that run and pause it. */
import { useEffect, useState } from "react";
import { pause, start } from "../../actions/sweep.ts";
import { discardSweep, whyNotSweep } from "../../state/commands/sweep/run-sweep.ts";
import { backendName } from "../models/backend-name.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { TEST_IDS } from "../testids.ts";
import { count, grouped } from "../text/numbers.ts";
import { useApp, useEngine } from "../use-app.ts";
import { duration } from "./duration.ts";
import { useSweep } from "./use-sweep.ts";

export function Progress() {
  const app = useApp();
  const own = useSweep((state) => state.own);
  const work = useSweep((state) => state.work);
  const keeps = useSweep((state) => state.keeps);
  useSweep((state) => state.refusal);
  const engine = useEngine();
  const now = useNow(work !== null);
  const why = whyNotSweep(app);
  const done = own?.runs.length ?? 0;
  const total = own?.total ?? 0;
  const seconds = work ? (now - work.since) / 1000 : 0;
  const rate = work && seconds > 0 ? (done - work.before) / seconds : 0;
  const pace =
    rate > 0 && `${rate.toPrecision(2)} a second, about ${duration((total - done) / rate)} left`;
  const label = done > 0 && done < total ? "Go on with the sweep" : "Run the sweep";
  const said = [
    work?.waiting ? `${work.waiting}…` : own && `${grouped(done)} of ${count(total, "run")}`,
    pace,
    !work && why?.replace(/\.$/, ""),
    "info" in engine && `on ${backendName(engine.info.backend)}`,
  ];
  const state = work ? "running" : own && done >= total ? "done" : done > 0 ? "paused" : "new";
  return (
    <div
      className="sweep-progress"
      data-testid={TEST_IDS.sweep}
      data-state={state}
      data-done={done}
      data-total={total}
    >
      <div className="run-bar">
        {work ? (
          <ActionButton action={pause} className="cancel">
            Pause
          </ActionButton>
        ) : (
          <ActionButton action={start} className="primary" label={label}>
            {done > 0 && done < total ? "Go on" : "Run"}
          </ActionButton>
        )}
        <p
          className="hint"
          role="status"
          translate="no"
          data-testid={TEST_IDS.status}
          data-status={engine.status}
          data-backend={"info" in engine ? engine.info.backend.kind : "none"}
        >
          {said.filter(Boolean).join(" · ")}
        </p>
        {!work && done > 0 && <Discard runs={done} />}
      </div>
      {(work || done > 0) && (
        <progress aria-label="Runs of the sweep" max={total || 1} value={done} />
      )}
      {!keeps && (
        <p className="hint">
          This browser stores nothing for the page: the runs are lost when it is closed or reloaded.
        </p>
      )}
    </div>
  );
}

/** Discards the runs on a second press only: they may have taken hours. */
function Discard({ runs }: { runs: number }) {
  const app = useApp();
  const [asked, setAsked] = useState(false);
  return (
    <button
      type="button"
      className="quiet small"
      onBlur={() => setAsked(false)}
      onClick={() => {
        if (asked) void discardSweep(app);
        setAsked(!asked);
      }}
    >
      {asked ? `Discard ${count(runs, "run")} for good?` : "Discard these runs"}
    </button>
  );
}

/** The time in ms, twice a second while it is needed. */
function useNow(needed: boolean): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!needed) return;
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, [needed]);
  return now;
}
