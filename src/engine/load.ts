/**
 * From a catalog entry to a session and a tokenizer, by transformers.js: it knows
 * the architectures' configs and tokenizers, fetches and caches the files, and
 * makes the onnxruntime sessions. Its `generate()` is never called.
 */
import {
  AutoModel,
  AutoModelForCausalLM,
  AutoTokenizer,
  type PreTrainedTokenizer,
} from "@huggingface/transformers";
import type { InferenceSession } from "onnxruntime-common";
import { z } from "zod";
import { type CatalogModel, type Weights, weightsFile } from "./catalog.ts";
import { EngineError } from "./errors.ts";
import type { KvShape } from "./kv-storage.ts";
import type { StepTokens } from "./policy.ts";
import type { RuntimeKind } from "./runtime.ts";

const configSchema = z.object({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_key_value_heads: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  head_dim: z.int().positive().optional(),
});

export interface LoadedSession {
  session: InferenceSession;
  shape: KvShape;
  /** Layers · heads · head dimension. */
  attentionWidth: number;
  vocabulary: number;
  context: number;
  release(): Promise<void>;
}

export interface SessionOptions {
  device: RuntimeKind;
  weights: Weights;
  options: InferenceSession.SessionOptions;
}

/** @throws EngineError "bad-model" when the config is not one of a decoder. */
export async function loadSession(
  model: CatalogModel,
  { device, weights, options }: SessionOptions,
): Promise<LoadedSession> {
  const file = weightsFile(model, weights);
  const auto = model.role === "policy" ? AutoModelForCausalLM : AutoModel;
  const loaded = await auto.from_pretrained(model.folder, {
    device,
    dtype: "fp32", // The file is named outright; it computes in fp32 whatever it stores.
    subfolder: file.path.split("/").slice(0, -1).join("/"),
    model_file_name: file.path.replace(/^.*\//, "").replace(/\.onnx$/, ""),
    session_options: options,
  });
  const config = configSchema.safeParse(loaded.config);
  const session: InferenceSession | undefined = loaded.sessions.model;
  if (!config.success || !session) {
    throw new EngineError("bad-model", `The model ${model.id} is not a decoder that can be run.`);
  }
  const { data } = config;
  const dim = data.head_dim ?? data.hidden_size / data.num_attention_heads;
  return {
    session,
    shape: {
      layers: data.num_hidden_layers,
      heads: data.num_key_value_heads,
      dim,
    },
    attentionWidth: data.num_hidden_layers * data.num_attention_heads * dim,
    vocabulary: data.vocab_size,
    context: Math.min(data.max_position_embeddings, model.limits.context),
    release: async () => {
      await loaded.dispose();
    },
  };
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
