/** What the page calls a strategy's own quantities, and how it writes them. */
import type { Quantity } from "../../search/events.ts";
import { count, grouped } from "./numbers.ts";

export const QUANTITY_NAMES: Readonly<Record<Quantity, string>> = {
  visits: "visits",
  q: "Q",
  prior: "prior",
  bonus: "exploration bonus",
  weight: "weight",
  width: "steps granted",
  value: "value",
};

const COUNTS: readonly Quantity[] = ["visits", "width"];

/** 12 visits, but a Q of 0.41. */
export const quantityText = (quantity: Quantity, value: number): string =>
  grouped(value, COUNTS.includes(quantity) ? 0 : 2);

/** With its name, as in a sentence: "12 visits", "Q 0.41". */
export function quantityPhrase(quantity: Quantity, value: number): string {
  if (quantity === "visits") return count(value, "visit");
  if (quantity === "width") return `${count(value, "step")} granted`;
  return `${QUANTITY_NAMES[quantity]} ${quantityText(quantity, value)}`;
}
