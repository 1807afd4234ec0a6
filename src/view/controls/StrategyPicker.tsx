import { groups } from "../../search/groups.ts";
import { citationOf } from "../text/citation.ts";
import { useApp, useStrategy } from "../use-app.ts";

/** Which strategy, by groups; of the chosen one what it does, costs, and where it is from. */
export function StrategyPicker() {
  const { setup } = useApp();
  const { id, blurb, costRule, source } = useStrategy();
  const { who, title, href } = citationOf(source);
  return (
    <>
      <select
        className="wide-select"
        aria-label="Strategy"
        aria-describedby="strategy-blurb"
        value={id}
        onChange={(event) => setup.setState({ strategy: event.target.value })}
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
      <p className="blurb" id="strategy-blurb">
        {blurb}
      </p>
      <dl className="about">
        <dt>Costs</dt>
        <dd>{costRule}</dd>
        <dt>From</dt>
        <dd>
          {who && `${who}. `}
          {href ? (
            <a href={href} target="_blank" rel="noreferrer">
              {title}
            </a>
          ) : (
            title
          )}
        </dd>
      </dl>
    </>
  );
}
