import { describe, expect, test } from "vitest";
import { type Header, otherSettings, readResults, SWEEP_VERSION, writeLine } from "./file.ts";
import { settings, sweep } from "./fixtures.ts";

const header = (changes: Partial<Header> = {}): Header => ({
  type: "sweep",
  version: SWEEP_VERSION,
  settings: settings(),
  command: "npm run -s sweep",
  program: "0",
  models: [
    { id: "scripted-policy", sha256: "aaaaaaaa11" },
    { id: "oracle", sha256: null },
  ],
  ...changes,
});

describe("a file of results", () => {
  test("comes back as it was written, but for a last line that was broken off", async () => {
    const asked = settings({ strategies: ["best-of-n", "beam"], budgets: [4], seeds: [1] });
    const lines = await sweep(asked);
    const text = [header(), ...lines].map(writeLine).join("");
    const read = readResults(text);
    if (!read?.ok) throw new Error("not read");
    expect(read.results.runs).toEqual(lines);
    expect(read.results.whole).toBe(text.length);

    const last = writeLine(lines.at(-1) ?? header()).length;
    for (const cut of [1, 20, last - 1, last]) {
      const broken = readResults(text.slice(0, text.length - cut));
      expect(broken?.ok && broken.results.runs).toEqual(lines.slice(0, -1));
      expect(broken?.ok && broken.results.whole).toBe(text.length - last);
    }
  });

  test("has each run once, though two writers wrote it", async () => {
    const lines = await sweep(settings({ strategies: ["majority", "best-of-n"], seeds: [1] }));
    const again = lines.flatMap((line) =>
      line.type === "run" ? [{ ...line, ledger: { ...line.ledger, seconds: 9 } }] : [],
    );
    const read = readResults([header(), ...lines, ...again].map(writeLine).join(""));
    expect(read?.ok && read.results.runs).toEqual(lines);
  });

  test("was never begun where there is not one whole line", () => {
    expect(readResults("")).toBeNull();
    expect(readResults(writeLine(header()).slice(0, -1))).toBeNull();
  });

  test.each([
    ["{}\n", /its first line should be a sweep's header/],
    ["Make 24 from 4, 7, 8, 8.\n", /its first line should be a sweep's header/],
    [`${JSON.stringify({ ...header(), version: 9 })}\n`, /version 9; this program reads/],
    [`${writeLine(header())}{"type":"run"}\n`, /^Line 2 of the results cannot be read \(problem/],
    [`${writeLine(header())}\n{}\n`, /^Line 2 of the results cannot be read/],
  ])("is refused with a sentence: %s", (text, sentence) => {
    const read = readResults(text);
    expect(read).toMatchObject({ ok: false, error: expect.stringMatching(sentence) });
  });

  test("goes on under the same settings only, and says which differ", () => {
    expect(otherSettings(header(), header({ command: "another", program: "1" }))).toBeNull();
    const now = (changes: Parameters<typeof settings>[0]) =>
      header({ settings: settings(changes) });
    expect(otherSettings(header(), now({ budgets: [1, 4] }))).toBe(
      "The file's budgets are 1, 4, 9, not 1, 4; give the same settings to go on with it, or another file.",
    );
    expect(otherSettings(header(), now({ seeds: [1] }))).toMatch(
      /^The file's seeds are 1, 2, not 1;/,
    );
    expect(otherSettings(header(), now({ knobs: { temperature: 1 } }))).toMatch(
      /knobs are none, not/,
    );
    const retrained = [{ id: "scripted-policy", sha256: "bbbbbbbb22" }];
    expect(otherSettings(header(), header({ models: retrained }))).toMatch(
      /models are scripted-policy aaaaaaaa, oracle, not scripted-policy bbbbbbbb;/,
    );
    const knobs = { topK: 5, temperature: 1 };
    const turned = { temperature: 1, topK: 5 };
    expect(otherSettings(now({ knobs }), now({ knobs: turned }))).toBeNull();
  });
});
