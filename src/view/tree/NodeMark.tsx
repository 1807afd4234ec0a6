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
import { clip, prettify, prettyStep } from "../text/pretty.ts";
import { CHIP, type Detail, ROW } from "./geometry.ts";
import { StepText } from "./StepText.tsx";
import { swatch } from "./scale.ts";
import { Terminal } from "./Terminal.tsx";

export interface NodeMarkProps {
  node: TreeNode;
  family: FamilyId;
  x: number;
  y: number;
  /** Length of the rule. */
  rule: number;
  detail: Detail;
  shade: Shade;
  chosen: boolean;
  lineage: boolean;
  selected: boolean;
  focusable: boolean;
  /** Whether its answer is right; null while it has none. */
  right: boolean | null;
}

const MAIN_WIDTH = 6.9;
const REST_WIDTH = 5.6;
const BRIEF_WIDTH = 8.4;
const BRIEF_TEXT = 13;
const BAR_HEIGHT = ROW * 0.62;

/** For screen readers. */
function spoken(node: TreeNode): string {
  const score = node.score === null ? "not scored" : `score ${node.score.toFixed(2)}`;
  const status = node.status === "pruned" ? "dropped" : node.status;
  return `Step ${node.depth}: ${prettify(node.text)}; ${score}; ${status}`;
}

export const NodeMark = memo(function NodeMark(props: NodeMarkProps) {
  const { node, family, x, y, rule, detail, shade, chosen, lineage, selected, focusable } = props;
  const { fill, ink } = node.score === null ? UNSCORED : swatch(node.score, shade);
  const classes = ["node", node.status, chosen && "chosen", lineage && "lineage", selected && "selected"];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a tree drawn in SVG has no HTML element to be
    <g
      role="treeitem"
      aria-label={spoken(node)}
      aria-level={node.depth + 1}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      className={classes.filter(Boolean).join(" ")}
      transform={`translate(${x} ${y})`}
      data-testid={TEST_IDS.node}
      data-node={node.id}
      data-status={node.status}
      data-score={node.score ?? ""}
    >
      <g className="enter">
        <rect className="ground" x={-5} y={-ROW * 0.62} width={rule + 10} height={ROW} rx={3} />
        {detail === "bar" ? (
          <rect
            className="chip"
            y={-BAR_HEIGHT / 2}
            width={rule}
            height={BAR_HEIGHT}
            style={{ fill }}
          />
        ) : (
          <>
            <line className="rule" x2={rule} />
            {detail === "full" ? (
              <Full family={family} node={node} rule={rule} fill={fill} ink={ink} />
            ) : (
              <Brief family={family} node={node} rule={rule} fill={fill} />
            )}
          </>
        )}
        <Terminal node={node} x={rule} right={props.right} />
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
}

function Full({ family, node, rule, fill, ink }: Part & { ink: string }) {
  const { main, rest } = prettyStep(family, node.text);
  return (
    <>
      <rect
        className="chip"
        y={-CHIP.height - 3}
        width={CHIP.width}
        height={CHIP.height}
        rx={2}
        style={{ fill }}
      />
      {node.score !== null && (
        <text className="chip-score" x={CHIP.width / 2} y={-CHIP.height / 2 + 1} style={{ fill: ink }}>
          {chipScore(node.score)}
        </text>
      )}
      <text className="step" x={CHIP.text} y={-6}>
        <StepText family={family} text={clip(main, Math.floor((rule - CHIP.text) / MAIN_WIDTH) + 1)} />
      </text>
      {rest && (
        <text className="rest" x={1} y={12}>
          <StepText family={family} text={clip(rest, Math.floor(rule / REST_WIDTH))} />
        </text>
      )}
    </>
  );
}

function Brief({ family, node, rule, fill }: Part) {
  const { brief } = prettyStep(family, node.text);
  return (
    <>
      <rect className="chip" y={-21} width={8} height={19} style={{ fill }} />
      <text className="step brief" x={BRIEF_TEXT} y={-6}>
        <StepText family={family} text={clip(brief, Math.floor((rule - BRIEF_TEXT) / BRIEF_WIDTH) + 1)} />
      </text>
    </>
  );
}
