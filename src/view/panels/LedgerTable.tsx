import { CURRENCIES } from "../../search/currencies.ts";
import { CURRENCY_IDS } from "../../search/ledger.ts";
import { ledgerOf } from "../../search/tree.ts";
import { TEST_IDS } from "../testids.ts";
import { amount } from "../text/numbers.ts";
import { useTree } from "../use-app.ts";

/** What the run has spent so far, in each currency. */
export function LedgerTable() {
  const tree = useTree();
  const ledger = ledgerOf(tree);
  const budget = tree.start?.budget ?? null;
  return (
    <section aria-labelledby="ledger-heading">
      <h2 id="ledger-heading">Spent</h2>
      <table className="ledger" translate="no" data-testid={TEST_IDS.ledger}>
        <tbody>
          {CURRENCY_IDS.map((currency) => {
            const limit = budget?.currency === currency ? budget.limit : null;
            return (
              <tr key={currency} data-currency={currency} data-value={ledger[currency]}>
                <th scope="row">{CURRENCIES[currency].unit}</th>
                <td>
                  <span>{amount(currency, ledger[currency])}</span>
                  {limit !== null && <span className="of">{` of ${amount(currency, limit)}`}</span>}
                  {limit !== null && (
                    <span
                      className="spent"
                      style={{ width: `${Math.min(100, (100 * ledger[currency]) / limit)}%` }}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
