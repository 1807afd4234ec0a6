// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { linkNow } from "../../state/address/address.ts";
import { openLanes } from "../../state/commands/lanes.ts";
import { openSweepView } from "../../state/commands/sweep/view.ts";
import { visit } from "../../state/commands/visit.ts";
import { openPage, type TestPage } from "../test-page.tsx";
import { TEST_IDS } from "../testids.ts";

vi.setConfig({ testTimeout: 120_000 });

let page: TestPage;
beforeEach(async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 404 }));
  page = await openPage();
});
afterEach(async () => {
  await page.close();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "clipboard");
});

const shown = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const press = (label: string) =>
  page.act(() =>
    [...document.querySelectorAll("button")].find((one) => one.textContent === label)?.click(),
  );

it("says in one sentence what a link asks for in vain, in every view, until it is dismissed", async () => {
  window.history.replaceState(null, "", "#strategy=magic");
  await page.act(() => visit(page.app, linkNow(page.app)).done);
  const sentence =
    "The link asks for strategy “magic”: there is none of that name, so Beam search is shown instead.";
  expect(shown(TEST_IDS.notice)?.textContent).toContain(sentence);
  const setup = page.app.setup.getState();
  await page.act(() => openLanes(page.app, [setup, setup]));
  expect(shown(TEST_IDS.notice)?.textContent).toContain(sentence);
  await page.act(() => openSweepView(page.app));
  expect(shown(TEST_IDS.notice)?.textContent).toContain(sentence);
  await press("Dismiss");
  expect(shown(TEST_IDS.notice)).toBeNull();
});

it("shows the link selected in a field where the clipboard is blocked, of what is on the page now", async () => {
  const blocked = new DOMException("", "NotAllowedError");
  const writeText = vi.fn((_: string) => Promise.reject<void>(blocked));
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  await page.act(() => page.app.setup.setState({ seed: 4_000_000_000 }));
  await press("Link");
  const field = shown(TEST_IDS.linkToCopy)?.querySelector("input");
  if (!field) throw new Error("There is no field.");
  expect(field.value).toMatch(/^http.*#seed=4000000000$/);
  expect(writeText).toHaveBeenCalledWith(field.value);
  expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe(field.value);
  await press("Close");
  expect(shown(TEST_IDS.linkToCopy)).toBeNull();
  // The clipboard is there again.
  writeText.mockImplementation(() => Promise.resolve());
  await press("Link");
  expect(shown(TEST_IDS.linkToCopy)).toBeNull();
  expect(page.app.shell.getState().said).toBe("Link copied.");
});
