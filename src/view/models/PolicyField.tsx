import { modelsFor } from "../../engine/sources/catalog.ts";
import { knownFor, wantedOf } from "../../state/known-models.ts";
import { modelChoice } from "../text/models.ts";
import { useCatalog, useEngine, useFigure, useSetup } from "../use-app.ts";

/** The policy: the model that writes the steps. */
export function PolicyField() {
  const { setup } = useFigure();
  const catalog = useCatalog();
  const engine = useEngine();
  const known = knownFor(catalog, "policy");
  const wanted = useSetup(({ policy }) => wantedOf(policy, known));
  // Until the catalog is read, the loaded policy stands for its default.
  const loaded = "info" in engine ? engine.info.policy.id : undefined;
  const chosen = wanted ?? known?.usual ?? "";
  return (
    <label className="field">
      <span>Policy</span>
      <select
        aria-label="Policy"
        title="The model that writes the steps"
        value={chosen}
        onChange={({ target: { value } }) =>
          setup.setState({ policy: value === "" ? null : wantedOf(value, known) })
        }
      >
        {!catalog && <option value={chosen}>{chosen || loaded || "language model"}</option>}
        {catalog &&
          modelsFor(catalog, "policy").map((model) => (
            <option key={model.id} value={model.id}>
              {modelChoice(model)}
            </option>
          ))}
      </select>
    </label>
  );
}
