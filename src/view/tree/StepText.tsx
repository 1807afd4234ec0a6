import type { FamilyId } from "../../problems/family.ts";

/** SVG text of a step, with the unknown of an equation in italics as in print. */
export function StepText({ family, text }: { family: FamilyId; text: string }) {
  if (family !== "equations") return <tspan>{text}</tspan>;
  return text.split(/(x)/).map((run, index) =>
    run === "x" ? (
      <tspan key={index} fontStyle="italic">
        {run}
      </tspan>
    ) : (
      run && <tspan key={index}>{run}</tspan>
    ),
  );
}
