import { expect, it } from "vitest";
import { LARGEST_SEED } from "../search/seed.ts";
import { dataArguments } from "./data-arguments.ts";
import { UsageError } from "./usage.ts";

const parse = (line: string) => dataArguments(line.split(" "));

it("reads what the recipe asks for", () => {
  expect(parse("--family story --count 1000 --seed 3000000 --mix 0,2,1,0,0")).toMatchObject({
    family: "story",
    split: "train",
    count: 1000,
    seed: 3_000_000,
    levels: [2, 2, 3],
    recite: false,
  });
  expect(parse("--recite --difficulty 4")).toMatchObject({ family: "story", levels: [4] });
  expect(parse(`--family countdown --seed ${LARGEST_SEED}`)).toMatchObject({
    seed: LARGEST_SEED,
    levels: [1, 2, 3, 4, 5],
  });
  expect(parse("--vectors")).toEqual({ show: "vectors" });
});

it.each([
  ["--seed 1", /^--family must be one of .*, and it is left out\.$/],
  ["--family chess", /^--family must be one of .*, not "chess"\.$/],
  [
    "--family story --split tests",
    /^--split must be one of train, validation, test, not "tests"\.$/,
  ],
  ["--family story --count ten", /^--count must be a whole number/],
  ["--family story --count 1e3", /^--count must be a whole number/],
  ["--family story --seed 4294967296", /^--seed must be a whole number from 0 to 4294967295/],
  ["--family story --difficulty 6", /^--difficulty must be a whole number from 1 to 5, not "6"\.$/],
  ["--family story --mix 1,2", /^--mix must be a whole number for each of the 5 levels/],
  ["--family story --mix 0,0,0,0,0", /^--mix must be/],
  ["--family story --mix 1,1,1,1,x", /^--mix must be/],
  ["--family story --mix 1,1,1,1,1 --difficulty 2", /^Give --difficulty or --mix, not both\.$/],
  ["--family countdown --recite", /^--recite goes with the family story only/],
  ["--family story extra", /^data takes flags only; there is also "extra"\.$/],
])("refuses %s", (line, sentence) => {
  expect(() => parse(line)).toThrow(UsageError);
  expect(() => parse(line)).toThrow(sentence);
});
