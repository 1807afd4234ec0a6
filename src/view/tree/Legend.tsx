import { type ReactNode, useId, useMemo } from "react";
import { scaleName } from "../text/verifiers.ts";
import { useProblem, useShade, useTree } from "../use-app.ts";
import type { CountKind, WorthKind } from "./measures.ts";
import { NO_STEP } from "./NodeMark.tsx";
import { type Present, presentIn, SHAPES as SHAPE_NAMES, type Shape } from "./present.ts";
import { Back, Count, Cut, countText, countWidth, Order, Worth } from "./Signs.tsx";
import { STOPS } from "./scale.ts";
import { Terminal } from "./Terminal.tsx";
import type { OrderKind } from "./turns.ts";

const SHAPES: Readonly<Record<Shape, { label: string; status: "alive" | "pruned" | "finished" }>> =
  {
    open: { label: "open", status: "alive" },
    dropped: { label: "dropped", status: "pruned" },
    right: { label: "ended right", status: "finished" },
    wrong: { label: "ended wrong", status: "finished" },
    unknown: { label: "ended, correctness unknown", status: "finished" },
  };
const COUNTS: Readonly<Record<CountKind, { count: string; band: string }>> = {
  visits: { count: "visits", band: "share of the visits" },
  particles: { count: "particles", band: "share of the weight" },
  width: { count: "next steps allotted", band: "share of the next steps" },
};
const WORTHS: Readonly<Record<WorthKind, string>> = { q: "Q, mean value", value: "value" };
const ORDERS: Readonly<Record<OrderKind, string>> = {
  round: "round",
  attempt: "attempt",
  visit: "order of visits",
};
const FINISH = { answer: null, aggregate: null, event: 0 };

function Item({
  width = 30,
  className = "node",
  label,
  children,
}: {
  width?: number;
  className?: string;
  label: string;
  children: ReactNode;
}) {
  return (
    <li>
      <svg width={width} height="16" aria-hidden="true" className={className}>
        <g transform="translate(0 8)">{children}</g>
      </svg>
      <span>{label}</span>
    </li>
  );
}

function CountItems({ count }: { count: CountKind }) {
  const sample = countText(count, 4);
  return (
    <>
      <Item label={COUNTS[count].count} width={countWidth(sample)}>
        <Count text={sample} x={countWidth(sample)} y={0} />
      </Item>
      <Item label={COUNTS[count].band}>
        <path className="wedge" d="M0,-1 30,-4.5 30,4.5 0,1Z" />
      </Item>
    </>
  );
}

/** The meaning of the colours, shapes and numbers of the tree on the page. */
export function Legend() {
  const tree = useTree();
  const problem = useProblem();
  const present = useMemo(() => presentIn(tree, problem), [tree, problem]);
  return <Marks of={[present]} scales={[scaleName(tree.start?.verifier?.id)]} />;
}

const each = <T,>(values: readonly (T | null)[]): T[] =>
  [...new Set(values)].filter((value) => value !== null);

/** The legend of several trees at once. @param scales what a score is called, in each. */
export function Marks({ of, scales }: { of: readonly Present[]; scales: readonly string[] }) {
  const id = useId();
  const shade = useShade();
  const some = (mark: "cut" | "back" | "probe" | "foreign" | "chosen") =>
    of.some((one) => one[mark]);
  const scored = each(of.map((one, index) => (one.scored ? (scales[index] ?? null) : null)));
  const shapes = new Set(of.flatMap((one) => one.shapes));
  return (
    <ul className="legend" aria-label="Legend">
      {scored.length > 0 && (
        <li className="scale">
          <span>{`${scored.join(" or ")} 0`}</span>
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
      )}
      {each(of.map(({ worth }) => worth)).map((worth) => (
        <Item key={worth} label={WORTHS[worth]}>
          <Worth worth={0.7} shade={shade} />
        </Item>
      ))}
      {each(of.map(({ count }) => count)).map((count) => (
        <CountItems key={count} count={count} />
      ))}
      {each(of.map(({ order }) => order)).map((order) => (
        <Item key={order} label={ORDERS[order]} width={10}>
          <Order order={2} x={9} y={4} />
        </Item>
      ))}
      {some("cut") && (
        <Item label="cut here" width={22}>
          <line className="rule" x2={22} />
          <Cut x={12} />
        </Item>
      )}
      {some("back") && (
        <Item label="went back" className="node pruned" width={26}>
          <line className="rule" x2={14} />
          <Back x={17} />
        </Item>
      )}
      {SHAPE_NAMES.filter((shape) => shapes.has(shape)).map((shape) => (
        <Item key={shape} label={SHAPES[shape].label} className={`node ${SHAPES[shape].status}`}>
          <line className="rule" x2={22} />
          <Terminal
            node={{
              status: SHAPES[shape].status,
              children: [],
              finish: SHAPES[shape].status === "finished" ? FINISH : null,
            }}
            x={22}
            right={shape === "unknown" ? null : shape === "right"}
          />
        </Item>
      ))}
      {some("probe") && (
        <Item label="only looked ahead" className="node pruned probe">
          <line className="rule" x2={28} />
        </Item>
      )}
      {some("foreign") && (
        <Item label={NO_STEP} className="node foreign" width={30}>
          <text className="step" x={2} y={2}>
            abc
          </text>
        </Item>
      )}
      {some("chosen") && (
        <Item label="chosen" className="node chosen">
          <line className="rule" x2={28} />
        </Item>
      )}
    </ul>
  );
}
