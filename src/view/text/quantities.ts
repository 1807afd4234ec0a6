/** The names of the strategies' own quantities, and how their values are written. */
import type { Quantity } from "../../search/events.ts";
import { count, grouped } from "./numbers.ts";

export const QUANTITY_NAMES: Readonly<Record<Quantity, string>> = {
  visits: "visits",
  q: "Q",
  prior: "prior",
  bonus: "exploration bonus",
  weight: "weight",
  width: "steps allotted",
  value: "value",
};

const COUNTS: readonly Quantity[] = ["visits", "width"];

/** A value: "12" for visits, "0.41" for Q. */
export const quantityText = (quantity: Quantity, value: number): string =>
  grouped(value, COUNTS.includes(quantity) ? 0 : 2);

/** A value with its name: "12 visits", "Q 0.41". */
export function quantityPhrase(quantity: Quantity, value: number): string {
  if (quantity === "visits") return count(value, "visit");
  if (quantity === "width") return `${count(value, "step")} allotted`;
  return `${QUANTITY_NAMES[quantity]} ${quantityText(quantity, value)}`;
}
