/** Everything about the selected node: what it says, what it cost, whether it was right, why it was kept. */
import { Fragment } from "react";
import { QUANTITIES } from "../../search/events.ts";
import { measureOf, type Tree, type TreeNode } from "../../search/tree.ts";
import { type Truth, truthOf } from "../../state/step-truth.ts";
import { seek } from "../../state/stores/playback.ts";
import { transit } from "../../state/stores/run.ts";
import { TEST_IDS } from "../testids.ts";
import { count, grouped, score } from "../text/numbers.ts";
import { prettify, prettyStep } from "../text/pretty.ts";
import { QUANTITY_NAMES, quantityText } from "../text/quantities.ts";
import { reasonOnCard } from "../text/reasons.ts";
import { useFigure, useProblem, useTree, useUi } from "../use-app.ts";
import { Reason } from "./Reason.tsx";
import { SideBySide } from "./SideBySide.tsx";

/** Why the policy's text of a step ended. */
const ENDS = { step: "at the step separator", eos: "at its own end", length: "cut off at the cap" };

function TruthLine({ truth }: { truth: Truth | null }) {
  switch (truth?.kind) {
    case undefined:
      return null;
    case "right":
      return (
        <p className="truth right">
          <strong>Right.</strong>
          {truth.note && <span>{` ${sentence(truth.note)}`}</span>}
        </p>
      );
    case "wrong":
      return (
        <p className="truth wrong">
          <strong>Wrong.</strong>
          <span>{` ${sentence(truth.reason)}`}</span>
        </p>
      );
    case "follows-wrong":
      return (
        <p className="truth wrong">
          <strong>Follows a wrong step</strong>
          <span>{` (step ${truth.step}). ${sentence(truth.reason)}`}</span>
        </p>
      );
  }
}

const sentence = (text: string): string => {
  const trimmed = text.trim();
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + (/[.!?]$/.test(trimmed) ? "" : ".");
};

/** A tree search judges a node at each of its visits: so many verdicts are shown at once. */
const LATEST = 6;

const Reasons = ({ reasons }: { reasons: readonly string[] }) => (
  <ul className="why">
    {reasons.map((reason, index) => (
      <li key={index}>
        <Reason text={reason} />
      </li>
    ))}
  </ul>
);

function Why({ node }: { node: TreeNode }) {
  const answer = node.finish?.answer;
  const finish =
    answer === undefined
      ? []
      : [answer === null ? "It ended without an answer." : `It ended with ${prettify(answer)}.`];
  const own = node.finish?.aggregate?.score ?? node.score;
  const reasons = [
    ...node.verdicts.map(({ reason }) => sentence(reasonOnCard(reason, own))),
    ...finish,
  ];
  if (reasons.length === 0) return <p className="hint">Not judged yet.</p>;
  const earlier = reasons.slice(0, -LATEST);
  return (
    <>
      {earlier.length > 0 && (
        <details>
          <summary>{count(earlier.length, "earlier verdict")}</summary>
          <Reasons reasons={earlier} />
        </details>
      )}
      <Reasons reasons={reasons.slice(-LATEST)} />
    </>
  );
}

function Facts({ tree, node }: { tree: Tree; node: TreeNode }) {
  const each = node.tokens.length > 0 ? node.logprob / node.tokens.length : 0;
  const then = tree.ledgers[node.born];
  return (
    <dl translate="no">
      {node.finish?.aggregate && (
        <>
          <dt>score of the path</dt>
          <dd>
            <span>{`${score(node.finish.aggregate.score)} `}</span>
            <span className="of">{`(${node.finish.aggregate.rule})`}</span>
          </dd>
        </>
      )}
      {QUANTITIES.map((quantity) => {
        const value = measureOf(node, quantity);
        return value === null ? null : (
          <Fragment key={quantity}>
            <dt>{QUANTITY_NAMES[quantity]}</dt>
            <dd>{quantityText(quantity, value)}</dd>
          </Fragment>
        );
      })}
      <dt>log-probability</dt>
      <dd>
        <span>{`${grouped(node.logprob, 2)} `}</span>
        <span className="of">{`(${grouped(each, 2)} a token)`}</span>
      </dd>
      <dt>tokens</dt>
      <dd>
        <span>{`${node.tokens.length} `}</span>
        <span className="of">{`(${node.path.tokens} on its path)`}</span>
      </dd>
      <dt>ended</dt>
      <dd>{node.end === null ? "—" : ENDS[node.end]}</dd>
      {then && (
        <>
          <dt>spent by then</dt>
          <dd>
            {`${count(then.policyTokens, "policy token")}, ${count(then.prmTokens, "PRM token")}`}
          </dd>
        </>
      )}
    </dl>
  );
}

export function NodeCard() {
  const { run } = useFigure();
  const selected = useUi((state) => state.selected);
  const tree = useTree();
  const problem = useProblem();
  const node = selected === null ? undefined : tree.nodes[selected];
  if (!node) {
    return (
      <section className="unselected" aria-labelledby="card-heading">
        <h2 id="card-heading">Step</h2>
        <p className="hint">
          Select a step of the tree to see what it says, what it cost, whether it was right and why
          it was kept.
        </p>
      </section>
    );
  }
  const truth = truthOf(tree, problem, node.id);
  const root = node.parent === null;
  const family = tree.start?.problem.family ?? "countdown";
  return (
    <section
      aria-labelledby="card-heading"
      data-testid={TEST_IDS.card}
      data-node={node.id}
      data-truth={truth?.kind ?? "none"}
    >
      <h2 id="card-heading">
        <span>{root ? "The problem" : `Step ${node.depth}`}</span>
        {!root && <span className="node-number">{`node ${node.id}`}</span>}
      </h2>
      <p className="card-text" translate="no">
        {root ? node.text : prettyStep(family, node.text).whole}
      </p>
      {root ? (
        <>
          <p className="hint">
            {`All paths start here; ${count(tree.nodes.length - 1, "step")} so far.`}
          </p>
          <SideBySide tree={tree} node={node} />
        </>
      ) : (
        <>
          <TruthLine truth={truth} />
          <SideBySide tree={tree} node={node} />
          <Facts tree={tree} node={node} />
          <Why node={node} />
          <button
            type="button"
            className="quiet small"
            onClick={() => transit(run, (playback) => seek(playback, node.born + 1))}
          >
            Show the event that proposed it
          </button>
        </>
      )}
    </section>
  );
}
