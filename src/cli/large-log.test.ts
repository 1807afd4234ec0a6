import { expect, it } from "vitest";
import { fold } from "../search/tree.ts";
import { largeLog } from "./large-log.ts";

it("makes about as many nodes as wanted, and comes to its end", async () => {
  const tree = fold(await largeLog(1000));
  expect(tree.nodes.length).toBeGreaterThan(900);
  expect(tree.nodes.length).toBeLessThan(1200);
  expect(tree.done).toBe("answered");
});
