"""Mixed precision beside single precision, on tiny data."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

torch = pytest.importorskip("torch")

from model import Config, Llama  # noqa: E402
from optimiser import Optimiser, orthogonalise  # noqa: E402
from precision import train_in_half  # noqa: E402

needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="torch.compile needs a C++ compiler")


def tiny(step_head: bool = False) -> Llama:
    torch.manual_seed(0)
    return Llama(Config.of_size("tiny", 40), step_head)


@needs_compiler
def test_half_precision_computes_nearly_the_same_for_batches_of_any_shape():
    single, half = tiny(step_head=True), train_in_half(tiny(step_head=True))
    for shape in ((3, 7), (5, 12), (2, 9)):
        ids = torch.randint(1, 40, shape, generator=torch.Generator().manual_seed(1))
        assert half(ids).dtype == torch.float32
        assert torch.allclose(half(ids), single(ids), atol=0.05)


@needs_compiler
def test_a_model_learns_in_half_precision_and_keeps_single_precision_weights():
    model = train_in_half(tiny())
    optimiser = Optimiser(model, 0.02, 3e-3, half=True)
    ids = torch.arange(1, 33).view(4, 8)
    losses = []
    for _ in range(60):
        loss = torch.nn.functional.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())
        loss.backward()
        optimiser.step(1.0)
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0] / 2
    assert all(p.dtype == torch.float32 for p in model.parameters())


def test_half_precision_orthogonalises_nearly_as_well():
    matrices = torch.randn(2, 16, 24, generator=torch.Generator().manual_seed(2))
    assert torch.allclose(orthogonalise(matrices), orthogonalise(matrices, dtype=torch.bfloat16), atol=0.05)
    assert orthogonalise(matrices, dtype=torch.bfloat16).dtype == torch.float32
