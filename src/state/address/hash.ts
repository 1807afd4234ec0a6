/**
 * An address's hash as pairs of key and value, and back. Links are typed by hand, escaped by
 * browsers and rewritten by the editors of learning platforms: what each of them makes of a link is
 * read, and what is written here looks the same after all of them.
 */

/** Values as they stand in the hash, by key; of a key that comes twice, the first. */
export type RawPairs = ReadonlyMap<string, string>;

/** @param hash with or without "#". Never throws. */
export function readPairs(hash: string): RawPairs {
  const pairs = new Map<string, string>();
  // An editor that writes HTML escapes "&", some more than once.
  for (const piece of hash.replace(/^#/, "").split(/&(?:amp;)*/)) {
    const equals = piece.indexOf("=");
    const key = unescaped(equals < 0 ? piece : piece.slice(0, equals));
    if (key !== "" && !pairs.has(key)) pairs.set(key, equals < 0 ? "" : piece.slice(equals + 1));
  }
  return pairs;
}

/**
 * What a value may say, the likeliest first: in a form-encoded one, as older links have it, "+" is a
 * space; in one that was typed it is a plus sign.
 */
export function readingsOf(raw: string): [string, ...string[]] {
  const typed = unescaped(raw.replaceAll("+", "%2B"));
  if (!raw.includes("+")) return [typed];
  const form = unescaped(raw.replaceAll("+", "%20"));
  return isFormEncoded(raw) ? [form, typed] : [typed, form];
}

/** Whether the spaces of this value, which has a "+", are written so. */
function isFormEncoded(raw: string): boolean {
  // Whoever escapes a space otherwise means the plus sign; whoever escapes the plus sign, the space.
  if (/%20|\s/.test(raw)) return false;
  if (/%2b/i.test(raw)) return true;
  // A form escapes all but these, so a value that has others was not made by one.
  const byForm = /^(?:[\w.*+-]|%[\da-f]{2})*$/i.test(raw);
  const escapes = raw.includes("%");
  const words = /[a-z]{2,}\+|\+[a-z]{2,}|(?:[,.:;]|%2c|%3a)\+/i.test(raw);
  return words || (byForm && escapes);
}

/** Percent-encoded text; a sequence that says no character becomes U+FFFD. */
const unescaped = (text: string): string =>
  new URLSearchParams(`=${text.replaceAll("&", "%26").replaceAll("+", "%2B")}`).get("") ?? "";

/** Without "#". Nothing in it ends a link where chat programs look for the end of one. */
export const writePairs = (pairs: Iterable<readonly [string, string]>): string =>
  [...pairs]
    .map(([key, value]) => `${escaped(key)}=${escaped(value)}`)
    .join("&")
    .replace(/\.$/, "%2E");

/** Colons and commas stay as they are: they are allowed in a hash, and a link can be read so. */
const escaped = (text: string): string =>
  new URLSearchParams([["", text]])
    .toString()
    .slice(1)
    .replaceAll("+", "%20")
    .replaceAll("*", "%2A")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",");
