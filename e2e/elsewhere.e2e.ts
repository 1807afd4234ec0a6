/** The page where it is not a tab of its own: in frames of another page, from a file, on a phone, on paper. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { BASE, ORIGIN, SITE } from "../src/cli/site/site.ts";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** These tests need no model. */
test.beforeEach(async ({ page }) => {
  await page.route("**/models/**", (route) => route.abort());
});

const cameraOf = (page: Pick<Page, "locator">) =>
  page.locator(".camera").evaluate((camera) => camera.getAttribute("style") ?? "");

test("a frame lets its host scroll, zooms with Ctrl, and says what to do where it cannot start", async ({
  page,
  watch,
}) => {
  const host = `${ORIGIN}/host.html`;
  const frame = (id: string, more: string) =>
    `<iframe id="${id}" width="900" height="420" ${more}></iframe>`;
  await page.route(host, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><body style="height: 3000px">
        ${frame("embedded", `src="${BASE}#embed=1"`)}
        ${frame("sandboxed", `src="${BASE}" sandbox="allow-scripts"`)}</body>`,
    }),
  );
  await page.goto(host);
  const embedded = page.frameLocator("#embedded");
  await expect(embedded.getByTestId(TEST_IDS.caption)).toHaveAttribute("data-source", "recorded");
  await expect(embedded.getByTestId(TEST_IDS.node).nth(3)).toBeVisible();
  // Nothing of the view is out of the frame, however low that is.
  await expect(embedded.getByRole("button", { name: "Faster" })).toBeInViewport();

  await embedded.getByTestId(TEST_IDS.player).getByRole("button", { name: "To the end" }).click();
  const camera = await cameraOf(embedded);
  await page.mouse.move(450, 200);
  await page.mouse.wheel(0, 100);
  await expect(embedded.getByText("Hold Ctrl and turn the wheel")).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(50);
  expect(await cameraOf(embedded)).toBe(camera);

  await page.evaluate(() => window.scrollTo(0, 0));
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect.poll(() => cameraOf(embedded)).not.toBe(camera);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);

  // The frame without an origin loads neither script nor style; its sentence takes a moment.
  const sandboxed = page.frameLocator("#sandboxed");
  await expect(sandboxed.getByText("open Ponderosa in a tab of its own")).toBeVisible();
  await expect(sandboxed.getByText("From a file on your disk")).toBeVisible();

  await page.goto(pathToFileURL(resolve(SITE, "index.html")).href);
  await expect(page.getByText("From a file on your disk")).toBeVisible();
  // The refusals are what this test is about.
  watch.faults = watch.faults.filter(
    (fault) => !/CORS policy|net::ERR_FAILED|left our origin: file:/.test(fault),
  );
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a swipe over the tree scrolls the page, and two fingers zoom the tree", async ({
    page,
    watch,
  }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    const playground = new Playground(page);
    await playground.open();
    await playground.skipToEnd();
    const box = await page.getByRole("tree").boundingBox();
    if (!box) throw new Error("the tree is not on the page");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Input.synthesizeScrollGesture", { x, y, yDistance: -300, speed: 1500 });
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(200);
    await page.evaluate(() => window.scrollTo(0, 0));

    const camera = await cameraOf(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
      cdp.send("Input.dispatchTouchEvent", {
        type,
        touchPoints:
          type === "touchEnd"
            ? []
            : [
                { x: x - apart, y, id: 0 },
                { x: x + apart, y, id: 1 },
              ],
      });
    await touch("touchStart", 30);
    for (let apart = 35; apart <= 90; apart += 5) await touch("touchMove", apart);
    await touch("touchEnd", 0);
    await expect.poll(() => cameraOf(page)).not.toBe(camera);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    watch.faults = watch.faults.filter((fault) => !fault.includes("net::ERR_FAILED"));
  });
});

/** How many pages the browser would print. */
async function pagesOf(page: Page): Promise<number> {
  await page.emulateMedia({ media: null });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

/** What reaches out of the sheet: an A4 page across, less its margins. */
async function cutOn(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((all) =>
    all.flatMap((one) => {
      const { left, right, top } = one.getBoundingClientRect();
      const inside = left >= 0 && right <= document.documentElement.clientWidth + 1 && top >= 0;
      return inside ? [] : [`${one.outerHTML.slice(0, 80)}: ${left} to ${right}`];
    }),
  );
}

test("paper shows figure, answer and ledger on white, on one sheet, and no form", async ({
  page,
  watch,
}) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const playground = new Playground(page);
  await playground.open();
  await playground.skipToEnd();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const screen = await cameraOf(page);
  expect(await pagesOf(page)).toBe(1);
  // Afterwards the screen is as it was, zoom and all.
  await expect.poll(() => cameraOf(page)).toBe(screen);

  const sheet = { width: 1047, height: 718 };
  await page.setViewportSize(sheet);
  await page.emulateMedia({ media: "print" });
  for (const part of [playground.caption, playground.answer, page.getByTestId(TEST_IDS.ledger)])
    await expect(part).toBeVisible();
  for (const form of ["textarea", "input", "select", "nav", ".player", ".camera-buttons"])
    for (const one of await page.locator(form).all()) await expect(one).toBeHidden();
  const white = await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  );
  expect(white).toBe("rgb(255, 255, 255)");
  // Ink, and chips in the colours of light pages, though the page was dark.
  await expect(page.locator(".caption h1")).toHaveCSS("color", "rgb(28, 31, 29)");
  expect(await playground.nodes().count()).toBeGreaterThan(10);
  expect(await cutOn(page, `[data-testid="${TEST_IDS.node}"], .ledger, .tally`)).toEqual([]);
  await page.screenshot({ path: ".cache/screenshots/print.png" });

  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("x");
  await expect(page.getByTestId(TEST_IDS.point).first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".sweep-form")).toBeHidden();
  expect(await cutOn(page, ".curves-figure circle, .curve-name, .sweep-table table")).toEqual([]);
  await page.screenshot({ path: ".cache/screenshots/print-sweep.png", fullPage: true });
  watch.faults = watch.faults.filter((fault) => !fault.includes("net::ERR_FAILED"));
});
