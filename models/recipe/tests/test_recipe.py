"""The recipe's pieces on tiny data; run with `python -m pytest` in models/recipe."""

import sys
from itertools import combinations
from pathlib import Path

import pytest

RECIPE = Path(__file__).parent.parent
sys.path.insert(0, str(RECIPE))

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")

from checker import operate  # noqa: E402
from data import drills, encode_sample  # noqa: E402
from evaluate import pass_at_k  # noqa: E402
from grow import widen  # noqa: E402
from model import Config, Llama  # noqa: E402
from optimiser import Optimiser, orthogonalise, trapezoid  # noqa: E402
from prm import auc, on_top, with_reader  # noqa: E402
from rollouts import label_family  # noqa: E402
from sample import complete, forward, prefill  # noqa: E402
from tokenizer import EOS, STEP  # noqa: E402


def test_drills_are_true():
    for text in drills(200, seed=3):
        for line in text.strip().split("\n"):
            a, operator, b, _, value = line.split()
            assert operate(int(a), operator, int(b)) == int(value)


def tiny() -> Llama:
    torch.manual_seed(0)
    return Llama(Config.of_size("tiny", 40)).eval()


def test_cached_sampling_equals_the_full_forward_pass():
    model = tiny()
    rows = [[5, 6, 7], [8, 9, 10], [5, 6, 7, 8, 9]]
    for row, tail in zip(rows, complete(model, rows, 0, seed=1, room=12)):
        for at, token in enumerate(tail):
            full = model(torch.tensor([row + tail[:at]]))[0, -1]
            assert int(full.argmax()) == token


def test_copies_of_a_row_share_its_cache_and_nothing_else():
    model = tiny()
    rows = [[5, 6, 7], [8, 9, 10]]
    greedy = complete(model, rows, 0, seed=1, room=12)
    assert complete(model, rows, 0, seed=1, room=12, copies=3) == [tail for tail in greedy for _ in range(3)]
    for row, tail in zip([r for r in rows for _ in range(3)], complete(model, rows, 1.0, seed=2, room=12, copies=3)):
        assert len(tail) == 12 or tail[-1] == EOS
        assert EOS not in tail[:-1] and all(0 <= token < 40 for token in tail)
    drawn = complete(model, [rows[0]], 1.0, seed=2, room=12, copies=64)
    assert len({tuple(tail) for tail in drawn}) > 32


def test_a_copy_goes_on_from_its_own_tokens():
    model = tiny()
    rows = [[5, 6, 7], [8, 9, 10, 11, 12]]
    ids = torch.tensor([[5, 6, 7, 0, 0], [8, 9, 10, 11, 12]])
    lengths = torch.tensor([3, 5])
    logits, caches = prefill(model, ids, lengths, copies=2, room=4)
    for row, after in zip(rows, logits):
        assert torch.allclose(after, model(torch.tensor([row]))[0, -1], atol=1e-5)
    for at, pair in enumerate([[8, 9], [10, 11]]):
        logits = forward(model, torch.tensor([pair, pair]), caches, lengths + at)
    for row, copies in zip(rows, logits):
        for tail, after in zip([[8, 10], [9, 11]], copies):
            assert torch.allclose(after, model(torch.tensor([row + tail]))[0, -1], atol=1e-5)


def test_sampling_is_seeded():
    model = tiny()
    rows = [[5, 6, 7]] * 8
    assert complete(model, rows, 1.0, seed=4, room=9) == complete(model, rows, 1.0, seed=4, room=9)
    assert complete(model, rows, 1.0, seed=4, room=9) != complete(model, rows, 1.0, seed=5, room=9)


def test_labels_are_shares_of_right_completions():
    class Letters:
        def encode(self, text):
            return [4 + i for i in range(len(text) % 5 + 2)]

        def decode(self, ids):
            return "".join("\n" if i == STEP else f" {i}" for i in ids)

    records = [{"family": "story", "prompt": " a b c", "answer": "1"}] * 4
    made, tokens, estimates = label_family(tiny(), Letters(), records, k=2, temperature=1.0, seed=1, report=lambda _: None)
    assert tokens > 0 and len(made) >= 4
    # A leaf for each of the two completions of each prefix, beside the trajectories.
    assert len(made) == 4 + 2 * estimates
    for ids, marks in made:
        for at, label in marks.items():
            assert ids[at] in (STEP, EOS)
            assert 0 <= label <= 1


def test_orthogonalise_gives_singular_values_near_one():
    g = torch.randn(3, 16, 48, generator=torch.Generator().manual_seed(1))
    values = torch.linalg.svdvals(orthogonalise(g))
    assert values.min() > 0.5 and values.max() < 1.4


def test_schedule():
    assert trapezoid(0) == 0 and trapezoid(0.3) == 1 and trapezoid(1) == 0
    assert trapezoid(0.75) == pytest.approx(0.5)


def test_auc():
    right = np.array([False, True, False, True])
    assert auc(np.array([0.1, 0.9, 0.2, 0.8]), right) == 1
    assert auc(np.array([0.9, 0.1, 0.8, 0.2]), right) == 0


def test_auc_counts_ties_one_half():
    assert auc(np.zeros(4), np.array([False, False, True, True])) == 0.5
    # Pairs (right, wrong): 0.5 against 0.5 is a tie, 0.5 against 0.1 is won.
    assert auc(np.array([0.5, 0.5, 0.1]), np.array([True, False, False])) == 0.75


def test_pass_at_k():
    assert pass_at_k(4, 1, 2) == pytest.approx(0.5)
    assert pass_at_k(4, 0, 2) == 0 and pass_at_k(4, 4, 1) == 1
    # 1 − C(13, 8) / C(16, 8) = 1 − 1287 / 12870
    assert pass_at_k(16, 3, 8) == pytest.approx(0.9)
    # The mean over all choices of k samples, which is what it estimates.
    outcomes = [1, 0, 0, 1, 0]
    chosen = [any(c) for c in combinations(outcomes, 3)]
    assert pass_at_k(5, 2, 3) == pytest.approx(sum(chosen) / len(chosen))
    with pytest.raises(ValueError):
        pass_at_k(4, 1, 8)


def test_a_new_prm_sees_what_the_policy_sees():
    policy = tiny()
    prm = on_top(policy, extra=2, step_head=True).eval()
    ids = torch.tensor([[5, 6, 7, 8]])
    assert len(prm.model.layers) == len(policy.model.layers) + 2
    assert torch.equal(prm.hidden(ids), policy.hidden(ids))
    assert prm(ids).shape == ids.shape


def test_a_judge_with_a_reader_is_the_judge_and_the_reader_is_not_trained():
    reader = tiny()
    torch.manual_seed(1)
    judge = on_top(Llama(Config.of_size("tiny", 40)), extra=1, step_head=True).eval()
    model = with_reader(judge, reader).eval()
    ids = torch.tensor([[5, 6, 7, 8, 6]])
    assert not torch.equal(model(ids), judge(ids))
    torch.nn.init.zeros_(model.model.layers[2].write.weight)
    assert torch.equal(model(ids), judge(ids))
    optimiser = Optimiser(model, 0.1, 0.1)
    model(ids).sum().backward()
    optimiser.step(1.0)
    assert not torch.equal(model(ids), judge(ids))
    state = model.state_dict()
    assert all(torch.equal(weight, state[name]) for name, weight in reader.model.layers.state_dict(prefix="model.layers.").items())
    with pytest.raises(SystemExit, match="has a reader already"):
        with_reader(model, reader)


def test_a_surprisal_tells_how_likely_each_token_was():
    reader = tiny()
    model = with_reader(on_top(reader, extra=0, step_head=True), reader).eval()
    ids = torch.tensor([[5, 6, 7, 8, 6]])
    expected = torch.log_softmax(reader(ids), -1)[0]
    x = reader.model.embed_tokens(ids)
    for layer in reader.model.layers:
        x = layer(x, reader.cos[:5], reader.sin[:5])
    told = model.model.layers[2].told(x, ids, reader.model.embed_tokens.weight)[0]
    for t in range(1, 5):
        row = expected[t - 1]
        assert torch.allclose(told[t], torch.stack([row[ids[0, t]], row.max(), -(row.exp() * row).sum()]), atol=1e-5)


def test_a_grown_policy_computes_what_the_small_one_does():
    policy = tiny()
    grown = on_top(widen(policy), 1).eval()
    ids = torch.tensor([[5, 6, 7, 8, 30]])
    assert torch.allclose(grown(ids), policy(ids), atol=1e-5)

    def body(model: Llama) -> int:
        return sum(p.numel() for n, p in model.named_parameters() if p.ndim == 2 and ".layers." in n)

    assert body(widen(policy)) == 4 * body(policy)


def test_the_halves_of_a_grown_policy_can_part():
    grown = widen(tiny())
    ids = torch.tensor([[5, 6, 7, 8, 30]])
    torch.nn.functional.cross_entropy(grown(ids)[0], torch.tensor([6, 7, 8, 30, 1])).backward()
    for name, parameter in grown.named_parameters():
        # What the last layer writes meets the two halves of the embedding, which part a step later.
        if ".layers." in name and parameter.ndim == 2 and name != "model.layers.1.mlp.down_proj.weight":
            upper, lower = parameter.grad.chunk(2, dim=0)
            assert not torch.allclose(upper, lower), name


def test_samples_end_in_eos():
    class Words:
        def encode(self, text):
            return [4] * len(text.split())

    ids, prompt = encode_sample(Words(), {"prompt": " a b\n", "steps": [" c", " d"]})
    assert ids[-1] == EOS and prompt == 2
