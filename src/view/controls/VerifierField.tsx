import { MODELLESS } from "../../engine/catalog.ts";
import { ORACLE } from "../../search/oracle.ts";
import { wantedOf } from "../../state/known-verifiers.ts";
import { verifierChoice, verifierNote } from "../text/verifiers.ts";
import { useApp, useEngine, useSetup, useStrategy, useVerifiers } from "../use-app.ts";

/** Who scores the steps. A strategy that asks nobody has no choice to make. */
export function VerifierField() {
  const { setup } = useApp();
  const known = useVerifiers();
  const engine = useEngine();
  const asked = useSetup((state) => state.verifier);
  const { needsVerifier } = useStrategy();
  const wanted = wantedOf(asked, known);
  const models = known?.models ?? [];
  // Until the catalog is read, the loaded one stands for its default.
  const loaded = "info" in engine ? engine.info.prm?.id : undefined;
  const note = wanted === null ? "" : verifierNote(wanted);
  return (
    <>
      <label className="field">
        <span>Verifier</span>
        <select
          aria-label="Verifier"
          disabled={!needsVerifier}
          title={needsVerifier ? "Who scores the steps" : "This strategy asks no verifier"}
          value={needsVerifier ? (wanted ?? known?.usual ?? "") : "none"}
          onChange={({ target: { value } }) => {
            setup.setState({ verifier: value === "" ? null : wantedOf(value, known) });
          }}
        >
          {!needsVerifier && <option value="none">none is asked</option>}
          {models.length === 0 && <option value="">{loaded ?? "reward model"}</option>}
          {[...models, ...MODELLESS].map((id) => (
            <option key={id} value={id}>
              {verifierChoice(id)}
            </option>
          ))}
        </select>
      </label>
      {needsVerifier && note && <p className={wanted === ORACLE ? "hint plain" : "hint"}>{note}</p>}
    </>
  );
}
