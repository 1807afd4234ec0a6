/**
 * The verifier of the next run. Another model of the catalog is loaded when a strategy that
 * asks it is chosen with it; the oracle and self-certainty stand in for whatever is loaded.
 */
import { type Modelless, parseCatalog } from "../engine/catalog.ts";
import { type App, strategyOf } from "./app.ts";
import { modelless, verifiersIn, wantedOf } from "./known-verifiers.ts";

const wanted = (app: App): string | null =>
  wantedOf(app.setup.getState().verifier, app.verifiers.getState().known);

/** Whether the models must be loaded anew before the setup can run; false while none are loaded. */
export function mustLoad(app: App): boolean {
  const { engine } = app.engineState.getState();
  if (engine.status !== "ready" || !app.loaded || !strategyOf(app).needsVerifier) return false;
  const verifier = wanted(app);
  if (modelless(verifier) !== undefined) return false;
  // Not what the engine says that it has: whoever else made it load something meant it.
  return wantedOf(app.loaded.verifier, app.verifiers.getState().known) !== verifier;
}

/** What a search must be told where no model is its verifier. */
export function withoutModel(app: App): { verifier?: Modelless } {
  const verifier = modelless(wanted(app));
  return verifier === undefined ? {} : { verifier };
}

/** Load the models that the setup asks for; what fails is in the engine's state. */
export function loadModels(app: App): void {
  const prm = wanted(app);
  app.loaded = { verifier: prm };
  app.engine.load(prm === null ? {} : { prm }).catch(() => {});
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
