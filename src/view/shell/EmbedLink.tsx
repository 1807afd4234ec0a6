import { useStore } from "zustand";
import { hashOf, linkOf } from "../../state/address/address.ts";
import { WHOLE } from "../../state/stores/visibility.ts";
import { useApp } from "../use-app.ts";

/** A link from an embedded view to the whole page with the same setup. */
export function EmbedLink() {
  const app = useApp();
  const embedded = useStore(app.visibility, ({ embed }) => embed);
  if (!embedded) return null;
  const hash = hashOf(app, { ...linkOf(app), visibility: WHOLE });
  return (
    <a
      className="embed-link"
      href={`${window.location.pathname}#${hash}`}
      target="_blank"
      rel="noreferrer"
    >
      Open in Ponderosa
    </a>
  );
}
