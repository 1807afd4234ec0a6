/** Bands along the edges, as broad as the share of the search that went to a node. */
import { edgePath, type Geometry } from "./geometry.ts";
import type { Place } from "./layout.ts";

/** Breadth of the whole search where rows are high enough, in pixels on the screen. */
const BROADEST = 10;
/** Breadth of the whole search in low rows, as a part of the row's height. */
const OF_ROW = 0.45;
/** The least breadth that can be seen beside a line of one pixel. */
const NARROWEST = 2;

/** Breadth of a band in pixels; 0 for none. @param row height of a row on the screen. */
export function breadthOf(share: number | null, row: number): number {
  if (share === null || share <= 0) return 0;
  const whole = Math.min(BROADEST, row * OF_ROW);
  return Math.max(Math.min(NARROWEST, whole), share * whole);
}

/** From the parent's end along the edge and under the child's whole rule. */
export const bandPath = (geometry: Geometry, parent: Place, child: Place): string =>
  `${edgePath(geometry, parent, child)}H${geometry.x(child.depth) + geometry.rule}`;
