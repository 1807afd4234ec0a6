/** The engine's worker with scripted models in the place of the loaded ones. */
import { serveEngine } from "../../src/engine/host/worker.ts";
import { loadScriptedEngine } from "./scripted-engine.ts";

serveEngine(({ options }) => loadScriptedEngine(options, { pauseMs: Number(self.name) }));
