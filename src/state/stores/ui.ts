/** What the user is looking at; nothing of it belongs in a link. */
import { createStore } from "zustand/vanilla";
import type { NodeId } from "../../search/model.ts";

/** How the tree on the page is asked to move; lent by the figure while it is shown. */
export interface Camera {
  fit(): void;
  zoomBy(factor: number): void;
}

export interface Ui {
  /** The node whose card is shown. */
  selected: NodeId | null;
  /** The overlay of keys. */
  help: boolean;
  /** A sentence that the page says once, such as "Link copied."; for screen readers too. */
  said: string;
  camera: Camera | null;
}

export const createUi = () =>
  createStore<Ui>()(() => ({ selected: null, help: false, said: "", camera: null }));
export type UiStore = ReturnType<typeof createUi>;
