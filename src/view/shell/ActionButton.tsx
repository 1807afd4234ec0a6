/** The button of an action: it shows the label, tells the key in its tooltip, and is enabled when the action is. */
import type { ReactNode } from "react";
import type { Action } from "../../actions/action.ts";
import { keyName } from "../../actions/keys.ts";
import { useApp, useEnabled, useFigure } from "../use-app.ts";

export function ActionButton({
  action,
  label = action.label,
  className = "",
  children,
}: {
  action: Action;
  /** Replaces the action's label where another says more ("Pause" for "Play or pause"). */
  label?: string;
  className?: string;
  /** What the button shows; the label when left out. */
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
      // `disabled` would take the focus away from whoever pressed it by keyboard.
      aria-disabled={!enabled}
      onClick={() => {
        if (action.enabled(app, figure)) action.run(app, figure);
      }}
    >
      {children ?? label}
    </button>
  );
}
