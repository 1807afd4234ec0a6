/**
 * The scores of one node side by side: by the run's verifier, by others once they are asked, by new
 * rollouts, and by the oracle.
 */

import { bytesBeside } from "../../engine/sources/choose-models.ts";
import { isRightSoFar, ORACLE } from "../../search/oracle.ts";
import { stepsTo } from "../../search/path.ts";
import type { Tree, TreeNode } from "../../search/tree.ts";
import { askVerifiers, readyVerifiers, whyNotAsk } from "../../state/commands/second-opinions.ts";
import { knownFor } from "../../state/known-models.ts";
import { opinionsOf } from "../../state/stores/second-opinions.ts";
import { TEST_IDS } from "../testids.ts";
import { count, megabytes, score } from "../text/numbers.ts";
import { verifierName, verifierNote } from "../text/verifiers.ts";
import {
  useApp,
  useCatalog,
  useEngine,
  useFigure,
  useOpinions,
  useProblem,
  useRun,
} from "../use-app.ts";
import { Asking } from "./Asking.tsx";
import { Rollouts } from "./Rollouts.tsx";
import { ScoreAxis } from "./ScoreAxis.tsx";

/** All verifiers but the oracle with their scores of the node, the run's own first. */
function useScores(tree: Tree, node: TreeNode) {
  const app = useApp();
  const figure = useFigure();
  // Read again whenever the engine has loaded something.
  useEngine();
  const catalog = useCatalog();
  const known = knownFor(catalog, "prm");
  const generation = useRun((run) => run.generation);
  const opinions = useOpinions((state) => state);
  const found = opinionsOf(opinions, generation, node.id);
  const own = tree.start?.verifier?.id;
  const ready = readyVerifiers(app, figure);
  const all = new Set([own ?? "", ...ready, ...(known?.models ?? [])]);
  const rows = [...all]
    .filter((id) => id !== "" && id !== ORACLE)
    .map((id) => {
      const asked = found.scores[id];
      const ofRun = id === own ? node.score : null;
      return { id, value: ofRun ?? asked?.score ?? null, own: id === own };
    });
  // Self-certainty is no model, so it comes last.
  rows.sort((a, b) => Number(verifierNote(a.id) !== "") - Number(verifierNote(b.id) !== ""));
  const missing = rows.filter(({ id, value }) => value === null && ready.includes(id));
  const ask = (ids: readonly string[]) => void askVerifiers(app, figure, tree, node.id, ids);
  return { rows, missing, ready, found, known, catalog, ask, asking: opinions.asking };
}

export function SideBySide({ tree, node }: { tree: Tree; node: TreeNode }) {
  const app = useApp();
  const figure = useFigure();
  const problem = useProblem();
  const { rows, missing, ready, found, known, catalog, ask, asking } = useScores(tree, node);
  const root = node.parent === null;
  const why = whyNotAsk(app, figure, tree);
  const free = why === null && asking === null;
  const truth =
    problem &&
    isRightSoFar(problem, {
      steps: stepsTo(tree, node.id),
      finished: node.end === "eos",
    });
  const asked = Object.values(found.scores).reduce((sum, one) => sum + one.cost.prefilled, 0);
  const rolled = found.rollouts?.cost;
  const spent = [
    ...(rolled ? [count(rolled.generated + rolled.prefilled, "policy token")] : []),
    ...(asked > 0 ? [`${count(asked, "token")} by verifiers`] : []),
  ];
  return (
    <div className="side" data-testid={TEST_IDS.side}>
      <table translate="no">
        <caption>{root ? "How often it is solved" : "How each verifier scores it"}</caption>
        <tbody>
          {!root &&
            rows.map(({ id, value, own }) => (
              <tr key={id} data-verifier={id} data-score={value ?? ""}>
                <th scope="row" title={verifierNote(id) || undefined}>
                  <span>{`${verifierName(id)} `}</span>
                  {own && <span className="of">in this run</span>}
                </th>
                {value === null ? (
                  <td colSpan={2}>
                    {ready.includes(id) || !catalog || !known?.models.includes(id) ? (
                      <span className="of">not asked</span>
                    ) : (
                      <button
                        type="button"
                        className="quiet small"
                        aria-disabled={!free}
                        onClick={() => free && ask([id])}
                      >
                        {`Fetch it, ${megabytes(bytesBeside(catalog, id))}`}
                      </button>
                    )}
                  </td>
                ) : (
                  <>
                    <td>
                      <ScoreAxis value={value} probability={verifierNote(id) === ""} />
                    </td>
                    <td>{score(value)}</td>
                  </>
                )}
              </tr>
            ))}
          <Rollouts node={node} rollouts={found.rollouts} />
          {!root && truth !== null && (
            <tr data-verifier={ORACLE} data-score={truth ? 1 : 0}>
              <th scope="row" title={verifierNote(ORACLE)}>
                <span>{"oracle "}</span>
                <span className="of">knows the truth</span>
              </th>
              <td>
                <ScoreAxis value={truth ? 1 : 0} />
              </td>
              <td>{truth ? "right" : "wrong"}</td>
            </tr>
          )}
        </tbody>
      </table>
      {found.failure && (
        <p className="refusal" role="alert">
          {found.failure}
        </p>
      )}
      {why === null ? (
        <Asking
          tree={tree}
          node={node}
          verifiers={root ? [] : missing.map(({ id }) => id)}
          onAsk={ask}
        />
      ) : (
        <p className="hint">{why}</p>
      )}
      {spent.length > 0 && (
        <p className="hint">{`These questions cost ${spent.join(" and ")}; the run's ledger does not count them.`}</p>
      )}
    </div>
  );
}
