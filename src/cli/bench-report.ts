/** The bench's report: its types, its ratios, and its table as text. */
import type { PrefixCount } from "./bench-measures.ts";

export interface Work {
  /** Useful tokens: those sampled up to the end of each completion, the end included. */
  tokens: number;
  seconds: number;
  /** Tokens of the longest completion. */
  longest: number;
}

export interface Rate {
  tokens: number;
  seconds: number;
  tokensPerSecond: number;
}

export interface Rates {
  /** Our loop: one ragged batch, caches forked. */
  loop: Rate;
  /** Our loop, with the prefix of every step processed again. */
  loopWithoutForking: Rate;
  /** transformers.js generate(), all completions as one batch. */
  generateBatched: Rate;
  /** transformers.js generate(), one completion after another. */
  generateOneByOne: Rate;
}

export interface Ratios {
  /** The loop's tokens a second over those of the faster generate(). Goal: at least 3. */
  loopOverBetterGenerate: number;
  loopOverGenerateBatched: number;
  loopOverGenerateOneByOne: number;
  loopOverLoopWithoutForking: number;
}

export type BeamCount = PrefixCount & { runOverDistinct: number };

/** The same searches, run one at a time and all at once in shared batches. */
export interface Sweep {
  strategy: string;
  knobs: Readonly<Record<string, number>>;
  runs: number;
  /** Seconds. */
  oneByOne: number;
  atOnce: number;
  /** oneByOne / atOnce. Goal: at least 3. */
  ratio: number;
}

/** A majority vote over `n` completions. Goal: a token at n 256 takes no more than 1.2 times one at n 64. */
export interface Width {
  n: number;
  secondsPerToken: number;
}

export interface Report {
  command: string;
  model: string;
  backend: string;
  threads: number;
  n: number;
  repeats: number;
  problems: string[];
  /** generate()'s cap on new tokens: the length of our longest completion, the cap that wastes least. */
  maxNewTokens: number;
  rates: Rates;
  ratios: Ratios;
  /** null when no reward model is loaded. */
  sweep: Sweep | null;
  widths: Width[];
  /** Goal: runOverDistinct is exactly 1.00 when forked. null when no reward model is loaded. */
  beam: {
    knobs: Readonly<Record<string, number>>;
    forked: BeamCount;
    withoutForking: BeamCount;
  } | null;
}

export function ratio(rates: Rates): Ratios {
  const loop = rates.loop.tokensPerSecond;
  const batched = loop / rates.generateBatched.tokensPerSecond;
  const oneByOne = loop / rates.generateOneByOne.tokensPerSecond;
  return {
    loopOverBetterGenerate: Math.min(batched, oneByOne),
    loopOverGenerateBatched: batched,
    loopOverGenerateOneByOne: oneByOne,
    loopOverLoopWithoutForking: loop / rates.loopWithoutForking.tokensPerSecond,
  };
}

function concurrencyLines({ sweep, widths }: Pick<Report, "sweep" | "widths">): string[] {
  const of64 = widths.find(({ n }) => n === 64)?.secondsPerToken ?? Number.NaN;
  const each = widths.map(
    ({ n, secondsPerToken }) => `${n}: ${(secondsPerToken / of64).toFixed(2)}`,
  );
  return [
    ...(sweep
      ? [
          `${sweep.runs} searches (${sweep.strategy}, N ${sweep.knobs.n}) one by one over all at once: ${sweep.ratio.toFixed(2)} times`,
        ]
      : []),
    `seconds a token over those at N 64: ${each.join(", ")}`,
  ];
}

const gigaflops = (flops: number): string => `${(flops / 1e9).toPrecision(3)} GFLOP`;

export function report(result: Report): string {
  const { model, backend, threads, n, rates, ratios, beam } = result;
  const row = (label: string, { tokens, tokensPerSecond }: Rate): string =>
    `${label.padEnd(34)} ${tokensPerSecond.toFixed(0).padStart(8)} tokens/s  (${tokens} tokens)`;
  const beamRow = (label: string, { run, distinct, runOverDistinct }: BeamCount): string =>
    `${label.padEnd(34)} ${runOverDistinct.toFixed(2).padStart(8)}  (${gigaflops(run)} run, ${gigaflops(distinct)} distinct)`;
  return [
    `${model} on ${backend}, ${threads} threads, ${n} completions a problem`,
    row("our loop", rates.loop),
    row("our loop, nothing forked", rates.loopWithoutForking),
    row("generate(), batched", rates.generateBatched),
    row("generate(), one by one", rates.generateOneByOne),
    `our loop over the better generate(): ${ratios.loopOverBetterGenerate.toFixed(2)} times`,
    `our loop over nothing forked: ${ratios.loopOverLoopWithoutForking.toFixed(2)} times`,
    ...concurrencyLines(result),
    ...(beam
      ? [
          "beam search: FLOPs of the tokens run through the policy over those of distinct tokens",
          beamRow("caches forked", beam.forked),
          beamRow("nothing forked", beam.withoutForking),
        ]
      : []),
  ].join("\n");
}
