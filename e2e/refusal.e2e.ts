import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

test("a problem that cannot be read is refused by its word, with an example, and kept", async ({
  page,
}) => {
  const playground = new Playground(page, SCRIPTED);
  await playground.open();
  await playground.ready();
  const refusal = page.getByTestId(TEST_IDS.problemError);
  for (const [typed, word] of [
    ["Make 24 from 4, seven, 8, 8.", "seven"],
    ["Make 24 from 4, 7, 8, 123456.", "123456"],
    ["3(x + y) = 12", "y"],
  ] as const) {
    await playground.problem.fill(typed);
    await expect(refusal).toContainText(word);
    await expect(refusal.first()).toBeVisible();
    await expect(playground.run).toBeDisabled();
    await expect(playground.problem).toHaveValue(typed);
  }
  await playground.problem.fill("3(x+4)-5=22");
  await expect(refusal).toHaveCount(0);
  await expect(playground.run).toBeEnabled();
});
