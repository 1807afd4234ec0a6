/**
 * One step: a rule with the step's text on it, the chip of its score in front, and a
 * terminal at its end that tells its fate by shape: square for finished (filled when right),
 * bar for dropped, ring for open.
 */
import { memo } from "react";
import type { FamilyId } from "../../problems/family.ts";
import type { TreeNode } from "../../search/tree.ts";
import type { Shade } from "../../state/theme.ts";
import { TEST_IDS } from "../testids.ts";
import { chipScore } from "../text/numbers.ts";
import { clip, prettyStep } from "../text/pretty.ts";
import { BRIEF_ROW, CHIP, type Detail, ROW } from "./geometry.ts";
import { StepText } from "./StepText.tsx";
import { swatch } from "./scale.ts";
import { Terminal } from "./Terminal.tsx";

export interface NodeMarkProps {
  node: TreeNode;
  family: FamilyId;
  x: number;
  y: number;
  /** Length of the rule, height of the row. */
  rule: number;
  row: number;
  detail: Detail;
  shade: Shade;
  chosen: boolean;
  lineage: boolean;
  selected: boolean;
  focusable: boolean;
  /** Whether a verifier scores this run; if not, no place is kept for scores. */
  judged: boolean;
  /** Whether its answer is right; null while it has none. */
  right: boolean | null;
}

const MAIN_WIDTH = 6.9;
const REST_WIDTH = 5.6;
const BRIEF_WIDTH = 7.2;
const BRIEF_TEXT = 12;
/** Of the row's height. */
const BAR = 0.7;

/** For screen readers. */
function spoken(family: FamilyId, node: TreeNode): string {
  const score = node.score === null ? "not scored" : `score ${node.score.toFixed(2)}`;
  const status = node.status === "pruned" ? "dropped" : node.status;
  return `Step ${node.depth}: ${prettyStep(family, node.text).whole}; ${score}; ${status}`;
}

export const NodeMark = memo(function NodeMark(props: NodeMarkProps) {
  const { node, x, y, rule, row, detail, shade, chosen, lineage, selected, focusable } = props;
  const { fill, ink } = node.score === null ? UNSCORED : swatch(node.score, shade);
  const classes = ["node", node.status, chosen && "chosen", lineage && "lineage"];
  // What is written is drawn for rows of one height, and scaled to the row's own.
  const scale = detail === "full" ? row / ROW : detail === "brief" ? row / BRIEF_ROW : 1;
  const { family, judged, right } = props;
  const part = { family, node, rule: rule / scale, fill, ink, judged, right };
  return (
    <g
      role="treeitem"
      aria-label={spoken(family, node)}
      aria-level={node.depth + 1}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      className={[...classes, selected && "selected"].filter(Boolean).join(" ")}
      transform={`translate(${x} ${y})`}
      data-testid={TEST_IDS.node}
      data-node={node.id}
      data-status={node.status}
      data-score={node.score ?? ""}
    >
      <g className="enter">
        <g transform={`scale(${scale})`}>
          {detail === "full" && <Full {...part} />}
          {detail === "brief" && <Brief {...part} />}
          {detail === "bar" && <Bar {...part} row={row} />}
          {detail !== "bar" && <Terminal node={node} x={part.rule} right={right} />}
        </g>
      </g>
    </g>
  );
});

const UNSCORED = { fill: "var(--paper)", ink: "var(--muted)" };

interface Part {
  family: FamilyId;
  node: TreeNode;
  rule: number;
  fill: string;
  ink: string;
  judged: boolean;
  right: boolean | null;
}

const Ground = ({ rule, top, height }: { rule: number; top: number; height: number }) => (
  <rect className="ground" x={-5} y={top} width={rule + 11} height={height} rx={3} />
);

function Full({ family, node, rule, fill, ink, judged }: Part) {
  const { main, rest } = prettyStep(family, node.text);
  const begin = judged ? CHIP.text : 1;
  const room = Math.floor((rule - begin) / MAIN_WIDTH) + 1;
  return (
    <>
      <Ground rule={rule} top={-ROW * 0.6} height={ROW} />
      <line className="rule" x2={rule} />
      {judged && (
        <rect
          className="chip"
          y={-CHIP.height - 3}
          width={CHIP.width}
          height={CHIP.height}
          rx={2}
          style={{ fill }}
        />
      )}
      {node.score !== null && (
        <text
          className="chip-score"
          x={CHIP.width / 2}
          y={-CHIP.height / 2 - 2.5}
          style={{ fill: ink }}
        >
          {chipScore(node.score)}
        </text>
      )}
      <text className="step" x={begin} y={-6}>
        <StepText family={family} text={clip(main, room)} />
      </text>
      {rest && (
        <text className="rest" x={1} y={12}>
          <StepText family={family} text={clip(rest, Math.floor(rule / REST_WIDTH))} />
        </text>
      )}
    </>
  );
}

function Brief({ family, node, rule, fill, judged }: Part) {
  const { brief } = prettyStep(family, node.text);
  const begin = judged ? BRIEF_TEXT : 1;
  const room = Math.floor((rule - begin) / BRIEF_WIDTH) + 1;
  return (
    <>
      <Ground rule={rule} top={-BRIEF_ROW * 0.75} height={BRIEF_ROW} />
      <line className="rule" x2={rule} />
      {judged && <rect className="chip" y={-18} width={8} height={16} style={{ fill }} />}
      <text className="step" x={begin} y={-5}>
        <StepText family={family} text={clip(brief, room)} />
      </text>
    </>
  );
}

/** Too small to read: a bar in the score's colour; a notch at its end tells its fate. */
function Bar({ node, rule, row, fill, right }: Part & { row: number }) {
  const height = row * BAR;
  return (
    <>
      <Ground rule={rule} top={-row / 2} height={row} />
      <rect className="chip bar" y={-height / 2} width={rule} height={height} style={{ fill }} />
      {node.finish && (
        <rect
          className={right ? "stop right" : "stop wrong"}
          x={rule + 1}
          y={-height / 2}
          width={6}
          height={height}
        />
      )}
    </>
  );
}
