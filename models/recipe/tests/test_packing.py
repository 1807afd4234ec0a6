"""Packed rows and their fused computation beside the plain model, sample by sample."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

torch = pytest.importorskip("torch")

import numpy as np  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from data import supervise  # noqa: E402
from fused import Fused  # noqa: E402
from model import Config, Llama  # noqa: E402
from packing import NONE, ROWS, Packed, Sample, Samples, pack, places  # noqa: E402


def model() -> Llama:
    torch.manual_seed(0)
    return Llama(Config(40, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, intermediate_size=64))


def written(folder: Path, count: int) -> tuple[Path, list[Sample]]:
    rng = np.random.default_rng(1)
    made = []
    for _ in range(count):
        ids = rng.integers(3, 40, rng.integers(10, 100)).tolist()
        made.append(Sample(ids, ids[1:] + [NONE]))
    Samples(made).write(folder / "samples.npz")
    return folder / "samples.npz", made


def test_every_sample_is_packed_once_and_no_row_overflows():
    lengths = np.array([10, 90, 100, 128, 200, 384, 30, 30, 60, 5])
    rows = pack(lengths, np.arange(len(lengths)))
    assert sorted(i for _, samples in rows for i in samples) == list(range(len(lengths)))
    for size, samples in rows:
        assert size in ROWS
        assert lengths[samples].sum() <= size


def test_little_is_padding(tmp_path):
    file, _ = written(tmp_path, 3000)
    batches = Packed([file], 2048, 1)
    filled = [(batches.next()[3] > 0).float().mean().item() for _ in range(20)]
    assert np.mean(filled) > 0.9


def test_a_packed_sample_is_computed_as_if_it_were_alone(tmp_path):
    file, _ = written(tmp_path, 400)
    plain = model()
    fused = Fused(plain, compiled=False)
    ids, positions, targets, segments = Packed([file], 512, 1).next()
    packed = fused.loss(ids, positions, targets, segments)
    total, count = 0.0, 0
    for row in range(len(ids)):
        for segment in set(segments[row].tolist()) - {0}:
            of = segments[row] == segment
            known = targets[row][of] >= 0
            total += F.cross_entropy(plain(ids[row][of][None])[0][known], targets[row][of][known], reduction="sum").item()
            count += int(known.sum())
    assert packed.item() == pytest.approx(total / count, rel=0.01)


def test_what_follows_an_aside_neither_sees_nor_counts_it(tmp_path):
    text, aside, rest = [5, 6, 7, 8], [30, 31], [9, 10, 11]
    with_aside = Sample(text + aside + rest, [NONE] * 9, [0] * 4 + [1] * 2 + [0] * 3)
    assert places(np.array(with_aside.asides)).tolist() == [0, 1, 2, 3, 4, 5, 4, 5, 6]
    fused = Fused(model(), compiled=False)

    def hidden(sample: Sample):
        folder = tmp_path / f"{len(sample.ids)}.npz"
        Samples([sample] * 40).write(folder)
        ids, positions, _, segments = Packed([folder], 96, 1).next()
        return fused.hidden(ids, positions, segments)[0, : len(sample.ids)]

    marked, plain, asked = hidden(with_aside), hidden(Sample(text + rest, [NONE] * 7)), hidden(Sample(text + aside, [NONE] * 6))
    assert torch.allclose(torch.cat([marked[:4], marked[6:]]), plain, atol=0.02)
    assert torch.allclose(marked[4:6], asked[4:], atol=0.02)
    assert not torch.allclose(plain[4:6], asked[4:], atol=0.02)


def test_of_a_drill_the_results_alone_are_taught():
    equals, step = 20, 3
    drill = supervise([5, 6, equals, 8, 9, step, 5, equals, 7, step], 0, step, equals)
    assert drill.targets == [NONE, NONE, 8, 9, step, NONE, NONE, 7, step, NONE]
    sample = supervise([5, 6, step, 8, 9], 3, step, equals)
    assert sample.targets == [NONE, NONE, 8, 9, NONE]
