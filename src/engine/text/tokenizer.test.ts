import { beforeAll, describe, expect, it } from "vitest";
import { familyOf } from "../../problems/families/index.ts";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { plainText } from "../../prompts/conversation.ts";
import { notation } from "../../prompts/styles/notation.ts";
import { MODELS_FOLDER, readCatalog, useModelsOf } from "../host/node.ts";
import { chooseModel } from "../sources/catalog.ts";
import { loadVocabulary, type Vocabulary } from "./tokenizer.ts";

describe("the bundled vocabulary", () => {
  let vocabulary: Vocabulary;
  beforeAll(async () => {
    useModelsOf(MODELS_FOLDER);
    vocabulary = await loadVocabulary(chooseModel(readCatalog(), "policy", undefined));
  });

  it.each(FAMILY_IDS)("says again exactly what it read, whole and piece by piece: %s", (id) => {
    const family = familyOf(id);
    for (let seed = 0; seed < 20; seed++) {
      const problem = family.generate(seed, 3);
      const steps = (family.solve(problem) ?? []).map((step) => ` ${step}${notation.separator}`);
      for (const text of [plainText(notation.ask(problem)), ...steps]) {
        const tokens = vocabulary.encode(text);
        expect(vocabulary.decode(tokens)).toBe(text);
        expect(tokens.map(vocabulary.piece).join("")).toBe(text);
      }
    }
  });

  it("says nothing for a special token or for no tokens", () => {
    expect(vocabulary.piece(vocabulary.eos)).toBe("");
    expect(vocabulary.decode([])).toBe("");
  });

  it("names the word that it does not know", () => {
    expect(() => vocabulary.encode(" Make banana from 3 .\n")).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          message: 'The models do not know "banana".',
          advice: "Another policy may, which was trained on wider problems.",
        }),
      }),
    );
  });
});
