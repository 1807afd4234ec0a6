"""The curves of RL runs, on made-up rows; run with `python -m pytest` in models/recipe."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

np = pytest.importorskip("numpy")
pytest.importorskip("torch")

from curves import bands, read_runs, smooth  # noqa: E402


def row(method: str, seed: int, iteration: int, y: float | str) -> dict:
    return {"method": method, "seed": seed, "iteration": str(iteration), "policy_tokens": str(100 * iteration + seed), "y": str(y)}


def test_bands_stop_where_the_shortest_run_does():
    rows = [row("rloo", 1, 1, 0.5), row("rloo", 1, 2, 0.75), row("rloo", 2, 1, 0.25), row("prl", 1, 1, ""), row("prl", 1, 2, 1)]
    found = bands(rows, "policy_tokens", "y")
    iterations, tokens, values = found["rloo"]
    assert iterations.tolist() == [1] and tokens.tolist() == [101.5] and values.tolist() == [[0.5], [0.25]]
    assert found["prl"][0].tolist() == [2]


def test_smoothing_looks_back_only():
    assert smooth(np.array([[1.0, 3.0, 5.0, 7.0]]), 2).tolist() == [[1.0, 2.0, 4.0, 6.0]]
    assert smooth(np.array([2.0, 4.0]), 1).tolist() == [2.0, 4.0]


def test_a_folder_without_runs_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="run rl.py first"):
        read_runs(tmp_path, "small", ".csv")


def test_runs_are_read_with_method_and_seed(tmp_path):
    (tmp_path / "rl-prime-small-s2.csv").write_text("iteration,mean_reward\n1,0.5\n")
    (tmp_path / "rl-prime-small-s2.validation.csv").write_text("iteration,avg\n0,0.1\n")
    (tmp_path / "rl-pilot-small-s1.csv").write_text("iteration,mean_reward\n1,0.9\n")
    assert read_runs(tmp_path, "small", ".csv") == [{"method": "prime", "seed": 2, "iteration": "1", "mean_reward": "0.5"}]
