import { useId } from "react";
import { useShade } from "../use-app.ts";
import { STOPS } from "./scale.ts";
import { Terminal } from "./Terminal.tsx";

const MARKS = [
  { label: "open", status: "alive", finished: false, right: null },
  { label: "dropped", status: "pruned", finished: false, right: null },
  { label: "ended right", status: "finished", finished: true, right: true },
  { label: "ended wrong", status: "finished", finished: true, right: false },
] as const;

const FINISH = { answer: null, aggregate: null, event: 0 };

/** What colours and shapes mean. */
export function Legend() {
  const id = useId();
  const shade = useShade();
  return (
    <ul className="legend" aria-label="Legend">
      <li className="scale">
        <span>P(correct) 0</span>
        <svg width="96" height="10" role="img" aria-label="from orange to blue">
          <defs>
            <linearGradient id={id}>
              {STOPS[shade].map((colour, index, all) => (
                <stop key={colour} offset={index / (all.length - 1)} stopColor={colour} />
              ))}
            </linearGradient>
          </defs>
          <rect width="96" height="10" fill={`url(#${id})`} />
        </svg>
        <span>1</span>
      </li>
      {MARKS.map(({ label, status, finished, right }) => (
        <li key={label}>
          <svg width="30" height="14" aria-hidden="true" className={`node ${status}`}>
            <g transform="translate(0 7)">
              <line className="rule" x2={22} />
              <Terminal
                node={{ status, children: [], finish: finished ? FINISH : null }}
                x={22}
                right={right}
              />
            </g>
          </svg>
          {label}
        </li>
      ))}
      <li>
        <svg width="30" height="14" aria-hidden="true" className="node chosen">
          <line className="rule" x2={28} y1={7} y2={7} />
        </svg>
        chosen
      </li>
    </ul>
  );
}
