import { describe, expect, it } from "vitest";
import type { EngineState } from "../../engine/client/client.ts";
import { EngineError } from "../../engine/contract/errors.ts";
import type { MonteCarloRequest } from "../../engine/contract/requests.ts";
import { noCost } from "../../search/cost.ts";
import { toyLog } from "../../search/fixtures/toy.ts";
import { strategies } from "../../search/index.ts";
import { beam } from "../../search/strategies/beam.ts";
import { greedy } from "../../search/strategies/greedy.ts";
import { fold, type Tree } from "../../search/tree.ts";
import { createApp } from "../app.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { open } from "../stores/playback.ts";
import { replaceLog } from "../stores/run.ts";
import { opinionsOf } from "../stores/second-opinions.ts";
import { infoOf } from "../test-info.ts";
import {
  askRollouts,
  askVerifiers,
  attachOpinions,
  nodePath,
  readyVerifiers,
  rolloutSampling,
  stopAsking,
  whyNotAsk,
} from "./second-opinions.ts";

const model = { id: "policy-small", parameters: 1, file: "", bytes: 0, sha256: "" };
const info = infoOf({
  policy: { ...model, role: "policy" },
  verifier: { id: "prm-small", kind: "step-head", reference: null },
  prm: { ...model, id: "prm-small", role: "prm" },
});

async function looking(state: EngineState = { status: "ready", info }) {
  const asked: MonteCarloRequest[] = [];
  /** Whom each question named to go on from the node. */
  const writers: (string | undefined)[] = [];
  const app = createApp(
    {
      state,
      subscribe: () => () => {},
      load: () => Promise.reject(new Error("not in this test")),
      search: () => Promise.reject(new Error("not in this test")),
      compare: () => Promise.reject(new Error("not in this test")),
      bulk: () => Promise.reject(new Error("not in this test")),
      scorePath: async ({ verifiers, policy }, { onProgress }) => {
        writers.push(policy);
        onProgress?.({ phase: "prm", label: "Fetching", loadedBytes: 1, totalBytes: 2 });
        if (verifiers.includes("gone")) throw new EngineError("fetch", "It is gone.");
        return verifiers.map((verifier) => ({
          verifier,
          kind: "step-head" as const,
          score: 0.5,
          cost: { ...noCost(), prefilled: 20 },
        }));
      },
      monteCarloValue: async (request, { onEnded }, signal) => {
        asked.push(request);
        writers.push(request.policy);
        onEnded?.(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return signal?.aborted ? null : { right: 3, count: request.count, cost: noCost() };
      },
    },
    strategies,
    DEFAULT_SETUP,
  );
  const log = await toyLog(beam, { knobs: { n: 4 }, seed: 7 });
  const show = () =>
    replaceLog(app.run, { kind: "file", name: "" }, (playback) => open(playback, log, "end"));
  show();
  const look = (node: number) =>
    opinionsOf(app.opinions.getState(), app.run.getState().generation, node);
  return { app, tree: fold(log), asked, writers, show, look };
}

describe("what is asked of a node", () => {
  it("is asked by the tokens of its path, and as the run sampled", async () => {
    const { app, tree, asked } = await looking();
    const leaf = tree.nodes.findLast(({ depth }) => depth === 2)?.id ?? 0;
    await askRollouts(app, app, tree, leaf);
    const { path, problem } = nodePath(tree, leaf);
    expect(path.map(({ tokens }) => tokens.length)).toHaveLength(2);
    expect(asked).toMatchObject([{ path, problem, count: 16, seed: 7, maxSteps: 12 }]);
    expect(asked[0]?.sampling.temperature).toBe(tree.start?.knobs.temperature);
    const one = fold(await toyLog(greedy, { knobs: {}, seed: 1 }));
    expect(rolloutSampling(one).sampling.temperature).toBe(0.8);
  });

  it("is asked of the policy that wrote it where that is loaded beside the first", async () => {
    const beside = { ...model, id: "policy-prime", role: "policy" } as const;
    const loaded = infoOf({ ...info, policies: [{ model: beside, cards: info.cards }] });
    const { app, tree, writers, look } = await looking({ status: "ready", info: loaded });
    const by = (id: string): Tree => ({
      ...tree,
      start: tree.start && { ...tree.start, policy: { id, parameters: 1 } },
    });
    const said: (string | undefined)[] = [];
    for (const id of ["policy-prime", "policy-small", "policy-of-old"]) {
      await askRollouts(app, app, by(id), 1);
      await askVerifiers(app, app, by(id), 1, ["self-certainty"]);
      said.push(look(1).rollouts?.policy);
    }
    const nobody = [undefined, undefined];
    expect(writers).toEqual(["policy-prime", "policy-prime", ...nobody, ...nobody]);
    expect(said).toEqual(["policy-prime", "policy-small", "policy-small"]);
  });

  it("is remembered by node, and dropped with the run", async () => {
    const { app, tree, look, show } = await looking();
    await askRollouts(app, app, tree, 1);
    await askVerifiers(app, app, tree, 2, ["prm-other"]);
    expect(look(1).rollouts).toMatchObject({ right: 3, count: 16, seed: 7 });
    expect(look(2)).toMatchObject({ rollouts: null, scores: { "prm-other": { score: 0.5 } } });
    expect(readyVerifiers(app, app)).toEqual(["prm-small", "prm-other", "self-certainty"]);
    show();
    expect(look(1).rollouts).toBeNull();
    await askVerifiers(app, app, tree, 2, ["prm-small"]);
    expect(Object.keys(look(2).scores)).toEqual(["prm-small"]);
  });

  it("keeps what was known where a question fails, and says why", async () => {
    const { app, tree, look } = await looking();
    await askRollouts(app, app, tree, 1);
    await askVerifiers(app, app, tree, 1, ["gone"]);
    expect(look(1)).toMatchObject({ rollouts: { right: 3 } });
    expect(look(1).failure).toBe("It is gone. Check the connection, then load again.");
    await askVerifiers(app, app, tree, 1, ["prm-small"]);
    expect(look(1).failure).toBeNull();
  });

  it("can be stopped, and stops when another run is opened", async () => {
    const { app, tree, look, show } = await looking();
    const first = askRollouts(app, app, tree, 1);
    expect(app.opinions.getState().asking).toMatchObject({ node: 1, done: 1, of: 16 });
    await askRollouts(app, app, tree, 2); // one at a time
    await stopAsking(app);
    await first;
    expect(app.opinions.getState().asking).toBeNull();
    expect([look(1).rollouts, look(2).rollouts]).toEqual([null, null]);
    const stop = attachOpinions(app);
    const second = askRollouts(app, app, tree, 1);
    show();
    await second;
    expect(look(1).rollouts).toBeNull();
    stop();
  });

  it("waits for a search, and says what is in the way", async () => {
    const why = async (state: EngineState) => {
      const { app, tree } = await looking(state);
      return whyNotAsk(app, app, tree);
    };
    expect(await why({ status: "ready", info })).toBeNull();
    expect(await why({ status: "searching", info })).toMatch(/once it is done/);
    expect(await why({ status: "idle" })).toMatch(/not loaded/);
    expect(await why({ status: "ready", info: { ...info, families: ["story"] } })).toMatch(
      /do not know problems/,
    );
  });
});
