/** A button of an action: its label, its key in the tooltip, its being enabled. */
import type { ReactNode } from "react";
import { type Action, keyName } from "../../actions/action.ts";
import { useApp, useEnabled, useFigure } from "../use-app.ts";

export function ActionButton({
  action,
  label = action.label,
  className = "",
  children,
}: {
  action: Action;
  /** Where it says more than the action's own ("Pause" for "Play or pause"). */
  label?: string;
  className?: string;
  /** What is seen; the label when left out. */
  children?: ReactNode;
}) {
  const app = useApp();
  const figure = useFigure();
  const enabled = useEnabled(action);
  const [key] = action.keys;
  return (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-keyshortcuts={key?.replace("Ctrl", "Control").replace(/^ $/, "Space")}
      title={key ? `${label} (${keyName(key)})` : label}
      // Not `disabled`: a button that loses its focus when it has done its work loses keyboard users.
      aria-disabled={!enabled}
      onClick={() => {
        if (action.enabled(app, figure)) action.run(app, figure);
      }}
    >
      {children ?? label}
    </button>
  );
}
