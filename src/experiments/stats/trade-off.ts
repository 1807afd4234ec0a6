/** Accuracy against cost: the Pareto front, and the cost at which a curve reaches an accuracy. */

export interface CostPoint {
  /** In one currency, above 0. */
  cost: number;
  accuracy: number;
}

/** The points that no other point dominates, cheapest first. */
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
 * The least cost at which a curve reaches this accuracy, interpolated on the logarithm of the cost. A
 * curve that begins above the accuracy reaches it at its first point.
 * @param curve in any order. @returns null when the curve never reaches it.
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
