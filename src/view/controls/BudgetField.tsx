import type { Budget, Currency } from "../../search/ledger.ts";
import { CURRENCY_LABELS } from "../text/numbers.ts";
import { useApp, useSetup } from "../use-app.ts";
import { NumberField } from "./NumberField.tsx";

/** Where a budget begins when a currency is first chosen. */
const USUAL: Readonly<Record<Currency, number>> = {
  completions: 16,
  policyTokens: 1000,
  prefillTokens: 100,
  prmTokens: 1000,
  policyCalls: 100,
  prmCalls: 10,
  flops: 1e9,
  seconds: 5,
};
const LARGEST = 1e15;
const CURRENCIES = Object.keys(USUAL);
const isCurrency = (name: string): name is Currency => CURRENCIES.includes(name);

/** A limit in any currency, or none. */
export function BudgetField() {
  const { setup } = useApp();
  const budget = useSetup((state) => state.budget);
  const set = (next: Budget | null) => setup.setState({ budget: next });
  return (
    <div className="knob budget">
      <label htmlFor="budget-currency">Budget</label>
      {budget && (
        <NumberField
          id="budget-limit"
          label="Budget limit"
          min={budget.currency === "seconds" ? 0.1 : 1}
          max={LARGEST}
          step="any"
          value={budget.limit}
          onChange={(limit) => set({ ...budget, limit })}
        />
      )}
      <select
        id="budget-currency"
        value={budget?.currency ?? ""}
        onChange={({ target: { value } }) =>
          set(isCurrency(value) ? { currency: value, limit: USUAL[value] } : null)
        }
      >
        <option value="">no limit</option>
        {CURRENCIES.filter(isCurrency).map((currency) => (
          <option key={currency} value={currency}>
            {CURRENCY_LABELS[currency]}
          </option>
        ))}
      </select>
    </div>
  );
}
