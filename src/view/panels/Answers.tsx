/** The final answer, and all answers with their votes and weights. */
import { useMemo } from "react";
import { verdictOf } from "../../problems/answers/checker.ts";
import { checkerFor } from "../../problems/families/index.ts";
import { ORACLE } from "../../search/oracle.ts";
import { sameSamples } from "../../search/same-samples.ts";
import { isRight } from "../../state/step-truth.ts";
import { TEST_IDS } from "../testids.ts";
import { prettify } from "../text/pretty.ts";
import { correctAttribute, verdictClass } from "../text/verdicts.ts";
import { useApp, useFigure, useProblem, useRun, useTree } from "../use-app.ts";
import { standingOf } from "./standing.ts";

const SHOWN = 8;
/** Answers with more characters than this are set smaller. */
const LONG = 10;

export function Answers() {
  const { strategies } = useApp();
  const { ui } = useFigure();
  const tree = useTree();
  const problem = useProblem();
  const { caption, counted, weighed, tally } = useMemo(() => standingOf(tree), [tree]);
  const most = Math.max(1, ...tally.map((line) => line.count));
  const heaviest = Math.max(1e-9, ...tally.map((line) => line.weight));
  const { answer, start } = tree;
  // A recorded run has been searched long ago; the player only has not come to its answer.
  const waiting = useRun(({ playback }) => (playback.streaming ? "searching" : "no answer yet"));
  const strategy = strategies.find(({ id }) => id === start?.strategy);
  const same = start && strategy ? sameSamples(strategy, start.knobs) : null;
  const given = answer?.answer ?? null;
  const isGiven = (other: string): boolean =>
    given !== null && tree.start !== null && checkerFor(tree.start.problem).same(given, other);
  return (
    <section aria-labelledby="answers-heading">
      <h2 id="answers-heading">Answer</h2>
      <p
        className={`final ${verdictClass(answer)}`}
        data-testid={TEST_IDS.answer}
        data-answer={answer?.answer ?? ""}
        data-correct={correctAttribute(answer)}
        aria-live="polite"
        translate="no"
      >
        {answer === null ? (
          <span className="waiting">{tree.start ? waiting : "\u2014"}</span>
        ) : (
          <>
            <span className={(answer.answer?.length ?? 0) > LONG ? "value long" : "value"}>
              {answer.answer === null ? "none" : prettify(answer.answer)}
            </span>
            {answer.answer !== null && <span className="verdict">{verdictOf(answer.correct)}</span>}
          </>
        )}
      </p>
      {same && <p className="hint">{same}</p>}
      {tree.start?.verifier?.id === ORACLE && (
        <p className="hint">Chosen with the oracle: an upper bound, not a result.</p>
      )}
      {tally.length > 0 && (
        <table className="tally" translate="no">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">answer</th>
              <th scope="col">{counted}</th>
              {weighed && <th scope="col">{weighed}</th>}
            </tr>
          </thead>
          <tbody>
            {tally.slice(0, SHOWN).map((line) => (
              <tr
                key={line.answer}
                data-testid={TEST_IDS.tally}
                data-answer={line.answer}
                data-count={line.count}
                data-weight={line.weight}
                className={isGiven(line.answer) ? "winner" : undefined}
              >
                <th scope="row">
                  <button
                    type="button"
                    className={line.answer.length > LONG ? "text-button long" : "text-button"}
                    onClick={() => ui.setState({ selected: line.nodes[0] ?? null })}
                  >
                    {prettify(line.answer)}
                  </button>
                  <span className="mark">{verdictOf(isRight(problem, line.answer))}</span>
                </th>
                <td>
                  <span className="bar" style={{ width: `${(100 * line.count) / most}%` }} />
                  <span>{line.count}</span>
                </td>
                {weighed && (
                  <td>
                    <span className="bar" style={{ width: `${(100 * line.weight) / heaviest}%` }} />
                    <span>{line.weight.toFixed(2)}</span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {tally.length > SHOWN && <p className="hint">{`and ${tally.length - SHOWN} more`}</p>}
    </section>
  );
}
