/** With `?debug` in the address, tests find the engine at `window.__ponderosa`. */
import type { EngineClient } from "./client.ts";

export function exposeForTests(client: EngineClient): void {
  if (!new URLSearchParams(window.location.search).has("debug")) return;
  Object.assign(window, { __ponderosa: client });
}
