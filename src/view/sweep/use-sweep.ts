/** The sweep's store, and what is drawn of it, for components. */
import { useMemo } from "react";
import { useStore } from "zustand";
import type { Header } from "../../experiments/sweep/file.ts";
import { type Outcome, outcomesOf } from "../../experiments/sweep/outcomes.ts";
import { pooled, type Summary, summarize } from "../../experiments/sweep/summary.ts";
import type { Sweep } from "../../state/sweep/sweep.ts";
import { useApp } from "../use-app.ts";

export const useSweep = <T>(select: (sweep: Sweep) => T): T => useStore(useApp().sweep, select);

/** One sweep's results, of the problems that are looked at. */
export interface Shown {
  title: string;
  header: Header;
  /** Each with its own family and level. */
  runs: readonly Outcome[];
  /** The same, those of several kinds as of one. */
  outcomes: readonly Outcome[];
  rows: readonly Summary[];
  /** The visitor's own, which may still grow. */
  own: boolean;
}

/** Problems of one family and level; null for all of them together. */
export type Kind = string | null;

const kindOf = ({ family, difficulty }: Outcome): string =>
  [family, difficulty].filter((part) => part !== null).join(" ");

/** Of the visitor's own sweep what there is so far, and the results beside it; either may be missing. */
export function useOutcomes(): { own: Unsifted | null; results: Unsifted | null; kinds: string[] } {
  const own = useSweep((state) => state.own);
  const results = useSweep((state) => state.results);
  return useMemo(() => {
    const mine =
      own && own.runs.length > 0 ? { header: own.header, outcomes: outcomesOf(own) } : null;
    const all = [...(mine?.outcomes ?? []), ...(results?.outcomes ?? [])];
    return {
      own: mine && { ...mine, title: "Your sweep", own: true },
      results: results && { ...results, own: false },
      kinds: [...new Set(all.map(kindOf))].sort(),
    };
  }, [own, results]);
}

type Unsifted = Omit<Shown, "rows" | "runs">;

export function useShown(of: Unsifted | null, kind: Kind): Shown | null {
  return useMemo(() => {
    if (!of) return null;
    const runs = kind === null ? of.outcomes : of.outcomes.filter((one) => kindOf(one) === kind);
    const outcomes = pooled(runs);
    return runs.length > 0 ? { ...of, runs, outcomes, rows: summarize(outcomes) } : null;
  }, [of, kind]);
}
