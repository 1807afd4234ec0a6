/** Small signs on a node and in the legend, drawn for rows of full height. */
import type { Shade } from "../../state/stores/theme.ts";
import { chipScore } from "../text/numbers.ts";
import { CHIP, WORTH } from "./geometry.ts";
import type { CountKind } from "./measures.ts";
import { swatch } from "./scale.ts";

const DIGIT = 6;

export const countText = (kind: CountKind, count: number): string =>
  kind === "particles" ? `×${count}` : String(count);

/** Width of a count's pill. */
export const countWidth = (text: string): number => 8 + DIGIT * text.length;

/** A count in a pill that ends at `x`, above the rule. */
export function Count({ text, x, y = -9.5 }: { text: string; x: number; y?: number }) {
  const width = countWidth(text);
  return (
    <>
      <rect className="count-pill" x={x - width} y={y - 7} width={width} height={14} rx={7} />
      <text className="count" x={x - width / 2} y={y}>
        {text}
      </text>
    </>
  );
}

/** Q or value: a rounded chip in the colours of the PRM's square one, centred on `y`. */
export function Worth({
  worth,
  shade,
  x = 0,
  y = 0,
}: {
  worth: number;
  shade: Shade;
  x?: number;
  y?: number;
}) {
  const { fill, ink } = swatch(worth, shade);
  return (
    <>
      <rect
        className="chip"
        x={x}
        y={y - WORTH.height / 2}
        width={CHIP.width}
        height={WORTH.height}
        rx={WORTH.height / 2}
        style={{ fill }}
      />
      <text className="chip-score worth" x={x + CHIP.width / 2} y={y + 0.5} style={{ fill: ink }}>
        {chipScore(worth)}
      </text>
    </>
  );
}

/** Two strokes across an edge: a trajectory was cut here. */
export const Cut = ({ x = -7 }: { x?: number }) => (
  <path className="cut" d={`M${x - 4.5},5l4,-10M${x + 0.5},5l4,-10`} />
);

/** The number of a round, an attempt or a visit, at its first step. */
export const Order = ({ order, x = -5, y }: { order: number; x?: number; y: number }) => (
  <text className="order" x={x} y={y}>
    {order}
  </text>
);

/** An arrow that turns back: the search went back from here. */
export const Back = ({ x }: { x: number }) => (
  <path className="back" d={`M${x - 4},-5h4a4.5,4.5 0 0 1 0,9h-6m3,-3l-3,3l3,3`} />
);
