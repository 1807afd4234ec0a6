/**
 * Floating-point operations of a forward pass, the one place where they are counted.
 *
 * After Kaplan et al. (2020), "Scaling Laws for Neural Language Models", arXiv:2001.08361,
 * section 2.1: C_forward ≈ 2 N + 2 n_layer n_ctx d_attn a token.
 * - 2 N: each parameter multiplies and adds once a token. An embedding is looked up, which is
 *   free; as an output head it multiplies, and is in N.
 * - The second term is attention's, and exact here instead of an average: in each layer a token
 *   that sees c tokens, itself included, costs 2 c d_attn for its row of Q Kᵀ and 2 c d_attn for
 *   the weighted sum of V, so 4 n_layer d_attn c. Over a context of n_ctx, c is (n_ctx + 1) / 2 on
 *   average, which gives Kaplan's term.
 * Softmax, norms and activations are left out, as there; so is what padding wastes.
 */
import type { ModelCard } from "./model.ts";

/** Tokens that run one after the other. */
export interface Stretch {
  tokens: number;
  /** How many tokens before them they see. */
  start: number;
}

export function forwardFlops(
  { parameters, attentionWidth = 0 }: Omit<ModelCard, "id">,
  { tokens, start }: Stretch,
): number {
  const seen = tokens * start + (tokens * (tokens + 1)) / 2;
  return 2 * parameters * tokens + 4 * attentionWidth * seen;
}
