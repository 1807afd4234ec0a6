"""Labels beside the check of each step, on a few made ones."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

np = pytest.importorskip("numpy")
pytest.importorskip("torch")

import agreement  # noqa: E402
import tiny_work  # noqa: E402
from rollouts import pack  # noqa: E402
from tokenizer import EOS, Tokenizer  # noqa: E402


def test_lines_are_the_held_out_trajectories_with_their_labels(tmp_path, monkeypatch):
    work = tiny_work.make(tmp_path)
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    made = [tiny_work.problem("countdown", n) for n in (2, 3)]
    samples = []
    for record in made:
        prompt = tokenizer.encode(record["prompt"])
        ids = [*prompt, *tokenizer.encode(" 1 + 1 = 2\n"), *tokenizer.encode(record["steps"][0]), EOS]
        samples.append((ids, {ids.index(3, len(prompt)): 0.4, len(ids) - 1: 1.0}))
    samples.append((samples[0][0][:-1], {}))  # never ended
    np.savez(work / "labels-tiny.npz", **pack(samples))
    second = tokenizer.encode(made[1]["prompt"])
    monkeypatch.setattr(agreement, "held_out", lambda rows: np.array([row[: len(second)].tolist() == second for row in rows], dtype=bool))
    agreement.main(["lines", "--work", str(work), "--labels", "labels-tiny.npz", "--out", str(tmp_path / "out.jsonl")])
    (line,) = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert line == {
        "family": "countdown", "text": made[1]["text"], "steps": [" 1 + 1 = 2", made[1]["steps"][0]], "outcome": True, "labels": [0.4, 1.0],
    }  # fmt: skip


def test_each_prefix_counts_once_and_is_right_up_to_its_first_error():
    line = {"family": "story", "text": "t", "steps": ["a", "b", "c"], "labels": [0.8, 0.2, None], "firstError": 1}
    other = {"family": "story", "text": "t", "steps": ["a", "d"], "labels": [0.8, 1.0], "firstError": -1}
    found = agreement.agreement([line, other])
    # "a" right at 0.8, "a b" wrong at 0.2, "a d" right at 1.
    assert found["story"] == found["all"]
    assert found["all"] == pytest.approx({"labels": 3, "right": 2 / 3, "hard": 2 / 3, "half": 1.0, "auc": 1.0})


def test_nothing_labelled_is_said():
    with pytest.raises(SystemExit, match="No line holds a label"):
        agreement.agreement([])
