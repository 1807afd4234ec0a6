/**
 * One spelling for each way to combine numbers. Two expressions are one where they differ by
 * - the order of what is added or multiplied: a + b is b + a, a · b is b · a;
 * - where the brackets of a sum or a product stand: (a + b) + c is a + (b + c), and so through − and ÷:
 *   (a − b) + c is (a + c) − b and a − (b − c); (a ÷ b) · c is (a · c) ÷ b and a ÷ (b ÷ c).
 * Nothing else is taken together, although the values agree: a · (b + c) is not a · b + a · c, a · 1 is not
 * a ÷ 1, and two 8s are as good as each other but an 8 is no 4 + 4.
 */
import { numberKey } from "./number-key.ts";

type Operator = "+" | "-" | "*" | "/";

type Expression =
  | { kind: "number"; text: string }
  | { kind: "negative"; of: Expression }
  | { kind: "binary"; operator: Operator; left: Expression; right: Expression };

/** A fraction without spaces, "8/3", is one number. */
const TOKEN = /\d+\/\d+(?![\d.])|\d*\.\d+|\d+|\S/g;
const SPELLED: Readonly<Record<string, string>> = { "−": "-", "×": "*", "·": "*", "÷": "/" };

/** What walks the expression calls itself as deep as this. */
const MOST_BRACKETS = 100;
const MOST_TOKENS = 1000;

/** null where the text is no expression of numbers, brackets and + - * /. */
export function expressionKey(text: string): string | null {
  const tokens = (text.match(TOKEN) ?? []).map((token) => SPELLED[token] ?? token);
  if (tokens.length > MOST_TOKENS) return null;
  const reader = new Reader(tokens);
  const expression = reader.sum();
  return expression && reader.atEnd ? sumKey(expression) : null;
}

/** Reads with the usual precedence, of equals from the left. Each part is null where there is none. */
class Reader {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get atEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  #take<T extends string>(...wanted: readonly T[]): T | null {
    const found = wanted.find((token) => token === this.tokens[this.#at]) ?? null;
    if (found !== null) this.#at++;
    return found;
  }

  #chain(operators: readonly Operator[], part: () => Expression | null): Expression | null {
    let left = part();
    while (left) {
      const operator = this.#take(...operators);
      if (!operator) return left;
      const right = part();
      left = right && { kind: "binary", operator, left, right };
    }
    return null;
  }

  sum(): Expression | null {
    return this.#chain(["+", "-"], () => this.#chain(["*", "/"], () => this.#operand()));
  }

  #operand(): Expression | null {
    if (this.#take("-")) return this.#deeper(() => negated(this.#operand()));
    if (this.#take("("))
      return this.#deeper(() => {
        const inner = this.sum();
        return this.#take(")") ? inner : null;
      });
    const number = numberKey(this.tokens[this.#at] ?? "");
    if (number === null) return null;
    this.#at++;
    return { kind: "number", text: number };
  }

  #deeper(read: () => Expression | null): Expression | null {
    if (this.#depth >= MOST_BRACKETS) return null;
    this.#depth++;
    const expression = read();
    this.#depth--;
    return expression;
  }
}

const negated = (of: Expression | null): Expression | null => of && { kind: "negative", of };

/** A part of a sum or a product; `against` where it is subtracted, or divided by. */
interface Part {
  against: boolean;
  key: string;
}

function sumKey(expression: Expression): string {
  const parts = (of: Expression, against: boolean): Part[] => {
    if (of.kind === "negative") return parts(of.of, !against);
    if (of.kind === "binary" && (of.operator === "+" || of.operator === "-"))
      return [...parts(of.left, against), ...parts(of.right, against !== (of.operator === "-"))];
    return [{ against, key: productKey(of) }];
  };
  return joined(parts(expression, false), "+", "-");
}

function productKey(expression: Expression): string {
  const parts = (of: Expression, against: boolean): Part[] =>
    of.kind === "binary" && (of.operator === "*" || of.operator === "/")
      ? [...parts(of.left, against), ...parts(of.right, against !== (of.operator === "/"))]
      : [{ against, key: of.kind === "number" ? of.text : sumKey(of) }];
  return joined(parts(expression, false), "*", "/");
}

function joined(parts: readonly Part[], sign: string, inverse: string): string {
  const [only] = parts;
  if (parts.length === 1 && only && !only.against) return only.key;
  const signed = parts.map(({ against, key }) => `${against ? inverse : sign}${key}`);
  return `(${signed.sort().join("")})`;
}

/** Of "(7 - 4) * 8 = 24": the expression's key and the value that it claims. null where it is none. */
export function claimKey(answer: string): string | null {
  const [expression = "", value = "", ...more] = answer.split("=");
  const claimed = numberKey(value);
  const combined = expressionKey(expression);
  return more.length > 0 || claimed === null || combined === null ? null : `${combined}=${claimed}`;
}
