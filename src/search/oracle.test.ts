import { describe, expect, it } from "vitest";
import { countdownFamily } from "../problems/families/countdown/countdown.ts";
import { oracleVerifier, type PathText } from "./oracle.ts";

const parsed = countdownFamily.parse("Make 24 from 4, 7, 8, 8.");
if (!parsed.ok) throw new Error("not parsed");
const { problem } = parsed;

const [first, second, third] = ["8 - 4 = 4 left 4 7 8", "7 - 4 = 3 left 3 8", "3 * 8 = 24"];

async function score(steps: string[], finished = false): Promise<number | undefined> {
  const said = (): PathText => ({ steps, finished });
  const verifier = oracleVerifier(problem, said);
  const { scores, cost } = await verifier.score([1]);
  expect(cost).toEqual({ generated: 0, prefilled: 0, calls: 0, flops: 0 });
  return scores[0];
}

describe("the oracle", () => {
  it("says 1 as long as every step is right", async () => {
    expect(await score([])).toBe(1);
    expect(await score([first, second])).toBe(1);
    expect(await score([first, "7 - 4 = 2 left 2 8"])).toBe(0);
    expect(await score([first, "7 - 4 = 2 left 2 8", "2 + 8 = 10 left 10"])).toBe(0);
  });

  it("wants a right answer of a finished trajectory", async () => {
    expect(await score([first, second, third], true)).toBe(1);
    expect(await score([first, second], true)).toBe(0);
  });

  it.each(["", "  ", "x = 10", "Ben = Ann + 5 = 12 + 5 = 17"])(
    "takes %j for a wrong step",
    async (step) => {
      expect(await score([first, step])).toBe(0);
      expect(await score([first, second, step, third], true)).toBe(0);
    },
  );
});
