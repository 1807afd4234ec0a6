import { groups } from "../../search/groups.ts";
import { chooseStrategy } from "../../state/commands/budget-fit.ts";
import { citationOf } from "../text/citation.ts";
import { useApp, useFigure, useStrategy } from "../use-app.ts";

/** The strategies to choose from, in groups. @param describedBy id of the element that describes the chosen one. */
export function StrategySelect({ describedBy }: { describedBy?: string }) {
  const app = useApp();
  const figure = useFigure();
  const { id } = useStrategy();
  return (
    <select
      className="wide-select"
      aria-label="Strategy"
      aria-describedby={describedBy}
      value={id}
      onChange={(event) => chooseStrategy(app, figure, event.target.value)}
    >
      {groups.map((group) => (
        <optgroup key={group.id} label={group.label}>
          {group.strategies.map((strategy) => (
            <option key={strategy.id} value={strategy.id}>
              {strategy.label}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** The choice of a strategy; below it what the chosen one does, what it costs and its source. */
export function StrategyPicker() {
  const { blurb, costRule, source } = useStrategy();
  const { who, title, href } = citationOf(source);
  return (
    <>
      <StrategySelect describedBy="strategy-blurb" />
      <p className="blurb" id="strategy-blurb">
        {blurb}
      </p>
      <dl className="about">
        <dt>Costs</dt>
        <dd>{costRule}</dd>
        <dt>From</dt>
        <dd>
          {who && <span>{`${who}. `}</span>}
          {href ? (
            <a href={href} target="_blank" rel="noreferrer">
              {title}
            </a>
          ) : (
            <span>{title}</span>
          )}
        </dd>
      </dl>
    </>
  );
}
