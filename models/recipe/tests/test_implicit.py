"""Log-probabilities of completions, and the implicit PRM trained on outcomes that a token betrays."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

RECIPE = Path(__file__).parent.parent
sys.path.insert(0, str(RECIPE))

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")

import implicit  # noqa: E402
import tiny_work  # noqa: E402
from logprobs import all_logprobs, completion_logprobs, micro_batches  # noqa: E402
from model import load, save  # noqa: E402
from rollouts import pack  # noqa: E402
from tokenizer import EOS, STEP  # noqa: E402

ROWS = [[5, 6, STEP, 7, EOS], [5, STEP, 8, 9, 10, STEP, 11, EOS], [5, 6, 7, STEP, 12]]
STARTS = [3, 2, 4]


def test_logprobs_are_aligned_to_the_completion():
    model = tiny_work.policy()
    found = completion_logprobs(model, ROWS, STARTS)
    assert found.shape == (3, 6)
    for row, start, logprobs in zip(ROWS, STARTS, found):
        full = torch.log_softmax(model(torch.tensor([row]))[0], -1)
        expected = [float(full[at - 1, row[at]].detach()) for at in range(start, len(row))]
        assert logprobs.tolist() == pytest.approx(expected + [0.0] * (6 - len(expected)), abs=1e-5)
    torch.testing.assert_close(all_logprobs(model, ROWS, STARTS), found.detach())


def test_micro_batches_hold_every_row_once_within_their_limit():
    rows = [[1] * n for n in (9, 2, 5, 5, 3, 8, 2)]
    batches = micro_batches(rows, tokens=16)
    assert sorted(i for batch in batches for i in batch) == list(range(7))
    assert all(len(batch) * max(len(rows[i]) for i in batch) <= 16 for batch in batches)
    # A row longer than the limit is a batch of its own.
    assert micro_batches([[1] * 40, [1]], tokens=16) == [[1], [0]]


def betrayed_outcomes(count: int) -> list:
    """Trajectories whose outcome is right when their first step is token 5, wrong when it is 6."""
    rng = np.random.default_rng(2)
    samples = []
    for _ in range(count):
        right = int(rng.integers(2))
        ids = [*rng.integers(7, 40, 6).tolist(), STEP, 5 if right else 6, STEP, int(rng.integers(7, 40)), EOS]
        samples.append((ids, {8: 0.5, 10: float(right)}))
    return samples


ARGV = ["--size", "tiny", "--batch", "1024", "--lr", "3e-3", "--beta", "0.3"]


def test_outcomes_are_read_where_a_trajectory_ends(tmp_path):
    unfinished = ([9, STEP, 5, STEP], {3: 1.0})
    wrong = ([9, STEP, 5, STEP, 6, EOS], {3: 1.0, 5: 0.0})
    right = ([9, 9, STEP, 6, EOS], {4: 1.0})
    np.savez(tmp_path / "labels.npz", **pack([unfinished, wrong, right]))
    data = implicit.Outcomes(tmp_path / "labels.npz")
    assert data.right[24].tolist() == [False, False, True]
    assert data.starts[24] == [2, 2, 3] and data.rows[24][0] == unfinished[0]


def test_rows_of_one_prompt_are_held_out_together(tmp_path):
    samples = [([*divmod(n % 200 + 500, 30), 9, STEP, 5 + n // 200, EOS], {5: 1.0}) for n in range(800)]
    np.savez(tmp_path / "labels.npz", **pack(samples))
    data = implicit.Outcomes(tmp_path / "labels.npz")
    prompts = [tuple(row[:start]) for row, start in zip(data.rows[24], data.starts[24])]
    held, trained = ({prompts[i] for i in part[24]} for part in (data.held, data.trained))
    assert held and trained and not held & trained


def test_phi_learns_the_outcome_and_where_it_is_betrayed(tmp_path):
    work = tiny_work.make(tmp_path)
    np.savez(work / "labels-tiny.npz", **pack(betrayed_outcomes(600)))
    argv = ["--work", str(work), *ARGV, "--tokens", "30000"]
    implicit.main(argv)
    out = work / "implicit-tiny.pt"
    phi, record = load(str(out))
    assert record["validation"]["auc"] > 0.95 and record["validation"]["accuracy"] > 0.8

    # The reward stands where the betraying token is: that is what makes it a process reward.
    reference, _ = load(str(work / "sft-tiny.pt"))
    row = [8, 9, STEP, 5, STEP, 20, EOS]
    bad = [8, 9, STEP, 6, STEP, 20, EOS]
    ratio = all_logprobs(phi, [row, bad], [3, 3]) - all_logprobs(reference, [row, bad], [3, 3])
    assert ratio[0, 0] > 0.5 and ratio[1, 0] < -0.5

    with pytest.raises(SystemExit, match="another beta"):
        implicit.main([*argv, "--beta", "0.1"])
    save(tiny_work.policy(seed=3), str(work / "sft-tiny.pt"))
    with pytest.raises(SystemExit, match="another reference"):
        implicit.main(argv)


def test_phi_that_is_stopped_goes_on_to_the_same_weights(tmp_path, monkeypatch):
    work = tiny_work.make(tmp_path)
    np.savez(work / "labels-tiny.npz", **pack(betrayed_outcomes(100)))
    argv = ["--work", str(work), *ARGV, "--tokens", "6000"]
    out = work / "implicit-tiny.pt"
    implicit.main(argv)
    whole, unbroken = load(str(out))

    out.unlink()
    with monkeypatch.context() as patch:
        clock = iter([0.0, 0.0])  # the start, and before the first step; then its time is over
        patch.setattr(implicit, "time", SimpleNamespace(time=lambda: next(clock, 1e9)))
        implicit.main([*argv, "--minutes", "1"])
    assert load(str(out))[1]["step"] == 1 < unbroken["step"]
    implicit.main(argv)
    resumed, _ = load(str(out))
    for name, weight in whole.state_dict().items():
        assert torch.equal(resumed.state_dict()[name], weight), name
