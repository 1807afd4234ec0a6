import type { ReactNode } from "react";
import { useStore } from "zustand";
import { type Part as Name, shows } from "../../state/stores/visibility.ts";
import { useApp } from "../use-app.ts";

/** Whether this part of the page is shown; a link may hide it. */
export const useShown = (name: Name): boolean =>
  useStore(useApp().visibility, (visibility) => shows(visibility, name));

/** A part of the page that a link may hide. */
export function Part({ name, children }: { name: Name; children: ReactNode }) {
  return useShown(name) ? children : null;
}
