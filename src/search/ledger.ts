/**
 * The ledger: what a run has spent, in every currency. Each run has one, and it only grows.
 */
import type { Cost } from "./model.ts";

export interface Ledger {
  /** Trajectories that reached an end (EOS or a cap). */
  completions: number;
  /** Policy tokens sampled. */
  policyTokens: number;
  /** Policy tokens processed without being sampled: the prompt, and prefixes whose cache was evicted. */
  prefillTokens: number;
  /** Tokens processed by the verifier. */
  prmTokens: number;
  policyCalls: number;
  prmCalls: number;
  /** FLOPs of both models (`flops.ts`). */
  flops: number;
  /** Wall-clock time of the run so far. */
  seconds: number;
}

/** Makes a ledger currency by currency. */
export const ledgerBy = (of: (currency: Currency) => number): Ledger => ({
  completions: of("completions"),
  policyTokens: of("policyTokens"),
  prefillTokens: of("prefillTokens"),
  prmTokens: of("prmTokens"),
  policyCalls: of("policyCalls"),
  prmCalls: of("prmCalls"),
  flops: of("flops"),
  seconds: of("seconds"),
});

export const emptyLedger = (): Ledger => ledgerBy(() => 0);

export const chargePolicy = (ledger: Ledger, cost: Cost): Ledger => ({
  ...ledger,
  policyTokens: ledger.policyTokens + cost.generated,
  prefillTokens: ledger.prefillTokens + cost.prefilled,
  policyCalls: ledger.policyCalls + cost.calls,
  flops: ledger.flops + cost.flops,
});

export const chargeVerifier = (ledger: Ledger, cost: Cost): Ledger => ({
  ...ledger,
  prmTokens: ledger.prmTokens + cost.generated + cost.prefilled,
  prmCalls: ledger.prmCalls + cost.calls,
  flops: ledger.flops + cost.flops,
});

export const chargeCompletion = (ledger: Ledger): Ledger => ({
  ...ledger,
  completions: ledger.completions + 1,
});

/** Currencies that a budget may be given in. */
export type Currency = keyof Ledger;

/** In the order in which people are shown them. */
export const CURRENCY_IDS = [
  "completions",
  "policyTokens",
  "prefillTokens",
  "prmTokens",
  "policyCalls",
  "prmCalls",
  "flops",
  "seconds",
] as const satisfies readonly Currency[];

export const isCurrency = (text: string): text is Currency =>
  CURRENCY_IDS.some((id) => id === text);

export interface Budget {
  currency: Currency;
  limit: number;
}
