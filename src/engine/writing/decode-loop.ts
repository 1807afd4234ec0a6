/**
 * Continuous batching (Yu et al. 2022, Orca, OSDI '22): sequences of many searches decode as one
 * batch. A sequence that ends leaves the batch, and a waiting one joins it before the next token;
 * none waits for another's step to end. A row's result depends on no other row wherever the
 * runtime's matrix product treats rows alike, as onnxruntime on a CPU does.
 */

import type { Decoder } from "../graphs/decoder.ts";
import type { KvBatch, KvStorage, Piece, Source, Take } from "../memory/storage.ts";
import { breathe } from "../runtime/pause.ts";

/** Tokens that run one after the other in one row of the batch, on top of a cache. */
export interface Sequence {
  /** The cache that it begins on; ignored when the sequence follows another in its row. */
  readonly pieces: readonly Piece[];
  /** The most rows that the sequence and its followers need at once, at least 1. */
  readonly width: number;
  /** The token to run next. */
  readonly token: number;
  /** That token's position, counted from the first token of the prompt. */
  readonly position: number;
  /**
   * Takes what the model said after `token`.
   * @param logits [vocabulary]; the array is overwritten after the call.
   * @returns null when the sequence has another token to run; otherwise the sequences that follow
   * it, each on the whole cache of its row. None ends the row.
   */
  take(logits: Float32Array): readonly Sequence[] | null;
  /** Called once, when the sequence has ended. @returns the parts of the row's cache to save. */
  kept(): readonly Omit<Take, "row">[];
}

/** The sequences of one call of `run`. */
interface DecodeRequest {
  sequences: readonly Sequence[];
  /** When memory is short, the waiting request of the lowest rank is admitted first. */
  rank: number;
  signal: AbortSignal | undefined;
  /** How many of `sequences` have been admitted to the batch. */
  admitted: number;
  /** Sequences that have not ended, followers included. */
  left: number;
  passes: number;
  resolve(passes: number): void;
  reject(reason: unknown): void;
}

interface Row {
  sequence: Sequence;
  request: DecodeRequest;
  /** Tokens of the request that ran in this row, those of earlier sequences included. */
  ran: number;
}

interface Admitted {
  row: Row;
  source: Source;
}

/** What one batch may hold. */
export interface BatchLimits {
  rows: number;
  /** Bytes of one layer's keys, over all rows and positions. */
  tensorBytes: number;
}

/** Where the decoder works in place, a batch is a multiple of this many positions long: about a step. */
const BLOCK = 16;
/** The batch is made smaller once empty rows are this share of it. */
const COMPACT_AT = 0.25;

export class DecodeLoop {
  #batch: KvBatch | null = null;
  /** By row of the batch; null where a row is empty. */
  #rows: (Row | null)[] = [];
  /** Followers beside the first one, which keeps its row; admitted before the next token. */
  #forks: Admitted[] = [];
  #waiting: DecodeRequest[] = [];
  #running = false;

  /**
   * @param limits of one batch; sequences beyond them wait.
   * @param crowded tells whether memory is short, so that no request may begin beside another.
   */
  constructor(
    private readonly decoder: Pick<Decoder, "decode" | "inPlace" | "vocabulary">,
    private readonly storage: KvStorage,
    private readonly limits: BatchLimits,
    private readonly crowded: () => boolean = () => false,
  ) {}

  /**
   * Run these sequences and all that follow them to their end.
   * @returns how many forward passes they take when each has a row from the start. Other requests
   * and the limits of the batch do not change the number.
   * @throws the signal's reason, within a token, when the signal fires; other requests go on.
   */
  run(sequences: readonly Sequence[], rank = 0, signal?: AbortSignal): Promise<number> {
    if (sequences.length === 0) return Promise.resolve(0);
    return new Promise((resolve, reject) => {
      const counts = { admitted: 0, left: sequences.length, passes: 0 };
      this.#waiting.push({ sequences, rank, signal, ...counts, resolve, reject });
      if (!this.#running) void this.#loop();
    });
  }

  async #loop(): Promise<void> {
    this.#running = true;
    try {
      for (;;) {
        await breathe();
        this.#dropAborted();
        this.#place(this.#admit());
        if (this.#rows.length === 0) return;
        await this.#step();
      }
    } catch (error) {
      const rows = [...this.#rows, ...this.#forks.map(({ row }) => row)];
      const requests = new Set(rows.flatMap((row) => row?.request ?? []).concat(this.#waiting));
      for (const request of requests) request.reject(error);
      this.#waiting = [];
      this.#forks = [];
      this.#rows = [];
    } finally {
      if (this.#batch) this.storage.disposeBatch(this.#batch);
      this.#batch = null;
      this.#running = false;
    }
  }

  #dropAborted(): void {
    const aborted = new Set<DecodeRequest>();
    const isAborted = (request: DecodeRequest): boolean => {
      if (request.signal?.aborted) aborted.add(request);
      return aborted.has(request);
    };
    this.#waiting = this.#waiting.filter((request) => !isAborted(request));
    this.#forks = this.#forks.filter(({ row }) => !isAborted(row.request));
    this.#rows = this.#rows.map((row) => (row && isAborted(row.request) ? null : row));
    for (const request of aborted) request.reject(request.signal?.reason);
  }

  /** @returns the forks, and as many of the waiting sequences as the batch has room for. */
  #admit(): Admitted[] {
    const admitted = this.#forks;
    this.#forks = [];
    const crowded = this.crowded();
    const running = [...this.#rows, ...admitted.map(({ row }) => row)];
    let width = running.reduce((sum, row) => sum + (row?.sequence.width ?? 0), 0);
    let longest = Math.max(0, ...running.map((row) => row?.sequence.position ?? 0));
    for (;;) {
      const request = crowded ? this.#nextWhenCrowded(width === 0) : this.#waiting[0];
      const sequence = request?.sequences[request.admitted];
      if (!request || !sequence) return admitted;
      longest = Math.max(longest, sequence.position);
      if (width > 0 && width + sequence.width > this.#roomFor(longest)) return admitted;
      width += sequence.width;
      request.admitted++;
      admitted.push({ row: { sequence, request, ran: 0 }, source: sequence.pieces });
      // Requests take turns, so that a wide one does not starve a narrow one.
      this.#waiting = this.#waiting.filter((other) => other !== request);
      if (request.admitted < request.sequences.length) this.#waiting.push(request);
    }
  }

  /** @returns how many rows fit when the longest begins at this position and has a step to go. */
  #roomFor(position: number): number {
    const { heads, dim } = this.storage.shape;
    const { rows, tensorBytes } = this.limits;
    return Math.min(rows, Math.floor(tensorBytes / (4 * heads * dim * (position + 2 * BLOCK))));
  }

  #nextWhenCrowded(empty: boolean): DecodeRequest | undefined {
    const begun = this.#waiting.find(({ admitted }) => admitted > 0);
    return begun ?? (empty ? this.#waiting.toSorted((a, b) => a.rank - b.rank)[0] : undefined);
  }

  /** Put the admitted into empty rows, then into new ones; drop empty rows once they are many. */
  #place(admitted: Admitted[]): void {
    const rows = this.#rows;
    const total = rows.reduce((sum, row) => sum + (row ? 1 : 0), admitted.length);
    const empty = rows.length - total;
    const stays = empty >= 0 && empty < COMPACT_AT * rows.length;
    if (stays && admitted.length === 0) return;
    const size = stays ? rows.length : total;
    const moving = rows.flatMap((row, i): Admitted[] =>
      row && i >= size ? [{ row, source: i }] : [],
    );
    const queue = [...moving, ...admitted].values();
    const sources: Source[] = [];
    this.#rows = Array.from({ length: size }, (_, i) => {
      const row = rows[i];
      const next = row ? null : (queue.next().value ?? null);
      sources.push(next ? next.source : i);
      return row ?? next?.row ?? null;
    });
    this.#arrange(sources);
  }

  /** Make a new batch of these rows, long enough for every row's next token. */
  #arrange(sources: readonly Source[]): void {
    const batch = this.#batch;
    this.#batch = null;
    if (sources.length === 0) {
      if (batch) this.storage.disposeBatch(batch);
      return;
    }
    const past = Math.max(1, ...this.#positions());
    const length = this.decoder.inPlace
      ? Math.max(batch?.length ?? 0, BLOCK * Math.ceil((past + 1) / BLOCK))
      : past;
    this.#batch = this.storage.arrange(batch, sources, length);
  }

  #positions = (): number[] => this.#rows.map((row) => row?.sequence.position ?? 0);

  async #step(): Promise<void> {
    const { decoder, storage } = this;
    const lengths = this.#positions();
    if (decoder.inPlace && Math.max(...lengths) >= (this.#batch?.length ?? 0)) {
      this.#arrange(lengths.map((_, row) => row));
    }
    const past = this.#batch;
    if (!past) throw new Error("There is no batch to decode");
    const ids = this.#rows.map((row) => row?.sequence.token ?? 0);
    const { logits, present } = await decoder.decode(ids, lengths, past);
    if (present !== past) storage.disposeBatch(past);
    this.#batch = present;
    const takes: Take[] = [];
    const ended: DecodeRequest[] = [];
    this.#rows = this.#rows.map((row, i) => {
      if (!row) return null;
      const { sequence, request } = row;
      const ran = row.ran + 1;
      request.passes = Math.max(request.passes, ran);
      const size = decoder.vocabulary;
      const followers = sequence.take(logits.subarray(i * size, (i + 1) * size));
      if (!followers) {
        row.ran = ran;
        return row;
      }
      for (const take of sequence.kept()) takes.push({ ...take, row: i });
      request.left += followers.length - 1;
      if (request.left === 0) ended.push(request);
      const [first, ...others] = followers.map((next) => ({ sequence: next, request, ran }));
      for (const other of others) this.#forks.push({ row: other, source: i });
      return first ?? null;
    });
    if (takes.length > 0) storage.save(present, takes);
    for (const request of ended) request.resolve(request.passes);
  }
}
