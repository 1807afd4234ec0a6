/** What `solve --list` prints: strategies, verifiers and currencies, as text or as JSON. */
import { MODELLESS } from "../engine/contract/modelless.ts";
import { MODEL_KINDS } from "../engine/contract/verifier-entry.ts";
import { AGGREGATIONS } from "../search/aggregate.ts";
import { aliases } from "../search/index.ts";
import { describeRange } from "../search/knob-values.ts";
import { kebab } from "../search/knobs.ts";
import { CURRENCY_IDS } from "../search/ledger.ts";
import type { Strategy } from "../search/strategy.ts";
import { describeFlags, type Flag } from "./flags.ts";

/** A flag for each knob of a strategy. */
export const knobFlags = (strategy: Strategy): Flag[] =>
  strategy.knobs.map((knob) => ({
    name: kebab(knob.id),
    value: String(knob.default),
    help: `${knob.help} Must be ${describeRange(knob)}.`,
  }));

export function listAsText(strategies: readonly Strategy[]): string {
  const blocks = strategies.map(
    (strategy) =>
      `${strategy.id}: ${strategy.blurb}\n  ${strategy.costRule}\n  ${strategy.source}\n${describeFlags(knobFlags(strategy), "    ")}`,
  );
  return [
    `Strategies, and the knobs of each with their defaults:\n\n${blocks.join("\n\n")}`,
    `Other names (--strategy): ${Object.entries(aliases)
      .map(([name, id]) => `${name} for ${id}`)
      .join(", ")}.`,
    `Verifiers (--prm): the reward models of the catalog by their ids; ${MODELLESS.join(", ")}; or a kind (${MODEL_KINDS.join(", ")}), for the catalog's model of it.`,
    `Scores of a path (--aggregation): ${AGGREGATIONS.join(", ")}.`,
    `Currencies (--currency): ${CURRENCY_IDS.join(", ")}.`,
  ].join("\n\n");
}

export const listAsJson = (strategies: readonly Strategy[]): string =>
  JSON.stringify({
    strategies: strategies.map(({ id, label, blurb, source, costRule, needsVerifier, knobs }) => ({
      id,
      label,
      blurb,
      source,
      costRule,
      needsVerifier,
      knobs,
    })),
    aliases,
    verifiersWithoutModel: MODELLESS,
    verifierKinds: MODEL_KINDS,
    aggregations: AGGREGATIONS,
    currencies: CURRENCY_IDS,
  });
