/** The site's page over scripted models. `?pause=20` lets their policy take 20 ms a call. */
import { EngineClient } from "../../src/engine/client/client.ts";
import { start } from "../../src/start.tsx";

// A worker does not see the page's address; its name is what it can be told at the start.
const name = new URLSearchParams(window.location.search).get("pause") ?? "0";

start(
  new EngineClient(
    () => new Worker(new URL("./scripted-worker.ts", import.meta.url), { type: "module", name }),
  ),
);
