/**
 * Wilson's score interval for a share of binary outcomes (Wilson 1927, "Probable inference, the law of
 * succession, and statistical inference"). Unlike the bootstrap's interval it has a width even when
 * all outcomes are equal.
 * @param share in [0, 1]. @param count the number of outcomes, at least 1.
 * @param z the quantile of the normal distribution; 1.96 for 95 %.
 */
export function wilson(share: number, count: number, z = 1.96): { low: number; high: number } {
  const shrink = 1 + z ** 2 / count;
  const centre = (share + z ** 2 / (2 * count)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
