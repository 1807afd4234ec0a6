/** A lane's setup in a line: strategy, size, models and seed. Its drawer has all settings. */
import { CURRENCIES } from "../../search/currencies.ts";
import { LARGEST_SEED } from "../../search/seed.ts";
import { turnKnob } from "../../state/commands/budget-fit.ts";
import { knownFor, wantedOf } from "../../state/known-models.ts";
import { knobsFor } from "../../state/stores/setup.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { StrategySelect } from "../controls/StrategyPicker.tsx";
import { PolicyField } from "../models/PolicyField.tsx";
import { VerifierField } from "../models/VerifierField.tsx";
import { useShown } from "../shell/Part.tsx";
import { amount } from "../text/numbers.ts";
import { verifierFact } from "../text/verifiers.ts";
import { useApp, useCatalog, useFigure, useSetup, useStrategy } from "../use-app.ts";
import { usePrinting } from "../use-printing.ts";

export function LaneSetup({ id }: { id: number }) {
  const app = useApp();
  const figure = useFigure();
  const strategy = useStrategy();
  const bag = useSetup((state) => state.knobs);
  const seed = useSetup((state) => state.seed);
  const known = knownFor(useCatalog(), "policy");
  const policy = useSetup((state) => wantedOf(state.policy, known));
  const verifier = useSetup((state) => state.verifier);
  const budget = useSetup((state) => state.budget);
  const values = knobsFor(strategy, bag);
  const size = strategy.knobs.find((knob) => knob.id === strategy.size);
  const form = useShown("setup");
  const printing = usePrinting();
  const limit =
    budget && `≤ ${amount(budget.currency, budget.limit)} ${CURRENCIES[budget.currency].unit}`;
  if (!form || printing) {
    const scorer = strategy.needsVerifier ? verifierFact(verifier ?? undefined) : [];
    const facts = [
      size && `${size.label.toLowerCase()} ${values[size.id]}`,
      limit,
      policy,
      ...scorer,
      `seed ${seed}`,
    ];
    return (
      <p className="lane-setup">
        <strong>{strategy.label}</strong>
        <span>{facts.filter(Boolean).join(" · ")}</span>
      </p>
    );
  }
  return (
    <div className="lane-setup">
      <StrategySelect />
      {size?.kind === "integer" && (
        <label className="field" title={size.help} htmlFor={`lane-${id}-size`}>
          <span>{size.label}</span>
          <NumberField
            id={`lane-${id}-size`}
            min={size.min}
            max={size.max}
            step={1}
            value={Number(values[size.id] ?? size.default)}
            onChange={(value) => turnKnob(app, figure, size.id, value)}
          />
        </label>
      )}
      {limit && <span className="hint limit">{limit}</span>}
      <PolicyField />
      {strategy.needsVerifier && <VerifierField />}
      <label className="field" htmlFor={`lane-${id}-seed`}>
        <span>Seed</span>
        <NumberField
          id={`lane-${id}-seed`}
          min={0}
          max={LARGEST_SEED}
          step={1}
          value={seed}
          onChange={(value) => figure.setup.setState({ seed: Math.round(value) })}
        />
      </label>
    </div>
  );
}
