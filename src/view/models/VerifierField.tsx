import { MODELLESS } from "../../engine/contract/modelless.ts";
import { modelsFor } from "../../engine/sources/catalog.ts";
import { ORACLE } from "../../search/oracle.ts";
import { knownFor, modelless, wantedOf } from "../../state/known-models.ts";
import { modelChoice } from "../text/models.ts";
import { verifierChoice, verifierNote } from "../text/verifiers.ts";
import { useCatalog, useEngine, useFigure, useSetup, useStrategy } from "../use-app.ts";

/** The verifier that scores the steps. A strategy that asks none leaves no choice. */
export function VerifierField() {
  const { setup } = useFigure();
  const catalog = useCatalog();
  const engine = useEngine();
  const known = knownFor(catalog, "prm");
  const wanted = useSetup(({ verifier }) => wantedOf(verifier, known));
  const { needsVerifier } = useStrategy();
  // Until the catalog is read, the loaded verifier stands for its default.
  const loaded = "info" in engine ? engine.info.prm?.id : undefined;
  const chosen = wanted ?? known?.usual ?? "";
  const note = verifierNote(chosen);
  return (
    <>
      <label className="field">
        <span>Verifier</span>
        <select
          aria-label="Verifier"
          disabled={!needsVerifier}
          title={
            needsVerifier ? "The model that scores the steps" : "This strategy asks no verifier"
          }
          value={needsVerifier ? chosen : "none"}
          onChange={({ target: { value } }) => {
            setup.setState({ verifier: value === "" ? null : wantedOf(value, known) });
          }}
        >
          {!needsVerifier && <option value="none">none is asked</option>}
          {!catalog && modelless(chosen) === undefined && (
            <option value={chosen}>{chosen || loaded || "reward model"}</option>
          )}
          {catalog &&
            modelsFor(catalog, "prm").map((one) => (
              <option key={one.id} value={one.id}>
                {modelChoice(one)}
              </option>
            ))}
          {MODELLESS.map((id) => (
            <option key={id} value={id}>
              {verifierChoice(id)}
            </option>
          ))}
        </select>
      </label>
      {needsVerifier && note && <p className={chosen === ORACLE ? "hint plain" : "hint"}>{note}</p>}
    </>
  );
}
