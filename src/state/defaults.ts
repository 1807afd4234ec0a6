import type { Setup } from "./stores/setup.ts";

/** What the page shows before anything is chosen; an address holds only what differs. */
export const DEFAULT_SETUP: Setup = {
  family: "countdown",
  text: "Make 24 from 4, 7, 8, 8.",
  difficulty: 3,
  strategy: "beam",
  knobs: {},
  seed: 1,
  budget: null,
  policy: null,
  verifier: null,
};
