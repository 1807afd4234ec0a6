import { expect, it } from "vitest";
import { FAMILY_IDS, familyOf } from "./families/index.ts";
import { problemRecord, readProblem, recordOf } from "./problem.ts";

it.each(FAMILY_IDS)("of %s come back from their records, level and all", (id) => {
  for (let seed = 0; seed < 5; seed++) {
    const problem = familyOf(id).generate(seed, 2, "test", "wide");
    const record: unknown = JSON.parse(JSON.stringify(recordOf(problem)));
    const read = readProblem(problemRecord.parse(record));
    if (!read.ok) throw new Error(read.error.message);
    expect(read.problem).toEqual(problem);
  }
});

it("are read by the family that the record names and no other", () => {
  const read = readProblem({ family: "story", text: "3x + 4 = 19" });
  expect(read.ok).toBe(false);
  expect(problemRecord.safeParse({ family: "chess", text: "e4" }).success).toBe(false);
  expect(problemRecord.safeParse({ family: "story", text: "…", difficulty: 6 }).success).toBe(
    false,
  );
});

it("keep what a data set says of them", () => {
  const record = {
    family: "equations" as const,
    text: "2x = 1",
    gold: "1/2",
    origin: { set: "s", id: "7" },
  };
  expect(problemRecord.parse(record)).toEqual(record);
});
