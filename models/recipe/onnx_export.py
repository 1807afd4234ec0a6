"""From a PyTorch `Llama` to the ONNX files that transformers.js and our engine load.

`export(model, role, half)` gives the file; `export.py` makes the model folders of it.

Graphs are written node by node rather than traced, so that they hold exactly the
operators that run on the WebGPU execution provider of onnxruntime 1.30.

Policy: the usual inputs and outputs of a causal LM (input_ids, attention_mask,
past_key_values.N.key/value -> logits, present.N.key/value), attention by
GroupQueryAttention with its own rotary embedding. Rows of a batch may have any length
when they are padded on the RIGHT and the mask's sum is the row's length.

PRM: scores [batch, sequence], the LOGIT of P(correct) at every token; with a head of two
labels their logits, [batch, sequence, 2]; without a head, as a language model that verifies,
logits [batch, sequence, vocabulary]. It takes several tokens a row on top of a cache, which GroupQueryAttention refuses for batches, so
attention is spelled out: input_ids, position_ids [batch, sequence], attention_bias
[batch, 1, sequence, past + sequence] (0 where a key may be seen, a large negative number
where not; the caller builds causality into it), past_key_values.N. Its present.N holds
the keys and values of the NEW tokens only.
"""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
F32, F16, I32, I64 = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.INT32, TensorProto.INT64


class Graph:
    """Collects nodes and weights; every method returns the name of what it made."""

    def __init__(self, half: bool):
        self.half = half
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def node(self, op: str, *inputs: str, outputs: int | list[str] = 1, domain: str = "", **attributes):
        self.count += 1
        names = outputs if isinstance(outputs, list) else [f"{op}_{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(
            helper.make_node(op, list(inputs), names, name=f"{op}_{self.count}", domain=domain, **attributes)
        )
        return names[0] if len(names) == 1 else names

    def constant(self, name: str, value: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def matrix(self, name: str, value: torch.Tensor) -> str:
        """A weight; stored in half precision, computed in single, when `half` is set."""
        value = value.detach().float().numpy()
        if not self.half:
            return self.constant(name, value)
        return self.node("Cast", self.constant(f"{name}.f16", value.astype(np.float16)), to=F32)

    def linear(self, x: str, name: str, weight: torch.Tensor) -> str:
        return self.node("MatMul", x, self.matrix(name, weight.T))

    def model(self, name: str, inputs: list, outputs: list) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="ponderosa")


def rotary_caches(graph: Graph, config: dict) -> tuple[str, str]:
    """cos and sin, each [context, head_dim / 2]."""
    half = config["hidden_size"] // config["num_attention_heads"] // 2
    frequency = config["rope_theta"] ** (-np.arange(half, dtype=np.float64) / half)
    angle = np.arange(config["max_position_embeddings"])[:, None] * frequency
    return (
        graph.constant("cos_cache", np.cos(angle).astype(np.float32)),
        graph.constant("sin_cache", np.sin(angle).astype(np.float32)),
    )


def before(graph: Graph, config: dict, layer: int, x: str, attention) -> str:
    """What the token before has in `x` [b, s, hidden], the first token its own: attention whose queries and
    keys are constants, which the rotation turns so that they meet one position apart and nowhere else. So the
    cache of keys and values carries the last token's over, as it does for every layer.
    """
    heads, kv, dim = shapes(config)
    if heads != kv:
        raise SystemExit(f"A Surprisal needs as many key-value heads as heads, not {kv} for {heads}.")
    frequency = config["rope_theta"] ** (-np.arange(dim // 2, dtype=np.float64) / (dim // 2))
    apart = np.delete(np.arange(-1, config["max_position_embeddings"]), 1)  # distances less one, but for 1
    gap = (1 - np.cos(apart[:, None] * frequency)).sum(1).min()
    # e^-40 is nothing in single precision.
    size = np.sqrt(40 * np.sqrt(dim) / gap)
    query = np.concatenate([np.full(dim // 2, size), np.zeros(dim // 2)])
    key = np.concatenate([np.cos(frequency), np.sin(frequency)]) * size
    nothing = graph.node("Mul", x, graph.constant("nothing", np.array(0, np.float32)))
    q, k = (
        graph.node("Add", nothing, graph.constant(f"before.{name}", np.tile(vector, heads).astype(np.float32)))
        for name, vector in (("query", query), ("key", key))
    )
    return attention(layer, q, k, x)


def surprisal(graph: Graph, state: dict, prefix: str, previous: str, tokens: str, embedding: str) -> str:
    """What model.py's Surprisal adds to its embedding: from the expectation before each token, and the tokens' embeddings there."""
    axis = graph.constant("vocabulary.axis", np.array([-1], np.int64))

    def total(x: str) -> str:
        return graph.node("ReduceSum", x, axis, keepdims=1)

    logits = graph.node("MatMul", previous, graph.node("Transpose", embedding, perm=[1, 0]))
    largest = graph.node("ReduceMax", logits, axes=[-1], keepdims=1)
    shifted = graph.node("Sub", logits, largest)
    odds = graph.node("Exp", shifted)
    mass = total(odds)
    log_mass = graph.node("Log", mass)
    read = graph.node("Sub", graph.node("Sub", total(graph.node("Mul", previous, tokens)), largest), log_mass)
    entropy = graph.node("Sub", log_mass, graph.node("Div", total(graph.node("Mul", odds, shifted)), mass))
    told = graph.node("Concat", read, graph.node("Neg", log_mass), entropy, axis=-1)
    return graph.linear(told, f"{prefix}.write", state[f"{prefix}.write.weight"])


def body(graph: Graph, state: dict, config: dict, attention) -> str:
    """Embedding, layers and final norm. `attention(layer, q, k, v)` makes [b, s, heads * dim]."""
    epsilon = config["rms_norm_eps"]
    embedding = graph.matrix("model.embed_tokens.weight", state["model.embed_tokens.weight"])
    tokens = residual = graph.node("Gather", embedding, "input_ids")
    update = None

    def normed(weight_name: str) -> str:
        nonlocal residual, update
        weight = graph.constant(weight_name, state[weight_name].float().numpy())
        if update is None:
            return graph.node("SimplifiedLayerNormalization", residual, weight, axis=-1, epsilon=epsilon, stash_type=1)
        names = [f"{weight_name}.out", "", "", f"{weight_name}.sum"]
        graph.node(
            "SkipSimplifiedLayerNormalization", residual, update, weight, outputs=names, domain=MICROSOFT, epsilon=epsilon
        )
        residual = names[3]
        return names[0]

    for layer in range(config["num_hidden_layers"]):
        prefix = f"model.layers.{layer}"
        if layer and layer == config["surprisal_layer"]:
            x = normed(f"{prefix}.norm.weight")
            update = surprisal(graph, state, prefix, before(graph, config, layer, x, attention), tokens, embedding)
            residual = graph.node("Gather", graph.matrix(f"{prefix}.embed.weight", state[f"{prefix}.embed.weight"]), "input_ids")
            continue
        x = normed(f"{prefix}.input_layernorm.weight")
        q, k, v = (
            graph.linear(x, f"{prefix}.self_attn.{p}_proj", state[f"{prefix}.self_attn.{p}_proj.weight"]) for p in "qkv"
        )
        y = attention(layer, q, k, v)
        update = graph.linear(y, f"{prefix}.self_attn.o_proj", state[f"{prefix}.self_attn.o_proj.weight"])
        x = normed(f"{prefix}.post_attention_layernorm.weight")
        gate, up = (
            graph.linear(x, f"{prefix}.mlp.{p}_proj", state[f"{prefix}.mlp.{p}_proj.weight"]) for p in ("gate", "up")
        )
        gate = graph.node("QuickGelu", gate, domain=MICROSOFT, alpha=1.0)
        inner = graph.node("Mul", gate, up)
        update = graph.linear(inner, f"{prefix}.mlp.down_proj", state[f"{prefix}.mlp.down_proj.weight"])
    return normed("model.norm.weight"), embedding


def shapes(config: dict) -> tuple[int, int, int]:
    """heads, key-value heads, head dimension."""
    heads = config["num_attention_heads"]
    return heads, config["num_key_value_heads"], config["hidden_size"] // heads


def value(name: str, kind: int, *dims):
    return helper.make_tensor_value_info(name, kind, list(dims))


def caches(config: dict, prefix: str, length: str) -> list:
    _, kv, dim = shapes(config)
    return [
        value(f"{prefix}.{layer}.{part}", F32, "batch_size", kv, length, dim)
        for layer in range(config["num_hidden_layers"])
        for part in ("key", "value")
    ]


def policy_graph(state: dict, config: dict, half: bool = False) -> onnx.ModelProto:
    graph = Graph(half)
    heads, kv, dim = shapes(config)
    if dim % 16:
        raise SystemExit(f"GroupQueryAttention takes heads of 16, 32, 48, … dimensions, not {dim}.")
    cos, sin = rotary_caches(graph, config)
    one = graph.constant("one", np.array([1], np.int64))
    length = graph.node("ReduceSum", "attention_mask", one, keepdims=0)
    seqlens = graph.node("Cast", graph.node("Sub", length, one), to=I32)
    total = graph.node("Cast", graph.node("Gather", graph.node("Shape", "attention_mask"), one, axis=0), to=I32)

    def attention(layer: int, q: str, k: str, v: str) -> str:
        past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
        outputs = [f"attention.{layer}", f"present.{layer}.key", f"present.{layer}.value"]
        graph.node(
            "GroupQueryAttention", q, k, v, *past, seqlens, total, cos, sin,
            outputs=outputs, domain=MICROSOFT, num_heads=heads, kv_num_heads=kv, do_rotary=1, scale=dim**-0.5,
        )  # fmt: skip
        return outputs[0]

    hidden, embedding = body(graph, state, config, attention)
    graph.node("MatMul", hidden, graph.node("Transpose", embedding, perm=[1, 0]), outputs=["logits"])
    inputs = [
        value("input_ids", I64, "batch_size", "sequence_length"),
        value("attention_mask", I64, "batch_size", "total_sequence_length"),
        *caches(config, "past_key_values", "past_sequence_length"),
    ]
    outputs = [
        value("logits", F32, "batch_size", "sequence_length", config["vocab_size"]),
        *caches(config, "present", "total_sequence_length"),
    ]
    return graph.model("policy", inputs, outputs)


def prm_graph(state: dict, config: dict, half: bool = False) -> onnx.ModelProto:
    graph = Graph(half)
    heads, kv, dim = shapes(config)
    cos, sin = rotary_caches(graph, config)
    to_heads = graph.constant("split.heads", np.array([0, 0, heads, dim], np.int64))
    to_kv = graph.constant("split.kv", np.array([0, 0, kv, dim], np.int64))
    merged = graph.constant("merge", np.array([0, 0, heads * dim], np.int64))
    group = graph.constant("group", np.repeat(np.arange(kv, dtype=np.int64), heads // kv))
    scale = graph.constant("scale", np.array(dim**-0.5, np.float32))

    def split(x: str, shape: str, **named) -> str:
        return graph.node("Transpose", graph.node("Reshape", x, shape), perm=[0, 2, 1, 3], **named)

    def rotated(x: str, **named) -> str:
        return graph.node("RotaryEmbedding", x, "position_ids", cos, sin, domain=MICROSOFT, **named)

    def attention(layer: int, q: str, k: str, v: str) -> str:
        q = graph.node("Mul", rotated(split(q, to_heads)), scale)
        k = rotated(split(k, to_kv), outputs=[f"present.{layer}.key"])
        v = split(v, to_kv, outputs=[f"present.{layer}.value"])
        k = graph.node("Concat", f"past_key_values.{layer}.key", k, axis=2)
        v = graph.node("Concat", f"past_key_values.{layer}.value", v, axis=2)
        if heads != kv:
            k, v = graph.node("Gather", k, group, axis=1), graph.node("Gather", v, group, axis=1)
        weights = graph.node("MatMul", q, graph.node("Transpose", k, perm=[0, 1, 3, 2]))
        weights = graph.node("Softmax", graph.node("Add", weights, "attention_bias"), axis=-1)
        y = graph.node("Transpose", graph.node("MatMul", weights, v), perm=[0, 2, 1, 3])
        return graph.node("Reshape", y, merged)

    hidden, embedding = body(graph, state, config, attention)
    output = prm_output(graph, state, config, hidden, embedding)
    inputs = [
        value("input_ids", I64, "batch_size", "sequence_length"),
        value("position_ids", I64, "batch_size", "sequence_length"),
        value("attention_bias", F32, "batch_size", 1, "sequence_length", "total_sequence_length"),
        *caches(config, "past_key_values", "past_sequence_length"),
    ]
    outputs = [
        output,
        *caches(config, "present", "sequence_length"),
    ]
    return graph.model("prm", inputs, outputs)


def prm_output(graph: Graph, state: dict, config: dict, hidden: str, embedding: str):
    """What the PRM gives at every token: its head's output, or next-token logits when it has none."""
    if "score.weight" not in state:
        graph.node("MatMul", hidden, graph.node("Transpose", embedding, perm=[1, 0]), outputs=["logits"])
        return value("logits", F32, "batch_size", "sequence_length", config["vocab_size"])
    labels = state["score.weight"].shape[0]
    score = graph.linear(hidden, "score.weight", state["score.weight"])
    bias = graph.constant("score.bias", state["score.bias"].float().numpy())
    if labels > 1:
        graph.node("Add", score, bias, outputs=["scores"])
        return value("scores", F32, "batch_size", "sequence_length", labels)
    last = graph.constant("last", np.array([-1], np.int64))
    graph.node("Squeeze", graph.node("Add", score, bias), last, outputs=["scores"])
    return value("scores", F32, "batch_size", "sequence_length")


GRAPHS = {"policy": policy_graph, "prm": prm_graph}


def export(model, role: str, half: bool = False) -> bytes:
    """The ONNX file of a PyTorch `Llama`; `half` stores matrices in 16 bits."""
    state = {name: tensor.detach().cpu() for name, tensor in model.state_dict().items()}
    return GRAPHS[role](state, model.config.as_dict(), half).SerializeToString()
