/**
 * The models of the next run. Other ones of the catalog are loaded, by a new worker, as soon as
 * they are chosen: a policy at once, a verifier when a strategy asks it, those of all lanes together;
 * the oracle and self-certainty stand in for whatever is loaded.
 */

import { parseCatalog } from "../../engine/sources/catalog.ts";
import { type App, strategyOf } from "../app.ts";
import { type Known, knownFor, modelless, wantedOf } from "../known-models.ts";
import type { Chosen, Loaded } from "../stores/models.ts";
import type { Setup } from "../stores/setup.ts";
import { keptModels, returnToKept } from "./kept-models.ts";
import { setupsOf } from "./lanes.ts";

const knownIn = (app: App, role: "policy" | "prm"): Known | null =>
  knownFor(app.catalog.getState().catalog, role);

const wantedIn = (app: App, { verifier }: Setup): string | null =>
  wantedOf(verifier, knownIn(app, "prm"));

/** Each once, the default (null) first: it goes by no name. */
const defaultFirst = (models: readonly (string | null)[]): (string | null)[] =>
  [...new Set(models)].sort((a, b) => Number(b === null) - Number(a === null));

/** The policies of the setups at hand. */
function writers(app: App): (string | null)[] {
  const known = knownIn(app, "policy");
  return defaultFirst(setupsOf(app).map(({ policy }) => wantedOf(policy, known)));
}

/** The reward models that the setups at hand ask. */
const asked = (app: App): (string | null)[] =>
  defaultFirst(
    setupsOf(app)
      .filter(({ strategy }) => strategyOf(app, strategy).needsVerifier)
      .map((setup) => wantedIn(app, setup))
      .filter((verifier) => modelless(verifier) === undefined),
  );

/** Whether all of these are among those that were loaded. */
const allIn = (
  wanted: readonly (string | null)[],
  loaded: readonly (string | null)[],
  known: Known | null,
): boolean => {
  const there = loaded.map((one) => wantedOf(one, known));
  return wanted.every((one) => there.includes(one));
};

/**
 * Whether the models must be loaded anew before the setup can run; false while none were asked
 * for. What could not be loaded is not tried again until something else is chosen.
 */
export function mustLoad(app: App): boolean {
  // A sweep sees to its own models.
  if (app.sweep.getState().open) return false;
  const { status } = app.engineState.getState().engine;
  if ((status !== "ready" && status !== "failed") || !app.loaded) return false;
  // Not what the engine says that it has: whoever else made it load something meant it.
  const { policy, policies, verifier, others } = app.loaded;
  return !(
    allIn(writers(app), [policy, ...policies], knownIn(app, "policy")) &&
    allIn(asked(app), [verifier, ...others], knownIn(app, "prm"))
  );
}

/** What a search must be told where its models are not the ones that are loaded first. */
export function namedModels(app: App, setup: Setup): { policy?: string; verifier?: string } {
  const [policies, verifiers] = [knownIn(app, "policy"), knownIn(app, "prm")];
  const { loaded } = app;
  const policy =
    loaded && beside(wantedOf(setup.policy, policies), loaded.policy, loaded.policies, policies);
  const wanted = wantedIn(app, setup);
  const verifier =
    modelless(wanted) ?? (loaded && beside(wanted, loaded.verifier, loaded.others, verifiers));
  return { ...(policy && { policy }), ...(verifier && { verifier }) };
}

/**
 * The name of what is wanted where it is loaded beside the first; null where it is the first, and
 * where it is not there: of a strategy that asks nobody, what is loaded is as good as any.
 */
function beside(
  wanted: string | null,
  first: string | null,
  others: readonly string[],
  known: Known | null,
): string | null {
  if (wantedOf(first, known) === wanted) return null;
  const name = wanted ?? known?.usual ?? null;
  return name !== null && others.includes(name) ? name : null;
}

/**
 * Load the models that the setups ask for; what fails is in the engine's state. Where the models
 * that were loaded before stay, the setups name them again.
 */
export function loadModels(app: App): void {
  const [first] = setupsOf(app);
  const [policy = null, ...further] = writers(app);
  const [verifier = first ? wantedIn(app, first) : null, ...rest] = asked(app);
  load(app, { policy, policies: named(further), verifier, others: named(rest) }).catch(() =>
    returnToKept(app),
  );
}

const named = (models: readonly (string | null)[]): string[] => models.flatMap((one) => one ?? []);

async function load(app: App, loaded: Loaded): Promise<void> {
  app.loaded = loaded;
  const { policy, policies, verifier, others } = loaded;
  try {
    await app.engine.load({
      ...(policy !== null && { policy }),
      ...(policies.length > 0 && { policies }),
      ...(verifier !== null && { prm: verifier }),
      ...(others.length > 0 && { others }),
    });
  } catch (thrown) {
    app.loaded = keptModels(app) ?? app.loaded;
    throw thrown;
  }
}

/**
 * Load what a sweep asks for, unless it is there or under way. @param verifiers none for whatever
 * is loaded. @throws EngineError
 */
export async function ensureModels(
  app: App,
  policy: string,
  verifiers: readonly string[],
): Promise<void> {
  await settled(app);
  const known = knownIn(app, "prm");
  const wanted = wantedOf(policy, knownIn(app, "policy"));
  const models = verifiers
    .filter((id) => modelless(id) === undefined)
    .map((id) => wantedOf(id, known));
  const { loaded } = app;
  const has =
    loaded !== null &&
    wantedOf(loaded.policy, knownIn(app, "policy")) === wanted &&
    allIn(models, [loaded.verifier, ...loaded.others], known);
  if (has && app.engineState.getState().engine.status === "ready") return;
  const [verifier = null, ...rest] = defaultFirst(models);
  await load(app, { policy: wanted, policies: [], verifier, others: named(rest) });
}

/** When nothing is being loaded. */
const settled = (app: App): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (app.engineState.getState().engine.status === "loading") return;
      stop();
      resolve();
    };
    const stop = app.engineState.subscribe(look);
    look();
  });

/** Load again whenever the setup comes to need it, a running search excepted. @returns stop. */
export function attachModels(app: App): () => void {
  // Later than whoever else is told of the same change.
  const look = () =>
    queueMicrotask(() => {
      if (mustLoad(app)) loadModels(app);
    });
  const stops = [
    app.setup.subscribe(look),
    app.lanes.subscribe(look),
    app.sweep.subscribe((now, before) => {
      if (now.open !== before.open) look();
    }),
    app.engineState.subscribe(look),
    app.catalog.subscribe(look),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Read which models there are. @param then is called once it is known what to load: at once,
 * unless a model is asked for by its name.
 */
export async function learnModels(
  app: App,
  { policy, verifier }: Chosen,
  then: () => void,
): Promise<void> {
  const waits = policy !== null || (verifier !== null && modelless(verifier) === undefined);
  if (!waits) then();
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}models/catalog.json`);
    if (response.ok) app.catalog.setState({ catalog: parseCatalog(await response.json()) });
  } catch {
    // The engine reads the catalog too, and says what is wrong with it.
  }
  if (waits) then();
}
