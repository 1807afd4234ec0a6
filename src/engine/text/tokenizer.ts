/** A model's tokenizer, by transformers.js: text to token ids and back. */
import { AutoTokenizer, type PreTrainedTokenizer } from "@huggingface/transformers";
import { z } from "zod";
import { EngineError } from "../contract/errors.ts";
import type { CatalogModel } from "../sources/catalog.ts";

export interface Vocabulary {
  eos: number;
  /** Padding and unknown, which are never sampled. */
  banned: ReadonlySet<number>;
  /** @throws EngineError "bad-request" that names the first word that the model does not know. */
  encode(modelText: string): number[];
  /** Exactly what the tokens say; special tokens say nothing. */
  decode(tokens: readonly number[]): string;
  /** What one token says. The pieces of a text, put together, are the text. */
  piece(token: number): string;
}

/** @throws EngineError "bad-model" when the tokenizer names no end of sequence. */
export async function loadVocabulary(model: CatalogModel): Promise<Vocabulary> {
  const tokenizer = await AutoTokenizer.from_pretrained(model.folder);
  const encode = (text: string) => tokenizer.encode(text, { add_special_tokens: false });
  const decode = (tokens: readonly number[]) => {
    if (tokens.length === 0) return ""; // transformers.js refuses to decode nothing.
    return tokenizer.decode([...tokens], {
      skip_special_tokens: true,
      clean_up_tokenization_spaces: false,
    });
  };
  const pieces = new Map<number, string>();
  const piece = (token: number): string => {
    const known = pieces.get(token) ?? decode([token]);
    pieces.set(token, known);
    return known;
  };
  const special = specialTokens(model, tokenizer);
  return {
    eos: special.eos,
    banned: special.banned,
    encode: (text) => {
      const ids = encode(text);
      refuseUnknown(text, ids, special.unknown, encode);
      return ids;
    },
    decode,
    piece,
  };
}

const specialSchema = z.object({
  eos_token_id: z.int(),
  pad_token_id: z.int().nullish(),
  unk_token_id: z.int().nullish(),
});

function specialTokens({ id }: CatalogModel, tokenizer: PreTrainedTokenizer) {
  const { eos_token_id, pad_token_id, unk_token_id } = tokenizer;
  const parsed = specialSchema.safeParse({ eos_token_id, pad_token_id, unk_token_id });
  if (!parsed.success)
    throw new EngineError("bad-model", `The tokenizer of ${id} names no end of sequence.`);
  const { eos_token_id: eos, pad_token_id: padding, unk_token_id: unknown } = parsed.data;
  const banned = new Set<number>();
  for (const one of [padding, unknown]) if (typeof one === "number" && one !== eos) banned.add(one);
  return { eos, unknown: unknown ?? null, banned };
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
  throw new EngineError(
    "bad-request",
    `The models do not know "${word}".`,
    "Another policy may, which was trained on wider problems.",
  );
}
