import type { FamilyId } from "../../problems/family.ts";

/** Mathematics as print sets it: the unknown of an equation in italics. For SVG text. */
export function StepText({ family, text }: { family: FamilyId; text: string }) {
  if (family !== "equations") return text;
  return text.split(/(x)/).map((run, index) =>
    run === "x" ? (
      <tspan key={index} fontStyle="italic">
        {run}
      </tspan>
    ) : (
      run
    ),
  );
}
