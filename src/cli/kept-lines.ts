/** Results in a file, one a line, so that work that was stopped goes on where it stopped. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface KeptWork<T> {
  /** Its name holds all that the results depend on. */
  file: string;
  count: number;
  /** How many results are made at once; 1 when left out. They are kept in order in any case. */
  together?: number;
  /** Makes the result of an index, as a value that JSON can hold. */
  make(index: number): Promise<T>;
  /** Checks the value of a line. */
  read(value: unknown): T;
}

/**
 * The first `count` results. Those that the file holds are read; the others are made, and each is
 * kept once it and all before it are there. A line that was cut off is made again.
 */
export async function keptLines<T>({
  file,
  count,
  together = 1,
  make,
  read,
}: KeptWork<T>): Promise<T[]> {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const found = whole.split("\n").slice(0, -1).slice(0, count);
  const results = found.map((line) => read(JSON.parse(line)));
  if (whole !== text) writeFileSync(file, whole);
  if (results.length < count) mkdirSync(dirname(file), { recursive: true });
  for await (const result of inOrder(results.length, count, together, make)) {
    appendFileSync(file, `${JSON.stringify(result)}\n`);
    results.push(result);
  }
  return results;
}

/** What `make` gives for the indices [from, to), in order; up to `together` are in progress at once. */
export async function* inOrder<T>(
  from: number,
  to: number,
  together: number,
  make: (index: number) => Promise<T>,
): AsyncGenerator<T, void, void> {
  const under: Promise<T>[] = [];
  let next = from;
  try {
    for (let at = from; at < to; at++) {
      while (next < to && next - at < together) {
        const one = make(next++);
        // It may fail before its turn, while nothing awaits it.
        one.catch(() => {});
        under.push(one);
      }
      const first = under.shift();
      if (first) yield await first;
    }
  } finally {
    // After an early return or a failure, the others may still fail: their errors are caught here.
    await Promise.allSettled(under);
  }
}
