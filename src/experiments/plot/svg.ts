/** A plot as a self-contained SVG file on white; the same plot gives the same file. */
import type { Plot, PlotCurve } from "./plot.ts";

const INK = "#1f1d1a";
const MUTED = "#5f5b55";
const GRID = "#e4e0d9";

/** @param made the command that made it, for the metadata of the file. */
export function svgOf(plot: Plot, made?: string): string {
  const { width, height, frame, x, y } = plot;
  const middle = (frame.left + frame.right) / 2;
  const body = [
    tag("rect", { width, height, fill: "#ffffff" }),
    text(plot.title, { x: frame.left, y: 28, "font-size": 18, "font-weight": 600 }),
    text(plot.subtitle, { x: frame.left, y: 48, fill: MUTED }),
    ...y.ticks.flatMap(({ at, text: label }) => [
      tag("path", { d: `M${frame.left},${at}H${frame.right}`, stroke: GRID }),
      text(label, { x: frame.left - 8, y: at + 4, fill: MUTED, "text-anchor": "end" }),
    ]),
    ...x.ticks.flatMap(({ at, text: label }) => [
      tag("path", { d: `M${at},${frame.bottom}v5`, stroke: MUTED }),
      text(label, { x: at, y: frame.bottom + 20, fill: MUTED, "text-anchor": "middle" }),
    ]),
    tag("path", { d: `M${frame.left},${frame.bottom}H${frame.right}`, stroke: MUTED }),
    text(x.label, { x: middle, y: frame.bottom + 42, "text-anchor": "middle" }),
    text(y.label, { x: frame.left - 40, y: frame.top - 14 }),
    ...plot.curves.map(bandOf),
    ...plot.curves.map(curveOf),
    ...plot.notes.map((note, i) =>
      text(note, { x: frame.left, y: height - 4 - 14 * i, fill: MUTED, "font-size": 11 }),
    ),
  ];
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "font-family": "'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif",
    "font-size": 13,
    fill: INK,
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  };
  const title = `<title>${escaped(plot.title)}</title><desc>${escaped(plot.subtitle)}</desc>`;
  const metadata = made === undefined ? "" : `<metadata>${escaped(made)}</metadata>`;
  return `<svg${attributes(root)}>${title}${metadata}\n${body.join("\n")}\n</svg>\n`;
}

/** The interval: a band between two lines, or a bar where the curve is one point. */
function bandOf({ band, color, points }: PlotCurve): string {
  if (band) return tag("path", { d: band, fill: color, "fill-opacity": 0.1 });
  const bars = points.map(({ x, low, high }) => `M${x},${low}V${high}`).join("");
  return tag("path", { d: bars, stroke: color, "stroke-width": 1.5, "stroke-opacity": 0.6 });
}

function curveOf({ name, over, color, dash, line, points, label }: PlotCurve): string {
  const dashes = dash ? { "stroke-dasharray": dash } : {};
  const end = points.at(-1);
  const parts = [
    line && tag("path", { d: line, fill: "none", stroke: color, "stroke-width": 2, ...dashes }),
    ...points.map((point) => {
      const { accuracy, low, high, budget } = point.row;
      const share = (value: number): string => (100 * value).toFixed(1);
      const at = budget === null ? "" : ` at ${budget}`;
      const told = `<title>${escaped(`${name}${at}: ${share(accuracy)} % (${share(low)}–${share(high)})`)}</title>`;
      // Where colours repeat, single points are hollow.
      const fill = over || (dash && line === null) ? "#ffffff" : color;
      return tag("circle", { cx: point.x, cy: point.y, r: 3, fill, stroke: color }, told);
    }),
    // A thin line leads from the end of the curve to its name, which may have had to move.
    end &&
      tag("path", {
        d: `M${end.x + 5},${end.y}L${label.x - 4},${label.y}`,
        stroke: color,
        "stroke-width": 0.75,
        "stroke-opacity": 0.6,
      }),
    text(name, { x: label.x, y: label.y + 4, fill: color, "font-weight": 600 }),
  ];
  return `<g>${parts.filter(Boolean).join("")}</g>`;
}

type Attributes = Readonly<Record<string, string | number>>;

const attributes = (values: Attributes): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");

const tag = (name: string, values: Attributes, content = ""): string =>
  content === ""
    ? `<${name}${attributes(values)}/>`
    : `<${name}${attributes(values)}>${content}</${name}>`;

const text = (content: string, values: Attributes): string => tag("text", values, escaped(content));

const escaped = (content: string): string =>
  content
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
