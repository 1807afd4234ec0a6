"""Monte Carlo labels: Math-Shepherd's hard estimation, and OmegaPRM's search on a scripted policy."""

import json
import sys
from pathlib import Path

import pytest

RECIPE = Path(__file__).parent.parent
sys.path.insert(0, str(RECIPE))

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")

import omega  # noqa: E402
import rollouts  # noqa: E402
import tiny_work  # noqa: E402
from model import save  # noqa: E402
from omega import Settings, State, Tree, priority, rows_of, search, select  # noqa: E402
from rollouts import UNLABELLED, harden, pack  # noqa: E402
from tokenizer import EOS, STEP  # noqa: E402

PROMPT = [9, STEP]
GOOD, BAD = 5, 6


def grow(tree: Tree, settings: Settings, complete) -> list[list[int]]:
    """Run the search against a scripted policy; returns the prefixes that it asked for."""
    asked, steps = [], search(tree, settings)
    try:
        ids = next(steps)
        while True:
            asked.append(ids)
            ids = steps.send(complete(ids))
    except StopIteration:
        return asked


def test_candidate_selection_follows_the_paper():
    settings = Settings(alpha=0.5, beta=0.9, length=100, c_puct=0.125)
    # 0.5^0.25 · 0.9^0.5 + 0.125 · √9 / 3
    assert priority(State([], 0.75, [], 2), [1] * 50, 9, settings) == pytest.approx(0.840896 * 0.948683 + 0.125)
    tree = Tree(PROMPT)
    for ids, mc in (((1,), 0.25), ((2,), 0.75), ((3,), 1.0), ((4,), 0.0)):
        tree.states[ids] = State(list(ids), mc, [[7] * 30, [7] * 10])
    state, rollout = select(tree, settings)
    # The surest state that is not sure, and of its wrong completions the shortest.
    assert state.mc == 0.75 and len(rollout) == 10
    # States without 0 < MC < 1 offer nothing.
    tree.states = {ids: s for ids, s in tree.states.items() if s.mc in (0, 1)}
    assert select(tree, settings) is None


def test_binary_search_finds_the_first_error():
    # Of eight steps the sixth is the first bad one: a prefix without it is sometimes completed right.
    wrong = [*[GOOD, STEP] * 5, BAD, STEP, GOOD, STEP, GOOD, EOS]
    spent = []

    def complete(ids):
        rest = [GOOD, EOS] if BAD in ids else wrong[len(ids) - len(PROMPT) :]
        spent.append(len(rest) + 2)
        return [(rest, False), ([GOOD, EOS], BAD not in ids)]

    tree = Tree(PROMPT)
    asked = grow(tree, Settings(k=2, searches=1, budget=100), complete)
    # Seven prefixes may hold the first error; the middle ones of 1…7, 5…7 and 5…5 are asked for.
    assert [(len(ids) - len(PROMPT)) // 2 for ids in asked] == [0, 4, 6, 5]
    assert [tree.states[tuple(ids)].mc for ids in asked] == [0.5, 0.5, 0, 0.5]
    assert tree.states[tuple(PROMPT)].visits == 1 and tree.tokens == sum(spent)

    rows = {tuple(ids): marks for ids, marks in rows_of(tree)}
    # Labels where prefixes were completed, and the outcome at the end; the prompt has none.
    assert rows[tuple(PROMPT + wrong)] == {9: 0.5, 11: 0.5, 13: 0.0, 17: 0.0}
    assert rows[tuple(PROMPT + [GOOD, EOS])] == {3: 1.0}


def test_searches_and_budget_end_the_search():
    def complete(ids):
        return [([GOOD, STEP, 10 + len(ids), EOS], False), ([GOOD, EOS], True)]

    assert len(grow(Tree(PROMPT), Settings(k=2, searches=0), complete)) == 1
    assert len(grow(Tree(PROMPT), Settings(k=2, searches=3, budget=2), complete)) == 1
    # Each search completes one new prefix, deeper by a step.
    assert len(grow(Tree(PROMPT), Settings(k=2, searches=3), complete)) == 4


def test_hard_labels_are_1_where_any_completion_is_right():
    soft = pack([([9, STEP, 5, STEP, 6, EOS], {3: 0.2, 5: 0.0})])
    hard = harden(soft)
    assert hard["labels_24"][0, :6].tolist() == [UNLABELLED] * 3 + [200, UNLABELLED, 0]
    assert (hard["ids_24"] == soft["ids_24"]).all() and soft["labels_24"][0, 3] == 40


@pytest.mark.parametrize("stage", [rollouts, omega])
def test_a_stopped_stage_goes_on_and_gives_the_same_labels(stage, tmp_path, monkeypatch, capsys):
    work = tiny_work.make(tmp_path)
    monkeypatch.setattr(stage, "is_right", lambda family, prompt, steps, answer: len("".join(steps)) % 2 == 1)
    monkeypatch.setattr(stage, "PART", 4)
    argv = ["--work", str(work), "--size", "tiny", "--count", "6", "4", "2", "--k", "2"]
    file = work / ("labels-tiny.npz" if stage is rollouts else "labels-omega-tiny.npz")
    stage.main(argv)
    whole = dict(np.load(file))
    cost = json.loads(file.with_suffix(".json").read_text())
    assert cost["labels"] > cost["estimates"] > 0
    assert cost["labelsPer1000Tokens"] == pytest.approx(1000 * cost["labels"] / cost["policyTokens"], abs=1e-3)
    assert "labels and" in capsys.readouterr().out
    for bucket in (24, 72):
        labels = whole[f"labels_{bucket}"]
        at = np.isin(whole[f"ids_{bucket}"], (STEP, EOS))
        assert (labels[~at] == UNLABELLED).all() and ((labels <= 200) | (labels == UNLABELLED)).all()

    file.unlink()
    next(work.glob("*-tiny/countdown-4.json")).unlink()
    stage.main(argv)
    again = dict(np.load(file))
    assert all((again[name] == whole[name]).all() for name in whole)

    save(tiny_work.policy(seed=3), str(work / "sft-tiny.pt"))
    with pytest.raises(SystemExit, match="another policy"):
        stage.main(argv)


def test_hard_estimation_uses_the_completions_of_the_soft(tmp_path):
    work = tiny_work.make(tmp_path)
    rollouts.main(["--work", str(work), "--size", "tiny", "--count", "2", "2", "2", "--k", "2"])
    before = (work / "labels-tiny.npz").read_bytes()
    (work / "sft-tiny.pt").unlink()  # so that nothing can be sampled
    rollouts.main(["--work", str(work), "--size", "tiny", "--estimate", "hard"])
    assert (work / "labels-tiny.npz").read_bytes() == before
    hard = np.load(work / "labels-hard-tiny.npz")
    assert set(np.unique(np.concatenate([hard[n].ravel() for n in hard.files if "labels" in n]))) <= {0, 200, UNLABELLED}


def test_labels_of_another_name_stand_beside_the_first(tmp_path):
    work = tiny_work.make(tmp_path)
    argv = ["--work", str(work), "--size", "tiny", "--count", "2", "2", "2", "--k", "2"]
    rollouts.main(argv)
    rollouts.main([*argv, "--name", "few", "--estimate", "hard"])
    first, few = (np.load(work / f"{name}-tiny.npz") for name in ("labels", "few"))
    assert all((first[name] == few[name]).all() for name in first.files)
    assert (work / "few-hard-tiny.npz").exists() and not (work / "labels-hard-tiny.npz").exists()


def test_a_missing_policy_is_refused(tmp_path):
    work = tiny_work.make(tmp_path)
    (work / "sft-tiny.pt").unlink()
    with pytest.raises(SystemExit, match="run sft.py first"):
        omega.main(["--work", str(work), "--size", "tiny"])
