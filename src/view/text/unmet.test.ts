import { expect, it } from "vitest";
import { unmetSentence } from "./unmet.ts";

const magic = {
  asked: "strategy “magic”",
  why: "there is none of that name",
  shown: "Beam search",
};
const foo = { asked: "“foo”", why: "there is none of that name", shown: null };

it("says what is missing and what is shown instead, in one sentence", () => {
  expect(unmetSentence([])).toBe("");
  expect(unmetSentence([magic])).toBe(
    "The link asks for strategy “magic”: there is none of that name, so Beam search is shown instead.",
  );
  expect(unmetSentence([foo])).toBe(
    "The link asks for “foo”: there is none of that name, so it is passed over.",
  );
  expect(unmetSentence([magic, foo])).toBe(
    "The page cannot show all that the link asks for: strategy “magic” (there is none of that name; shown: Beam search); “foo” (there is none of that name; passed over).",
  );
});
