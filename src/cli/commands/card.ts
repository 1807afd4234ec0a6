/**
 * `npm run -s card`: measures the model card again, through the engine, on the files that are
 * served. With `--write` it puts the results into models/results.json and their tables into
 * models/README.md. A run that was stopped goes on from the samples and scores that it kept.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SELF_CERTAINTY } from "../../engine/contract/modelless.ts";
import { MODELS_FOLDER, readCatalog } from "../../engine/host/node.ts";
import type { Catalog } from "../../engine/sources/catalog.ts";
import { type CardResults, cardResults, mergeResults } from "../../experiments/card/card.ts";
import { cardTables, fillTables } from "../../experiments/card/tables.ts";
import { CARD_FLAGS, type CardArguments, cardArguments } from "../card-arguments.ts";
import { measuredFile, policyRows, verifierRows } from "../card-rows.ts";
import { describeFlags, parseFlags } from "../flags.ts";
import { chosenModels } from "../models.ts";
import { print } from "../output.ts";
import { runCommand } from "../usage.ts";
import { prepareFile, prepareFolder } from "../write-text.ts";

const RESULTS = join(MODELS_FOLDER, "results.json");
const README = join(MODELS_FOLDER, "README.md");

async function measure(
  asked: CardArguments,
  catalog: Catalog,
  command: string,
): Promise<CardResults> {
  const { families, level, problems, samples, temperature, seed, models } = asked;
  const policies = chosenModels(catalog, "policy", asked.policies);
  const prms = asked.prms === null ? [] : chosenModels(catalog, "prm", asked.prms);
  const plan = {
    command,
    catalog,
    prms,
    samplings: families.map((family) => ({ family, level, problems, samples, temperature, seed })),
    every: asked.every,
    work: asked.work,
    load: {
      weights: models.weights,
      ...(models.folder === undefined ? {} : { modelsFolder: models.folder }),
      ...(models.threads === undefined ? {} : { threads: models.threads }),
    },
  };
  const results: CardResults = { version: 1, policies: [], verifiers: [] };
  for (const prm of prms) results.verifiers.push(...(await verifierRows(plan, prm)));
  for (const policy of policies) results.policies.push(...(await policyRows(plan, policy)));
  return results;
}

const readResults = (): CardResults | null =>
  existsSync(RESULTS) ? cardResults.parse(JSON.parse(readFileSync(RESULTS, "utf8"))) : null;

/** Writes new results together with those of the other models that the catalog still holds. */
function write(results: CardResults, catalog: Catalog): void {
  const older = readResults() ?? { ...results, policies: [], verifiers: [] };
  const merged = mergeResults(older, results, (id, file) => {
    const model = catalog.models.find((one) => one.id === id);
    if (!model) return id === SELF_CERTAINTY;
    return (["fp32", "f16w"] as const).some((weights) => measuredFile(model, weights) === file);
  });
  writeFileSync(RESULTS, `${JSON.stringify(merged, null, 1)}\n`);
  fill(merged, catalog);
}

function fill(results: CardResults, { defaults }: Catalog): void {
  const filled = fillTables(readFileSync(README, "utf8"), cardTables(results, defaults));
  writeFileSync(README, filled);
}

await runCommand(async (argv) => {
  const parsed = parseFlags(argv, CARD_FLAGS);
  if (parsed.values.has("help")) {
    await print(`card [flags]\n\n${describeFlags(CARD_FLAGS)}\n`);
    return;
  }
  const asked = cardArguments(parsed);
  const catalog = readCatalog(asked.models.folder);
  const repeats = argv.filter((word) => !["--json", "--write", "--tables"].includes(word));
  const command = ["npm run -s card --", ...repeats, "--write"].join(" ");
  if (asked.write) for (const file of [RESULTS, README]) prepareFile(file, "--write");
  if (!asked.tables) prepareFolder(asked.work, "--work");
  const known = asked.tables ? readResults() : null;
  const results = known ?? (await measure(asked, catalog, command));
  if (asked.write && known) fill(known, catalog);
  else if (asked.write) write(results, catalog);
  const tables = Object.values(cardTables(results, catalog.defaults));
  await print(`${asked.json ? JSON.stringify(results) : tables.join("\n\n")}\n`);
});
