/** The setup as the visitor changes it where its cost is concerned: budget, strategy, knobs, problem. */

import type { EngineState } from "../../engine/client/client.ts";
import type { Catalog } from "../../engine/sources/catalog.ts";
import { familyOf, parseProblem } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import type { Budget } from "../../search/ledger.ts";
import type { ModelCard } from "../../search/model.ts";
import type { Pace } from "../../search/pace.ts";
import { type Shape, shapeOf } from "../../search/shape.ts";
import type { Tree } from "../../search/tree.ts";
import { usualShape } from "../../search/usual-shape.ts";
import { type App, strategyOf } from "../app.ts";
import { fitted, turned } from "../budget.ts";
import type { Figure } from "../figure.ts";
import { knownFor, modelless, wantedOf } from "../known-models.ts";
import type { Setup } from "../stores/setup.ts";

/** A model of which nothing is known yet. */
const UNKNOWN: ModelCard = { id: "", parameters: 0 };

let last: { text: string; shape: Shape } | null = null;

/** Searching for a derivation takes its time. */
function rememberedShape(problem: Problem): Shape {
  if (last?.text !== problem.text) {
    const models = { policy: UNKNOWN, verifier: null };
    last = { text: problem.text, shape: usualShape(familyOf(problem.family), problem, models) };
  }
  return last.shape;
}

/** What a page knows of its models, and of the run that it shows. */
interface Seen {
  tree: Tree;
  engine: EngineState;
  pace: Pace | null;
  catalog: Catalog | null;
}

/**
 * What trajectories of the setup's problem look like: as the run on the page has shown it, where it
 * is of the same problem, else as a right derivation does. null while the problem cannot be read.
 */
export function shapeFor(
  { text, ...setup }: Pick<Setup, "text" | "policy" | "verifier">,
  { tree, engine, pace, catalog }: Seen,
): Shape | null {
  const parsed = parseProblem(text);
  if (!parsed.ok) return null;
  const policy = wantedOf(setup.policy, knownFor(catalog, "policy"));
  const verifier = wantedOf(setup.verifier, knownFor(catalog, "prm"));
  const info = "info" in engine ? engine.info : null;
  const beside = info?.policies.find(({ model }) => model.id === policy);
  const loaded = beside?.cards ?? info?.cards;
  const cards = loaded ?? tree.start;
  const seen = tree.start?.problem.text === parsed.problem.text ? shapeOf(tree) : null;
  const other = loaded?.others.find(({ id }) => id === verifier);
  const judge = modelless(verifier) === undefined ? other || cards?.verifier : null;
  return {
    ...(seen ?? rememberedShape(parsed.problem)),
    policy: cards?.policy ?? UNKNOWN,
    verifier: judge === undefined ? UNKNOWN : judge,
    ...(pace && { pace }),
  };
}

function shapeNow(app: App, figure: Figure, setup: Setup): Shape | null {
  const { events } = figure.run.getState().playback;
  const tree = figure.snapshots.at(events, events.length);
  const { engine } = app.engineState.getState();
  const known = { ...app.catalog.getState(), ...app.pace.getState() };
  return shapeFor(setup, { tree, engine, ...known });
}

function refit(app: App, figure: Figure, part: Partial<Setup>): void {
  const setup = { ...figure.setup.getState(), ...part };
  const strategy = strategyOf(app, setup.strategy);
  figure.setup.setState(fitted(setup, strategy, shapeNow(app, figure, setup)), true);
}

/** null for no limit: the size stays what it is. */
export const setBudget = (app: App, figure: Figure, budget: Budget | null): void =>
  refit(app, figure, { budget });

export const chooseStrategy = (app: App, figure: Figure, strategy: string): void =>
  refit(app, figure, { strategy });

export const setProblem = (
  app: App,
  figure: Figure,
  problem: Pick<Setup, "text"> & Partial<Setup>,
): void => refit(app, figure, problem);

export function turnKnob(app: App, figure: Figure, id: string, value: number | string): void {
  const setup = figure.setup.getState();
  const strategy = strategyOf(app, setup.strategy);
  figure.setup.setState(turned(setup, strategy, shapeNow(app, figure, setup), id, value), true);
}
