/**
 * One step: a rule, the step's text on it, the chip of its score in front, and at its end a
 * terminal whose shape tells its fate: a square for finished (filled when right), a bar for
 * dropped, a ring for open. The strategy's own quantities are a second chip, a count at the end of
 * the rule, and signs where the search turned.
 */
import { memo } from "react";
import type { FamilyId } from "../../problems/family.ts";
import type { TreeNode } from "../../search/tree.ts";
import type { Shade } from "../../state/stores/theme.ts";
import { TEST_IDS } from "../testids.ts";
import { prettyStep } from "../text/pretty.ts";
import { BRIEF_ROW, type Detail, ROW } from "./geometry.ts";
import { Back, Cut, Order } from "./Signs.tsx";
import { Bar, Brief, Full } from "./StepMarks.tsx";
import { swatch } from "./scale.ts";
import { Terminal } from "./Terminal.tsx";

export interface NodeMarkProps {
  node: TreeNode;
  family: FamilyId;
  x: number;
  y: number;
  /** Length of the rule and height of the row, in the figure's units. */
  rule: number;
  row: number;
  detail: Detail;
  shade: Shade;
  chosen: boolean;
  lineage: boolean;
  selected: boolean;
  focusable: boolean;
  /** Whether a verifier scores this run; without one, no place is kept for scores. */
  judged: boolean;
  /** Whether it is no step of the problem's family: blank, or of another form. */
  foreign: boolean;
  /** Whether its answer is right; null while it has none, or nobody knows. */
  right: boolean | null;
  /** Q or value; a strategy that has one (`valued`) keeps a place for it on each node. */
  worth: number | null;
  valued: boolean;
  /** The count on the node as it is written; "" for none. */
  count: string;
  /** The round, attempt or visit that begins here. */
  order: number | null;
  /** Whether the edge comes from above: the number then stands below the rule. */
  falls: boolean;
  cut: boolean;
  back: boolean;
  probe: boolean;
  /** The strategy's quantities of the node, in words. */
  said: string;
}

/** Of a step that the problem's family cannot read, which is wrong whatever it says. */
export const NO_STEP = "no step of this problem";

/** The node as screen readers say it. */
function spoken({ family, node, foreign, said }: NodeMarkProps): string {
  const score = node.score === null ? "not scored" : `score ${node.score.toFixed(2)}`;
  const status = node.status === "pruned" ? "dropped" : node.status;
  const step = prettyStep(family, node.text).whole;
  const form = foreign && NO_STEP;
  return [`Step ${node.depth}: ${step}`, form, score, status, said].filter(Boolean).join("; ");
}

export const NodeMark = memo(function NodeMark(props: NodeMarkProps) {
  const { node, x, y, rule, row, detail, shade, chosen, lineage, selected, focusable } = props;
  const { order, cut, back, probe, right, foreign } = props;
  const colours = node.score === null || probe ? PALE : swatch(node.score, shade);
  const classes = [
    "node",
    node.status,
    probe && "probe",
    foreign && "foreign",
    chosen && "chosen",
    lineage && "lineage",
    selected && "selected",
  ];
  // Text is drawn for rows of one height and scaled to the height of this row.
  const scale = detail === "full" ? row / ROW : detail === "brief" ? row / BRIEF_ROW : 1;
  const part = { ...props, ...colours, rule: rule / scale };
  return (
    <g
      role="treeitem"
      aria-label={spoken(props)}
      aria-level={node.depth + 1}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      className={classes.filter(Boolean).join(" ")}
      transform={`translate(${x} ${y})`}
      data-testid={TEST_IDS.node}
      data-node={node.id}
      data-status={node.status}
      data-score={node.score ?? ""}
      data-said={props.said}
    >
      <g className="enter">
        <g transform={`scale(${scale})`}>
          {detail === "full" && <Full {...part} />}
          {detail === "brief" && <Brief {...part} />}
          {detail === "bar" && <Bar {...part} />}
          {cut && <Cut />}
          {order !== null && detail !== "bar" && (
            <Order order={order} y={props.falls ? BELOW : ABOVE} />
          )}
          {detail !== "bar" &&
            (back ? <Back x={part.rule} /> : <Terminal node={node} x={part.rule} right={right} />)}
        </g>
      </g>
    </g>
  );
});

const ABOVE = -9;
const BELOW = 15;

/** Colours of a step without a score of its own. */
const PALE = { fill: "var(--paper)", ink: "var(--muted)" };
