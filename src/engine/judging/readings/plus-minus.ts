/**
 * A language model asked after each step by a tag, its next-token logits compared between "+"
 * and "-": P(correct) is the softmax over the two (Math-Shepherd, Wang et al. 2023,
 * arXiv 2312.08935; RLHFlow's PRMs alike). The tag is an aside: no later step sees it.
 */
import { plain, type Reading, twoWay } from "../reading.ts";

export interface PlusMinus {
  /** Token ids. */
  tag: number;
  plus: number;
  minus: number;
}

/** @param vocabulary size of the model's. */
export const plusMinus = ({ tag, plus, minus }: PlusMinus, vocabulary: number): Reading => ({
  ...plain(vocabulary, ({ last }) => twoWay(last, plus, minus)),
  probe: [tag],
});
