/** A sentence for each measurement of a strategy's own quantities. */
import type { SearchEvent } from "../../search/events.ts";
import { ROOT } from "../../search/tree.ts";
import { count } from "./numbers.ts";
import { quantityText } from "./quantities.ts";

type Measured = Extract<SearchEvent, { type: "measure" }>;

/** @param before the event before the measurement. */
export function describeMeasure(
  { quantity, values }: Measured,
  before: SearchEvent | undefined,
): string {
  const numbers = values.map(({ value }) => value);
  const most = quantityText(quantity, Math.max(...numbers));
  const least = quantityText(quantity, Math.min(...numbers));
  const range = most === least ? most : `${least} to ${most}`;
  const root = values.find(({ node }) => node === ROOT)?.value;
  switch (quantity) {
    case "visits":
      return root === undefined
        ? `Each node on the path has one more visit.`
        : `Each node on the path has one more visit; the problem has ${quantityText(quantity, root)}.`;
    case "q":
      return root === undefined
        ? `The value is backed up: Q is now ${range} on the path.`
        : `The value is backed up along the path: Q of the problem is now ${quantityText(quantity, root)}.`;
    case "prior":
      return `The policy's probabilities of ${count(numbers.length, "new step")} are the priors: ${range}.`;
    case "bonus":
      return `Steps that were visited less get a higher exploration bonus: ${range}.`;
    case "weight":
      // A particle filter weighs once before its draw and once after it; the draw keeps and drops.
      return before?.type === "keep" || before?.type === "prune"
        ? `After the new draw all particles have the same weight; one node has ${most} of it.`
        : `The particles are weighted by their scores: a step has ${range} of all the weight.`;
    case "width": {
      const all = numbers.reduce((sum, one) => sum + one, 0);
      return root === undefined
        ? `The next ${count(all, "step")} are allotted: ${range} to each kept step.`
        : `All ${count(all, "step")} are allotted to the problem.`;
    }
    case "value":
      return numbers.length === 1
        ? `The search estimates the value of a step: ${range}.`
        : `The search estimates the values of ${count(numbers.length, "step")}: ${range}.`;
  }
}
