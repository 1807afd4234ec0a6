/** What can be asked of a node now, what it costs, and how far an answer is. */

import { useId } from "react";
import { LARGEST_SEED } from "../../search/seed.ts";
import { shapeOf } from "../../search/shape.ts";
import type { Tree, TreeNode } from "../../search/tree.ts";
import { askRollouts, isOver, stopAsking } from "../../state/commands/second-opinions.ts";
import { ROLLOUT_COUNTS } from "../../state/stores/second-opinions.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { grouped, megabytes } from "../text/numbers.ts";
import { verifierName } from "../text/verifiers.ts";
import { useApp, useFigure, useOpinions, useWholeTree } from "../use-app.ts";

/** Tokens of the prompt and the path, as a verifier reads them. */
function prefixTokens(tree: Tree, node: TreeNode): number {
  const prompt = tree.ledgers.find((ledger) => ledger.policyCalls > 0)?.prefillTokens ?? 0;
  return prompt + node.path.tokens;
}

function Progress({ node }: { node: TreeNode }) {
  const app = useApp();
  const asking = useOpinions((state) => state.asking);
  if (!asking) return null;
  if (asking.node !== node.id)
    return <p className="hint">Node {asking.node} is being asked about; one at a time.</p>;
  const { what, done, of, label } = asking;
  const far =
    of === 0
      ? ""
      : what === "rollouts"
        ? `${done} of ${of}`
        : `${megabytes(done)} of ${megabytes(of)}`;
  return (
    <div className="asking" aria-live="polite">
      <p>
        {label} <span className="of">{far}</span>
      </p>
      <button type="button" className="quiet small" onClick={() => void stopAsking(app)}>
        Stop
      </button>
      <progress aria-label={label} max={of || 1} {...(of > 0 ? { value: done } : {})} />
    </div>
  );
}

export function Asking({
  tree,
  node,
  verifiers,
  onAsk,
}: {
  tree: Tree;
  node: TreeNode;
  /** Those that are loaded and have said nothing yet. */
  verifiers: readonly string[];
  onAsk(verifiers: readonly string[]): void;
}) {
  const app = useApp();
  const figure = useFigure();
  const asking = useOpinions((state) => state.asking);
  const rollouts = useOpinions((state) => state.count);
  const seed = useOpinions((state) => state.seed) ?? tree.start?.seed ?? 1;
  const shape = shapeOf(useWholeTree());
  const seedId = useId();
  if (asking) return <Progress node={node} />;
  const left =
    shape && Math.max(shape.stepTokens, shape.steps * shape.stepTokens - node.path.tokens);
  return (
    <>
      {verifiers.length > 0 && (
        <p className="ask">
          <button type="button" className="quiet small" onClick={() => onAsk(verifiers)}>
            Ask {verifiers.map(verifierName).join(" and ")}
          </button>
          <span className="of">
            ≈ {grouped(verifiers.length * prefixTokens(tree, node))} tokens
          </span>
        </p>
      )}
      {!isOver(node) && (
        <p className="ask">
          <button
            type="button"
            className="quiet small"
            onClick={() => void askRollouts(app, figure, tree, node.id)}
          >
            Roll out
          </button>
          <select
            aria-label="Rollouts"
            value={rollouts}
            onChange={({ target }) => figure.opinions.setState({ count: Number(target.value) })}
          >
            {ROLLOUT_COUNTS.map((one) => (
              <option key={one} value={one}>
                {one} times
              </option>
            ))}
          </select>
          <label htmlFor={seedId}>seed</label>
          <NumberField
            id={seedId}
            min={0}
            max={LARGEST_SEED}
            step={1}
            value={seed}
            onChange={(value) => figure.opinions.setState({ seed: Math.round(value) })}
          />
          {left !== null && (
            <span className="of">≈ {grouped(Number((rollouts * left).toPrecision(2)))} tokens</span>
          )}
        </p>
      )}
    </>
  );
}
