/** What can be asked of a node now and what it costs, or how far the answer has come. */

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

/** How many tokens a verifier reads to score a node: those of the prompt and of the path. */
function prefixTokens(tree: Tree, node: TreeNode): number {
  const prompt = tree.ledgers.find((ledger) => ledger.policyCalls > 0)?.prefillTokens ?? 0;
  return prompt + node.path.tokens;
}

/** "a", "a and b"; more than two are counted, as their rows above name them. */
const listed = (names: readonly string[]): string =>
  names.length > 2 ? `the ${names.length} other verifiers` : names.join(" and ");

function Progress({ node }: { node: TreeNode }) {
  const app = useApp();
  const asking = useOpinions((state) => state.asking);
  if (!asking) return null;
  if (asking.node !== node.id)
    return (
      <p className="hint">{`A question about node ${asking.node} is being answered; one at a time.`}</p>
    );
  const { what, done, of, label } = asking;
  const far =
    of === 0
      ? ""
      : what === "rollouts"
        ? `${done} of ${of}`
        : `${megabytes(done)} of ${megabytes(of)}`;
  return (
    <div className="asking" aria-live="polite">
      <p translate="no">
        <span>{`${label} `}</span>
        <span className="of">{far}</span>
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
  /** The loaded verifiers that have not scored the node yet. */
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
            {`Ask ${listed(verifiers.map(verifierName))}`}
          </button>
          <span className="of">
            {`≈ ${grouped(verifiers.length * prefixTokens(tree, node))} tokens`}
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
                {`${one} times`}
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
            <span className="of">
              {`≈ ${grouped(Number((rollouts * left).toPrecision(2)))} tokens`}
            </span>
          )}
        </p>
      )}
    </>
  );
}
