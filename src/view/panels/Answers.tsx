/** The final answer, and every answer with its votes and weights. */
import type { Tally } from "../../search/events.ts";
import type { Tree, VoteRule } from "../../search/tree.ts";
import { isRight } from "../../state/truth.ts";
import { TEST_IDS } from "../testids.ts";
import { count } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";
import { useApp, useProblem, useTree } from "../use-app.ts";

const RULES: Readonly<Record<VoteRule, string>> = {
  majority: "Majority vote",
  weighted: "Vote weighted by score",
  best: "Best score",
};

/** Answers as they stand before the vote: by how many trajectories gave them. */
function standing(tree: Tree): Tally[] {
  const lines = new Map<string, Tally>();
  for (const { id, finish } of tree.nodes) {
    if (finish?.answer == null) continue;
    const line = lines.get(finish.answer) ?? {
      answer: finish.answer,
      count: 0,
      weight: 0,
      nodes: [],
    };
    line.count += 1;
    line.weight += finish.aggregate?.score ?? 0;
    line.nodes.push(id);
    lines.set(finish.answer, line);
  }
  return [...lines.values()].sort((a, b) => b.count - a.count || b.weight - a.weight);
}

const SHOWN = 8;
/** Characters of an answer that is set smaller. */
const LONG = 10;

export function Answers() {
  const { ui } = useApp();
  const tree = useTree();
  const problem = useProblem();
  const vote = tree.votes.at(-1);
  const tally = vote?.tally ?? standing(tree);
  const most = Math.max(1, ...tally.map((line) => line.count));
  const heaviest = Math.max(1e-9, ...tally.map((line) => line.weight));
  const { answer } = tree;
  // A majority does not weigh.
  const weighs = vote ? vote.rule !== "majority" : tally.some(({ weight }) => weight > 0);
  const verdict = answer === null ? "pending" : String(answer.correct);
  return (
    <section aria-labelledby="answers-heading">
      <h2 id="answers-heading">Answer</h2>
      <p
        className={`final ${verdict}`}
        data-testid={TEST_IDS.answer}
        data-answer={answer?.answer ?? ""}
        data-correct={answer === null ? "pending" : answer.correct}
        aria-live="polite"
      >
        {answer === null ? (
          <span className="waiting">{tree.start ? "searching" : "\u2014"}</span>
        ) : (
          <>
            <span className={(answer.answer?.length ?? 0) > LONG ? "value long" : "value"}>
              {answer.answer === null ? "none" : prettify(answer.answer)}
            </span>
            {answer.answer !== null && (
              <span className="verdict">{answer.correct ? "right" : "wrong"}</span>
            )}
          </>
        )}
      </p>
      {tally.length > 0 && (
        <table className="tally">
          <caption>{vote ? RULES[vote.rule] : `So far, ${count(tally.length, "answer")}`}</caption>
          <thead>
            <tr>
              <th scope="col">answer</th>
              <th scope="col">votes</th>
              {weighs && <th scope="col">{vote?.rule === "best" ? "score" : "weight"}</th>}
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
                className={line.answer === answer?.answer ? "winner" : undefined}
              >
                <th scope="row">
                  <button
                    type="button"
                    className={line.answer.length > LONG ? "text-button long" : "text-button"}
                    onClick={() => ui.setState({ selected: line.nodes[0] ?? null })}
                  >
                    {prettify(line.answer)}
                  </button>
                  <span className="mark">{isRight(problem, line.answer) ? "right" : "wrong"}</span>
                </th>
                <td>
                  <span className="bar" style={{ width: `${(100 * line.count) / most}%` }} />
                  {line.count}
                </td>
                {weighs && (
                  <td>
                    <span className="bar" style={{ width: `${(100 * line.weight) / heaviest}%` }} />
                    {line.weight.toFixed(2)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {tally.length > SHOWN && <p className="hint">and {tally.length - SHOWN} more</p>}
    </section>
  );
}
