/** Each lane over many seeds, without drawing its trees. */

import type { Outcome } from "../../experiments/stats/repeats.ts";
import { parseProblem } from "../../problems/families/index.ts";
import { seedAfter } from "../../search/seed.ts";
import type { App } from "../app.ts";
import { heard, whileRunning } from "./lanes.ts";
import { requestOf, whyNotRun } from "./search.ts";

export const REPEATS = 20;

/**
 * Run each lane that is heard with its seed and the ones after it. The seeds go round the lanes,
 * so that what is there when it is cancelled compares the same seeds.
 */
export async function runSeeds(page: App, seeds = REPEATS): Promise<void> {
  const parsed = parseProblem(page.setup.getState().text);
  if (whyNotRun(page) !== null || !parsed.ok) return;
  const lanes = heard(page).map(({ id, figure }) => ({ id, setup: figure.setup.getState() }));
  page.lanes.setState({
    repeats: {
      lanes: lanes.map(({ id, setup }) => ({ lane: id, setup, outcomes: [] })),
      seeds,
    },
  });
  await whileRunning(page, async (signal) => {
    for (let round = 0; round < seeds; round++) {
      for (const { id, setup } of lanes) {
        const seed = seedAfter(setup.seed, round);
        const request = requestOf(page, parsed.problem, { ...setup, seed });
        const unseen = { onEvents: () => {} };
        const summary = await page.engine.search(request, unseen, signal);
        if (signal.aborted || summary.reason === "cancelled") return;
        const { answer, correct, ledger } = summary;
        note(page, id, { seed, answer, correct, ledger });
      }
    }
  });
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
