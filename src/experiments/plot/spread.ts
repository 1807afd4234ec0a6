/**
 * Places for labels: in their order, at least so far apart, within bounds, and otherwise as near to
 * where each would like to be as they can be together (least squares, by pooling those in conflict).
 * @param wanted in any order. @returns a place for each; where there is no room they go beyond `high`.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = wanted
    .map((_, i) => i)
    .sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  // Less its rank's gaps each only has to be no less than the one before.
  const pools: { sum: number; members: number[] }[] = [];
  for (const [rank, i] of order.entries()) {
    let pool = { sum: (wanted[i] ?? 0) - rank * gap, members: [i] };
    for (let last = pools.at(-1); last && meanOf(last) >= meanOf(pool); last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, members: [...last.members, ...pool.members] };
    }
    pools.push(pool);
  }
  const highest = Math.max(low, high - (wanted.length - 1) * gap);
  const places: number[] = [];
  let rank = 0;
  for (const pool of pools) {
    const at = Math.min(highest, Math.max(low, meanOf(pool)));
    for (const i of pool.members) places[i] = at + rank++ * gap;
  }
  return places;
}

const meanOf = ({ sum, members }: { sum: number; members: readonly number[] }): number =>
  sum / members.length;
