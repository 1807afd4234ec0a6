import { useApp, useEngine } from "../use-app.ts";

/** Stands where the tree will be: what to wait for, or what to do. */
export function EmptyFigure() {
  const app = useApp();
  const { status } = useEngine();
  const sentence =
    status === "searching" || app.abort
      ? "The policy is reading the problem."
      : status === "loading"
        ? "The models are loading; the search starts as soon as they are ready."
        : status === "failed"
          ? "The models could not be loaded; the recorded runs above still play."
          : "Choose a problem and run the search; its tree grows here.";
  return <p className="empty-figure">{sentence}</p>;
}
