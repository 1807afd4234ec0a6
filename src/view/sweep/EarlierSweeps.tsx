/** The sweeps that this browser keeps, to open again or to forget. */
import { useState } from "react";
import { type Header, identityOf } from "../../experiments/sweep/file.ts";
import { type Settings, SIZE } from "../../experiments/sweep/settings.ts";
import { familyOf } from "../../problems/families/index.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { strategyOf } from "../../search/index.ts";
import { earlierSweeps } from "../../state/commands/sweep/own.ts";
import { forgetEarlier, openEarlier } from "../../state/commands/sweep/view.ts";
import { count } from "../text/numbers.ts";
import { useApp } from "../use-app.ts";
import { budgetText } from "./reading.ts";
import { useSweep } from "./use-sweep.ts";

export function EarlierSweeps() {
  const app = useApp();
  const running = useSweep(({ work }) => work !== null);
  const [kept, setKept] = useState<readonly Header[] | null>(null);
  const look = async () => setKept(await earlierSweeps(app));
  return (
    <details
      className="earlier-sweeps"
      open={kept !== null}
      onToggle={({ currentTarget: { open } }) => {
        if (open && kept === null) void look();
        if (!open) setKept(null);
      }}
    >
      <summary>Earlier sweeps</summary>
      {kept?.length === 0 && <p className="hint">This browser keeps no other sweep.</p>}
      <ul>
        {kept?.map((header) => (
          <li key={identityOf(header)}>
            <span>{`${describe(header.settings)} `}</span>
            <button
              type="button"
              className="text-button"
              disabled={running}
              onClick={() => {
                setKept(null);
                void openEarlier(app, header);
              }}
            >
              Open
            </button>
            <button
              type="button"
              className="text-button"
              onClick={() => void forgetEarlier(app, header).then(look)}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** "Countdown, level 3, 20 problems each: Greedy, Beam search; size 1, 4, 16; 2 seeds". */
function describe({ problems, strategies, currency, budgets, seeds }: Settings): string {
  const of =
    "texts" in problems
      ? `A list of ${count(problems.texts.length, "problem")}`
      : `${problems.families.map((id) => familyOf(id).label).join(", ")}, level ${problems.difficulties.join(", ")}, ${count(problems.count, "problem")} each`;
  const names = strategies.map((id) => strategyOf(id)?.label ?? id).join(", ");
  const unit = currency === SIZE ? "size" : CURRENCIES[currency].unit;
  return `${of}: ${names}; ${unit} ${budgets.map(budgetText).join(", ")}; ${count(seeds.length, "seed")}`;
}
