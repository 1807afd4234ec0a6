/** What goes wrong on a page, gathered while a test drives it. */
import type { Page } from "@playwright/test";
import { ORIGIN } from "../src/cli/site/site.ts";

export interface Watch {
  /** What went wrong so far, one sentence each. */
  faults: string[];
  /** The paths requested so far. */
  requested: string[];
}

export function watchOver(page: Page): Watch {
  const watch: Watch = { faults: [], requested: [] };
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol === "data:" || url.protocol === "blob:") return;
    if (url.origin !== ORIGIN) watch.faults.push(`a request left our origin: ${url.href}`);
    watch.requested.push(url.pathname);
  });
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    watch.faults.push(`the console shows an error: ${message.text()}`);
  });
  page.on("pageerror", (error) => watch.faults.push(`an uncaught error: ${error.message}`));
  page.on("crash", () => watch.faults.push("the page crashed"));
  return watch;
}
