"""Batched sampling with a KV cache, for rollouts: rows of equal length share a batch."""

import torch
from model import Llama, rotate
from tokenizer import EOS


class Cache:
    """One layer's keys and values, [batch, kv heads, context, head], written in place."""

    def __init__(self, k, v):
        self.k, self.v, self.length = k, v, 0

    def write(self, k, v):
        end = self.length + k.shape[2]
        self.k[:, :, self.length : end] = k
        self.v[:, :, self.length : end] = v
        self.length = end

    def read(self):
        return self.k[:, :, : self.length], self.v[:, :, : self.length]

    def keep(self, rows):
        k, v = self.k[rows], self.v[rows]
        self.k, self.v = k, v


def forward(model: Llama, ids, caches, start: int):
    """Logits of the last position, [batch, vocab]; `ids` [batch, length] continue the caches."""
    cos, sin = model.cos[start : start + ids.shape[1]], model.sin[start : start + ids.shape[1]]
    x = model.model.embed_tokens(ids)
    for layer, cache in zip(model.model.layers, caches):
        h = layer.input_layernorm(x)
        attention = layer.self_attn
        batch, length, _ = h.shape
        q = attention.q_proj(h).view(batch, length, attention.heads, attention.head).transpose(1, 2)
        k = attention.k_proj(h).view(batch, length, attention.kv_heads, attention.head).transpose(1, 2)
        v = attention.v_proj(h).view(batch, length, attention.kv_heads, attention.head).transpose(1, 2)
        cache.write(rotate(k, cos, sin), v)
        keys, values = cache.read()
        y = torch.nn.functional.scaled_dot_product_attention(
            rotate(q, cos, sin), keys, values, is_causal=length > 1, enable_gqa=True
        )
        x = x + attention.o_proj(y.transpose(1, 2).reshape(batch, length, -1))
        x = x + layer.mlp(layer.post_attention_layernorm(x))
    return model.logits(model.model.norm(x[:, -1]))


@torch.inference_mode()
def complete_equal(model: Llama, rows: list[list[int]], temperature: float, room: int, generator) -> list[list[int]]:
    """Continue rows of one length to EOS or `room` tokens; returns the new tokens of each."""
    c = model.config
    length = len(rows[0])
    room = min(room, c.max_position_embeddings - length)
    ids = torch.tensor(rows)
    shape = (len(rows), c.num_key_value_heads, length + room, c.head_dim)
    caches = [Cache(torch.empty(shape), torch.empty(shape)) for _ in range(c.num_hidden_layers)]
    out: list[list[int]] = [[] for _ in rows]
    alive = list(range(len(rows)))
    for t in range(room):
        logits = forward(model, ids, caches, length + t - 1 if t else 0)
        if temperature == 0:
            token = logits.argmax(-1)
        else:
            token = torch.multinomial(torch.softmax(logits / temperature, -1), 1, generator=generator)[:, 0]
        tokens = token.tolist()
        done = [i for i, tok in enumerate(tokens) if tok == EOS]
        for row, tok in zip(alive, tokens):
            if row >= 0:
                out[row].append(tok)
        for i in done:
            alive[i] = -1
        active = [i for i, row in enumerate(alive) if row >= 0]
        if not active:
            break
        # Finished rows go in bulk: each removal copies the caches.
        if len(active) < 0.6 * len(alive):
            keep = torch.tensor(active)
            for cache in caches:
                cache.keep(keep)
            token = token[keep]
            alive = [alive[i] for i in active]
        ids = token[:, None]
    return out


def complete(model: Llama, rows: list[list[int]], temperature: float, seed: int, room: int = 160, batch: int = 384) -> list[list[int]]:
    """Continue any rows, in batches of equal length; results in the order of the rows."""
    generator = torch.Generator().manual_seed(seed)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    results: list[list[int]] = [[] for _ in rows]
    at = 0
    while at < len(order):
        length = len(rows[order[at]])
        end = at
        while end < len(order) and len(rows[order[end]]) == length and end - at < batch:
            end += 1
        chosen = order[at:end]
        for i, tokens in zip(chosen, complete_equal(model, [rows[i] for i in chosen], temperature, room, generator)):
            results[i] = tokens
        at = end
    return results
