/**
 * A language model is asked, by a few tokens, whether the work so far is right. P(True) is the
 * softmax over its answers yes and no (Kadavath et al. 2022, Language Models (Mostly) Know What
 * They Know, arXiv 2207.05221). It is only as good as the model's training in judging.
 */
import { plain, type Reading, twoWay } from "../reading.ts";

export interface Judge {
  /** Token ids of the question after a step, and of the two answers. */
  suffix: readonly number[];
  yes: number;
  no: number;
}

/** @param vocabulary the size of the model's. */
export const judge = ({ suffix, yes, no }: Judge, vocabulary: number): Reading => ({
  ...plain(vocabulary, ({ last }) => twoWay(last, yes, no)),
  probe: suffix,
});
