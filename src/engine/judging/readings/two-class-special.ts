/**
 * A special token stands after every step in the PRM's own sequence, and a head with two
 * classes is read there (Zhang et al. 2025, The Lessons of Developing Process Reward Models in
 * Mathematical Reasoning, arXiv 2501.07301: Qwen2.5-Math-PRM and its <extra_0>).
 */
import { plain, type Reading, twoWay } from "../reading.ts";

/** @param choice the special token's id, and the index of the class that means "right". */
export const twoClassSpecial = ({
  special,
  right,
}: {
  special: number;
  right: 0 | 1;
}): Reading => ({
  ...plain(2, ({ last }) => twoWay(last, right, 1 - right)),
  mark: [special],
});
