/** A sweep's budgets as people write them. */
import { MOST } from "./draft.ts";

/** The most that a run may be given, of any currency. */
export const MOST_BUDGET = 1e15;

/** Numbers above 0 in a text such as "1, 4, 16", from the least on, each once; null where one is none. */
export function numbersIn(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const numbers = parts.map((part) => (/^\d+(\.\d+)?(e\d+)?$/i.test(part) ? Number(part) : 0));
  if (numbers.length === 0 || numbers.some((one) => !(one > 0 && one <= MOST_BUDGET))) return null;
  return [...new Set(numbers)].sort((a, b) => a - b).slice(0, MOST.budgets);
}
