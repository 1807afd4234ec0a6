import { expect, it } from "vitest";
import { emptyLedger } from "../../search/ledger.ts";
import { buys, misfit } from "./plan.ts";

const cost = {
  ...emptyLedger(),
  completions: 16,
  policyTokens: 904,
  prmTokens: 960,
  flops: 1.234e9,
  seconds: 3.12,
};
const size = { label: "Samples", value: 16, least: false, most: false };
const known = { label: "Best of N", pace: true };

it("says what a budget buys, and leaves out what is not spent or not known", () => {
  expect(buys({ cost })).toBe(
    "16 completions ≈ 900 policy tokens, 960 PRM tokens, 1.20 GFLOPs, about 3.1 s",
  );
  expect(buys({ cost: { ...cost, completions: 1, prmTokens: 0, seconds: Number.NaN } })).toBe(
    "1 completion ≈ 900 policy tokens, 1.20 GFLOPs",
  );
});

it("says where budget and size do not go together", () => {
  const plan = { cost, size, grows: true };
  const of = (limit: number) => ({ currency: "policyTokens" as const, limit });
  expect(misfit(plan, of(904), known)).toBe("");
  expect(misfit(plan, of(900), known)).toMatch(/will be stopped at 900 policy tokens/);
  expect(misfit({ ...plan, size: { ...size, least: true } }, of(20), known)).toMatch(
    /smallest run/,
  );
  expect(misfit({ ...plan, size: { ...size, most: true } }, of(9000), known)).toMatch(/left over/);
  expect(misfit({ ...plan, grows: false }, of(9), known)).toMatch(/no more policy tokens/);
  expect(misfit({ ...plan, size: null }, of(9), known)).toMatch(/^Best of N has no size/);
  const seconds = { currency: "seconds" as const, limit: 1 };
  expect(misfit(plan, seconds, { ...known, pace: false })).toMatch(/after the first run/);
});
