/** Run the sweep on the page's engine, let it rest, and go on where it stopped. */

import { toFailure } from "../../../engine/contract/errors.ts";
import { type Line, writeLine } from "../../../experiments/sweep/file.ts";
import type { Host } from "../../../experiments/sweep/host.ts";
import { type Pair, pairsOf } from "../../../experiments/sweep/plan.ts";
import { runPair } from "../../../experiments/sweep/run.ts";
import { SweepRefused } from "../../../experiments/sweep/settings.ts";
import { recordOf } from "../../../problems/problem.ts";
import type { App } from "../../app.ts";
import type { Own } from "../../stores/sweep.ts";
import { readDraft } from "../../sweep/draft.ts";
import { ensureModels } from "../models.ts";
import { stopAsking } from "../second-opinions.ts";
import { beginKeeping, keeperOf, readOwn } from "./own.ts";

/** Searches under way at once, which share batches; each holds caches of its own. */
const CONCURRENCY = 16;

/** Of the sweep that runs, its end. */
let over: Promise<void> = Promise.resolve();

/** Why it cannot be run now, in a sentence; null when it can. */
export function whyNotSweep(app: App): string | null {
  const { own, refusal, work } = app.sweep.getState();
  if (work) return "The sweep is running.";
  if (app.abort) return "A search is running.";
  if (refusal !== null) return refusal;
  if (own && own.runs.length >= own.total) return "The sweep is done.";
  const { status } = app.engineState.getState().engine;
  if (status === "failed") return "The models could not be loaded.";
  return own ? null : "The list of models is still being read.";
}

/** Start it, or go on. */
export async function startSweep(app: App): Promise<void> {
  await readOwn(app);
  const { own, draft } = app.sweep.getState();
  const { catalog } = app.catalog.getState();
  if (whyNotSweep(app) !== null || !own || !catalog) return;
  const ready = readDraft(draft, catalog);
  if (!ready.ok) return;
  const abort = new AbortController();
  app.abort = abort;
  const since = performance.now();
  app.run.setState({ failure: null });
  app.sweep.setState({ work: { since, before: own.runs.length, waiting: "Starting" } });
  over = work(app, own, ready.problems, abort.signal).finally(() => {
    app.abort = null;
    app.sweep.setState({ work: null });
    // The buttons of one search look again too.
    app.run.setState({});
  });
  await over;
}

/** Let it rest: what has ended is kept, and searches under way are given up. Resolves when the models are free. */
export async function pauseSweep(app: App): Promise<void> {
  if (!app.sweep.getState().work) return;
  app.abort?.abort();
  await over;
}

/** Forget what was run of it. */
export async function discardSweep(app: App): Promise<void> {
  const { own, work } = app.sweep.getState();
  if (!own || work) return;
  app.sweep.setState({ own: { ...own, runs: [], shapes: [] } });
  await (await keeperOf(app)).forget(own.identity).catch(() => {});
  app.tabs.tell({ sweep: own.identity, what: "discarded" });
}

async function work(
  app: App,
  own: Own,
  problems: Parameters<typeof runPair>[2]["problems"],
  signal: AbortSignal,
): Promise<void> {
  const { settings } = own.header;
  const sink = await openSink(app, own);
  try {
    if (app.question.asked) await stopAsking(app);
    await beginKeeping(app, own).catch(() => app.sweep.setState({ keeps: false }));
    for (const pair of pairsOf(settings)) {
      app.sweep.setState(({ work }) => ({
        work: work && { ...work, waiting: "Loading the models" },
      }));
      await ensureModels(app, pair.policy, settings.verifiers);
      signal.throwIfAborted();
      app.sweep.setState(({ work }) => ({
        work: work && { since: performance.now(), before: sink.runs.length, waiting: null },
      }));
      const { runs, shapes } = sink;
      const known = { runs: [...runs], shapes: [...shapes] };
      await runPair(pair, hostFor(app, pair, signal), {
        ...{ settings, problems, known },
        write: sink.take,
      });
    }
  } catch (thrown) {
    const { message, advice } =
      thrown instanceof SweepRefused
        ? { message: thrown.message, advice: "Choose other settings." }
        : toFailure(thrown);
    if (!signal.aborted) app.run.setState({ failure: { message, advice } });
  } finally {
    await sink.close();
  }
}

const hostFor = (app: App, { prm }: Pair, signal: AbortSignal): Host => ({
  run: async (asked, onLog) => {
    if (asked.length === 0) return;
    const searches = asked.map(({ problem, strategy, knobs, seed, budget }) => ({
      problem: recordOf(problem),
      ...{ strategy: strategy.id, knobs, seed, budget },
      ...(strategy.needsVerifier && prm !== null && { verifier: prm }),
    }));
    await app.engine.bulk({ searches, concurrency: CONCURRENCY }, onLog, signal);
    signal.throwIfAborted();
  },
});

/** The page is told seldom, the more so the more runs there are to read; the browser's database at once. */
async function openSink(app: App, own: Own) {
  const keeper = await keeperOf(app);
  const runs = [...own.runs];
  const shapes = [...own.shapes];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const kept: Promise<void>[] = [];
  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    app.sweep.setState({ own: { ...own, runs: [...runs], shapes: [...shapes] } });
    app.tabs.tell({ sweep: own.identity, what: "grew" });
  };
  return {
    runs,
    shapes,
    take: (lines: readonly Line[]): void => {
      for (const line of lines)
        if (line.type === "run") runs.push(line);
        else shapes.push(line);
      kept.push(
        keeper
          .append(own.identity, lines.map(writeLine).join(""))
          .catch(() => app.sweep.setState({ keeps: false })),
      );
      timer ??= setTimeout(show, Math.max(250, runs.length / 4));
    },
    close: async () => {
      await Promise.all(kept);
      show();
    },
  };
}
