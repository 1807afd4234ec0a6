import { expect, it } from "vitest";
import { groups } from "./groups.ts";
import { strategies } from "./index.ts";

it("has each strategy in exactly one group, in the order in which they are taught", () => {
  expect(groups.flatMap((group) => group.strategies)).toEqual(strategies.map(({ id }) => id));
});
