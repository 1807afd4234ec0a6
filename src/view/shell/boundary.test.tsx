// @vitest-environment happy-dom
import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readLog } from "../../search/log.ts";
import { openPage, type TestPage } from "../test-page.tsx";
import { TEST_IDS } from "../testids.ts";

/** What is made to fail: the ledger, a part of the page, or the whole view of one search. */
const fails = vi.hoisted(() => ({ ledger: false, view: false }));
vi.mock(import("../panels/LedgerTable.tsx"), async (original) => {
  const { LedgerTable } = await original();
  return {
    LedgerTable: () => {
      if (fails.ledger) throw new Error("the ledger is torn");
      return <LedgerTable />;
    },
  };
});
vi.mock(import("./OnePage.tsx"), async (original) => {
  const { OnePage } = await original();
  return {
    OnePage: () => {
      if (fails.view) throw new Error("the view is torn");
      return <OnePage />;
    },
  };
});

vi.setConfig({ testTimeout: 60_000 });

let page: TestPage;
let saved: { name: string; blob: Blob } | null = null;
beforeEach(async () => {
  Object.assign(fails, { ledger: false, view: false });
  vi.spyOn(console, "error").mockImplementation(() => {});
  let blob = new Blob();
  vi.spyOn(URL, "createObjectURL").mockImplementation((given) => {
    if (given instanceof Blob) blob = given;
    return "blob:a";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved = { name: this.download, blob };
  });
  page = await openPage();
  const run = document.querySelector<HTMLButtonElement>('[aria-label="Run the search"]');
  await page.act(() => run?.click());
});
afterEach(async () => {
  await page.close();
  vi.restoreAllMocks();
  saved = null;
});

const broken = () => [...document.querySelectorAll(`[data-testid="${TEST_IDS.broken}"]`)];
const buttonIn = (element: Element | undefined, label: string) =>
  [...(element?.querySelectorAll("button") ?? [])].find((one) => one.textContent === label);

/** Render again. */
const again = () => page.act(() => page.app.visibility.setState({ hide: [] }));

async function savesTheLog(): Promise<void> {
  const save = buttonIn(broken()[0], "Save the log");
  act(() => save?.click());
  expect(saved?.name).toMatch(/^beam-make-24-from-4-7-8-8-seed-1\.json$/);
  const read = readLog((await saved?.blob.text()) ?? "");
  expect(read.ok && read.log).toEqual(page.app.run.getState().playback.events);
}

it("keeps a fault in the part of the page that has it, and offers to save the log", async () => {
  fails.ledger = true;
  await again();
  await page.act(() => page.app.run.setState(({ generation }) => ({ generation: generation + 1 })));
  expect(broken()).toHaveLength(1);
  const [ledger] = broken();
  expect(ledger?.textContent).toMatch(/^The ledger cannot be shown: .* still works\./);
  expect(ledger?.textContent).toContain("the ledger is torn");
  expect(buttonIn(ledger, "Reload")).toBeDefined();
  expect(document.querySelector('[role="tree"]')).not.toBeNull();
  expect(document.querySelector("#problem-text")).not.toBeNull();
  await savesTheLog();
});

it("shows the part again with another log once it is sound", async () => {
  fails.ledger = true;
  await again();
  expect(broken()).toHaveLength(1);
  fails.ledger = false;
  await page.act(() => page.app.run.setState(({ generation }) => ({ generation: generation + 1 })));
  expect(broken()).toHaveLength(0);
  expect(document.querySelector(`[data-testid="${TEST_IDS.ledger}"]`)).not.toBeNull();
});

it("tells a fault of the whole page, which then still saves the log and reloads", async () => {
  fails.view = true;
  await again();
  expect(broken()).toHaveLength(1);
  expect(document.body.textContent).toMatch(/The page has stopped because of a fault of its own\./);
  await savesTheLog();
  const reload = vi.spyOn(window.location, "reload").mockImplementation(() => {});
  act(() => buttonIn(broken()[0], "Reload")?.click());
  expect(reload).toHaveBeenCalledOnce();
});
