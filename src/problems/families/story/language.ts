/** What the sentences of stories mean, and how templates are filled and read. */

/** What a sentence states about `who`'s number of `item`. */
export type Fact =
  | { kind: "base"; who: string; item: string; n: number }
  | { kind: "lost" | "gained" | "bags"; who: string; item: string; n: number; m: number }
  | { kind: "more" | "fewer" | "times" | "part"; who: string; of: string; item: string; n: number }
  | { kind: "sum"; who: string; of: string; and: string; item: string };

export type Question =
  | { kind: "value"; who: string; item: string }
  | { kind: "total"; who: string; and: string; item: string }
  | { kind: "total3"; who: string; and: string; also: string; item: string }
  | { kind: "difference"; who: string; and: string; item: string }
  | { kind: "after-loss" | "after-gain"; who: string; item: string; n: number };

const SLOT = /\{(\w+)\}/g;

export function fill(template: string, slots: Readonly<Record<string, string | number>>): string {
  return template.replace(SLOT, (_, name: string) => String(slots[name]));
}

/** The slots of a sentence that a template matches; null when it does not match. */
export function match(template: string, sentence: string): Record<string, string> | null {
  const names: string[] = [];
  const source = template.replace(/[.?]/g, "\\$&").replace(SLOT, (_, name: string) => {
    const seen = names.indexOf(name);
    if (seen >= 0) return `\\${seen + 1}`;
    names.push(name);
    return name === "n" || name === "m" ? "(\\d+)" : "([A-Za-z]+)";
  });
  const found = new RegExp(`^${source}$`, "i").exec(sentence);
  if (!found) return null;
  return Object.fromEntries(names.map((name, i) => [name, found[i + 1] as string]));
}
