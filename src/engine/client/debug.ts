/** With `?debug` in the address, tests reach the engine as `window.__ponderosa`. */
import type { EngineClient } from "./client.ts";

export function exposeForTests(client: EngineClient): void {
  if (!new URLSearchParams(window.location.search).has("debug")) return;
  Object.assign(window, { __ponderosa: client });
}
