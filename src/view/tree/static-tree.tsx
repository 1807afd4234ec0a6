/** For tests: a log's tree as the page draws it when it first comes into view, as the text of an SVG file. */
import { renderToStaticMarkup } from "react-dom/server";
import type { SearchLog } from "../../search/events.ts";
import type { NodeId } from "../../search/model.ts";
import { idsTo } from "../../search/path.ts";
import { fold } from "../../search/tree.ts";
import { problemOf } from "../../state/step-truth.ts";
import { extentOf, fitView, geometryOf, rowHeight, rowsOf } from "./geometry.ts";
import { createLogLayout } from "./layout-of-log.ts";
import { TreeDrawing } from "./TreeDrawing.tsx";
import { useDrawn } from "./use-drawn.ts";
import { useSigns } from "./use-signs.ts";

const SIZE = { width: 960, height: 600 };

function StaticTree({ log, selected }: { log: SearchLog; selected: NodeId | null }) {
  const tree = fold(log);
  const layout = createLogLayout().of(log);
  const signs = useSigns(tree, log);
  const family = tree.start?.problem.family ?? "countdown";
  const { left, right } = extentOf(geometryOf(family, undefined, signs.kinds), layout);
  const row = rowHeight(rowsOf(layout), right - left, SIZE.width, SIZE.height);
  const geometry = geometryOf(family, row, signs.kinds);
  const view = fitView(extentOf(geometry, layout), SIZE.width, SIZE.height);
  const problem = problemOf(tree);
  const pathOf = (id: NodeId | null) => new Set(id === null ? [] : idsTo(tree, id));
  const chosen = pathOf(tree.answer?.node ?? null);
  const lineage = pathOf(selected);
  const drawn = useDrawn({ tree, layout, geometry, view, size: SIZE, problem, chosen, lineage });
  return (
    <svg xmlns="http://www.w3.org/2000/svg" {...SIZE}>
      <title>{tree.start?.strategy}</title>
      <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
        <TreeDrawing
          {...{ tree, problem, layout, geometry, view, drawn, signs, chosen, lineage, selected }}
          still={geometry}
          shade="light"
          focusable={selected ?? 0}
          generation={0}
        />
      </g>
    </svg>
  );
}

/** The file shows in a browser as on the page. */
const STYLES = ["tokens", "base", "tree"]
  .map((name) => `<?xml-stylesheet href="../../styles/${name}.css"?>`)
  .join("\n");

/** @param selected a node whose path is drawn as selected. */
export const svgOfTree = (log: SearchLog, selected: NodeId | null = null): string =>
  `${STYLES}\n${legible(renderToStaticMarkup(<StaticTree log={log} selected={selected} />))}`;

/** One element a line, a text whole, indented; numbers with two decimals, as no eye sees more and machines differ beyond. */
function legible(markup: string): string {
  const closed = markup.replace(/<([a-z]+)([^>]*)><\/\1>/g, "<$1$2/>");
  const rounded = closed.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (n) => String(+Number(n).toFixed(2)));
  let depth = 0;
  const lines = rounded.split(/(?<=>)(?=<(?!\/?tspan|\/text))/).map((line) => {
    const closes = line.startsWith("</");
    if (closes) depth--;
    const indented = `${"  ".repeat(depth)}${line}`;
    const opened = line.match(/<[a-z][^>]*(?<!\/)>/g)?.length ?? 0;
    const ended = line.match(/<\/[a-z]+>/g)?.length ?? 0;
    depth += opened - (closes ? 0 : ended);
    return indented;
  });
  return `${lines.join("\n")}\n`;
}
