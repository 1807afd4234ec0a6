/** The settings of a sweep: problems, strategies and their knobs, models, budgets and seeds. */

import { useEffect, useState } from "react";
import { MODELLESS } from "../../engine/contract/modelless.ts";
import { modelsFor } from "../../engine/sources/catalog.ts";
import { SIZE } from "../../experiments/sweep/settings.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { groups } from "../../search/groups.ts";
import { strategyOf } from "../../search/index.ts";
import { LARGEST_SEED } from "../../search/seed.ts";
import { setDraft } from "../../state/commands/sweep/view.ts";
import { knownFor } from "../../state/known-models.ts";
import { numbersIn } from "../../state/sweep/budgets.ts";
import { type Draft, MOST } from "../../state/sweep/draft.ts";
import { verifierChoice } from "../text/verifiers.ts";
import { useApp, useCatalog } from "../use-app.ts";
import { Checks } from "./Checks.tsx";
import { ProblemsField } from "./ProblemsField.tsx";
import { SweepKnobs } from "./SweepKnobs.tsx";
import { useSweep } from "./use-sweep.ts";
import { WholeField } from "./WholeField.tsx";

export function SweepForm() {
  const running = useSweep(({ work }) => work !== null);
  return (
    <fieldset className="sweep-form" disabled={running}>
      <legend className="unseen">Settings of the sweep</legend>
      <ProblemsField />
      <Strategies />
      <Models />
      <Budgets />
    </fieldset>
  );
}

function Strategies() {
  const app = useApp();
  const { strategies, aggregations, knobs } = useSweep(({ draft }) => draft);
  const scored = strategies.some((id) =>
    strategyOf(id)?.knobs.some((knob) => knob.id === "aggregation"),
  );
  const set = Object.entries(knobs).map(([id, value]) => `${id} ${value}`);
  return (
    <section aria-labelledby="sweep-strategies">
      <h2 id="sweep-strategies">Strategies</h2>
      {groups.map((group) => (
        <Checks
          key={group.id}
          legend={group.label}
          options={group.strategies.map(({ id, label, blurb }) => ({
            value: id,
            label,
            title: blurb,
          }))}
          chosen={strategies}
          onChange={(chosen) => {
            const own = group.strategies.map(({ id }) => id);
            setDraft(app, {
              strategies: [...strategies.filter((id) => !own.includes(id)), ...chosen],
            });
          }}
        />
      ))}
      {scored && (
        <Checks
          legend="Score of a path from its steps"
          options={AGGREGATIONS.map((id) => ({ value: id, label: id }))}
          chosen={aggregations}
          onChange={(chosen) => setDraft(app, { aggregations: chosen })}
        />
      )}
      <SweepKnobs />
      {set.length > 0 && (
        <p className="hint">
          <span>{`Not at their defaults: ${set.join(", ")}. `}</span>
          <button
            type="button"
            className="text-button"
            onClick={() => setDraft(app, { knobs: {} })}
          >
            Reset
          </button>
        </p>
      )}
    </section>
  );
}

function Models() {
  const app = useApp();
  const catalog = useCatalog();
  const { strategies, policies, verifiers } = useSweep(({ draft }) => draft);
  if (!catalog) return null;
  /** The named models, or the catalog's default when none is named. */
  const chosenOf = (role: "policy" | "prm", names: readonly string[]): string[] => {
    const known = knownFor(catalog, role);
    return names.length > 0
      ? names.map((name) => known?.ids.get(name) ?? name)
      : [known?.usual ?? ""];
  };
  const all = modelsFor(catalog, "policy");
  const scored = strategies.some((id) => strategyOf(id)?.needsVerifier);
  return (
    <section aria-labelledby="sweep-models">
      <h2 id="sweep-models">Models</h2>
      {all.length > 1 && (
        <Checks
          legend="Policies"
          options={all.map(({ id }) => ({ value: id, label: id }))}
          chosen={chosenOf("policy", policies)}
          onChange={(chosen) => setDraft(app, { policies: chosen })}
        />
      )}
      {scored ? (
        <Checks
          legend="Verifiers"
          options={[...modelsFor(catalog, "prm").map(({ id }) => id), ...MODELLESS].map((id) => ({
            value: id,
            label: verifierChoice(id),
          }))}
          chosen={chosenOf("prm", verifiers)}
          onChange={(chosen) => setDraft(app, { verifiers: chosen })}
        />
      ) : (
        <p className="hint">None of these strategies asks a verifier.</p>
      )}
    </section>
  );
}

/** Budgets of each currency that suit models of this size. */
const USUAL: Readonly<Record<Draft["currency"], readonly number[]>> = {
  [SIZE]: [1, 4, 16],
  completions: [1, 4, 16],
  policyTokens: [50, 200, 800],
  prefillTokens: [50, 200, 800],
  prmTokens: [50, 200, 800],
  policyCalls: [30, 60, 120],
  prmCalls: [2, 4, 8],
  flops: [2e8, 8e8, 32e8],
  seconds: [1],
};

const CHOICES = [
  { id: SIZE, label: "each strategy\u2019s own size" },
  ...(
    ["completions", "policyTokens", "prmTokens", "policyCalls", "prmCalls", "flops"] as const
  ).map((id) => ({ id, label: CURRENCIES[id].unit })),
];

function Budgets() {
  const app = useApp();
  const { budgets, currency, seeds, seed } = useSweep(({ draft }) => draft);
  const [typed, setTyped] = useState(budgets.join(", "));
  useEffect(() => {
    setTyped((before) =>
      String(numbersIn(before)) === String(budgets) ? before : budgets.join(", "),
    );
  }, [budgets]);
  const wrong = numbersIn(typed) === null;
  return (
    <section aria-labelledby="sweep-budgets">
      <h2 id="sweep-budgets">Budgets</h2>
      <label className="field">
        <span>In</span>
        <select
          aria-label="Currency of the budgets"
          value={currency}
          onChange={({ target: { value } }) => {
            const chosen = CHOICES.find(({ id }) => id === value)?.id;
            if (chosen) setDraft(app, { currency: chosen, budgets: USUAL[chosen] });
          }}
        >
          {CHOICES.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Budgets</span>
        <input
          type="text"
          className="budget-list"
          inputMode="decimal"
          aria-invalid={wrong}
          aria-describedby={wrong ? "sweep-budgets-wrong" : undefined}
          value={typed}
          onChange={({ target: { value } }) => {
            setTyped(value);
            const read = numbersIn(value);
            if (read) setDraft(app, { budgets: read });
          }}
        />
      </label>
      {wrong && (
        <p className="refusal" id="sweep-budgets-wrong" role="status">
          {`Type numbers above 0, as in "1, 4, 16"; until then the budgets are ${budgets.join(", ")}.`}
        </p>
      )}
      <WholeField
        id="sweep-seeds"
        label="Seeds of each run"
        min={1}
        max={MOST.seeds}
        value={seeds}
        onChange={(seeds) => setDraft(app, { seeds })}
      />
      <WholeField
        id="sweep-seed"
        label="First seed"
        min={0}
        max={LARGEST_SEED}
        value={seed}
        onChange={(seed) => setDraft(app, { seed })}
      />
    </section>
  );
}
