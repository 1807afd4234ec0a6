/** Above the figure: which problem, which search, from where. */
import type { Tree } from "../../search/tree.ts";
import type { Source } from "../../state/run.ts";
import { TEST_IDS } from "../testids.ts";
import { amount, CURRENCY_LABELS } from "../text/numbers.ts";
import { prettify } from "../text/pretty.ts";
import { useApp, useRun, useTree } from "../use-app.ts";

const LONG = 90;

const whence = (source: Source): string => {
  switch (source.kind) {
    case "none":
      return "";
    case "recorded":
      return source.scripted ? "Recorded with the scripted policy" : "Recorded run";
    case "live":
      return "Live";
    case "file":
      return source.name;
  }
};

/** The knobs that tell runs apart, shortly. */
function facts(start: NonNullable<Tree["start"]>): string[] {
  const { n, width, temperature } = start.knobs;
  return [
    ...(n === undefined ? [] : [`n = ${n}`]),
    ...(width === undefined ? [] : [`width ${width}`]),
    ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
    ...(start.budget
      ? [
          `at most ${amount(start.budget.currency, start.budget.limit)} ${CURRENCY_LABELS[start.budget.currency]}`,
        ]
      : []),
    `seed ${start.seed}`,
  ];
}

/** For a phone, where the setup lies below. */
const goToSetup = (): void => {
  document.getElementById("setup")?.scrollIntoView({ block: "start" });
};

export function Caption() {
  const { strategies } = useApp();
  const source = useRun((run) => run.source);
  const { start } = useTree();
  const text = start?.problem.text ?? "";
  const label = strategies.find(({ id }) => id === start?.strategy)?.label ?? start?.strategy;
  return (
    <header className="caption" data-source={source.kind}>
      <h1
        data-testid={TEST_IDS.caption}
        data-source={source.kind}
        className={text.length > LONG ? "long" : undefined}
      >
        {(start?.problem.family === "equations" ? prettify(text) : text) || "\u00a0"}
      </h1>
      <p>
        {[whence(source), ...(start ? [label, ...facts(start)] : [])].filter(Boolean).join(" · ") ||
          "\u00a0"}
      </p>
      <button type="button" className="quiet small to-setup" onClick={goToSetup}>
        Set up a search
      </button>
    </header>
  );
}
