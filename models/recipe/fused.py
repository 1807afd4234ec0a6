"""The same Llama, computed faster for training on a processor that multiplies 16-bit matrices (AMX, AVX-512 BF16).

Products are taken in bfloat16 with q, k and v, and gate and up, as one product each; attention is two products with a
softmax in single precision between them; what lies between the products is compiled. Weights, norms and the sum of
the layers stay in single precision. Its names and weights are those of model.py.
"""

import torch
import torch.nn.functional as F
from model import Llama
from packing import bias_of
from torch import Tensor

HALF = torch.bfloat16


def layer(x: Tensor, qkv: Tensor, o: Tensor, gate_up: Tensor, down: Tensor, first: Tensor, second: Tensor, cos: Tensor, sin: Tensor, bias: Tensor,
          heads: int, eps: float) -> Tensor:  # fmt: skip
    """One layer: x [rows, tokens, hidden], single precision; bias [rows, 1, tokens, tokens]."""
    rows, tokens, hidden = x.shape
    h = F.rms_norm(x, (hidden,), first, eps).to(HALF)
    q, k, v = F.linear(h, qkv).view(rows, tokens, 3, heads, hidden // heads).permute(2, 0, 3, 1, 4)

    def rotate(t: Tensor) -> Tensor:
        t = t.float()
        a, b = t.chunk(2, -1)
        return (t * cos + torch.cat([-b, a], -1) * sin).to(HALF)

    q = rotate(q) * (hidden // heads) ** -0.5
    weights = torch.softmax((q @ rotate(k).mT).float() + bias, -1).to(HALF)
    y = (weights @ v).transpose(1, 2).reshape(rows, tokens, hidden)
    x = x + F.linear(y, o).float()
    h = F.rms_norm(x, (hidden,), second, eps).to(HALF)
    gate, up = F.linear(h, gate_up).chunk(2, -1)
    return x + F.linear(F.silu(gate) * up, down).float()


class Fused:
    """Losses of a `Llama` over packed batches."""

    def __init__(self, model: Llama, compiled: bool = True):
        self.model = model
        config = model.config
        if config.num_key_value_heads != config.num_attention_heads or config.surprisal_layer:
            raise SystemExit("Fused training takes models with as many key-value heads as heads and without a reader.")
        # A compilation a length of row: shapes that are known make the faster code.
        self.layer = torch.compile(layer, dynamic=False) if compiled else layer

    def hidden(self, ids: Tensor, positions: Tensor, segments: Tensor) -> Tensor:
        model, config = self.model, self.model.config
        cos, sin = (table[positions][:, None] for table in (model.cos, model.sin))
        bias = bias_of(segments)
        x = model.model.embed_tokens(ids)
        for one in model.model.layers:
            a, m = one.self_attn, one.mlp
            qkv = torch.cat([a.q_proj.weight, a.k_proj.weight, a.v_proj.weight]).to(HALF)
            gate_up = torch.cat([m.gate_proj.weight, m.up_proj.weight]).to(HALF)
            x = self.layer(
                x, qkv, a.o_proj.weight.to(HALF), gate_up, m.down_proj.weight.to(HALF), one.input_layernorm.weight,
                one.post_attention_layernorm.weight, cos, sin, bias, config.num_attention_heads, config.rms_norm_eps,
            )  # fmt: skip
        return model.model.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """Of hidden states [any, hidden], in single precision: [any, vocabulary]."""
        return F.linear(hidden.to(HALF), self.model.model.embed_tokens.weight.to(HALF)).float()

    def loss(self, ids: Tensor, positions: Tensor, targets: Tensor, segments: Tensor) -> Tensor:
        """Mean cross-entropy at the targets, nats; the output head runs at these alone."""
        hidden = self.hidden(ids, positions, segments)
        at = targets >= 0
        return F.cross_entropy(self.logits(hidden[at]), targets[at])
