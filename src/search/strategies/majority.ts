/**
 * Majority vote, also called self-consistency: sample N completions and return the answer that most
 * of them give (ties: the one seen first). No verifier is used or paid for.
 */
import { sampled } from "../sampled.ts";
import type { Strategy } from "../strategy.ts";

export const majority: Strategy = {
  id: "majority",
  label: "Majority vote",
  blurb: "Many tries side by side; the answer that most of them agree on wins.",
  source:
    "Wang et al. (2022), Self-Consistency Improves Chain of Thought Reasoning, arXiv:2203.11171",
  ...sampled("majority", "How many completions vote."),
};
