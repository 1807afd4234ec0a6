/**
 * The models of the next run. Other ones of the catalog are loaded, by a new worker, as soon as
 * they are chosen: a policy at once, one for all lanes, a verifier when a strategy asks it; the
 * oracle and self-certainty stand in for whatever is loaded.
 */
import { parseCatalog } from "../engine/catalog.ts";
import { type App, strategyOf } from "./app.ts";
import { type Known, knownFor, modelless, wantedOf } from "./known-models.ts";
import { setupsOf } from "./lanes.ts";
import type { Setup } from "./setup.ts";

/** As the setup holds them: null for the catalog's default. */
export type Chosen = Pick<Setup, "policy" | "verifier">;

const knownIn = (app: App, role: "policy" | "prm"): Known | null =>
  knownFor(app.catalog.getState().catalog, role);

const wantedIn = (app: App, { verifier }: Setup): string | null =>
  wantedOf(verifier, knownIn(app, "prm"));

const policyIn = (app: App): string | null =>
  wantedOf(setupsOf(app)[0]?.policy ?? null, knownIn(app, "policy"));

/** The reward models that the setups at hand ask, each once, the default (null) first. */
function asked(app: App): (string | null)[] {
  const models = setupsOf(app)
    .filter(({ strategy }) => strategyOf(app, strategy).needsVerifier)
    .map((setup) => wantedIn(app, setup))
    .filter((verifier) => modelless(verifier) === undefined);
  return [...new Set(models)].sort((a, b) => Number(b === null) - Number(a === null));
}

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
  const { policy, verifier, others } = app.loaded;
  if (wantedOf(policy, knownIn(app, "policy")) !== policyIn(app)) return true;
  const known = knownIn(app, "prm");
  const there = [verifier, ...others].map((one) => wantedOf(one, known));
  return asked(app).some((one) => !there.includes(one));
}

/** What a search must be told where its verifier is not the one that is loaded. */
export function verifierFor(app: App, setup: Setup): { verifier?: string } {
  const known = knownIn(app, "prm");
  const verifier = wantedIn(app, setup);
  if (modelless(verifier) !== undefined && verifier !== null) return { verifier };
  if (!app.loaded || wantedOf(app.loaded.verifier, known) === verifier) return {};
  // Of a strategy that asks nobody, what is loaded is as good as any.
  const other = verifier ?? known?.usual ?? null;
  return other !== null && app.loaded.others.includes(other) ? { verifier: other } : {};
}

/** Load the models that the setup asks for; what fails is in the engine's state. */
export function loadModels(app: App): void {
  const [first] = setupsOf(app);
  const policy = policyIn(app);
  const [prm = first ? wantedIn(app, first) : null, ...rest] = asked(app);
  const others = rest.flatMap((one) => one ?? []);
  app.loaded = { policy, verifier: prm, others };
  const options = {
    ...(policy !== null && { policy }),
    ...(prm !== null && { prm }),
    ...(others.length > 0 && { others }),
  };
  app.engine.load(options).catch(() => {});
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
  const there = loaded ? [loaded.verifier, ...loaded.others] : [];
  const has =
    loaded !== null &&
    wantedOf(loaded.policy, knownIn(app, "policy")) === wanted &&
    models.every((id) => there.some((one) => wantedOf(one, known) === id));
  if (has && app.engineState.getState().engine.status === "ready") return;
  const [prm = null, ...rest] = models.toSorted((a, b) => Number(b === null) - Number(a === null));
  const others = rest.flatMap((one) => one ?? []);
  app.loaded = { policy: wanted, verifier: prm, others };
  await app.engine.load({
    ...(wanted !== null && { policy: wanted }),
    ...(prm !== null && { prm }),
    ...(others.length > 0 && { others }),
  });
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
