/** The knobs of the chosen strategies: one setting for all strategies that have the knob. */
import { sharedKnobs } from "../../experiments/sweep/settings.ts";
import { defaultKnobs } from "../../search/knob-values.ts";
import { actingKnobs } from "../../search/knobs.ts";
import { sameInAllRuns } from "../../search/same-samples.ts";
import { setDraft } from "../../state/commands/sweep/view.ts";
import { KnobControl } from "../controls/KnobControl.tsx";
import { useApp } from "../use-app.ts";
import { useSweep } from "./use-sweep.ts";

/** The knob that is shown at once; the others open on a click. */
const FIRST = "temperature";

export function SweepKnobs() {
  const app = useApp();
  const { strategies, knobs: set } = useSweep(({ draft }) => draft);
  const shared = sharedKnobs(strategies);
  const knobs = actingKnobs(shared, { ...defaultKnobs(shared), ...set });
  const controls = (first: boolean) =>
    knobs
      .filter(({ id }) => (id === FIRST) === first)
      .map((knob) => (
        <KnobControl
          key={knob.id}
          knob={knob}
          value={set[knob.id] ?? knob.default}
          onChange={(value) => {
            const { [knob.id]: _, ...others } = set;
            setDraft(app, {
              knobs: value === knob.default ? others : { ...others, [knob.id]: value },
            });
          }}
        />
      ));
  const more = controls(false);
  const same = sameInAllRuns(set);
  return (
    <>
      {controls(true)}
      {same && (
        <p className="misfit" role="status">
          {same}
        </p>
      )}
      {more.length > 0 && (
        <details>
          <summary>{`${more.length} more knobs`}</summary>
          {more}
        </details>
      )}
    </>
  );
}
