/**
 * Runs a sweep on any models. The result of a search depends neither on how many searches run at once
 * nor on their order; only the order of the lines does.
 */
import { checkerFor } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import type { SearchLog } from "../../search/events.ts";
import { type Shape, shapeOf } from "../../search/shape.ts";
import { bestOfN } from "../../search/strategies/best-of-n.ts";
import { majority } from "../../search/strategies/majority.ts";
import { fold, ledgerOf } from "../../search/tree.ts";
import {
  type Line,
  lineProblem,
  type Results,
  type RunLine,
  runKey,
  type ShapeLine,
} from "./file.ts";
import type { Host } from "./host.ts";
import { type Pair, type PlannedSearch, type Point, planSearches, VOTES } from "./plan.ts";
import { answerOfSamples, packSamples } from "./samples.ts";
import { knobsOf, type Settings, SIZE, SweepRefused, strategiesOf } from "./settings.ts";

export interface Work {
  settings: Settings;
  problems: readonly Problem[];
  /** What the file already holds. */
  known: Pick<Results, "runs" | "shapes">;
  /** Takes all lines of one search in one call. */
  write(lines: readonly Line[]): void;
  /** Called after each search; counts only searches that the file did not hold. */
  progress?(done: number, total: number): void;
}

/** Runs all searches of one pair of models that the file does not hold. @throws what a model throws. */
export async function runPair(pair: Pair, host: Host, work: Work): Promise<void> {
  const { settings, problems, write } = work;
  const shapes = await pilots(pair, host, work);
  const shapeOfProblem = (problem: Problem): Shape => {
    const found = shapes.find((line) => isOfKind(line, problem));
    if (!found) throw new RangeError(`No trajectory of "${problem.text}" is known.`);
    return found.shape;
  };
  const known = new Map(work.known.runs.map((run) => [runKey(run.problem, run, run.seed), run]));
  const missingOf = ({ problem, points, seed }: PlannedSearch): Point[] =>
    points.filter((point) => !known.has(runKey(problem, point, seed)));
  const searches = planSearches(settings, pair, problems, shapeOfProblem)
    .map((search) => ({ search, missing: missingOf(search) }))
    .filter(({ missing }) => missing.length > 0);
  let done = 0;
  const end = (lines: readonly RunLine[]): void => {
    write(lines);
    done += 1;
    work.progress?.(done, searches.length);
  };
  const unheard: PlannedSearch[] = [];
  for (const { search, missing } of searches) {
    // The file may end between the lines of one search; the first of them holds its samples.
    const drawn = search.points
      .map((point) => known.get(runKey(search.problem, point, search.seed)))
      .find((run) => run?.samples);
    if (drawn) end(revote(drawn, missing));
    else unheard.push(search);
  }
  await host.run(unheard, (index, log) => {
    const search = unheard[index];
    if (search) end(linesOf(search, log));
  });
}

/** The line of each point that the log of a search gives. */
function linesOf(search: PlannedSearch, log: SearchLog): RunLine[] {
  const { problem, seed, strategy, knobs, points } = search;
  const tree = fold(log);
  const [own] = points;
  if (!own) throw new RangeError("A search without a point tells nothing.");
  const size = strategy.size === null ? null : Number(knobs[strategy.size]);
  const line: RunLine = {
    type: "run",
    problem: lineProblem(problem),
    ...own,
    size,
    seed,
    answer: tree.answer?.answer ?? null,
    correct: tree.answer?.correct ?? null,
    ledger: ledgerOf(tree),
  };
  if (!(strategy.id in VOTES)) return [line];
  const drawn = { ...line, samples: packSamples(log, tree, checkerFor(problem)) };
  return [drawn, ...revote(drawn, points.slice(1))];
}

/** The lines of other votes on the samples of a run. */
function revote({ samples, ...run }: RunLine, points: readonly Point[]): RunLine[] {
  if (!samples) throw new RangeError("A run without samples cannot be voted on again.");
  const checker = checkerFor(run.problem);
  return points.map((point) => ({
    ...run,
    ...point,
    ...answerOfSamples(samples, point, checker),
    ledger: point.prm === null ? samples.ledger : run.ledger,
  }));
}

const PILOT = { problems: 4, samples: 8, seed: 0 };

/** The shape of each kind of problem, from the file or from a few samples; empty when knobs are not fitted. */
async function pilots(pair: Pair, host: Host, work: Work): Promise<ShapeLine[]> {
  const { settings, problems, known, write } = work;
  if (settings.currency === SIZE) return [];
  const kinds = [...new Map(problems.map((one) => [kindOf(one), one])).values()];
  const shapes: ShapeLine[] = [];
  for (const kind of kinds) {
    const before = known.shapes.find(
      (line) => line.policy === pair.policy && line.prm === pair.prm && isOfKind(line, kind),
    );
    if (before) {
      shapes.push(before);
      continue;
    }
    const alike = problems.filter((one) => kindOf(one) === kindOf(kind)).slice(0, PILOT.problems);
    const { family, difficulty = null } = kind;
    const shape = await pilot(alike, settings, host);
    const line: ShapeLine = {
      type: "shape",
      policy: pair.policy,
      prm: pair.prm,
      family,
      difficulty,
      shape,
    };
    write([line]);
    shapes.push(line);
  }
  return shapes;
}

/** @throws SweepRefused when no trajectory ended. */
async function pilot(
  problems: readonly Problem[],
  settings: Settings,
  host: Host,
): Promise<ShapeLine["shape"]> {
  const scored = strategiesOf(settings).some((strategy) => strategy.needsVerifier);
  const strategy = scored ? bestOfN : majority;
  const knobs = { ...knobsOf(strategy, settings), n: PILOT.samples, stop: "never" };
  const found: (Shape | null)[] = problems.map(() => null);
  const asked = problems.map((problem) => ({
    ...{ problem, seed: PILOT.seed, strategy, knobs, budget: null },
  }));
  await host.run(asked, (index, log) => {
    const shape = shapeOf(fold(log));
    if (shape) found[index] = shape;
  });
  // `found` is in the order of the problems, which need not be the order of the searches.
  const shapes = found.filter((shape) => shape !== null);
  const [first] = shapes;
  if (!first) throw new SweepRefused("No trajectory of the pilot came to an end.");
  const mean = (of: (shape: Shape) => number): number =>
    shapes.reduce((sum, shape) => sum + of(shape), 0) / shapes.length;
  return {
    promptTokens: mean((shape) => shape.promptTokens),
    steps: mean((shape) => shape.steps),
    stepTokens: mean((shape) => shape.stepTokens),
    policy: first.policy,
    verifier: first.verifier,
  };
}

type Kind = { family: string; difficulty?: number | null | undefined };
const kindOf = ({ family, difficulty }: Kind): string => `${family} ${difficulty ?? ""}`;
const isOfKind = (line: ShapeLine, kind: Kind): boolean => kindOf(line) === kindOf(kind);
