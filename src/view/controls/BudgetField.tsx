import { useState } from "react";
import { CURRENCIES } from "../../search/currencies.ts";
import { type Budget, CURRENCY_IDS, type Currency, isCurrency } from "../../search/ledger.ts";
import { exchanged, nearestStop, planOf, stopsOf } from "../../state/budget.ts";
import { setBudget } from "../../state/commands/budget-fit.ts";
import { TEST_IDS } from "../testids.ts";
import { amount } from "../text/numbers.ts";
import { buys, misfit } from "../text/plan.ts";
import { useApp, useFigure, useSetup, useShape, useStrategy } from "../use-app.ts";
import { NumberField } from "./NumberField.tsx";

const LARGEST = 1e15;
const OFFERED: readonly Currency[] = CURRENCY_IDS.filter((one) => CURRENCIES[one].offered);

/**
 * The compute budget of a run, in any currency, for any strategy. Moving the slider fits the
 * strategy's size to the budget; the run stops at the budget even when the estimate was wrong.
 */
export function BudgetField() {
  const app = useApp();
  const figure = useFigure();
  const setup = useSetup((state) => state);
  const strategy = useStrategy();
  const shape = useShape();
  const [unlimited, setUnlimited] = useState<Currency>("policyTokens");
  const { budget } = setup;
  const currency = budget?.currency ?? unlimited;
  const plan = shape && planOf(setup, strategy, shape, currency);
  const { usual, typed } = CURRENCIES[currency];
  /** Without a limit, the slider stands at the estimated cost of the run. */
  const limit = budget?.limit ?? (plan?.cost[currency] || usual);
  const shown: Budget = { currency, limit: Number.isFinite(limit) ? limit : usual };
  const stops = stopsOf(currency);
  const words = `${amount(currency, shown.limit)} ${CURRENCIES[currency].unit}`;
  const why = plan && budget && misfit(plan, shown, { label: strategy.label, pace: !!shape?.pace });

  const choose = (name: string) => {
    if (!isCurrency(name)) return;
    if (budget) setBudget(app, figure, exchanged(setup, strategy, shape, name));
    else setUnlimited(name);
  };
  return (
    <div className="budget" data-testid={TEST_IDS.budget} data-limited={budget !== null}>
      <div className="budget-head">
        <label htmlFor="budget">Compute budget</label>
        <span className="budget-amount">
          <NumberField
            id="budget-limit"
            label="Budget limit"
            min={typed.least}
            max={LARGEST}
            step="any"
            value={Number((shown.limit / typed.size).toPrecision(4))}
            onChange={(value) => setBudget(app, figure, { currency, limit: value * typed.size })}
          />
          <select
            id="budget-currency"
            aria-label="Currency of the budget"
            value={currency}
            onChange={({ target: { value } }) => choose(value)}
          >
            {(OFFERED.includes(currency) ? OFFERED : [...OFFERED, currency]).map((one) => (
              <option key={one} value={one}>
                {CURRENCIES[one].typed.unit}
              </option>
            ))}
          </select>
        </span>
      </div>
      <input
        id="budget"
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={nearestStop(stops, shown.limit)}
        aria-valuetext={budget ? words : `no limit; about ${words}`}
        aria-describedby="budget-buys"
        onChange={({ target: { value } }) =>
          setBudget(app, figure, { currency, limit: stops[Number(value)] ?? shown.limit })
        }
      />
      <p className="budget-buys" id="budget-buys">
        {plan ? (
          <>
            {plan.size && <strong>{`${plan.size.label} ${plan.size.value}: `}</strong>}
            <span>{`${buys(plan)}.`}</span>
          </>
        ) : (
          <span>What the budget buys is told once the problem can be read.</span>
        )}
        {why && <span className="misfit">{` ${why}`}</span>}
      </p>
      <p className="hint">
        {budget ? (
          <>
            <span>{`The run stops at ${words}, even if the estimate is wrong. `}</span>
            <button
              type="button"
              className="text-button"
              onClick={() => setBudget(app, figure, null)}
            >
              No limit
            </button>
          </>
        ) : (
          <span>No limit is set; move the slider to set one.</span>
        )}
      </p>
    </div>
  );
}
