/**
 * `test` for the built page. Every test fails on a request to another origin, on an error in
 * the console (a violation of the content security policy is one), and on an uncaught error.
 */
import { test as base, expect } from "@playwright/test";
import { ORIGIN } from "../src/cli/site/site.ts";

interface Watch {
  /** What went wrong so far, one sentence each. */
  faults: string[];
  /** The paths requested so far. */
  requested: string[];
}

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page }, use) => {
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
      await use(watch);
      expect(watch.faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
