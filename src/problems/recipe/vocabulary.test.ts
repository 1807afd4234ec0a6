import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { STORY_WORDS } from "../families/story/story-words.ts";
import { VOCABULARY } from "./vocabulary.ts";

const tokenizer = z.object({ model: z.object({ vocab: z.record(z.string(), z.number()) }) });

it("gives every token of a bundled model the id that the model has it under", () => {
  const folder = new URL("../../../models/", import.meta.url);
  const catalog = z
    .object({ models: z.array(z.object({ folder: z.string() })) })
    .parse(JSON.parse(readFileSync(new URL("catalog.json", folder), "utf8")));
  expect(catalog.models.length).toBeGreaterThan(0);
  for (const model of catalog.models) {
    const file = new URL(`${model.folder}/tokenizer.json`, folder);
    const { vocab } = tokenizer.parse(JSON.parse(readFileSync(file, "utf8"))).model;
    for (const [token, id] of Object.entries(vocab)) {
      // A reward model may have tokens of its own, which no text holds.
      if (id >= VOCABULARY.length) expect(token).toMatch(/^<[a-z]+>$/);
      else expect(VOCABULARY[id], token).toBe(token);
    }
  }
});

it("holds every word of a story once, and fits into a byte", () => {
  expect(new Set(VOCABULARY).size).toBe(VOCABULARY.length);
  expect(VOCABULARY.length).toBeLessThanOrEqual(256);
  const words = [...STORY_WORDS].map((word) => ` ${word}`);
  expect(words.filter((word) => !VOCABULARY.includes(word))).toEqual([]);
});
