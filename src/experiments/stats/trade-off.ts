/** Accuracy against cost: who is beaten on both, and what one way costs to match another. */

export interface CostPoint {
  /** In one currency, more than 0. */
  cost: number;
  accuracy: number;
}

/** Those that no other beats on one count and equals on the other, from the cheapest on. */
export const paretoFront = <P extends CostPoint>(points: readonly P[]): P[] =>
  points
    .filter(
      (one) =>
        !points.some(
          (other) =>
            other.cost <= one.cost &&
            other.accuracy >= one.accuracy &&
            (other.cost < one.cost || other.accuracy > one.accuracy),
        ),
    )
    .sort((a, b) => a.cost - b.cost);

/**
 * The least cost at which a curve comes to this accuracy, between its points on the logarithm of
 * the cost; null when it never does. A curve that begins above it has it at its first cost.
 * @param curve in any order.
 */
export function costToReach(curve: readonly CostPoint[], accuracy: number): number | null {
  const points = ascending(curve);
  const at = points.findIndex((point) => point.accuracy >= accuracy);
  const [from, to] = [points[at - 1], points[at]];
  if (!to) return null;
  if (!from) return to.cost;
  const share = (accuracy - from.accuracy) / (to.accuracy - from.accuracy);
  return from.cost * (to.cost / from.cost) ** share;
}

const ascending = (curve: readonly CostPoint[]): CostPoint[] =>
  curve.toSorted((a, b) => a.cost - b.cost);
