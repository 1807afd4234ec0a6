/**
 * A head with two labels is read at the step separator: P(correct) is the softmax share of the
 * label that means "right" (TRL's PRMTrainer, trl/experimental/prm). A last step, which ends
 * without a separator, is read at its end-of-sequence token.
 */
import { plain, type Reading, twoWay } from "../reading.ts";

/** @param right the index of the label that means "right". */
export const tokenClassification = ({ right }: { right: 0 | 1 }): Reading =>
  plain(2, ({ last }) => twoWay(last, right, 1 - right));
