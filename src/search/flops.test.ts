import { describe, expect, test } from "vitest";
import { forwardFlops } from "./flops.ts";

// 2 layers with 4 heads of 8: n_layer · d_attn = 64.
const card = { parameters: 1000, attentionWidth: 64 };

describe("FLOPs of a forward pass", () => {
  test.each([
    // 2 · 1000, and 4 · 64 for the one token that it sees: itself.
    [{ tokens: 1, start: 0 }, 2256],
    // It sees 10: 2000 + 256 · 10.
    [{ tokens: 1, start: 9 }, 4560],
    // They see 5, 6 and 7: 3 · 2000 + 256 · 18.
    [{ tokens: 3, start: 4 }, 10608],
    [{ tokens: 0, start: 4 }, 0],
  ])("of %o are %i", (stretch, flops) => {
    expect(forwardFlops(card, stretch)).toBe(flops);
  });

  test("are the same however a stretch is cut", () => {
    const whole = forwardFlops(card, { tokens: 20, start: 5 });
    const parts = [7, 1, 12].map((tokens, i) =>
      forwardFlops(card, { tokens, start: [5, 12, 13][i] ?? 0 }),
    );
    expect(parts.reduce((sum, one) => sum + one, 0)).toBe(whole);
  });

  test("come to Kaplan's 2 N + 2 n_layer n_ctx d_attn a token over a full context", () => {
    const context = 4096;
    const each = forwardFlops(card, { tokens: context, start: 0 }) / context;
    expect(each).toBe(2 * 1000 + 2 * 64 * (context + 1));
  });

  test("are 2 N a token of a model whose attention was not recorded", () => {
    expect(forwardFlops({ parameters: 1000 }, { tokens: 3, start: 9 })).toBe(6000);
  });
});
