/**
 * The bench's baseline: transformers.js `generate()` on the same files, called as its users call it.
 * Only tokens up to a row's first end-of-sequence token count. A batch goes on until all rows emit
 * that token in the same step or reach the cap, because its stopping criteria do not remember rows
 * that have ended.
 */
import { AutoModelForCausalLM, AutoTokenizer, env, Tensor } from "@huggingface/transformers";

export interface Baseline {
  /** Samples `rows` completions of the prompt as one batch. @returns the number of useful tokens. */
  generate(prompt: string, rows: number, maxNewTokens: number): Promise<number>;
  dispose(): Promise<void>;
}

/**
 * @param modelsFolder ends with a slash; @param bundle a folder in it.
 * @param threads onnxruntime's, as many as our loop has.
 */
export async function loadBaseline(
  modelsFolder: string,
  bundle: string,
  threads: number,
): Promise<Baseline> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = modelsFolder;
  const tokenizer = await AutoTokenizer.from_pretrained(bundle);
  const model = await AutoModelForCausalLM.from_pretrained(bundle, {
    dtype: "fp32",
    device: "cpu",
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  const [endOfSequence] = tokenizer.encode("<eos>", { add_special_tokens: false });
  if (endOfSequence === undefined) throw new Error("The tokenizer knows no <eos>.");
  return {
    async generate(prompt, rows, maxNewTokens) {
      const inputs = tokenizer(new Array<string>(rows).fill(prompt), {
        add_special_tokens: false,
        padding: true,
      });
      const output = await model.generate({
        ...inputs,
        do_sample: true,
        temperature: 1,
        top_k: 0,
        max_new_tokens: maxNewTokens,
      });
      if (!(output instanceof Tensor)) throw new Error("generate() gave no tensor of tokens.");
      const promptLength = inputs.input_ids.dims[1] ?? 0;
      return usefulTokens(output.tolist(), promptLength, endOfSequence);
    },
    async dispose() {
      await model.dispose();
    },
  };
}

/** Tokens after the prompt up to the first end-of-sequence token, that one included, summed over rows. */
export function usefulTokens(
  rows: readonly (readonly (number | bigint)[])[],
  promptLength: number,
  endOfSequence: number,
): number {
  return rows.reduce((sum, row) => {
    const made = row.slice(promptLength).map(Number);
    const end = made.indexOf(endOfSequence);
    return sum + (end < 0 ? made.length : end + 1);
  }, 0);
}
