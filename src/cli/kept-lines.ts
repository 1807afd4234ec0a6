/** Results one a line in a file, so that work that was stopped goes on where it was. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface KeptWork<T> {
  /** Named for all that the results depend on. */
  file: string;
  count: number;
  /** How many are made at once; 1 when left out. They are kept in order all the same. */
  together?: number;
  /** The result of index i, as JSON can hold it. */
  make(index: number): Promise<T>;
  /** A line's value, checked. */
  read(value: unknown): T;
}

/**
 * The first `count` results: those that the file holds, then those that are made, each kept as
 * soon as it and those before it are there. A line that was cut off is made again.
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

/** What `make` gives for the indices [from, to), in order, up to `together` of them under way. */
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
        // It may fail before its turn, when nobody awaits it yet.
        one.catch(() => {});
        under.push(one);
      }
      const first = under.shift();
      if (first) yield await first;
    }
  } finally {
    // Left early, or one failed: what is still under way must not fail unheard.
    await Promise.allSettled(under);
  }
}
