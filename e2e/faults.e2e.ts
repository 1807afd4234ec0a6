/** What a visitor meets when the worker dies, or a model cannot be fetched: the page goes on. */
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

test("a search goes on after its worker has died without a word", async ({ page, watch }) => {
  const playground = new Playground(page);
  await playground.open({ problem: "Make 24 from 4, 7, 8, 8.", strategy: "best-of-n", n: 32 });
  await playground.ready();
  await expect(playground.caption).toHaveAttribute("data-source", "live");
  const runtimes = () => watch.requested.filter((path) => path.endsWith(".wasm"));
  expect(runtimes(), "the runtime is fetched once").toHaveLength(1);

  const [worker] = page.workers();
  await worker?.evaluate(() => self.close());
  await playground.ended("live", 60_000);
  expect(await playground.spent("completions")).toBe(32);
  expect(runtimes(), "another worker took over").toHaveLength(2);
  await expect(playground.status).toHaveAttribute("data-status", "ready");
});

test("a model that cannot be fetched leaves the loaded one in use", async ({
  page,
  context,
  watch,
}) => {
  const playground = new Playground(page);
  await playground.open({ problem: "Make 24 from 4, 7, 8, 8.", strategy: "greedy" });
  await playground.ready();
  await playground.ended("live", 60_000);

  await context.setOffline(true);
  const policy = page.getByRole("combobox", { name: "Policy" });
  const before = await policy.inputValue();
  await policy.selectOption("policy-large");
  await expect(playground.status).toContainText(
    /could not be (fetched|read).*\. The models that were loaded before stay in use\./,
  );
  await expect(playground.status).toHaveAttribute("data-status", "ready");
  await expect(policy).toHaveValue(before);
  await playground.run.click();
  await playground.ended("live", 60_000);
  // The browser itself writes each refused request into the console.
  expect(watch.faults.every((fault) => fault.includes("ERR_INTERNET_DISCONNECTED"))).toBe(true);
  watch.faults.length = 0;
});
