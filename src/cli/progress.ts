/** Progress of long work. It goes to stderr, so that stdout holds only the result. */
export interface Progress {
  /** @param total null when it is unknown. @param detail a few words on what was found so far. */
  update(done: number, total: number | null, detail?: string): void;
  end(): void;
}

/**
 * On a terminal it rewrites one line; elsewhere it writes a line every ten seconds, so that the log of
 * a long sweep stays short.
 */
export function progress(label: string, out: NodeJS.WriteStream = process.stderr): Progress {
  const began = performance.now();
  const every = out.isTTY ? 100 : 10_000;
  // Work that takes a moment shows nothing until it is complete.
  let lastShown = began;
  let open = false;
  return {
    update(done, total, detail = "") {
      const now = performance.now();
      const complete = total !== null && done >= total;
      if (!complete && now - lastShown < every) return;
      lastShown = now;
      const elapsed = (now - began) / 1000;
      const left = total !== null && done > 0 ? Math.ceil((elapsed / done) * (total - done)) : null;
      const time = complete || left === null ? `${elapsed.toFixed(1)} s` : `${left} s left`;
      const text = `${label} ${done}${total === null ? "" : `/${total}`}, ${time}`;
      const line = detail ? `${text}, ${detail}` : text;
      out.write(out.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
      open = out.isTTY === true;
    },
    end() {
      if (open) out.write("\n");
      open = false;
    },
  };
}
