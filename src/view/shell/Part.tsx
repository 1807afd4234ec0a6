import type { ReactNode } from "react";
import { useStore } from "zustand";
import { type Part as Name, shows } from "../../state/stores/visibility.ts";
import { useApp } from "../use-app.ts";
import { Guard } from "./Boundary.tsx";

/** The name of each part in the sentence that it cannot be shown. */
const WORDS: Readonly<Record<Name, string>> = {
  header: "The head of the page",
  setup: "The setup",
  problem: "The form for the problem",
  strategy: "The form for the search",
  models: "The state of the models",
  caption: "The caption",
  tree: "The tree",
  legend: "The legend",
  player: "The player",
  results: "The results",
  answers: "The table of answers",
  card: "The card of the step",
  ledger: "The ledger",
  strip: "The strip of answers",
  seeds: "The table of seeds",
  compare: "The button",
};

/** Whether this part of the page is shown; a link may hide it. */
export const useShown = (name: Name): boolean =>
  useStore(useApp().visibility, (visibility) => shows(visibility, name));

/** A part of the page that a link may hide, and that keeps its faults to itself. */
export function Part({ name, children }: { name: Name; children: ReactNode }) {
  return useShown(name) ? <Guard what={WORDS[name]}>{children}</Guard> : null;
}
