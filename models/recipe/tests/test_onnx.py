"""The ONNX graphs against PyTorch, on a tiny random model: whole, ragged, and on a cache."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

from bundle import hf_config  # noqa: E402
from model import Config, Llama  # noqa: E402
from onnx_export import export  # noqa: E402
from restore import restore  # noqa: E402

CONFIG = Config(50, 64, 2, 4, 2, 64, 96)
SURPRISED = Config(50, 64, 3, 4, 4, 64, 96, surprisal_layer=1)
HIDDEN = -1e9


def make(role: str, config: Config = CONFIG):
    torch.manual_seed(1)
    model = Llama(config, step_head=role == "prm").eval()
    with torch.no_grad():
        model.model.embed_tokens.weight.mul_(20)
        if model.score is not None:
            model.score.weight.mul_(20)
        if config.surprisal_layer:
            model.model.layers[config.surprisal_layer].embed.weight.mul_(20)
    return model, onnxruntime.InferenceSession(export(model, role), providers=["CPUExecutionProvider"])


def caches(rows: int, length: int, config: Config = CONFIG) -> dict:
    shape = (rows, config.num_key_value_heads, length, config.head_dim)
    return {
        f"past_key_values.{layer}.{part}": np.zeros(shape, np.float32)
        for layer in range(config.num_hidden_layers)
        for part in ("key", "value")
    }


def run(session, feeds: dict) -> dict:
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, feeds)))


def expected(model, ids: list[int]) -> np.ndarray:
    with torch.no_grad():
        return model(torch.tensor([ids]))[0].numpy()


def random_ids(*lengths: int) -> list[list[int]]:
    generator = np.random.default_rng(3)
    return [generator.integers(3, CONFIG.vocab_size, n).tolist() for n in lengths]


def test_policy_ragged_prefill_then_decode():
    model, session = make("policy")
    rows = random_ids(5, 40, 17)
    width = max(map(len, rows))
    ids = np.zeros((3, width), np.int64)
    mask = np.zeros((3, width), np.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    out = run(session, {"input_ids": ids, "attention_mask": mask, **caches(3, 0)})
    for i, row in enumerate(rows):
        np.testing.assert_allclose(out["logits"][i, : len(row)], expected(model, row), atol=1e-4)

    past = {name.replace("present", "past_key_values"): v for name, v in out.items() if name != "logits"}
    mask = np.concatenate([mask, np.zeros((3, 1), np.int64)], axis=1)
    for i, row in enumerate(rows):
        mask[i, len(row)] = 1
    more = np.array([[7], [8], [9]], np.int64)
    out = run(session, {"input_ids": more, "attention_mask": mask, **past})
    for i, row in enumerate(rows):
        np.testing.assert_allclose(out["logits"][i, 0], expected(model, [*row, int(more[i, 0])])[-1], atol=1e-4)


@pytest.mark.parametrize("config", [CONFIG, SURPRISED], ids=["plain", "surprisal"])
def test_prm_several_tokens_on_ragged_caches(config):
    model, session = make("prm", config)
    rows, cuts, past_length = random_ids(9, 40), (4, 33), 33
    past = caches(2, past_length, config)
    # Each row's cache on its own, then both rows' remaining tokens in one padded batch.
    for i, (row, cut) in enumerate(zip(rows, cuts)):
        bias = np.full((1, 1, cut, cut + 1), HIDDEN, np.float32)
        bias[0, 0, :, 1:][np.tril_indices(cut)] = 0
        feeds = {"input_ids": np.array([row[:cut]]), "position_ids": np.arange(cut)[None], "attention_bias": bias}
        out = run(session, {**feeds, **caches(1, 1, config)})
        np.testing.assert_allclose(out["scores"][0], expected(model, row)[:cut], atol=1e-4)
        for name in past:
            past[name][i, :, :cut] = out[name.replace("past_key_values", "present")][0]
    width = max(len(row) - cut for row, cut in zip(rows, cuts))
    ids = np.zeros((2, width), np.int64)
    positions = np.zeros((2, width), np.int64)
    bias = np.full((2, 1, width, past_length + width), HIDDEN, np.float32)
    for i, (row, cut) in enumerate(zip(rows, cuts)):
        n = len(row) - cut
        ids[i, :n] = row[cut:]
        positions[i, :n] = np.arange(cut, len(row))
        bias[i, 0, :n, :cut] = 0
        bias[i, 0, :n, past_length : past_length + n][np.tril_indices(n)] = 0
    out = run(session, {"input_ids": ids, "position_ids": positions, "attention_bias": bias, **past})
    for i, (row, cut) in enumerate(zip(rows, cuts)):
        np.testing.assert_allclose(out["scores"][i, : len(row) - cut], expected(model, row)[cut:], atol=1e-4)


@pytest.mark.parametrize("labels", [0, 2])
def test_prm_with_two_labels_or_as_a_language_model(labels):
    torch.manual_seed(2)
    model = Llama(CONFIG).eval()
    if labels:
        model.score = torch.nn.Linear(CONFIG.hidden_size, labels)
    session = onnxruntime.InferenceSession(export(model, "prm"), providers=["CPUExecutionProvider"])
    (row,) = random_ids(20)
    bias = np.full((1, 1, 20, 21), HIDDEN, np.float32)
    bias[0, 0, :, 1:][np.tril_indices(20)] = 0
    feeds = {"input_ids": np.array([row]), "position_ids": np.arange(20)[None], "attention_bias": bias}
    out = run(session, {**feeds, **caches(1, 1)})["scores" if labels else "logits"]
    assert out.shape == (1, 20, labels or CONFIG.vocab_size)
    np.testing.assert_allclose(out[0], expected(model, row), atol=1e-4)


def test_half_stored_weights_stay_close():
    model, _ = make("policy")
    session = onnxruntime.InferenceSession(export(model, "policy", half=True), providers=["CPUExecutionProvider"])
    (row,) = random_ids(20)
    feeds = {"input_ids": np.array([row]), "attention_mask": np.ones((1, 20), np.int64), **caches(1, 0)}
    difference = np.abs(run(session, feeds)["logits"][0] - expected(model, row)).max()
    assert 0 < difference < 0.05


@pytest.mark.parametrize("role, config", [("policy", CONFIG), ("prm", CONFIG), ("prm", SURPRISED)])
def test_a_bundle_can_be_trained_on(role, config, tmp_path):
    model, _ = make(role, config)
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "model.onnx").write_bytes(export(model, role))
    (tmp_path / "config.json").write_text(json.dumps(hf_config(model.config.as_dict(), role)))
    again = restore(tmp_path).state_dict()
    for name, weight in model.state_dict().items():
        assert torch.equal(again[name], weight), name
