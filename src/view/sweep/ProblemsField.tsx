/** The problems of a sweep: drawn from families by a seed, or a list with one a line. */

import { readProblemList } from "../../experiments/sweep/problem-list.ts";
import { drawProblems } from "../../experiments/sweep/problem-set.ts";
import { familyOf } from "../../problems/families/index.ts";
import { DIFFICULTIES, FAMILY_IDS } from "../../problems/problem.ts";
import { LARGEST_SEED } from "../../search/seed.ts";
import { setDraft } from "../../state/commands/sweep/view.ts";
import { type Draft, MOST } from "../../state/sweep/draft.ts";
import { count } from "../text/numbers.ts";
import { useApp } from "../use-app.ts";
import { Checks } from "./Checks.tsx";
import { useSweep } from "./use-sweep.ts";
import { WholeField } from "./WholeField.tsx";

/** How many problems a new list begins with. */
const FEW = 5;

export function ProblemsField() {
  const app = useApp();
  const draft = useSweep((state) => state.draft);
  const listed = draft.list !== null;
  const choose = (list: boolean) => setDraft(app, { list: list ? firstOf(draft) : null });
  return (
    <section aria-labelledby="problems-heading">
      <h2 id="problems-heading">Problems</h2>
      <div className="tabs" role="radiogroup" aria-label="Where the problems are from">
        {[false, true].map((list) => (
          <label key={String(list)} className={list === listed ? "tab chosen" : "tab"}>
            <input
              type="radio"
              name="problems"
              checked={list === listed}
              onChange={() => choose(list)}
            />
            <span>{list ? "A list" : "Drawn by a seed"}</span>
          </label>
        ))}
      </div>
      {draft.list === null ? <Drawn draft={draft} /> : <List list={draft.list} />}
    </section>
  );
}

/** A few of the problems that the draft draws, as a list to edit. */
function firstOf({ families, difficulties, count: most, problemSeed }: Draft): string {
  const draw = { count: Math.min(most, FEW), seed: problemSeed, split: "test" as const };
  return families
    .flatMap((id) => difficulties.flatMap((level) => drawProblems(familyOf(id), level, draw)))
    .slice(0, FEW)
    .map(({ text }) => text)
    .join("\n");
}

function Drawn({ draft }: { draft: Draft }) {
  const app = useApp();
  return (
    <>
      <Checks
        legend="Families"
        options={FAMILY_IDS.map((id) => ({ value: id, label: familyOf(id).label }))}
        chosen={draft.families}
        onChange={(families) => setDraft(app, { families })}
      />
      <Checks
        legend="Difficulty"
        options={DIFFICULTIES.map((level) => ({ value: level, label: String(level) }))}
        chosen={draft.difficulties}
        onChange={(difficulties) => setDraft(app, { difficulties })}
      />
      <WholeField
        id="sweep-count"
        label="Problems of each kind"
        min={1}
        max={MOST.count}
        value={draft.count}
        onChange={(count) => setDraft(app, { count })}
      />
      <WholeField
        id="sweep-problem-seed"
        label="Seed of the problems"
        min={0}
        max={LARGEST_SEED}
        value={draft.problemSeed}
        onChange={(problemSeed) => setDraft(app, { problemSeed })}
      />
    </>
  );
}

function List({ list }: { list: string }) {
  const app = useApp();
  const read = readProblemList(list);
  return (
    <>
      <textarea
        aria-label="Problems, one a line"
        aria-invalid={!read.ok}
        aria-describedby="sweep-list-note"
        className="problem-list"
        rows={5}
        spellCheck={false}
        value={list}
        onChange={(event) => setDraft(app, { list: event.target.value })}
      />
      <p className={read.ok ? "hint" : "refusal"} id="sweep-list-note" role="status">
        {read.ok ? `${count(read.texts.length, "problem")}, one a line.` : read.error}
      </p>
    </>
  );
}
