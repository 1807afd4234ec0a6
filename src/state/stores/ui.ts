/** What the user is looking at in a figure; nothing of it belongs in a link. */
import { createStore } from "zustand/vanilla";
import type { NodeId } from "../../search/model.ts";

/** How the tree of a figure is asked to move; lent by the figure while it is shown. */
export interface Camera {
  fit(): void;
  zoomBy(factor: number): void;
}

export interface Ui {
  /** The node whose card is shown. */
  selected: NodeId | null;
  camera: Camera | null;
}

export const createUi = () => createStore<Ui>()(() => ({ selected: null, camera: null }));
export type UiStore = ReturnType<typeof createUi>;
