/**
 * A recorded run as a file: the event log as a JSON array, with one event a line. Reading checks the
 * version, the shape of each event, and that the events make a tree. A refusal is one sentence.
 */

import { z } from "zod";
import { problemRecordSchema } from "../problems/problem.ts";
import { AGGREGATIONS } from "./aggregate.ts";
import { LOG_VERSIONS, QUANTITIES, type SearchEvent, type SearchLog } from "./events.ts";
import { budgetSchema } from "./run.ts";
import { seedSchema } from "./seed.ts";
import { fold, type Tree, TreeError } from "./tree.ts";

export type LogResult = { ok: true; log: SearchLog; tree: Tree } | { ok: false; error: string };

/** The file's text; `readLog` reads it back. */
export const writeLog = (log: readonly SearchEvent[]): string =>
  `[\n${log.map((event) => JSON.stringify(event)).join(",\n")}\n]\n`;

const nodeId = z.int().min(0);
const amount = z.number().min(0);
export const ledgerSchema = z.object({
  completions: amount,
  policyTokens: amount,
  prefillTokens: amount,
  prmTokens: amount,
  policyCalls: amount,
  prmCalls: amount,
  flops: amount,
  seconds: amount,
});
export const cardSchema = z.object({
  id: z.string(),
  parameters: amount,
  attentionWidth: amount.exactOptional(),
});
const turn = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cut"), before: nodeId }),
  z.object({ kind: z.enum(["visit", "back", "probe"]) }),
]);
const ruling = { nodes: z.array(nodeId), reason: z.string(), turn: turn.exactOptional() };

const eventSchema: z.ZodType<SearchEvent> = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("start"),
    version: z.literal(LOG_VERSIONS),
    problem: problemRecordSchema,
    strategy: z.string(),
    knobs: z.record(z.string(), z.union([z.number(), z.string()])),
    seed: seedSchema,
    budget: budgetSchema.nullable(),
    policy: cardSchema,
    verifier: cardSchema.nullable(),
  }),
  z.object({
    type: z.literal("expand"),
    nodes: z.array(
      z.object({
        id: nodeId,
        parent: nodeId,
        text: z.string(),
        tokens: z.array(z.int().min(0)),
        logprob: z.number(),
        end: z.enum(["step", "eos", "length"]),
      }),
    ),
    ledger: ledgerSchema,
  }),
  z.object({
    type: z.literal("score"),
    scores: z.array(z.object({ node: nodeId, score: z.number() })),
    ledger: ledgerSchema,
  }),
  z.object({ type: z.literal("keep"), ...ruling }),
  z.object({ type: z.literal("prune"), ...ruling }),
  z.object({
    type: z.literal("measure"),
    quantity: z.enum(QUANTITIES),
    values: z.array(z.object({ node: nodeId, value: z.number() })),
  }),
  z.object({
    type: z.literal("finish"),
    node: nodeId,
    answer: z.string().nullable(),
    aggregate: z.object({ rule: z.enum(AGGREGATIONS), score: z.number() }).nullable(),
    ledger: ledgerSchema,
  }),
  z.object({
    type: z.literal("vote"),
    rule: z.enum(["majority", "weighted", "best"]),
    tally: z.array(
      z.object({
        answer: z.string(),
        count: z.int().min(1),
        weight: z.number(),
        nodes: z.array(nodeId),
      }),
    ),
  }),
  z.object({
    type: z.literal("answer"),
    node: nodeId.nullable(),
    answer: z.string().nullable(),
    correct: z.boolean().nullable(),
  }),
  z.object({
    type: z.literal("done"),
    reason: z.enum(["answered", "budget", "exhausted", "cancelled"]),
    ledger: ledgerSchema,
  }),
]);

/** Reads the text of a file. */
export function readLog(text: string): LogResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse("This file is not JSON; a recorded run is a JSON array of events.");
  }
  return parseLog(json);
}

/** Checks the parsed JSON of a file. A run that was broken off is read as far as it goes. */
export function parseLog(json: unknown): LogResult {
  const first = z.looseObject({ type: z.literal("start"), version: z.unknown() });
  const opening = z.tuple([first], z.unknown()).safeParse(json);
  if (!opening.success)
    return refuse(
      "This is not a recorded run: it should be a list of events that begins with a start.",
    );
  const { version } = opening.data[0];
  if (!LOG_VERSIONS.some((known) => known === version))
    return refuse(
      `This run was recorded in version ${JSON.stringify(version) ?? "unknown"} of the log; this page reads versions ${LOG_VERSIONS.join(" and ")}.`,
    );
  const log: SearchLog = [];
  for (const [index, item] of opening.data.entries()) {
    const parsed = eventSchema.safeParse(item);
    if (!parsed.success)
      return refuse(`Event ${index} cannot be read: ${firstIssue(parsed.error)}.`);
    log.push(parsed.data);
  }
  try {
    return { ok: true, log, tree: fold(log) };
  } catch (error) {
    if (error instanceof TreeError) return refuse(error.message);
    throw error;
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "it has an unknown shape";
  const where = issue.path.map(String).join(".");
  return where ? `${where}: ${lower(issue.message)}` : lower(issue.message);
}

const lower = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
const refuse = (error: string): LogResult => ({ ok: false, error });
