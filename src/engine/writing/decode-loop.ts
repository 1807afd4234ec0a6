/**
 * Continuous batching (Yu et al. 2022, Orca, OSDI '22): rows of many searches decode as one
 * batch. A row that ends leaves it, one that arrives joins it at the next token; nobody waits
 * for another's step to end. What a row computes depends on no other row, so company changes
 * no result where the runtime's matrix product treats rows alike, as onnxruntime on a CPU does.
 */

import type { Decoder } from "../graphs/decoder.ts";
import type { KvBatch, KvStorage, Piece, Source, Take } from "../memory/storage.ts";
import { breathe } from "../runtime/pause.ts";

/** Tokens that run one after the other in a row of the batch, on top of a cache. */
export interface Ride {
  /** The cache that it begins with; not read of a ride that follows another. */
  readonly pieces: readonly Piece[];
  /** Rows that it may become, itself or those that follow it; at least 1. */
  readonly width: number;
  /** The token to run next. */
  readonly token: number;
  /** Where that token stands in its sequence. */
  readonly position: number;
  /**
   * @param logits [vocabulary], after `token`; not to be kept.
   * @returns null to go on with another token; else the ride is over, and these follow it,
   * each on all of its row's cache.
   */
  take(logits: Float32Array): readonly Ride[] | null;
  /** Asked once, when it is over: what to keep of the row's cache. */
  kept(): readonly Omit<Take, "row">[];
}

/** The rides of one call. */
interface Trip {
  rides: readonly Ride[];
  /** Which of those that wait goes first when memory is short: the lowest. */
  rank: number;
  signal: AbortSignal | undefined;
  /** Of `rides`, how many are aboard or over. */
  boarded: number;
  /** Rides that are not over, followers among them. */
  left: number;
  passes: number;
  resolve(passes: number): void;
  reject(reason: unknown): void;
}

interface Seat {
  ride: Ride;
  trip: Trip;
  /** Tokens that ran in this row for the trip, of rides before this one too. */
  ran: number;
}

interface Newcomer {
  seat: Seat;
  source: Source;
}

/** What one batch may hold. */
export interface Seating {
  rows: number;
  /** Keys of one layer, over all rows and positions. */
  tensorBytes: number;
}

/** In place, batches are this many positions long, or twice, three times …: about a step. */
const BLOCK = 16;
/** Empty seats leave the batch once they are this share of it. */
const COMPACT_AT = 0.25;

export class DecodeLoop {
  #batch: KvBatch | null = null;
  /** By row of the batch; null where a ride is over and no other has taken its place. */
  #seats: (Seat | null)[] = [];
  /** Followers, beside the first, which keeps its row: they board before the next token. */
  #forks: Newcomer[] = [];
  #waiting: Trip[] = [];
  #running = false;

  /**
   * @param seating of one batch; further rows wait for a seat.
   * @param crowded whether memory is short, so that no call may begin beside another.
   */
  constructor(
    private readonly decoder: Pick<Decoder, "decode" | "inPlace" | "vocabulary">,
    private readonly storage: KvStorage,
    private readonly seating: Seating,
    private readonly crowded: () => boolean = () => false,
  ) {}

  /**
   * Run these to their end, and all that follow them.
   * @returns how many forward passes that takes where every row has a seat from the start: the
   * same number in any company and with any number of seats.
   * @throws the signal's reason, within a token, when it fires; other rides go on.
   */
  ride(rides: readonly Ride[], rank = 0, signal?: AbortSignal): Promise<number> {
    if (rides.length === 0) return Promise.resolve(0);
    return new Promise((resolve, reject) => {
      const counts = { boarded: 0, left: rides.length, passes: 0 };
      this.#waiting.push({ rides, rank, signal, ...counts, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      for (;;) {
        await breathe();
        this.#dropAborted();
        this.#seat(this.#board());
        if (this.#seats.length === 0) return;
        await this.#step();
      }
    } catch (error) {
      const seated = [...this.#seats, ...this.#forks.map(({ seat }) => seat)];
      const trips = new Set(seated.flatMap((seat) => seat?.trip ?? []).concat(this.#waiting));
      for (const trip of trips) trip.reject(error);
      this.#waiting = [];
      this.#forks = [];
      this.#seats = [];
    } finally {
      if (this.#batch) this.storage.disposeBatch(this.#batch);
      this.#batch = null;
      this.#running = false;
    }
  }

  #dropAborted(): void {
    const gone = new Set<Trip>();
    const goes = (trip: Trip): boolean => {
      if (trip.signal?.aborted) gone.add(trip);
      return gone.has(trip);
    };
    this.#waiting = this.#waiting.filter((trip) => !goes(trip));
    this.#forks = this.#forks.filter(({ seat }) => !goes(seat.trip));
    this.#seats = this.#seats.map((seat) => (seat && goes(seat.trip) ? null : seat));
    for (const trip of gone) trip.reject(trip.signal?.reason);
  }

  /** Who joins now: forks, and as many of the rides that wait as there are seats for. */
  #board(): Newcomer[] {
    const newcomers = this.#forks;
    this.#forks = [];
    const crowded = this.crowded();
    const aboard = [...this.#seats, ...newcomers.map(({ seat }) => seat)];
    let width = aboard.reduce((sum, seat) => sum + (seat?.ride.width ?? 0), 0);
    let longest = Math.max(0, ...aboard.map((seat) => seat?.ride.position ?? 0));
    for (;;) {
      const trip = crowded ? this.#nextWhenCrowded(width === 0) : this.#waiting[0];
      const ride = trip?.rides[trip.boarded];
      if (!trip || !ride) return newcomers;
      longest = Math.max(longest, ride.position);
      if (width > 0 && width + ride.width > this.#rowsOf(longest)) return newcomers;
      width += ride.width;
      trip.boarded++;
      newcomers.push({ seat: { ride, trip, ran: 0 }, source: ride.pieces });
      // Calls take turns, so that one of many rows does not keep another's few waiting.
      this.#waiting = this.#waiting.filter((other) => other !== trip);
      if (trip.boarded < trip.rides.length) this.#waiting.push(trip);
    }
  }

  /** Rows that have a seat where the longest begins at this position, and a step to go. */
  #rowsOf(position: number): number {
    const { heads, dim } = this.storage.shape;
    const { rows, tensorBytes } = this.seating;
    return Math.min(rows, Math.floor(tensorBytes / (4 * heads * dim * (position + 2 * BLOCK))));
  }

  #nextWhenCrowded(empty: boolean): Trip | undefined {
    const begun = this.#waiting.find(({ boarded }) => boarded > 0);
    return begun ?? (empty ? this.#waiting.toSorted((a, b) => a.rank - b.rank)[0] : undefined);
  }

  /** Newcomers take the empty seats, then new ones; many empty seats are given up. */
  #seat(newcomers: Newcomer[]): void {
    const seats = this.#seats;
    const total = seats.reduce((sum, seat) => sum + (seat ? 1 : 0), newcomers.length);
    const empty = seats.length - total;
    const stays = empty >= 0 && empty < COMPACT_AT * seats.length;
    if (stays && newcomers.length === 0) return;
    const size = stays ? seats.length : total;
    const moving = seats.flatMap((seat, row): Newcomer[] =>
      seat && row >= size ? [{ seat, source: row }] : [],
    );
    const queue = [...moving, ...newcomers].values();
    const sources: Source[] = [];
    this.#seats = Array.from({ length: size }, (_, row) => {
      const seat = seats[row];
      const next = seat ? null : (queue.next().value ?? null);
      sources.push(next ? next.source : row);
      return seat ?? next?.seat ?? null;
    });
    this.#arrange(sources);
  }

  /** Make the batch anew out of these rows, long enough for every row's next token. */
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

  #positions = (): number[] => this.#seats.map((seat) => seat?.ride.position ?? 0);

  async #step(): Promise<void> {
    const { decoder, storage } = this;
    const lengths = this.#positions();
    if (decoder.inPlace && Math.max(...lengths) >= (this.#batch?.length ?? 0)) {
      this.#arrange(lengths.map((_, row) => row));
    }
    const past = this.#batch;
    if (!past) throw new Error("There is no batch to decode");
    const ids = this.#seats.map((seat) => seat?.ride.token ?? 0);
    const { logits, present } = await decoder.decode(ids, lengths, past);
    if (present !== past) storage.disposeBatch(past);
    this.#batch = present;
    const takes: Take[] = [];
    const over: Trip[] = [];
    this.#seats = this.#seats.map((seat, row) => {
      if (!seat) return null;
      const { ride, trip } = seat;
      const ran = seat.ran + 1;
      trip.passes = Math.max(trip.passes, ran);
      const size = decoder.vocabulary;
      const followers = ride.take(logits.subarray(row * size, (row + 1) * size));
      if (!followers) {
        seat.ran = ran;
        return seat;
      }
      for (const take of ride.kept()) takes.push({ ...take, row });
      trip.left += followers.length - 1;
      if (trip.left === 0) over.push(trip);
      const [first, ...others] = followers.map((next) => ({ ride: next, trip, ran }));
      for (const other of others) this.#forks.push({ seat: other, source: row });
      return first ?? null;
    });
    if (takes.length > 0) storage.save(present, takes);
    for (const trip of over) trip.resolve(trip.passes);
  }
}
