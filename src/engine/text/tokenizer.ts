/** A model's tokenizer, by transformers.js: text to token ids and back, and the ids that end a step. */
import { AutoTokenizer, type PreTrainedTokenizer } from "@huggingface/transformers";
import { z } from "zod";
import { EngineError } from "../contract/errors.ts";
import type { CatalogModel } from "../sources/catalog.ts";

/** What the policy must know of its tokenizer. */
export interface StepTokens {
  separator: number;
  eos: number;
  /** Never sampled: padding and unknown. */
  banned: ReadonlySet<number>;
  /** Display text of a step's tokens. */
  text(tokens: readonly number[]): string;
}

export interface Vocabulary extends StepTokens {
  encode(modelText: string): number[];
  /** Model text, exactly; special tokens left out. */
  decode(tokens: readonly number[]): string;
}

/** @throws EngineError "bad-model" when the step separator is not one token. */
export async function loadVocabulary(model: CatalogModel): Promise<Vocabulary> {
  const tokenizer = await AutoTokenizer.from_pretrained(model.folder);
  const encode = (text: string) => tokenizer.encode(text, { add_special_tokens: false });
  const decode = (tokens: readonly number[]) => {
    if (tokens.length === 0) return ""; // transformers.js refuses to decode nothing
    return tokenizer.decode([...tokens], {
      skip_special_tokens: true,
      clean_up_tokenization_spaces: false,
    });
  };
  const [separator, ...more] = encode(model.stepSeparator);
  if (separator === undefined || more.length > 0) {
    throw new EngineError("bad-model", `The step separator of ${model.id} is not a single token.`);
  }
  const special = specialTokens(tokenizer);
  return {
    separator,
    eos: special.eos,
    banned: special.banned,
    text: (tokens) => decode(tokens).trim(),
    encode: (text) => {
      const ids = encode(text);
      refuseUnknown(text, ids, special.unknown, encode);
      return ids;
    },
    decode,
  };
}

function specialTokens(tokenizer: PreTrainedTokenizer) {
  const ids = z
    .object({
      eos_token_id: z.int(),
      pad_token_id: z.int().nullish(),
      unk_token_id: z.int().nullish(),
    })
    .parse({
      eos_token_id: tokenizer.eos_token_id,
      pad_token_id: tokenizer.pad_token_id,
      unk_token_id: tokenizer.unk_token_id,
    });
  const banned = new Set<number>();
  for (const id of [ids.pad_token_id, ids.unk_token_id]) {
    if (typeof id === "number" && id !== ids.eos_token_id) banned.add(id);
  }
  return { eos: ids.eos_token_id, unknown: ids.unk_token_id ?? null, banned };
}

function refuseUnknown(
  text: string,
  ids: readonly number[],
  unknown: number | null,
  encode: (text: string) => number[],
): void {
  if (unknown === null || !ids.includes(unknown)) return;
  const words = text.split(/(?=[ \n])/);
  const word = words.find((piece) => encode(piece).includes(unknown))?.trim() ?? text.trim();
  throw new EngineError("bad-request", `The models do not know "${word}".`);
}
