/** Results one a line in a file, so that work that was stopped goes on where it was. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The first `count` results: those that the file holds, then those that `make` gives, each kept as
 * soon as it is there. A line that was cut off while it was written is made again.
 * @param file named for all that the results depend on.
 * @param make the result of index i, as JSON can hold it. @param read a line's value, checked.
 */
export async function keptLines<T>(
  file: string,
  count: number,
  make: (index: number) => Promise<T>,
  read: (value: unknown) => T,
): Promise<T[]> {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const found = whole.split("\n").slice(0, -1).slice(0, count);
  const results = found.map((line) => read(JSON.parse(line)));
  if (whole !== text) writeFileSync(file, whole);
  if (results.length < count) mkdirSync(dirname(file), { recursive: true });
  for (let index = results.length; index < count; index++) {
    const result = await make(index);
    appendFileSync(file, `${JSON.stringify(result)}\n`);
    results.push(result);
  }
  return results;
}
