/**
 * Makes the onnxruntime session of a catalog entry. transformers.js reads the config, and fetches
 * and caches the files; its `generate()` is never called.
 */

import { AutoModel, AutoModelForCausalLM } from "@huggingface/transformers";
import type { InferenceSession } from "onnxruntime-common";
import { z } from "zod";
import { EngineError } from "../contract/errors.ts";
import type { KvShape } from "../memory/storage.ts";
import type { RuntimeKind } from "../runtime/runtime.ts";
import { type CatalogModel, type Weights, weightsFile } from "../sources/catalog.ts";

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

/** @throws EngineError "bad-model" when the config is not a decoder's. */
export async function loadSession(
  model: CatalogModel,
  { device, weights, options }: SessionOptions,
): Promise<LoadedSession> {
  const file = weightsFile(model, weights);
  const auto = model.role === "policy" ? AutoModelForCausalLM : AutoModel;
  const loaded = await auto.from_pretrained(model.folder, {
    device,
    dtype: "fp32", // The file is named below; it computes in fp32 however its weights are stored.
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
