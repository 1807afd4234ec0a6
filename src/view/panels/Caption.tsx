/** Above the figure: the problem, the search, and where its log came from. */
import { compare } from "../../actions/lanes.ts";
import { ORACLE } from "../../search/oracle.ts";
import type { Source } from "../../state/stores/run.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { Part } from "../shell/Part.tsx";
import { TEST_IDS } from "../testids.ts";
import { factsOf } from "../text/facts.ts";
import { prettify } from "../text/pretty.ts";
import { verifierFact } from "../text/verifiers.ts";
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

/** On a phone the setup lies below the figure. */
const goToSetup = (): void => {
  document.getElementById("setup")?.scrollIntoView({ block: "start" });
};

export function Caption() {
  const { strategies } = useApp();
  const source = useRun((run) => run.source);
  const { start } = useTree();
  const text = start?.problem.text ?? "";
  const strategy = strategies.find(({ id }) => id === start?.strategy);
  const oracle = verifierFact(ORACLE);
  const facts = start
    ? [strategy?.label ?? start.strategy, ...factsOf(start, strategy?.knobs ?? [])]
    : [];
  return (
    <header className="caption" data-source={source.kind}>
      <h1
        data-testid={TEST_IDS.caption}
        data-source={source.kind}
        className={text.length > LONG ? "long" : undefined}
        translate="no"
      >
        {(start?.problem.family === "equations" ? prettify(text) : text) || "\u00a0"}
      </h1>
      <p className="facts">
        {[whence(source), ...facts].filter(Boolean).map((fact) =>
          oracle.includes(fact) ? (
            <strong key={fact}>{fact}</strong>
          ) : (
            <span key={fact} className="fact">
              {fact}
            </span>
          ),
        )}
        {!start && <span>{"\u00a0"}</span>}
      </p>
      <Part name="setup">
        <button type="button" className="quiet small to-setup" onClick={goToSetup}>
          Set up a search
        </button>
      </Part>
      <Part name="compare">
        <ActionButton action={compare} className="quiet small compare" />
      </Part>
    </header>
  );
}
