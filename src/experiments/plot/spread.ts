/**
 * Places for labels: in the order of their wanted places, at least `gap` apart, within the bounds, and
 * together as near to the wanted places as possible (least squares, by pooling labels in conflict).
 * @param wanted in any order.
 * @returns a place for each label; labels for which there is no room go beyond `high`.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = wanted
    .map((_, i) => i)
    .sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  // With the gaps of its rank subtracted, each place only has to be at least the one before it.
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
