import { useMemo } from "react";
import { lanesOf } from "../../state/commands/lanes.ts";
import { problemOf } from "../../state/step-truth.ts";
import { scaleName } from "../text/verifiers.ts";
import { Marks } from "../tree/Legend.tsx";
import { presentIn } from "../tree/present.ts";
import { useApp, useLanes } from "../use-app.ts";
import { laneName } from "./lane-name.ts";

/** One legend for the trees of all lanes. */
export function LanesLegend() {
  const app = useApp();
  useLanes(({ head, lanes }) => [head, lanes]);
  const trees = lanesOf(app).map(({ figure }) => {
    const { events, cursor } = figure.run.getState().playback;
    return figure.snapshots.at(events, cursor);
  });
  const [a, b, c, d] = trees;
  const present = useMemo(
    () => trees.map((tree) => presentIn(tree, problemOf(tree))),
    [a, b, c, d, trees.length],
  );
  const writers = trees.map(({ start }) => start?.policy.id);
  const told = writers.flatMap((id, index) => (id ? [`${laneName(index)} by ${id}`] : []));
  return (
    <div className="figure-foot">
      <Marks of={present} scales={trees.map((tree) => scaleName(tree.start?.verifier?.id))} />
      {new Set(writers.filter(Boolean)).size > 1 && <p className="hint">{told.join(", ")}</p>}
    </div>
  );
}
