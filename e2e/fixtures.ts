/**
 * `test` for the built pages. Every test fails on a request to another origin, on an error in
 * the console (a violation of the content security policy is one), and on an uncaught error.
 */
import { test as base, expect, type Page } from "@playwright/test";
import { ORIGIN, PAGES_BASE } from "../src/cli/site/site.ts";
import { Playground } from "./playground.ts";
import { type Watch, watchOver } from "./watch.ts";

interface Shared {
  page: Page;
  watch: Watch;
}

interface Fixtures {
  watch: Watch;
  /** The site's page with its models loaded. The tests of a file share it, so each begins with `open`. */
  loaded: Playground;
  /** The bare page whose `window.engine` is the engine's client. The tests of a file share it. */
  engine: Page;
}

interface SharedFixtures {
  loadedPage: Shared;
  enginePage: Shared;
}

const watches = new WeakMap<Page, Watch>();

/** What was wrong in a test is not held against the next one. */
async function share<T>({ watch }: Shared, value: T, use: (value: T) => Promise<void>) {
  await use(value);
  expect(watch.faults.splice(0)).toEqual([]);
}

export const test = base.extend<Fixtures, SharedFixtures>({
  page: async ({ page }, use) => {
    const watch = watchOver(page);
    watches.set(page, watch);
    await use(page);
    expect(watch.faults).toEqual([]);
  },
  watch: async ({ page }, use) => {
    await use(watches.get(page) ?? watchOver(page));
  },
  loadedPage: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const watch = watchOver(page);
      const playground = new Playground(page);
      await playground.open();
      await playground.ready();
      await use({ page, watch });
      await page.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  enginePage: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      const watch = watchOver(page);
      await page.goto(`${ORIGIN}${PAGES_BASE}e2e/pages/harness.html`);
      await use({ page, watch });
      await page.close();
    },
    { scope: "worker" },
  ],
  loaded: async ({ loadedPage }, use) => {
    await share(loadedPage, new Playground(loadedPage.page), use);
  },
  engine: async ({ enginePage }, use) => {
    await share(enginePage, enginePage.page, use);
  },
});

export { expect };
