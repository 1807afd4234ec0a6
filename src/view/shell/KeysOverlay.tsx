import { useEffect, useRef } from "react";
import { type Action, GROUPS } from "../../actions/action.ts";
import { keyName } from "../../actions/keys.ts";
import { useApp, useShell } from "../use-app.ts";
import { Glyph } from "./Glyph.tsx";

/** The list of keys, made from the actions. */
export function KeysOverlay({ actions }: { actions: readonly Action[] }) {
  const { shell } = useApp();
  const shown = useShell((state) => state.help);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-heading"
      onClose={() => shell.setState({ help: false })}
    >
      <div className="dialog-head">
        <h2 id="keys-heading">Keys</h2>
        <button
          type="button"
          className="icon"
          aria-label="Close"
          onClick={() => shell.setState({ help: false })}
        >
          <Glyph name="close" />
        </button>
      </div>
      <div className="keys">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {actions
                .filter((action) => action.group === group)
                .map(({ id, label, keys }) => (
                  <div key={id}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{keyName(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
