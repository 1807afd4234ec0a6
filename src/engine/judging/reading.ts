/** How a kind of verifier asks a graph for a step's score, and how it reads the outputs. */

/** A graph's outputs for one step. */
export interface StepOutputs {
  /** The step's tokens, the mark included. */
  tokens: readonly number[];
  /** The outputs after the step's last token, or after the probe: [size]. */
  last: Float32Array;
  /** @param index of a token of the probe. @returns the outputs after it, [size]. */
  probed(index: number): Float32Array;
  /**
   * @param index of a token of the step; -1 is the token before the step.
   * @returns the outputs after that token, [size]; null when there is no token before the step.
   */
  after(index: number): Float32Array | null;
}

export interface Reading {
  /** Token ids that stand after every step in the model's own sequence. */
  mark: readonly number[];
  /** Token ids that ask for the score after a step; no later step sees them, no cache keeps them. */
  probe: readonly number[];
  /** How many numbers the graph must give after each token. */
  size: number;
  /** Whether `read` asks for `after(-1)`; the last outputs of every node are then kept with its cache. */
  looksBack: boolean;
  /** @param tokens of the problem. @returns them as the model reads them. */
  root(tokens: readonly number[]): readonly number[];
  /** @returns one number for the step: the logit of P(correct), or what the kind says it is. */
  read(outputs: StepOutputs): number;
}

const PLAIN = {
  mark: [],
  probe: [],
  looksBack: false,
  root: (tokens: readonly number[]) => tokens,
} as const;

export const plain = (size: number, read: Reading["read"]): Reading => ({ ...PLAIN, size, read });

export const at = (values: Float32Array, index: number): number => values[index] ?? Number.NaN;

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The logit of softmax over two of the values: P(yes) = sigmoid(yes - no). */
export const twoWay = (values: Float32Array, yes: number, no: number): number =>
  at(values, yes) - at(values, no);
