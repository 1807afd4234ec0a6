/** How a kind of verifier puts its question to a graph, and how it reads the answer. */

/** What a graph gave for one step. */
export interface StepOutputs {
  /** The step's tokens, the mark included. */
  tokens: readonly number[];
  /** After the step's last token, or after the probe: [size]. */
  last: Float32Array;
  /** After token `index` of the probe: [size]. */
  probed(index: number): Float32Array;
  /** After token `index` of the step, -1 being the token before it: [size]; null before the root's. */
  after(index: number): Float32Array | null;
}

export interface Reading {
  /** Token ids that stand after every step in the model's own sequence. */
  mark: readonly number[];
  /** Token ids that ask for the score after a step; no later step sees them, no cache keeps them. */
  probe: readonly number[];
  /** Numbers after each token that the graph must give. */
  size: number;
  /** Whether `after(-1)` is needed: the last outputs of every node are then kept with its cache. */
  looksBack: boolean;
  /** The problem's tokens as the model reads them. */
  root(tokens: readonly number[]): readonly number[];
  /** One number a step: the logit of P(correct), or what else the kind says. */
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
