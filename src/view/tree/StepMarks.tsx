/** The rule, chips and text of a step at three levels of detail. */
import { verdictOf } from "../../problems/answers/checker.ts";
import type { FamilyId } from "../../problems/family.ts";
import type { TreeNode } from "../../search/tree.ts";
import type { Shade } from "../../state/stores/theme.ts";
import { chipScore } from "../text/numbers.ts";
import { clip, prettyStep } from "../text/pretty.ts";
import { BRIEF_ROW, CHIP, ROW, WORTH } from "./geometry.ts";
import { Count, countWidth, Worth } from "./Signs.tsx";
import { StepText } from "./StepText.tsx";
import { swatch } from "./scale.ts";

const MAIN_WIDTH = 6.9;
const REST_WIDTH = 5.6;
const BRIEF_WIDTH = 7.2;
const BRIEF_CHIP = 8;
const BRIEF_WORTH = 4;
const COUNT_GAP = 7;
/** Height of a bar, as a part of the row's height. */
const BAR = 0.7;

export interface Part {
  family: FamilyId;
  node: TreeNode;
  rule: number;
  shade: Shade;
  /** Colours of the PRM's chip. */
  fill: string;
  ink: string;
  /** Whether a verifier scores this run; without one, no place is kept for scores. */
  judged: boolean;
  /** Q or value; a strategy that has one (`valued`) keeps a place for it on each node. */
  worth: number | null;
  valued: boolean;
  /** The count on the node as it is written; "" for none. */
  count: string;
  right: boolean | null;
}

const Ground = ({ rule, top, height }: { rule: number; top: number; height: number }) => (
  <rect className="ground" x={-5} y={top} width={rule + 11} height={height} rx={3} />
);

const roomFor = (rule: number, begin: number, count: string, width: number): number =>
  Math.floor((rule - begin - (count ? countWidth(count) + COUNT_GAP : 0)) / width) + 1;

export function Full(part: Part) {
  const { family, node, rule, shade, fill, ink, judged, worth, valued, count } = part;
  const { main, rest } = prettyStep(family, node.text);
  const begin = (judged ? CHIP.text : 1) + (valued ? WORTH.room : 0);
  return (
    <>
      <Ground rule={rule} top={-ROW * 0.6} height={ROW} />
      <line className="rule" x2={rule} />
      {judged && (
        <rect
          className="chip prm"
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
      {worth !== null && (
        <Worth worth={worth} shade={shade} x={WORTH.left} y={-CHIP.height / 2 - 3} />
      )}
      <text className="step" x={begin} y={-6}>
        <StepText family={family} text={clip(main, roomFor(rule, begin, count, MAIN_WIDTH))} />
      </text>
      {rest && (
        <text className="rest" x={1} y={12}>
          <StepText family={family} text={clip(rest, Math.floor(rule / REST_WIDTH))} />
        </text>
      )}
      {count && <Count text={count} x={rule - COUNT_GAP} />}
    </>
  );
}

export function Brief({ family, node, rule, shade, fill, judged, worth, valued, count }: Part) {
  const { brief } = prettyStep(family, node.text);
  const beside = judged ? BRIEF_CHIP : 0;
  const chips = beside + (valued ? BRIEF_WORTH + 1 : 0);
  const begin = chips === 0 ? 1 : chips + 4;
  return (
    <>
      <Ground rule={rule} top={-BRIEF_ROW * 0.75} height={BRIEF_ROW} />
      <line className="rule" x2={rule} />
      {judged && (
        <rect className="chip prm" y={-18} width={BRIEF_CHIP} height={16} style={{ fill }} />
      )}
      {worth !== null && (
        <rect
          className="chip"
          x={beside + 1}
          y={-18}
          width={BRIEF_WORTH}
          height={16}
          rx={2}
          style={{ fill: swatch(worth, shade).fill }}
        />
      )}
      <text className="step" x={begin} y={-5}>
        <StepText family={family} text={clip(brief, roomFor(rule, begin, count, BRIEF_WIDTH))} />
      </text>
      {count && <Count text={count} x={rule - COUNT_GAP} />}
    </>
  );
}

/**
 * A step too small to read: a bar in the colour of its score, the lower half in the colour of Q or
 * value; a notch at its end tells its fate.
 */
export function Bar(part: Part & { row: number }) {
  const { node, rule, row, shade, fill, worth, right } = part;
  const height = row * BAR;
  return (
    <>
      <Ground rule={rule} top={-row / 2} height={row} />
      <rect className="chip bar" y={-height / 2} width={rule} height={height} style={{ fill }} />
      {worth !== null && (
        <rect
          width={rule}
          height={height / 2}
          className="lower"
          style={{ fill: swatch(worth, shade).fill }}
        />
      )}
      {node.finish && (
        <rect
          className={`stop ${verdictOf(right)}`}
          x={rule + 1}
          y={-height / 2}
          width={6}
          height={height}
        />
      )}
    </>
  );
}
