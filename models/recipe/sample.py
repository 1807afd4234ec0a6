"""Batched sampling with a KV cache, for rollouts. Rows of about the same length share a batch; the
copies of a row share its cache, so that a prompt is read once however often it is continued.
"""

import torch
from model import Llama, rotate
from tokenizer import EOS, PAD


class Cache:
    """One layer's keys and values: of the rows, [rows, kv heads, length, head], right-padded, and of
    what their copies sampled since, [rows, kv heads, copies, room, head]. `bias` hides the padding."""

    def __init__(self, k, v, bias, copies: int, room: int):
        rows, heads, _, head = k.shape
        self.k, self.v, self.bias = k, v, bias
        self.own_k = torch.empty(rows, heads, copies, room, head)
        self.own_v = torch.empty(rows, heads, copies, room, head)
        self.length = 0

    def write(self, k, v):
        self.own_k[:, :, :, self.length] = k
        self.own_v[:, :, :, self.length] = v
        self.length += 1

    def attend(self, q):
        """q [rows, kv heads, copies, group, head] → the same shape."""
        rows, heads, copies, group, head = q.shape
        q = q * head**-0.5
        own_k, own_v = self.own_k[:, :, :, : self.length], self.own_v[:, :, :, : self.length]
        seen = q.reshape(rows, heads, copies * group, head) @ self.k.mT
        seen = seen.view(rows, heads, copies, group, -1) + self.bias
        weights = torch.softmax(torch.cat([seen, q @ own_k.mT], -1), -1)
        old, new = weights.split([self.k.shape[2], self.length], -1)
        y = old.reshape(rows, heads, copies * group, -1) @ self.v
        return y.view(q.shape) + new @ own_v

    def keep(self, rows):
        self.k, self.v, self.bias = self.k[rows], self.v[rows], self.bias[rows]
        self.own_k, self.own_v = self.own_k[rows], self.own_v[rows]


def heads_of(attention, h, cos, sin):
    """q, k, v, rotated: each [batch, heads, length, head]."""
    batch, length, _ = h.shape
    q = attention.q_proj(h).view(batch, length, attention.heads, attention.head).transpose(1, 2)
    k = attention.k_proj(h).view(batch, length, attention.kv_heads, attention.head).transpose(1, 2)
    v = attention.v_proj(h).view(batch, length, attention.kv_heads, attention.head).transpose(1, 2)
    return rotate(q, cos, sin), rotate(k, cos, sin), v


def prefill(model: Llama, ids, lengths, copies: int, room: int):
    """Logits after the rows, [rows, vocab], and a cache for each layer; `ids` [rows, length] are
    right-padded, `lengths` [rows] say how many of them count."""
    length = ids.shape[1]
    bias = torch.where(torch.arange(length) < lengths[:, None], 0.0, -torch.inf)[:, None, None, None]
    cos, sin = model.cos[:length], model.sin[:length]
    x = model.model.embed_tokens(ids)
    caches = []
    for layer in model.model.layers:
        q, k, v = heads_of(layer.self_attn, layer.input_layernorm(x), cos, sin)
        caches.append(Cache(k, v, bias, copies, room))
        y = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
        x = x + layer.self_attn.o_proj(y.transpose(1, 2).reshape(x.shape))
        x = x + layer.mlp(layer.post_attention_layernorm(x))
    last = x[torch.arange(len(x)), lengths - 1]
    return model.logits(model.model.norm(last)), caches


def forward(model: Llama, ids, caches, positions):
    """Logits after one more token of each copy, [rows, copies, vocab]; `ids` [rows, copies] stand
    at `positions` [rows]."""
    cos, sin = (table[positions][:, None, None, None] for table in (model.cos, model.sin))
    rows, copies = ids.shape
    x = model.model.embed_tokens(ids)
    for layer, cache in zip(model.model.layers, caches):
        attention = layer.self_attn
        h = layer.input_layernorm(x)
        shape = (rows, copies, attention.kv_heads, -1, attention.head)
        q = rotate(attention.q_proj(h).view(shape), cos, sin).transpose(1, 2)
        k = rotate(attention.k_proj(h).view(shape), cos, sin).transpose(1, 2)
        v = attention.v_proj(h).view(shape).transpose(1, 2)
        cache.write(k[:, :, :, 0], v[:, :, :, 0])
        y = cache.attend(q).transpose(1, 2).reshape(x.shape)
        x = x + attention.o_proj(y)
        x = x + layer.mlp(layer.post_attention_layernorm(x))
    return model.logits(model.model.norm(x))


@torch.inference_mode()
def complete_batch(model: Llama, rows: list[list[int]], copies: int, temperature: float, room: int, generator) -> list[list[list[int]]]:
    """Continue each copy of each row to EOS or `room` tokens; returns the new tokens."""
    lengths = torch.tensor([len(row) for row in rows])
    width = int(lengths.max())
    room = min(room, model.config.max_position_embeddings - width)
    out: list[list[list[int]]] = [[[] for _ in range(copies)] for _ in rows]
    if room <= 0:
        return out
    ids = torch.tensor([row + [PAD] * (width - len(row)) for row in rows])
    logits, caches = prefill(model, ids, lengths, copies, room)
    logits = logits[:, None].expand(-1, copies, -1)
    active = list(range(len(rows)))
    unfinished = torch.ones(len(rows), copies, dtype=torch.bool)
    for t in range(room):
        if temperature == 0:
            token = logits.argmax(-1)
        else:
            odds = torch.softmax(logits / temperature, -1).flatten(0, 1)
            token = torch.multinomial(odds, 1, generator=generator).view(len(active), copies)
        for row, tokens, going in zip(active, token.tolist(), unfinished.tolist()):
            for copy in range(copies):
                if going[copy]:
                    out[row][copy].append(tokens[copy])
        unfinished &= token != EOS
        left = unfinished.any(1)
        if not left.any() or t + 1 == room:
            break
        # Finished rows go in bulk: each removal copies the caches.
        if left.float().mean() < 0.6:
            keep = left.nonzero()[:, 0]
            for cache in caches:
                cache.keep(keep)
            token, unfinished, lengths = token[keep], unfinished[keep], lengths[keep]
            active = [active[i] for i in keep.tolist()]
        logits = forward(model, token, caches, lengths + t)
    return out


def complete(
    model: Llama, rows: list[list[int]], temperature: float, seed: int, room: int = 160, batch: int = 384, copies: int = 1
) -> list[list[int]]:
    """Continue any rows, each `copies` times, `batch` at once; results in the order of the rows, the
    copies of a row side by side."""
    generator = torch.Generator().manual_seed(seed)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    results: list[list[list[int]]] = [[] for _ in rows]
    size = max(1, batch // copies)
    for at in range(0, len(order), size):
        chosen = order[at : at + size]
        for i, made in zip(chosen, complete_batch(model, [rows[i] for i in chosen], copies, temperature, room, generator)):
            results[i] = made
    return [tokens for made in results for tokens in made]
