/** The store of the sweep, and the results that are drawn, for components. */

import { useMemo } from "react";
import { useStore } from "zustand";
import type { Header } from "../../experiments/sweep/file.ts";
import type { Finished } from "../../experiments/sweep/open.ts";
import { binsOf, type Outcome, outcomesOf, passAtOneOf } from "../../experiments/sweep/outcomes.ts";
import { pooled, type Summary, summarize } from "../../experiments/sweep/summary.ts";
import type { Reading, Sweep } from "../../state/stores/sweep.ts";
import { useApp } from "../use-app.ts";

export const useSweep = <T>(select: (sweep: Sweep) => T): T => useStore(useApp().sweep, select);

/** The results of one sweep over the chosen problems. */
export interface Shown {
  title: string;
  header: Header;
  /** The runs, each with its own family and level. */
  runs: readonly Outcome[];
  /** The same runs with all families and levels pooled. */
  outcomes: readonly Outcome[];
  rows: readonly Summary[];
  /** Whether it is the visitor's own sweep, which may still grow. */
  own: boolean;
}

/** The chosen problems: one family and level, or a fifth by difficulty; null for all problems. */
type Kind = Reading["kind"];

/** Fifths of the problems by the policy's own pass@1, the easiest first. */
const FIFTHS = ["easiest", "second", "middle", "fourth", "hardest"].map(
  (name) => `the ${name} fifth, by the policy\u2019s pass@1`,
);
/** Fewer problems than this are not divided into fifths. */
const LEAST_PROBLEMS = 10;

const kindOf = ({ family, difficulty }: Outcome): string =>
  [family, difficulty].filter((part) => part !== null).join(" ");

/** The visitor's own sweep so far and the results beside it, each null where there is none; and the kinds of their problems. */
export function useOutcomes(): { own: Unsifted | null; results: Unsifted | null; kinds: string[] } {
  const own = useSweep((state) => state.own);
  const results = useSweep((state) => state.results);
  return useMemo(() => {
    const mine =
      own && own.runs.length > 0
        ? { header: own.header, outcomes: outcomesOf(own), passAtOne: passAtOneOf(own.runs) }
        : null;
    const all = [...(mine?.outcomes ?? []), ...(results?.outcomes ?? [])];
    const kinds = [...new Set(all.map(kindOf))].sort();
    const telling = [mine, results].some((one) => one && fifthsOf(one).size > 0);
    return {
      own: mine && { ...mine, title: "Your sweep", own: true },
      results: results && { ...results, own: false },
      kinds: telling ? [...kinds, ...FIFTHS] : kinds,
    };
  }, [own, results]);
}

type Unsifted = Omit<Shown, "rows" | "runs"> & Pick<Finished, "passAtOne">;

/** The fifth of each problem by the first policy's pass@1; empty where too few problems have one. */
function fifthsOf({ header, passAtOne }: Pick<Finished, "header" | "passAtOne">) {
  const fifths = binsOf(passAtOne, header.settings.policies[0] ?? "");
  return fifths.size < LEAST_PROBLEMS ? new Map<string, number>() : fifths;
}

function sifted(of: Unsifted, kind: string): Outcome[] {
  const fifth = FIFTHS.indexOf(kind) + 1;
  if (fifth === 0) return of.outcomes.filter((one) => kindOf(one) === kind);
  const fifths = fifthsOf(of);
  return of.outcomes.filter(({ problem }) => fifths.get(problem) === fifth);
}

export function useShown(of: Unsifted | null, kind: Kind): Shown | null {
  return useMemo(() => {
    if (!of) return null;
    const runs = kind === null ? of.outcomes : sifted(of, kind);
    const outcomes = pooled(runs);
    return runs.length > 0 ? { ...of, runs, outcomes, rows: summarize(outcomes) } : null;
  }, [of, kind]);
}
