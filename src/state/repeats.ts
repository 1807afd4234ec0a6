/** Each lane over many seeds, without drawing its trees. */
import { toFailure } from "../engine/errors.ts";
import type { Outcome } from "../experiments/repeats.ts";
import { parseProblem } from "../problems/index.ts";
import type { App } from "./app.ts";
import { heard } from "./lanes.ts";
import { requestOf, whyNotRun } from "./live.ts";
import { SEED_LIMIT, type Setup } from "./setup.ts";

export const REPEATS = 20;

export interface LaneRepeats {
  readonly lane: number;
  /** What was run, whatever the lane is set to meanwhile. */
  readonly setup: Setup;
  readonly outcomes: readonly Outcome[];
}

export interface Repeats {
  readonly lanes: readonly LaneRepeats[];
  /** Runs of each lane. */
  readonly seeds: number;
  readonly running: boolean;
}

/**
 * Run each lane that is heard with its seed and the ones after it. The seeds go round the lanes,
 * so that what is there when it is cancelled compares the same seeds.
 */
export async function runSeeds(page: App, seeds = REPEATS): Promise<void> {
  const parsed = parseProblem(page.setup.getState().text);
  if (whyNotRun(page) !== null || !parsed.ok) return;
  const abort = new AbortController();
  page.abort = abort;
  const lanes = heard(page).map(({ id, app }) => ({ id, setup: app.setup.getState() }));
  page.lanes.setState({
    repeats: {
      lanes: lanes.map(({ id, setup }) => ({ lane: id, setup, outcomes: [] })),
      seeds,
      running: true,
    },
  });
  try {
    for (let round = 0; round < seeds; round++) {
      for (const { id, setup } of lanes) {
        const seed = (setup.seed + round) % (SEED_LIMIT + 1);
        const request = requestOf(page, parsed.problem, { ...setup, seed });
        const { answer, correct, ledger, reason } = await page.engine.search(
          request,
          { onEvents: () => {} },
          abort.signal,
        );
        if (abort.signal.aborted || reason === "cancelled") return;
        note(page, id, { seed, answer, correct, ledger });
      }
    }
  } catch (thrown) {
    const { kind, message, advice } = toFailure(thrown);
    if (kind !== "cancelled") page.run.setState({ failure: { message, advice } });
  } finally {
    page.abort = null;
    page.lanes.setState(({ repeats }) => ({ repeats: repeats && { ...repeats, running: false } }));
    page.run.setState({});
  }
}

const note = (page: App, id: number, outcome: Outcome): void =>
  page.lanes.setState(({ repeats }) => ({
    repeats: repeats && {
      ...repeats,
      lanes: repeats.lanes.map((lane) =>
        lane.lane === id ? { ...lane, outcomes: [...lane.outcomes, outcome] } : lane,
      ),
    },
  }));
