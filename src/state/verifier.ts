/**
 * The verifier of the next run. Another model of the catalog is loaded when a strategy that
 * asks it is chosen with it; the oracle and self-certainty stand in for whatever is loaded.
 */
import { parseCatalog } from "../engine/catalog.ts";
import { type App, strategyOf } from "./app.ts";
import { modelless, verifiersIn, wantedOf } from "./known-verifiers.ts";
import { setupsOf } from "./lanes.ts";
import type { Setup } from "./setup.ts";

const wantedIn = (app: App, { verifier }: Setup): string | null =>
  wantedOf(verifier, app.verifiers.getState().known);

/** The models that the setups at hand ask, each once, the default (null) first. */
function asked(app: App): (string | null)[] {
  const models = setupsOf(app)
    .filter(({ strategy }) => strategyOf(app, strategy).needsVerifier)
    .map((setup) => wantedIn(app, setup))
    .filter((verifier) => modelless(verifier) === undefined);
  return [...new Set(models)].sort((a, b) => Number(b === null) - Number(a === null));
}

/** Whether the models must be loaded anew before the setup can run; false while none are loaded. */
export function mustLoad(app: App): boolean {
  const { engine } = app.engineState.getState();
  if (engine.status !== "ready" || !app.loaded) return false;
  // Not what the engine says that it has: whoever else made it load something meant it.
  const { verifier, others } = app.loaded;
  const known = app.verifiers.getState().known;
  const there = [verifier, ...others].map((one) => wantedOf(one, known));
  return asked(app).some((one) => !there.includes(one));
}

/** What a search must be told where its verifier is not the one that is loaded. */
export function verifierFor(app: App, setup: Setup): { verifier?: string } {
  const { known } = app.verifiers.getState();
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
  const [prm = first ? wantedIn(app, first) : null, ...rest] = asked(app);
  const others = rest.flatMap((one) => one ?? []);
  app.loaded = { verifier: prm, others };
  const options = { ...(prm !== null && { prm }), ...(others.length > 0 && { others }) };
  app.engine.load(options).catch(() => {});
}

/** Load again whenever the setup comes to need it, a running search excepted. @returns stop. */
export function attachVerifier(app: App): () => void {
  // Later than whoever else is told of the same change.
  const look = () =>
    queueMicrotask(() => {
      if (mustLoad(app)) loadModels(app);
    });
  const stops = [
    app.setup.subscribe(look),
    app.lanes.subscribe(look),
    app.engineState.subscribe(look),
    app.verifiers.subscribe(look),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Read which verifiers there are. @param then is called once it is known what to load: at once,
 * unless a model is asked for by its name.
 */
export async function learnVerifiers(
  app: App,
  asked: string | null,
  then: () => void,
): Promise<void> {
  const waits = asked !== null && modelless(asked) === undefined;
  if (!waits) then();
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}models/catalog.json`);
    if (response.ok) {
      const known = verifiersIn(parseCatalog(await response.json()));
      app.verifiers.setState({ known });
    }
  } catch {
    // The engine reads the catalog too, and says what is wrong with it.
  }
  if (waits) then();
}
