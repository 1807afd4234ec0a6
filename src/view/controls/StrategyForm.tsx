import { nextSeed } from "../../actions/problem.ts";
import { actingKnobs } from "../../search/knobs.ts";
import { sameSamples } from "../../search/same-samples.ts";
import { LARGEST_SEED } from "../../search/seed.ts";
import { turnKnob } from "../../state/commands/budget-fit.ts";
import { knobsFor } from "../../state/stores/setup.ts";
import { ModelNotes } from "../models/ModelNotes.tsx";
import { PolicyField } from "../models/PolicyField.tsx";
import { VerifierField } from "../models/VerifierField.tsx";
import { ActionButton } from "../shell/ActionButton.tsx";
import { useApp, useFigure, useSetup, useStrategy } from "../use-app.ts";
import { BudgetField } from "./BudgetField.tsx";
import { KnobControl } from "./KnobControl.tsx";
import { NumberField } from "./NumberField.tsx";
import { StrategyPicker } from "./StrategyPicker.tsx";

/** How many knobs are shown at once; the others open on a click. */
const SHOWN = 3;

/** The strategy with its knobs that do something, its models, the budget and the seed. */
export function StrategyForm() {
  const app = useApp();
  const figure = useFigure();
  const strategy = useStrategy();
  const bag = useSetup((state) => state.knobs);
  const seed = useSetup((state) => state.seed);
  const values = knobsFor(strategy, bag);
  const same = sameSamples(strategy, values);
  const knobs = actingKnobs(strategy.knobs, values).map((knob) => (
    <KnobControl
      key={knob.id}
      knob={knob}
      value={values[knob.id] ?? knob.default}
      onChange={(value) => turnKnob(app, figure, knob.id, value)}
    />
  ));
  return (
    <section aria-labelledby="strategy-heading">
      <h2 id="strategy-heading">Search</h2>
      <StrategyPicker />
      <PolicyField />
      <VerifierField />
      <ModelNotes />
      <BudgetField />
      {knobs.slice(0, SHOWN)}
      {same && (
        <p className="misfit" role="status">
          {same}
        </p>
      )}
      {knobs.length > SHOWN && (
        <details>
          <summary>{`${knobs.length - SHOWN} more knobs`}</summary>
          {knobs.slice(SHOWN)}
        </details>
      )}
      <div className="knob seed">
        <label htmlFor="seed">Seed</label>
        <ActionButton action={nextSeed} className="quiet small">
          next
        </ActionButton>
        <NumberField
          id="seed"
          min={0}
          max={LARGEST_SEED}
          step={1}
          value={seed}
          onChange={(value) => figure.setup.setState({ seed: Math.round(value) })}
        />
      </div>
    </section>
  );
}
