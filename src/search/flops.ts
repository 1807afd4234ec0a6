/**
 * Floating-point operations of a forward pass. All FLOPs are counted here.
 *
 * After Kaplan et al. (2020), "Scaling Laws for Neural Language Models", arXiv:2001.08361,
 * section 2.1: C_forward ≈ 2 N + 2 n_layer n_ctx d_attn a token.
 * - 2 N: each parameter multiplies and adds once for each token. Looking an embedding up is free; as an
 *   output head it multiplies, and counts in N.
 * - The second term is attention's. It is exact here instead of an average: in each layer a token
 *   that sees c tokens, itself included, costs 2 c d_attn for its row of Q Kᵀ and 2 c d_attn for
 *   the weighted sum of V, so 4 n_layer d_attn c. Over a context of n_ctx, c is (n_ctx + 1) / 2 on
 *   average, which gives Kaplan's term.
 * Softmax, norms and activations are left out, as in the paper; so is the waste of padding.
 */
import type { ModelCard } from "./model.ts";

/** Consecutive tokens. */
export interface Stretch {
  tokens: number;
  /** The number of tokens before them. */
  start: number;
}

export function forwardFlops(
  { parameters, attentionWidth = 0 }: Omit<ModelCard, "id">,
  { tokens, start }: Stretch,
): number {
  const seen = tokens * start + (tokens * (tokens + 1)) / 2;
  return 2 * parameters * tokens + 4 * attentionWidth * seen;
}
