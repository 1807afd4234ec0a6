/** The page over an engine's client: made, booted, and put into #root. */
import "@fontsource-variable/source-sans-3";
import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource-variable/source-serif-4/opsz-italic.css";
import "./view/styles/index.css";
import { createRoot } from "react-dom/client";
import { attachKeys } from "./actions/index.ts";
import type { EngineClient } from "./engine/client/client.ts";
import { strategies } from "./search/index.ts";
import { createApp } from "./state/app.ts";
import { boot } from "./state/boot.ts";
import { DEFAULT_SETUP } from "./state/defaults.ts";
import { App } from "./view/shell/App.tsx";

export function start(engine: EngineClient): void {
  const app = createApp(engine, strategies, DEFAULT_SETUP);
  boot(app);
  attachKeys(app);

  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no element #root");
  createRoot(root).render(<App app={app} />);
}
