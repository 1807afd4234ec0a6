import { knownFor, modelless, wantedOf } from "../../state/known-models.ts";
import { downloadNote, modelNote } from "../text/models.ts";
import { useCatalog, useSetup, useStrategy } from "../use-app.ts";

/** How the chosen models were trained, and how large their files are. */
export function ModelNotes() {
  const catalog = useCatalog();
  const { needsVerifier } = useStrategy();
  const policy = useSetup((setup) => wantedOf(setup.policy, knownFor(catalog, "policy")));
  const verifier = useSetup((setup) => wantedOf(setup.verifier, knownFor(catalog, "prm")));
  const writer = policy ?? catalog?.defaults.policy;
  if (!catalog || !writer) return null;
  const asked = needsVerifier && modelless(verifier) === undefined;
  const judge = asked ? (verifier ?? catalog.defaults.prm) : null;
  const notes = [
    modelNote(catalog, writer),
    judge === null ? "" : modelNote(catalog, judge),
    downloadNote(catalog, writer, judge),
  ];
  return notes
    .filter((note) => note !== "")
    .map((note) => (
      <p key={note} className="hint">
        {note}
      </p>
    ));
}
