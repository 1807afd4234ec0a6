/**
 * The layout of a plot of accuracy against cost, as numbers: the command line writes an SVG from it,
 * and the page renders it. Coordinates are pixels from the top left; the same rows give the same plot.
 */
import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { CURRENCIES } from "../../search/currencies.ts";
import type { Currency } from "../../search/ledger.ts";
import { groupBy } from "../stats/group.ts";
import { curveOf, PASS } from "../sweep/outcomes.ts";
import { nameOf, type Summary } from "../sweep/summary.ts";
import { boundStyle, OVER_DASH, type Shade, styleOf } from "./palette.ts";
import { spread } from "./spread.ts";

/** The horizontal axis: a currency, or the budget as it was given. */
export type Axis = Currency | "budget";

export interface PlotPoint {
  x: number;
  y: number;
  /** The ends of the interval. */
  low: number;
  high: number;
  row: Summary;
}

export interface PlotCurve {
  name: string;
  /** Whether it is drawn over the others. */
  over: boolean;
  color: string;
  /** A value of stroke-dasharray; null for a solid line. */
  dash: string | null;
  points: PlotPoint[];
  /** SVG paths; null when there is one point only. */
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
  /** Sentences about curves that are not shown. */
  notes: string[];
}

export interface Tick {
  at: number;
  text: string;
}

export const LABEL_HEIGHT = 17;
/** The approximate width of a letter of a label, in pixels. */
const LETTER = 7.2;

export interface PlotOptions {
  x: Axis;
  title?: string;
  width?: number;
  height?: number;
  shade?: Shade;
  /** Whether to leave room for the names at the ends of the curves; true when left out. */
  labels?: boolean;
  /** Whether to leave room for the title and the subtitle; true when left out. */
  headed?: boolean;
  /** More curves to draw over these, dashed and hollow, each in the colour of the same curve; `mark` ends their names. */
  over?: { rows: readonly Summary[]; mark: string };
}

interface Curve {
  rows: Summary[];
  name: string;
  over: boolean;
}

/** @param rows of one kind of problems. @throws RangeError when no row costs anything on this axis. */
export function plotOf(rows: readonly Summary[], options: PlotOptions): Plot {
  const { x: axis, title, width = 820, height = 500, shade = "light" } = options;
  const { labels = true, headed = true } = options;
  const { over } = options;
  const all = [...rows, ...(over?.rows ?? [])];
  const costs = all.map((row) => costOf(row, axis)).filter((cost) => cost > 0);
  if (costs.length === 0) throw new RangeError("There is nothing to plot on this axis.");
  const isShown = (row: Summary): boolean => costOf(row, axis) > 0;
  const shown = all.filter(isShown);
  const free = [...new Set(all.filter((row) => !isShown(row)).map((row) => row.strategy))];

  const curvesOf = (of: readonly Summary[], mark: string | null): Curve[] =>
    [...groupBy(of.filter(isShown), curveOf).values()].map((curve) => ({
      rows: curve.toSorted((a, b) => costOf(a, axis) - costOf(b, axis)),
      name: [...curve.slice(0, 1).map((row) => nameOf(row, shown)), mark ?? []].flat().join(", "),
      over: mark !== null,
    }));
  const curves = [...curvesOf(rows, null), ...(over ? curvesOf(over.rows, over.mark) : [])];
  const longest = Math.max(...curves.map(({ name }) => name.length));
  const frame = {
    ...{ left: labels ? 64 : 48, top: headed ? 92 : 34, bottom: height - 56 },
    right: labels ? width - 36 - longest * LETTER : width - 16,
  };

  const x = scaleLog()
    .domain([Math.min(...costs) / 1.15, Math.max(...costs) * 1.15])
    .range([frame.left, frame.right]);
  const y = scaleLinear()
    .domain([Math.min(...shown.map(({ low }) => low)), Math.max(...shown.map(({ high }) => high))])
    .nice(6)
    .range([frame.bottom, frame.top]);

  const lines = curves.map((curve) => ({
    ...curve,
    points: curve.rows.map((row) => ({
      x: tenth(x(costOf(row, axis))),
      y: tenth(y(row.accuracy)),
      low: tenth(y(row.low)),
      high: tenth(y(row.high)),
      row,
    })),
  }));
  const ends = lines.map(({ points }) => points.at(-1)?.y ?? 0);
  const places = spread(ends, LABEL_HEIGHT, [frame.top, frame.bottom]);
  // A curve keeps its colour whatever is drawn over it.
  const keys = [...new Set(shown.filter(({ strategy }) => strategy !== PASS).map(curveOf))];
  return {
    width,
    height,
    title: title ?? `Accuracy against ${labelOf(axis)}`,
    subtitle: subtitleOf(shown),
    frame,
    x: {
      label: `${labelOf(axis)} a problem, on average`,
      ticks: logTicks(x.domain(), Math.min(1, (frame.right - frame.left) / 480)).map((value) => ({
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
    curves: lines.map(({ name, points, over }, i) => {
      const [first] = points;
      const bound = first?.row.strategy === PASS;
      const style =
        bound || !first ? boundStyle(shade) : styleOf(keys.indexOf(curveOf(first.row)), shade);
      return {
        name,
        over,
        color: style.color,
        dash: over ? OVER_DASH : style.dash,
        points,
        ...paths(points),
        label: { x: frame.right + 16, y: tenth(places[i] ?? 0) },
      };
    }),
    notes: free.map((strategy) => `${strategy} spends none and is not shown.`),
  };
}

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

/** A row's place on the axis. On the axis of budgets, a strategy without a size is at its completions. */
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

/** Powers of ten, with their multiples where there are few of them. @param room in (0, 1]; less room, fewer ticks. */
function logTicks([low = 1, high = 1]: readonly number[], room: number): number[] {
  const decades = Math.log10(high / low);
  const multiples = decades < 1.5 * room ? [1, 2, 3, 5, 7] : decades < 3.5 * room ? [1, 2, 5] : [1];
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

/** A number in a short form, such as 20,000 or 2 × 10⁹. */
function amount(value: number): string {
  if (value < 1e6) return value < 1 ? String(value) : value.toLocaleString("en-US");
  const [digits = "", power = ""] = value.toExponential().split("e+");
  const raised = [...power].map((digit) => SUPERSCRIPT[Number(digit)] ?? "").join("");
  return digits === "1" ? `10${raised}` : `${digits} × 10${raised}`;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
