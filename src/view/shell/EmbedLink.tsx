import { useStore } from "zustand";
import { linkOf, pathOf } from "../../state/address/address.ts";
import { WHOLE } from "../../state/stores/visibility.ts";
import { useApp } from "../use-app.ts";

/** A link from an embedded view to the whole page with the same setup. */
export function EmbedLink() {
  const embedded = useStore(useApp().visibility, ({ embed }) => embed);
  return embedded && <WholePageLink />;
}

function WholePageLink() {
  const app = useApp();
  const path = () => pathOf(app, { ...linkOf(app), visibility: WHOLE });
  useStore(app.setup, path);
  useStore(app.run, path);
  useStore(app.lanes, path);
  const href = useStore(app.sweep, path);
  return (
    <a className="embed-link" href={href} target="_blank" rel="noreferrer">
      Open in Ponderosa
    </a>
  );
}
