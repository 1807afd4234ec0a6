/** For tests: the engine in Node over the tiny random models in ../fixtures. */

import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Tensor } from "onnxruntime-node";
import { familyOf } from "../../problems/families/index.ts";
import type { FamilyId, Problem } from "../../problems/family.ts";
import type { SearchEvent } from "../../search/events.ts";
import type { ExpandRequest, Expansion, Policy, SamplingOptions } from "../../search/model.ts";
import type { Checked } from "../checks/self-check.ts";
import type { Engine } from "../contract/engine.ts";
import type { SearchRequest } from "../contract/requests.ts";
import { Decoder } from "../graphs/decoder.ts";
import { loadSession } from "../graphs/session.ts";
import { CpuKvStorage } from "../memory/storage-cpu.ts";
import { OneAtATime, type Runtime } from "../runtime/runtime.ts";
import { type Catalog, type CatalogModel, chooseModel, parseCatalog } from "../sources/catalog.ts";
import { loadNodeEngine, type NodeLoadOptions, useModelsOf } from "./node.ts";

export const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url));
/** What the tests ask, and the model text that a policy reads of it. */
export const PROBLEM = problemOf("countdown", "Make 24 from 4, 7, 8, 8.");
export const PROMPT = " Make 24 from 4 , 7 , 8 , 8 .\n";
export const SAMPLING: SamplingOptions = { temperature: 1, topP: 1, topK: 0, maxStepTokens: 10 };

/** @throws Error when the family cannot read the text. */
export function problemOf(family: FamilyId, text: string): Problem {
  const parsed = familyOf(family).parse(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.problem;
}

export const loadTestEngine = (options: NodeLoadOptions = {}) =>
  loadNodeEngine({ modelsFolder: FIXTURES, threads: 1, ...options });

/** @returns a folder with the tiny models and a changed catalog. The caller removes it. */
export function changedFixtures(change: (catalog: Catalog) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "fixtures-"));
  const catalog = parseCatalog(JSON.parse(readFileSync(join(FIXTURES, "catalog.json"), "utf8")));
  for (const model of catalog.models) {
    symlinkSync(join(FIXTURES, model.folder), join(folder, model.folder));
  }
  change(catalog);
  writeFileSync(join(folder, "catalog.json"), JSON.stringify(catalog));
  return folder;
}

/** The catalog's entry of the tiny default policy. */
export const fixtureModel = (): CatalogModel =>
  chooseModel(
    parseCatalog(JSON.parse(readFileSync(join(FIXTURES, "catalog.json"), "utf8"))),
    "policy",
    undefined,
  );

/** The tiny policy's decoder alone, and a storage for its caches. */
export async function fixtureDecoder(): Promise<Checked & { runtime: Runtime }> {
  useModelsOf(FIXTURES);
  const { session, shape, vocabulary } = await loadSession(fixtureModel(), {
    device: "cpu",
    weights: "fp32",
    options: { intraOpNumThreads: 1 },
  });
  const runtime: Runtime = { kind: "cpu", Tensor, gpu: null, lock: new OneAtATime() };
  const decoder = new Decoder(runtime, session, shape, vocabulary);
  return { runtime, decoder, storage: new CpuKvStorage(runtime, shape) };
}

/** @returns a search's events, their seconds set to 0. */
export async function eventsOf(engine: Engine, request: SearchRequest): Promise<SearchEvent[]> {
  const events: SearchEvent[] = [];
  for await (const event of engine.search(request)) events.push(withoutSeconds(event));
  return events;
}

export const withoutSeconds = (event: SearchEvent): SearchEvent =>
  "ledger" in event ? { ...event, ledger: { ...event.ledger, seconds: 0 } } : event;

/** Grows a tree of `width` children a node, `depth` deep, in batches of at most `batch` requests. */
export async function grow(
  policy: Policy,
  { width, depth, batch }: { width: number; depth: number; batch: number },
): Promise<Expansion[]> {
  const all: Expansion[] = [];
  let parents = [0];
  let next = 1;
  for (let level = 0; level < depth; level++) {
    const requests: ExpandRequest[] = parents.flatMap((parent) =>
      Array.from({ length: width }, () => ({ parent, child: next++ })),
    );
    const grown: Expansion[] = [];
    for (let i = 0; i < requests.length; i += batch) {
      const { expansions } = await policy.expand(requests.slice(i, i + batch), SAMPLING);
      grown.push(...expansions);
    }
    all.push(...grown);
    parents = grown.filter(({ end }) => end !== "eos").map(({ child }) => child);
  }
  return all;
}

/** @returns expansions without the numbers whose last digit may differ between batch shapes. */
export const tokensOf = (expansions: readonly Expansion[]) =>
  expansions.map(({ child, tokens, end, text }) => ({ child, tokens, end, text }));
