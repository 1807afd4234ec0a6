/**
 * A tag asks a language model after each step, and its next-token logits of "+" and "-" are
 * compared: P(correct) is the softmax over the two (Math-Shepherd, Wang et al. 2023,
 * arXiv 2312.08935; RLHFlow's PRMs do the same). The tag is an aside: no later step sees it.
 */
import { plain, type Reading, twoWay } from "../reading.ts";

export interface PlusMinus {
  /** Token ids. */
  tag: number;
  plus: number;
  minus: number;
}

/** @param vocabulary the size of the model's. */
export const plusMinus = ({ tag, plus, minus }: PlusMinus, vocabulary: number): Reading => ({
  ...plain(vocabulary, ({ last }) => twoWay(last, plus, minus)),
  probe: [tag],
});
