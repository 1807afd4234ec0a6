/** The Monte Carlo value of a node: a row below the verifiers' scores. */

import { wilson } from "../../experiments/stats/wilson.ts";
import type { TreeNode } from "../../search/tree.ts";
import { isOver } from "../../state/commands/second-opinions.ts";
import type { Rollouts as Found } from "../../state/stores/second-opinions.ts";
import { chipScore, score } from "../text/numbers.ts";
import { ScoreAxis } from "./ScoreAxis.tsx";

const HELP =
  "The share of new rollouts from this step that reach a right answer. Reward models are trained to predict it.";

export function Rollouts({ node, rollouts }: { node: TreeNode; rollouts: Found | null }) {
  if (isOver(node)) return null;
  const share = rollouts ? rollouts.right / rollouts.count : null;
  const interval = rollouts && share !== null ? wilson(share, rollouts.count) : null;
  return (
    <>
      <tr data-verifier="rollouts" data-score={share ?? ""}>
        <th scope="row" title={HELP}>
          Monte Carlo value
        </th>
        {share === null || interval === null ? (
          <td colSpan={2}>
            <span className="of">not rolled out</span>
          </td>
        ) : (
          <>
            <td>
              <ScoreAxis value={share} interval={interval} />
            </td>
            <td>{score(share)}</td>
          </>
        )}
      </tr>
      {rollouts && interval && (
        <tr className="note">
          <td colSpan={3} className="note-text">
            {`${rollouts.right} of ${rollouts.count} rollouts end right; 95 % interval ${chipScore(interval.low)} to ${chipScore(interval.high)}. ${rollouts.policy}, temperature ${rollouts.temperature}, seed ${rollouts.seed}.`}
          </td>
        </tr>
      )}
    </>
  );
}
