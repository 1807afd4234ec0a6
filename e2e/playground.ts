/** The page as the tests drive it: opened, waited for, and read. */
import { expect, type Locator, type Page } from "@playwright/test";
import { BASE, FIXTURES_BASE, ORIGIN, PAGES_BASE } from "../src/cli/site/site.ts";
import { TEST_IDS } from "../src/view/testids.ts";

/** Long enough for SwiftShader to compile its kernels and check itself. */
export const MODELS_READY = 240_000;

/** The page has the tiny models in the place of its own: two are policies, of different shapes. */
export async function withTinyModels(page: Page): Promise<void> {
  await page.route(`${ORIGIN}${BASE}models/**`, (route) =>
    route.continue({ url: route.request().url().replace(`${BASE}models/`, FIXTURES_BASE) }),
  );
}

/** The page over scripted models, for tests that ask nothing of a model. */
export const SCRIPTED = PAGES_BASE;

export class Playground {
  readonly status: Locator;
  readonly caption: Locator;
  readonly player: Locator;
  readonly answer: Locator;
  readonly problem: Locator;
  readonly run: Locator;

  /** @param address the site's page where it is left out; a query may follow the path. */
  constructor(
    readonly page: Page,
    readonly address = BASE,
  ) {
    this.status = page.getByTestId(TEST_IDS.status);
    this.caption = page.getByTestId(TEST_IDS.caption);
    this.player = page.getByTestId(TEST_IDS.player);
    this.answer = page.getByTestId(TEST_IDS.answer);
    this.problem = page.getByRole("textbox", { name: "Problem" });
    this.run = page.getByRole("button", { name: "Run the search" });
  }

  /** @param hash a setup, as the address bar holds it: `{ strategy: "beam", n: 4 }`. */
  async open(hash: Readonly<Record<string, string | number>> = {}): Promise<void> {
    const words = Object.entries(hash).map(([key, value]) => [key, String(value)]);
    const suffix = new URLSearchParams(words).toString();
    await this.page.goto(ORIGIN + this.address + (suffix ? `#${suffix}` : ""));
  }

  /** As `open`, on a page that is open already: nothing is loaded anew. */
  async follow(hash: Readonly<Record<string, string | number>> = {}): Promise<void> {
    const words = Object.entries(hash).map(([key, value]) => [key, String(value)]);
    const suffix = new URLSearchParams(words).toString();
    await this.page.evaluate((hash) => {
      window.location.hash = hash;
    }, suffix);
  }

  /** Waits until the models are loaded. @returns what they run on. */
  async ready(): Promise<string> {
    await expect(this.status).toHaveAttribute("data-status", "ready", { timeout: MODELS_READY });
    return (await this.status.getAttribute("data-backend")) ?? "";
  }

  /** Shows the recorded run of the first visit to its end, without waiting for the player. */
  async skipToEnd(): Promise<void> {
    await expect(this.caption).toHaveAttribute("data-source", "recorded");
    await this.page.keyboard.press("End");
    await this.ended("recorded", 20_000);
  }

  /**
   * As `ended`, where the player need not show it at its pace: once the live log is whole the player is
   * sent to its end.
   */
  async shownToEnd(source: "recorded" | "live" | "file", timeout: number): Promise<void> {
    await expect(this.caption).toHaveAttribute("data-source", source, { timeout });
    await expect(this.player).toHaveAttribute("data-streaming", "false", { timeout });
    await this.page.keyboard.press("End");
    await this.ended(source, timeout);
  }

  /** Waits until the log on the page, from this source, has been shown to its end. */
  async ended(source: "recorded" | "live" | "file", timeout: number): Promise<void> {
    await expect(this.caption).toHaveAttribute("data-source", source, { timeout });
    await expect(this.answer).not.toHaveAttribute("data-correct", "pending", { timeout });
    await expect(this.player).toHaveAttribute("data-playing", "false", { timeout });
    const events = await this.player.getAttribute("data-events");
    expect(Number(events)).toBeGreaterThan(3);
    await expect(this.player).toHaveAttribute("data-cursor", events ?? "");
  }

  /** Drop a file of this text on the page. */
  async drop(name: string, text: string): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ([name, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], name, { type: "application/json" }));
        return transfer;
      },
      [name, text] as const,
    );
    await this.page.locator(".page").dispatchEvent("drop", { dataTransfer });
  }

  nodes(): Locator {
    return this.page.getByTestId(TEST_IDS.node);
  }

  /** What a run has spent of a currency. */
  async spent(currency: string): Promise<number> {
    const row = this.page.locator(
      `[data-testid="${TEST_IDS.ledger}"][data-currency="${currency}"], [data-testid="${TEST_IDS.ledger}"] [data-currency="${currency}"]`,
    );
    return Number(await row.first().getAttribute("data-value"));
  }
}
