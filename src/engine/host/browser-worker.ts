/** The worker that the page starts. */
import { loadBrowserEngine } from "./browser.ts";
import { serveEngine } from "./worker.ts";

serveEngine(loadBrowserEngine);
