"""The policy and the PRM in PyTorch: a Llama (Touvron et al. 2023) of any size.

Parameter names and the rotary layout (rotate-half) are those of Hugging Face's
`LlamaForCausalLM`, so a checkpoint of this recipe and a hub model take the same road.
"""

import os
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SIZES = {
    # name: (hidden, layers, heads, kv heads, intermediate)
    "tiny": (32, 2, 2, 1, 64),
    "small": (128, 5, 4, 4, 384),
    "large": (256, 6, 8, 8, 768),
    "huge": (384, 10, 8, 4, 1024),
}


@dataclass
class Config:
    vocab_size: int
    hidden_size: int = 128
    num_hidden_layers: int = 5
    num_attention_heads: int = 4
    num_key_value_heads: int = 2
    intermediate_size: int = 384
    max_position_embeddings: int = 384
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-5
    surprisal_layer: int = 0  # index of the layer that is a Surprisal; 0: none is

    @staticmethod
    def of_size(size: str, vocab_size: int) -> "Config":
        if size not in SIZES:
            raise SystemExit(f"Unknown size '{size}': expected one of {', '.join(SIZES)}.")
        hidden, layers, heads, kv_heads, intermediate = SIZES[size]
        return Config(vocab_size, hidden, layers, heads, kv_heads, intermediate)

    @property
    def head_dim(self) -> int:
        return self.hidden_size // self.num_attention_heads

    def as_dict(self) -> dict:
        return asdict(self)


class RMSNorm(nn.Module):
    def __init__(self, size: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, (x.shape[-1],), self.weight, self.eps)


def rotary(config: Config) -> tuple[Tensor, Tensor]:
    """cos and sin, each [context, head_dim], in the rotate-half layout."""
    half = config.head_dim // 2
    frequency = config.rope_theta ** (-torch.arange(half, dtype=torch.float32) / half)
    angle = torch.arange(config.max_position_embeddings, dtype=torch.float32)[:, None] * frequency
    angle = torch.cat([angle, angle], dim=-1)
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    a, b = x.chunk(2, dim=-1)
    cos, sin = cos.to(x.dtype), sin.to(x.dtype)
    return x * cos + torch.cat([-b, a], dim=-1) * sin


class Attention(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        d, head = config.hidden_size, config.head_dim
        self.heads, self.kv_heads, self.head = (
            config.num_attention_heads,
            config.num_key_value_heads,
            head,
        )
        self.q_proj = nn.Linear(d, self.heads * head, bias=False)
        self.k_proj = nn.Linear(d, self.kv_heads * head, bias=False)
        self.v_proj = nn.Linear(d, self.kv_heads * head, bias=False)
        self.o_proj = nn.Linear(self.heads * head, d, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, past=None, mask=None):
        batch, length, _ = x.shape
        q = self.q_proj(x).view(batch, length, self.heads, self.head).transpose(1, 2)
        k = self.k_proj(x).view(batch, length, self.kv_heads, self.head).transpose(1, 2)
        v = self.v_proj(x).view(batch, length, self.kv_heads, self.head).transpose(1, 2)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if past is not None:
            past.write(k, v)
            k, v = past.read()
        groups = self.heads // self.kv_heads
        if groups > 1:
            k = k.repeat_interleave(groups, dim=1)
            v = v.repeat_interleave(groups, dim=1)
        # In mixed precision too (precision.py): on a CPU attention is slower in half precision than in single.
        with torch.autocast("cpu", enabled=False):
            y = F.scaled_dot_product_attention(q.float(), k.float(), v.float(), attn_mask=mask, is_causal=mask is None)
        return self.o_proj(y.transpose(1, 2).reshape(batch, length, -1))


class MLP(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        d, inner = config.hidden_size, config.intermediate_size
        self.gate_proj = nn.Linear(d, inner, bias=False)
        self.up_proj = nn.Linear(d, inner, bias=False)
        self.down_proj = nn.Linear(inner, d, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.input_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.self_attn = Attention(config)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.mlp = MLP(config)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, past=None, mask=None) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, past, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class Surprisal(nn.Module):
    """Where a reward model reads the tokens again, told how likely each was to the layers before, which are a
    language model: the embedding is joined by a direction each for log p(token), log p(likeliest token) and
    the entropy, in nats, as they were before the token. The first token is held against what follows it.
    """

    def __init__(self, config: Config):
        super().__init__()
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.embed = nn.Embedding(config.vocab_size, config.hidden_size)
        self.write = nn.Linear(3, config.hidden_size, bias=False)

    def told(self, x: Tensor, ids: Tensor, output: Tensor) -> Tensor:
        """x [batch, length, hidden], what the layers before made of the ids [batch, length]; output [vocab,
        hidden], their output head → the three numbers of each token, [batch, length, 3]."""
        with torch.autocast("cpu", enabled=False):
            logits = torch.log_softmax(self.norm(x) @ output.T, -1)
        before = torch.cat([logits[:, :1], logits[:, :-1]], 1)
        token = before.gather(-1, ids[..., None])
        entropy = -(before.exp() * before).sum(-1, keepdim=True)
        return torch.cat([token, before.max(-1, keepdim=True).values, entropy], -1)

    def forward(self, x: Tensor, ids: Tensor, output: Tensor) -> Tensor:
        return self.embed(ids) + self.write(self.told(x, ids, output))


class Body(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        kinds = [Surprisal if i and i == config.surprisal_layer else Layer for i in range(config.num_hidden_layers)]
        self.layers = nn.ModuleList(kind(config) for kind in kinds)
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)


class Llama(nn.Module):
    """Tied embeddings; an optional step head makes it a PRM."""

    def __init__(self, config: Config, step_head: bool = False):
        super().__init__()
        self.config = config
        self.model = Body(config)
        self.score = nn.Linear(config.hidden_size, 1) if step_head else None
        cos, sin = rotary(config)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        deep = (2 * config.num_hidden_layers) ** -0.5
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                scale = deep if name.endswith(("o_proj.weight", "down_proj.weight")) else 1.0
                nn.init.normal_(parameter, std=0.02 if "embed" in name or "score" in name else scale * parameter.shape[1] ** -0.5)

    def hidden(self, ids: Tensor) -> Tensor:
        """ids [batch, length] → final-norm hidden states [batch, length, hidden]."""
        length = ids.shape[1]
        cos, sin = self.cos[:length], self.sin[:length]
        embedding = self.model.embed_tokens.weight
        x = self.model.embed_tokens(ids)
        for layer in self.model.layers:
            x = layer(x, ids, embedding) if isinstance(layer, Surprisal) else layer(x, cos, sin)
        return self.model.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        return hidden @ self.model.embed_tokens.weight.T

    def forward(self, ids: Tensor) -> Tensor:
        """ids [batch, length] → next-token logits [batch, length, vocab], or, with a step
        head, the logit of P(correct) at every token [batch, length]."""
        hidden = self.hidden(ids)
        if self.score is not None:
            return self.score(hidden).squeeze(-1)
        return self.logits(hidden)


def load(path: str) -> tuple["Llama", dict]:
    """A checkpoint written by `save`; returns the model and the whole record."""
    record = torch.load(path, map_location="cpu", weights_only=True)
    for key in ("config", "state_dict"):
        if key not in record:
            raise SystemExit(f"{path} is not a checkpoint of this recipe: it has no '{key}'.")
    model = Llama(Config(**record["config"]), step_head="score.weight" in record["state_dict"])
    model.load_state_dict(record["state_dict"])
    return model, record


def save(model: "Llama", path: str, **more) -> None:
    """Whole or not at all: a run that is stopped while saving keeps its last checkpoint."""
    torch.save({"config": model.config.as_dict(), "state_dict": model.state_dict(), **more}, f"{path}.tmp")
    os.replace(f"{path}.tmp", path)
