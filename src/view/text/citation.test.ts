import { expect, it } from "vitest";
import { strategies } from "../../search/index.ts";
import { citationOf } from "./citation.ts";

it("links each strategy's source", () => {
  for (const { source } of strategies) {
    const { who, title, href } = citationOf(source);
    expect(who).toMatch(/\(\d{4}\)$/);
    expect(title.length).toBeGreaterThan(5);
    expect(href).toMatch(/^https:\/\/(arxiv\.org\/abs\/\d{4}\.\d{5}$|huggingface\.co\/)/);
  }
});

it("leaves a title with commas and colons whole", () => {
  expect(citationOf("Wu et al. (2024), Laws, Old: and New, arXiv:2408.00724")).toEqual({
    who: "Wu et al. (2024)",
    title: "Laws, Old: and New",
    href: "https://arxiv.org/abs/2408.00724",
  });
});

it("shows what it cannot take apart as it is", () => {
  expect(citationOf("Folklore")).toEqual({ who: "", title: "Folklore", href: null });
});
