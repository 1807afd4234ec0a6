/**
 * `test` for the built pages. Every test fails on a request to another origin, on an error in
 * the console (a violation of the content security policy is one), and on an uncaught error.
 */
import { test as base, expect, type Page } from "@playwright/test";
import { ORIGIN, PAGES_BASE } from "../src/cli/site/site.ts";

interface Watch {
  /** What went wrong so far, one sentence each. */
  faults: string[];
  /** The paths requested so far. */
  requested: string[];
}

function watchOver(page: Page): Watch {
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

interface Harness {
  page: Page;
  watch: Watch;
}

export const test = base.extend<{ watch: Watch; engine: Page }, { harness: Harness }>({
  watch: [
    async ({ page }, use) => {
      const watch = watchOver(page);
      await use(watch);
      expect(watch.faults).toEqual([]);
    },
    { auto: true },
  ],
  harness: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      const watch = watchOver(page);

      await page.goto(`${ORIGIN}${PAGES_BASE}e2e/pages/harness.html`);
      await use({ page, watch });
      await page.close();
    },
    { scope: "worker" },
  ],
  /** The bare page whose `window.engine` is the engine's client: the tests of a file share it. */
  engine: async ({ harness }, use) => {
    await use(harness.page);
    expect(harness.watch.faults).toEqual([]);
  },
});

export { expect };
