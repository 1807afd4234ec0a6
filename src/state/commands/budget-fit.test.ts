import { expect, it } from "vitest";
import { fold } from "../../search/tree.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { catalogOf } from "../test-catalog.ts";
import { infoOf } from "../test-info.ts";
import { shapeFor } from "./budget-fit.ts";

const card = (id: string, parameters: number) => ({ id, parameters });
const cards = (size: number) => ({
  policy: card(`of ${size}`, size),
  verifier: card("prm-small", 10 + size),
  others: [card("prm-b", 20 + size)],
});
const info = infoOf();
const engine = {
  status: "ready",
  info: infoOf({
    cards: cards(1),
    policies: [{ model: { ...info.policy, id: "policy-prime" }, cards: cards(2) }],
  }),
} as const;
const catalog = catalogOf(
  { "policy-small": "sft", "policy-prime": "prime" },
  { "prm-small": "soft", "prm-b": "b" },
);

it.each([
  [null, null, 1, 11],
  ["sft", "soft", 1, 11],
  ["policy-prime", null, 2, 12],
  ["prime", "b", 2, 22],
  ["prime", "oracle", 2, undefined],
])("prices a run of the policy %s under %s by their own sizes", (policy, verifier, ...sizes) => {
  const setup = { ...DEFAULT_SETUP, policy, verifier };
  const shape = shapeFor(setup, { tree: fold([]), engine, pace: null, catalog });
  expect([shape?.policy.parameters, shape?.verifier?.parameters]).toEqual(sizes);
});
