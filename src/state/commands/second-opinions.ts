/**
 * Second opinions: what a visitor asks of a node beside the run. Other verifiers' scores of it, and fresh
 * rollouts from it. They cost compute that is counted here and never in the run's ledger; they are
 * remembered by node, and dropped with the run.
 */

import type { EngineState } from "../../engine/client/client.ts";
import { toFailure } from "../../engine/contract/errors.ts";
import { MODELLESS } from "../../engine/contract/modelless.ts";
import type { NodePath } from "../../engine/contract/requests.ts";
import { LIMITS, SAMPLING, samplingOf } from "../../search/common-knobs.ts";
import { clampKnobs, numberKnob } from "../../search/knob-values.ts";
import type { NodeId, SamplingOptions } from "../../search/model.ts";
import { ORACLE } from "../../search/oracle.ts";
import { pathTo } from "../../search/path.ts";
import type { Tree, TreeNode } from "../../search/tree.ts";
import type { App } from "../app.ts";
import type { Figure } from "../figure.ts";
import { problemOf } from "../step-truth.ts";
import { type Asking, type NodeOpinions, opinionsOf } from "../stores/second-opinions.ts";

/** Why nothing can be asked of a node now, as a sentence; null when it can. */
export function whyNotAsk(app: App, figure: Figure, tree: Tree): string | null {
  if (!tree.start || !problemOf(tree)) return "This page cannot read the run's problem.";
  const { family } = tree.start.problem;
  const { engine } = app.engineState.getState();
  if (engine.status === "asking" && figure.opinions.getState().asking === null)
    return "A step of another search is being asked about; one at a time.";
  switch (engine.status) {
    case "idle":
      return "The models are not loaded; load them to ask more of this step.";
    case "loading":
      return "The models are still loading.";
    case "failed":
      return "The models could not be loaded, so nothing more can be asked of this step.";
    case "searching":
      return "A search is running; more can be asked once it is done.";
    case "asking":
    case "ready":
      return engine.info.families.includes(family)
        ? null
        : `The loaded models do not know problems of the family "${family}".`;
  }
}

/** The verifiers whose models are there: asking them costs no download. */
export function readyVerifiers(app: App, figure: Figure): string[] {
  const { engine } = app.engineState.getState();
  if (!("info" in engine)) return [];
  const { info, ids } = figure.opinions.getState().fetched;
  const fetched = engine.info === info ? ids : [];
  const all = [
    engine.info.prm?.id,
    ...(app.loaded?.others ?? []),
    ...fetched,
    ...MODELLESS.filter((id) => id !== ORACLE),
  ];
  return [...new Set(all.filter((id) => id !== undefined))];
}

/** How rollouts of a run's nodes are sampled: as the run was; where that is greedy, as runs usually are. */
export function rolloutSampling(tree: Tree): { sampling: SamplingOptions; maxSteps: number } {
  const { temperature, ...rest } = tree.start?.knobs ?? {};
  const given = temperature === 0 || temperature === undefined ? rest : { ...rest, temperature };
  const knobs = clampKnobs([...SAMPLING, ...LIMITS], given);
  return { sampling: samplingOf(knobs), maxSteps: numberKnob(knobs, "maxSteps") };
}

/** Whether a trajectory ends here, so that nothing can be rolled out. */
export const isOver = ({ end }: TreeNode): boolean => end === "eos" || end === "length";

/** The loaded policy that wrote a run; none is named where it is the first, or not there. */
function writerOf(tree: Tree, engine: EngineState): { policy?: string } {
  const id = tree.start?.policy.id;
  const policies = "info" in engine ? engine.info.policies : [];
  return id !== undefined && policies.some(({ model }) => model.id === id) ? { policy: id } : {};
}

const stepOf = ({ text, tokens, end }: TreeNode) => ({ text, tokens, end: end ?? "step" });

/** @throws TreeError when there is no such node. */
export function nodePath(tree: Tree, node: NodeId): NodePath {
  const problem = tree.start?.problem ?? { family: "countdown", text: "" };
  return { problem, path: pathTo(tree, node).map(stepOf) };
}

/** Score a node with these verifiers; those whose models are not there are fetched. */
export function askVerifiers(
  app: App,
  figure: Figure,
  tree: Tree,
  node: NodeId,
  verifiers: readonly string[],
): Promise<void> {
  const asking: Asking = { node, what: "scores", done: 0, of: 0, label: "Scoring" };
  return ask(app, figure, tree, asking, async (signal) => {
    const onProgress = ({ label, loadedBytes, totalBytes }: LoadedBytes) =>
      progressed(figure, { label, done: loadedBytes, of: totalBytes });
    const writer = writerOf(tree, app.engineState.getState().engine);
    const request = { ...nodePath(tree, node), ...writer, verifiers };
    const scores = await app.engine.scorePath(request, { onProgress }, signal);
    if (!scores) return {};
    const { engine } = app.engineState.getState();
    const info = "info" in engine ? engine.info : null;
    figure.opinions.setState(({ fetched }) => ({
      fetched: { info, ids: [...(fetched.info === info ? fetched.ids : []), ...verifiers] },
    }));
    const known = seen(figure, node).scores;
    return {
      scores: { ...known, ...Object.fromEntries(scores.map((one) => [one.verifier, one])) },
    };
  });
}

interface LoadedBytes {
  label: string;
  loadedBytes: number;
  totalBytes: number;
}

/** Roll out from a node, as many times and with the seed that the store says. */
export function askRollouts(app: App, figure: Figure, tree: Tree, node: NodeId): Promise<void> {
  const { count, seed: chosen } = figure.opinions.getState();
  const seed = chosen ?? tree.start?.seed ?? 1;
  const asking: Asking = { node, what: "rollouts", done: 0, of: count, label: "Rolling out" };
  return ask(app, figure, tree, asking, async (signal) => {
    const how = rolloutSampling(tree);
    const writer = writerOf(tree, app.engineState.getState().engine);
    const request = { ...nodePath(tree, node), ...writer, count, seed, ...how };
    const handlers = { onEnded: (done: number) => progressed(figure, { done }) };
    const value = await app.engine.monteCarloValue(request, handlers, signal);
    if (!value) return {};
    const { engine } = app.engineState.getState();
    const policy = writer.policy ?? ("info" in engine ? engine.info.policy.id : "");
    return { rollouts: { ...value, seed, policy, temperature: how.sampling.temperature } };
  });
}

/** Stop what is asked, and wait until it has stopped. */
export async function stopAsking(app: App): Promise<void> {
  app.question.asked?.abort.abort();
  await app.question.asked?.over;
}

/** What is asked of a run's node ends with the run. @returns stop. */
export function attachOpinions(app: App): () => void {
  let { generation } = app.run.getState();
  return app.run.subscribe((run) => {
    if (run.generation !== generation) void stopAsking(app);
    generation = run.generation;
  });
}

const seen = ({ opinions, run }: Figure, node: NodeId): NodeOpinions =>
  opinionsOf(opinions.getState(), run.getState().generation, node);

const progressed = ({ opinions }: Figure, part: Partial<Asking>): void =>
  opinions.setState(({ asking }) => ({ asking: asking && { ...asking, ...part } }));

/** One question at a time; what it finds, or why it failed, is the node's. */
async function ask(
  app: App,
  figure: Figure,
  tree: Tree,
  asking: Asking,
  work: (signal: AbortSignal) => Promise<Partial<NodeOpinions>>,
): Promise<void> {
  if (app.question.asked || whyNotAsk(app, figure, tree) !== null) return;
  const { generation } = figure.run.getState();
  const abort = new AbortController();
  figure.opinions.setState({ asking });
  const over = work(abort.signal)
    .catch((thrown: unknown): Partial<NodeOpinions> => {
      const { kind, message, advice } = toFailure(thrown);
      return kind === "cancelled" ? {} : { failure: `${message} ${advice}`.trim() };
    })
    .then((found) => {
      app.question.asked = null;
      figure.opinions.setState({ asking: null });
      if (figure.run.getState().generation !== generation) return;
      const opinions = { ...seen(figure, asking.node), failure: null, ...found };
      figure.opinions.setState((before) => ({
        generation,
        nodes: new Map(before.generation === generation ? before.nodes : []).set(
          asking.node,
          opinions,
        ),
      }));
    });
  app.question.asked = { abort, over };
  await over;
}
