/**
 * A plot of accuracy against cost as numbers: the command line makes strings of them, and a page
 * may render them. Coordinates are pixels from the top left; the same rows give the same plot.
 */
import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { CURRENCIES } from "../../search/budget.ts";
import type { Currency } from "../../search/ledger.ts";
import { groupBy } from "../group.ts";
import { curveOf, PASS } from "../sweep/outcomes.ts";
import { nameOf, type Summary } from "../sweep/summary.ts";
import { spread } from "./spread.ts";

/** A currency, or the budgets as they were given. */
export type Axis = Currency | "budget";

export interface PlotPoint {
  x: number;
  y: number;
  /** The interval's ends. */
  low: number;
  high: number;
  row: Summary;
}

export interface PlotCurve {
  name: string;
  color: string;
  /** As in stroke-dasharray; null for a whole line. */
  dash: string | null;
  points: PlotPoint[];
  /** Paths; null where there is one point only. */
  line: string | null;
  band: string | null;
  label: { x: number; y: number };
}

export interface Plot {
  width: number;
  height: number;
  title: string;
  subtitle: string;
  frame: { left: number; top: number; right: number; bottom: number };
  x: { label: string; ticks: Tick[] };
  y: { label: string; ticks: Tick[] };
  curves: PlotCurve[];
  /** Sentences on what is not shown. */
  notes: string[];
}

export interface Tick {
  at: number;
  text: string;
}

/**
 * Okabe and Ito (2008), "Color Universal Design", told apart by the colour-blind, in an order in which
 * neighbours differ in lightness too; their yellow is left out, too faint on white.
 */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"];
const DASHES = [null, "7 3", "2 3", "9 3 2 3"];
/** An upper bound that no strategy is. */
const BOUND = { color: "#767676", dash: "1 4" };

export const LABEL_HEIGHT = 17;
/** Of a letter of a label, about. */
const LETTER = 7.2;

/** @param rows of one kind of problems. @throws RangeError when none of them costs anything. */
export function plotOf(
  rows: readonly Summary[],
  {
    x: axis,
    title,
    width = 820,
    height = 500,
  }: {
    x: Axis;
    title?: string;
    width?: number;
    height?: number;
  },
): Plot {
  const shown = rows.filter((row) => costOf(row, axis) > 0);
  const free = [...new Set(rows.filter((row) => !shown.includes(row)).map((row) => row.strategy))];
  const [first] = shown;
  if (!first) throw new RangeError("There is nothing to plot on this axis.");

  const curves = [...groupBy(shown, curveOf).values()].map((curve) => ({
    curve: curve.toSorted((a, b) => costOf(a, axis) - costOf(b, axis)),
    name: nameOf(curve[0] ?? first, shown),
  }));
  const longest = Math.max(...curves.map(({ name }) => name.length));
  const frame = { left: 64, top: 92, right: width - 36 - longest * LETTER, bottom: height - 56 };

  const costs = shown.map((row) => costOf(row, axis));
  const x = scaleLog()
    .domain([Math.min(...costs) / 1.15, Math.max(...costs) * 1.15])
    .range([frame.left, frame.right]);
  const y = scaleLinear()
    .domain([Math.min(...shown.map(({ low }) => low)), Math.max(...shown.map(({ high }) => high))])
    .nice(6)
    .range([frame.bottom, frame.top]);

  const lines = curves.map(({ curve, name }) => {
    const points = curve.map((row) => ({
      x: tenth(x(costOf(row, axis))),
      y: tenth(y(row.accuracy)),
      low: tenth(y(row.low)),
      high: tenth(y(row.high)),
      row,
    }));
    return { name, points };
  });
  const ends = lines.map(({ points }) => points.at(-1)?.y ?? 0);
  const places = spread(ends, LABEL_HEIGHT, [frame.top, frame.bottom]);
  let next = 0;
  return {
    width,
    height,
    title: title ?? `Accuracy against ${labelOf(axis)}`,
    subtitle: subtitleOf(shown),
    frame,
    x: {
      label: `${labelOf(axis)} a problem, on average`,
      ticks: logTicks(x.domain()[0] ?? 1, x.domain()[1] ?? 1).map((value) => ({
        at: tenth(x(value)),
        text: amount(value),
      })),
    },
    y: {
      label: "Accuracy, %",
      ticks: y.ticks(6).map((value) => ({
        at: tenth(y(value)),
        text: String(Number((100 * value).toPrecision(6))),
      })),
    },
    curves: lines.map(({ name, points }, i) => {
      const style = points[0]?.row.strategy === PASS ? BOUND : styleOf(next++);
      return {
        name,
        ...style,
        points,
        ...paths(points),
        label: {
          x: frame.right + 16,
          y: tenth(places[i] ?? 0),
        },
      };
    }),
    notes: free.map((strategy) => `${strategy} spends none and is not shown.`),
  };
}

const styleOf = (index: number): { color: string; dash: string | null } => ({
  color: COLORS[index % COLORS.length] ?? "#000000",
  dash: DASHES[Math.floor(index / COLORS.length) % DASHES.length] ?? null,
});

function paths(points: readonly PlotPoint[]): Pick<PlotCurve, "line" | "band"> {
  if (points.length < 2) return { line: null, band: null };
  const along = line<PlotPoint>()
    .x((point) => point.x)
    .y((point) => point.y)
    .digits(1);
  const between = area<PlotPoint>()
    .x((point) => point.x)
    .y0((point) => point.low)
    .y1((point) => point.high)
    .digits(1);
  return { line: along([...points]), band: between([...points]) };
}

/** What a row without a size costs in budgets is one completion. */
const costOf = (row: Summary, axis: Axis): number =>
  axis === "budget" ? (row.budget ?? row.ledger.completions) : row.ledger[axis];

const labelOf = (axis: Axis): string => (axis === "budget" ? "Budget" : CURRENCIES[axis].label);

function subtitleOf(rows: readonly Summary[]): string {
  const [first] = rows;
  const kind =
    first === undefined || first.family === "all"
      ? "all problems"
      : [first.family, first.difficulty].filter((part) => part !== null).join(" ");
  const policies = [...new Set(rows.map(({ policy }) => policy))].join(", ");
  const problems = Math.max(...rows.map((row) => row.problems));
  const seeds = Math.max(...rows.map((row) => row.seeds));
  return `${kind}; ${policies}; ${problems} problems, ${seeds === 1 ? "one seed" : `${seeds} seeds`}; bands are 95 % intervals over problems`;
}

/** Powers of ten; with 2 and 5 times them where these would be few. */
function logTicks(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  const multiples = decades < 1.5 ? [1, 2, 3, 5, 7] : decades < 3.5 ? [1, 2, 5] : [1];
  const from = Math.floor(Math.log10(low));
  const ticks: number[] = [];
  for (let power = from; power <= Math.log10(high); power++)
    for (const multiple of multiples) {
      const tick = Number(`${multiple}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  return ticks;
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 20,000 and 2 × 10⁹. */
function amount(value: number): string {
  if (value < 1e6) return value < 1 ? String(value) : value.toLocaleString("en-US");
  const [digits = "", power = ""] = value.toExponential().split("e+");
  const raised = [...power].map((digit) => SUPERSCRIPT[Number(digit)] ?? "").join("");
  return digits === "1" ? `10${raised}` : `${digits} × 10${raised}`;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
