import * as problem from "../../actions/problem.ts";
import { familyOf, parseProblem } from "../../problems/families/index.ts";
import type { FamilyId } from "../../problems/family.ts";
import { DIFFICULTIES, FAMILY_IDS } from "../../problems/problem.ts";
import { setProblem } from "../../state/commands/budget-fit.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { Glyph } from "../shell/Glyph.tsx";
import { TEST_IDS } from "../testids.ts";
import { clip } from "../text/pretty.ts";
import { useApp, useSetup } from "../use-app.ts";

const PICK_LENGTH = 44;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The problem to type, pick or roll. A text that cannot be read stays as typed, with a sentence that says why. */
export function ProblemForm() {
  const app = useApp();
  const { setup } = app;
  const text = useSetup((state) => state.text);
  const family = familyOf(useSetup((state) => state.family));
  const difficulty = useSetup((state) => state.difficulty);
  const parsed = parseProblem(text, family.id);

  const type = (typed: string) => {
    const read = parseProblem(typed);
    setProblem(app, app, read.ok ? { text: typed, family: read.problem.family } : { text: typed });
  };
  const choose = (id: FamilyId) => {
    const example = familyOf(id).examples[0] ?? "";
    setProblem(app, app, { family: id, text: example });
  };

  return (
    <section aria-labelledby="problem-heading">
      <h2 id="problem-heading">Problem</h2>
      <div className="tabs" role="radiogroup" aria-label="Family">
        {FAMILY_IDS.map((id) => (
          <label key={id} className={id === family.id ? "tab chosen" : "tab"}>
            <input
              type="radio"
              name="family"
              checked={id === family.id}
              onChange={() => choose(id)}
            />
            <span>{familyOf(id).label}</span>
          </label>
        ))}
      </div>
      <textarea
        id="problem-text"
        aria-label="Problem"
        aria-invalid={!parsed.ok}
        aria-describedby={parsed.ok ? undefined : "problem-error"}
        rows={family.id === "story" ? 6 : 2}
        spellCheck={false}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {parsed.ok ? (
        <>
          <p className="hint">{family.blurb}</p>
          {parsed.note && (
            <p className="note" role="status" data-testid={TEST_IDS.problemNote}>
              {parsed.note}
            </p>
          )}
        </>
      ) : (
        <p className="refusal" id="problem-error" role="status" data-testid={TEST_IDS.problemError}>
          <span>{`${parsed.error.message} For example: `}</span>
          <button type="button" className="text-button" onClick={() => type(parsed.error.example)}>
            {parsed.error.example}
          </button>
        </p>
      )}
      <div className="row">
        <label className="field">
          <span>Level</span>
          <select
            aria-label="Level"
            aria-describedby="level-note"
            value={difficulty}
            onChange={(event) => {
              const level = DIFFICULTIES.find((one) => String(one) === event.target.value);
              if (level) setup.setState({ difficulty: level });
            }}
          >
            {DIFFICULTIES.map((level) => (
              <option key={level} value={level} title={family.levels[level]}>
                {level}
              </option>
            ))}
          </select>
        </label>
        <ActionButton action={problem.roll} className="quiet">
          <Glyph name="dice" />
          <span>Roll</span>
        </ActionButton>
      </div>
      <p className="hint" id="level-note">
        {`${capital(family.levels[difficulty])}.`}
      </p>
      <label className="field">
        <span>Examples</span>
        <select
          aria-label="Examples"
          value={family.examples.includes(text) ? text : ""}
          onChange={(event) => type(event.target.value)}
        >
          <option value="" disabled>
            pick one
          </option>
          {family.examples.map((example) => (
            <option key={example} value={example}>
              {clip(example, PICK_LENGTH)}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}
