/** One lane: its setup in a line, its tree, and its answer with what it has spent. */

import * as actions from "../../actions/lanes.ts";
import { verdictOf } from "../../problems/answers/checker.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { ORACLE } from "../../search/oracle.ts";
import { ledgerOf } from "../../search/tree.ts";
import type { Lane } from "../../state/stores/lanes.ts";
import { NodeCard } from "../panels/NodeCard.tsx";
import { ActionButton } from "../shell/ActionButton.tsx";
import { Glyph } from "../shell/Glyph.tsx";
import { Part } from "../shell/Part.tsx";
import { TEST_IDS } from "../testids.ts";
import { amount } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";
import { correctAttribute, MARKS, verdictClass } from "../text/verdicts.ts";
import { TreeFigure } from "../tree/TreeFigure.tsx";
import { useLanes, useRun, useTree, useUi } from "../use-app.ts";
import { LaneSetup } from "./LaneSetup.tsx";
import { laneName } from "./lane-name.ts";

export function LaneFigure({ lane, index }: { lane: Lane; index: number }) {
  const name = laneName(index);
  const tree = useTree();
  const currency = useLanes((state) => state.currency);
  const selected = useUi((state) => state.selected);
  const spent = ledgerOf(tree)[currency];
  const { answer, done } = tree;
  const waiting = useRun(({ playback }) => (playback.streaming ? "searching" : "no answer yet"));
  return (
    <article
      className={lane.muted ? "lane muted" : "lane"}
      aria-label={`Lane ${name}`}
      data-testid={TEST_IDS.lane}
      data-done={done ?? ""}
      data-policy={tree.start?.policy.id ?? ""}
      data-spent={spent}
      data-answer={answer?.answer ?? ""}
      data-correct={correctAttribute(answer)}
    >
      <header className="lane-head">
        <span className="lane-name" aria-hidden="true">
          {name}
        </span>
        <LaneSetup id={lane.id} />
        <Part name="setup">
          <div className="lane-buttons">
            <ActionButton action={actions.edit} className="icon">
              <Glyph name="more" />
            </ActionButton>
            <ActionButton action={actions.duplicate} className="icon">
              <Glyph name="copy" />
            </ActionButton>
            <ActionButton
              action={actions.mute}
              label={lane.muted ? "Unmute this lane" : "Mute this lane"}
              className="icon"
            >
              <Glyph name={lane.muted ? "eye-off" : "eye"} />
            </ActionButton>
            <ActionButton action={actions.remove} className="icon">
              <Glyph name="close" />
            </ActionButton>
          </div>
        </Part>
      </header>
      <TreeFigure />
      {selected !== null && (
        <Part name="card">
          <div className="lane-card">
            <NodeCard />
          </div>
        </Part>
      )}
      <p className={`lane-foot ${verdictClass(answer)}`} translate="no">
        <span className="lane-answer">
          {lane.muted
            ? "muted"
            : answer === null
              ? tree.start
                ? waiting
                : "\u2014"
              : answer.answer === null
                ? "no answer"
                : prettify(answer.answer)}
        </span>
        {answer?.answer != null && (
          <span className="verdict">
            {`${MARKS[verdictOf(answer.correct)]} ${verdictOf(answer.correct)}`}
          </span>
        )}
        {tree.start?.verifier?.id === ORACLE && (
          <span className="hint">chosen with the oracle: an upper bound</span>
        )}
        {tree.start && (
          <span className="lane-spent numeral">
            {`${amount(currency, spent)} ${CURRENCIES[currency].unit}`}
          </span>
        )}
      </p>
    </article>
  );
}
