"""The four RL methods on a tiny policy whose reward is a token of its own choosing."""

import csv
import json
import sys
from pathlib import Path

import pytest

RECIPE = Path(__file__).parent.parent
sys.path.insert(0, str(RECIPE))

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")

import rl  # noqa: E402
import tiny_work  # noqa: E402
import trajectories  # noqa: E402
from model import load, save  # noqa: E402
from optimiser import Adam  # noqa: E402

SMALL = ["--size", "tiny", "--prompts", "6", "--k", "4", "--room", "6", "--minibatches", "2", "--eval-every", "0"]


def begins_with_a_digit(family, prompt, steps, answer):
    return any(step[1:2].isdigit() for step in steps[:1])


@pytest.fixture
def work(tmp_path, monkeypatch):
    # The policy need not finish: a reward that it can find by chance.
    monkeypatch.setattr(rl, "steps_of", lambda tokenizer, ids: tokenizer.decode(ids).split("\n"))
    monkeypatch.setattr(rl, "is_right", begins_with_a_digit)
    return tiny_work.make(tmp_path)


def run(work: Path, method: str, *more: str):
    rl.main(["--work", str(work), "--method", method, *SMALL, *more])
    policy, record = load(str(work / f"rl-{method}-tiny-s1.pt"))
    with (work / f"rl-{method}-tiny-s1.csv").open() as lines:
        return policy, record, list(csv.DictReader(lines))


def same(a, b) -> bool:
    return all(torch.equal(weight, b.state_dict()[name]) for name, weight in a.state_dict().items())


@pytest.mark.parametrize("method", ["rloo", "grpo", "prime", "prl"])
def test_every_method_raises_its_reward(work, method):
    more = ["--iterations", "16", "--lr", "3e-3", "--prm-lr", "3e-3", "--filter", "off"]
    _, record, rows = run(work, method, *more)
    rewards = [float(row["mean_reward"]) for row in rows]
    assert np.mean(rewards[-4:]) > np.mean(rewards[:4]) + 0.2
    assert [int(row["iteration"]) for row in rows] == list(range(1, 17))
    assert record["updates"] == int(rows[-1]["updates"]) == 32
    assert float(rows[0]["kl"]) == 0 < float(rows[-1]["kl"])
    assert all(0 <= float(row["clip_fraction"]) <= 1 and float(row["mean_length"]) <= 6 for row in rows)
    if method == "prime":
        # The loss at the reference is log 2; the accuracy is measured before each update.
        assert float(rows[0]["prm_loss"]) == pytest.approx(np.log(2), abs=0.05)
        assert all(0 <= float(row["prm_accuracy"]) <= 1 for row in rows)
    else:
        assert rows[0]["prm_loss"] == ""


def test_a_stopped_run_goes_on_to_the_same_weights_and_rows(work):
    argv = ["--save-every", "1", "--filter", "off", "--lr", "1e-3"]
    whole, _, rows = run(work, "prime", *argv, "--iterations", "4")
    for file in work.glob("rl-*"):
        file.unlink()
    run(work, "prime", *argv, "--iterations", "2")
    # A row that the last checkpoint knows nothing of, as a killed run leaves it.
    log = work / "rl-prime-tiny-s1.csv"
    log.write_text(log.read_text() + "3" + "," * (len(rl.COLUMNS) - 1) + "\n")
    resumed, _, again = run(work, "prime", *argv, "--iterations", "4")
    assert same(whole, resumed)
    timeless = [{name: value for name, value in row.items() if name != "seconds"} for row in rows]
    assert [{name: value for name, value in row.items() if name != "seconds"} for row in again] == timeless

    with pytest.raises(SystemExit, match="another --beta"):
        run(work, "prime", *argv, "--iterations", "5", "--beta", "0.2")
    save(tiny_work.policy(seed=3), str(work / "sft-tiny.pt"))
    with pytest.raises(SystemExit, match="another SFT policy"):
        run(work, "prime", *argv, "--iterations", "5")


def test_prl_is_grpo_in_its_first_iteration_and_not_in_its_second(work):
    argv = ["--filter", "off", "--lr", "3e-3", "--save-every", "1"]
    for iterations, equal in (("1", True), ("2", False)):
        policies = [run(work, method, *argv, "--eta", "1", "--iterations", iterations)[0] for method in ("grpo", "prl")]
        assert same(*policies) == equal


def test_switches_change_prime_and_only_prime(work):
    def after(name: str, *switches: str):
        rl.main(["--work", str(work), "--method", "prime", *SMALL, "--filter", "off", "--iterations", "1", "--name", name, *switches])
        return load(str(work / f"rl-{name}.pt"))[0]

    paper = after("paper")
    for switch in (["--prime-norm"], ["--prime-loo-scale"], ["--whiten"], ["--prime-update", "after"]):
        assert not same(paper, after(switch[0].strip("-"), *switch)), switch
    with pytest.raises(SystemExit, match="belong to --method prime"):
        rl.main(["--work", str(work), "--method", "grpo", *SMALL, "--prime-norm"])


def test_no_update_when_no_prompt_is_kept(work, monkeypatch):
    monkeypatch.setattr(rl, "is_right", lambda *_: True)
    policy, record, rows = run(work, "prime", "--iterations", "2")
    assert same(policy, tiny_work.policy()) and record["updates"] == 0
    assert [row["kept_prompts"] for row in rows] == ["0", "0"] and float(rows[0]["mean_reward"]) == 1


def test_validation_reports_families_and_difficulties(work):
    argv = ["--work", str(work), "--method", "rloo", *SMALL, "--eval-every", "1", "--eval-n", "4", "--eval-k", "2", "--iterations", "1"]
    rl.main(argv)
    with (work / "rl-rloo-tiny-s1.validation.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert [row["iteration"] for row in rows] == ["0"] * 9 + ["1"] * 9
    assert {(row["family"], row["difficulty"]) for row in rows} == {
        (family, level) for family in ("countdown", "story", "equations") for level in ("1", "2", "all")
    }
    assert all(float(row["avg"]) <= float(row["pass"]) <= 1 for row in rows)
    assert all(int(row["problems"]) == (6 if row["difficulty"] == "all" else 3) for row in rows)


def test_a_clipped_token_gives_no_gradient():
    policy = tiny_work.policy()
    rows, starts = [[5, 3, 7], [5, 3, 8]], [2, 2]
    mask = torch.ones(1, 2, 1, dtype=torch.bool)
    batch = rl.Batch(rows, starts, torch.tensor([[1.0, 0]]), mask, mask)
    now = rl.completion_logprobs(policy, rows, starts).detach().view(1, 2, 1)
    args = rl.arguments(["--work", "w", "--method", "rloo"])
    # The policy has already gone as far as the clip lets it: ratios of 1.5 with A > 0 and 0.5 with A < 0.
    old = now - torch.log(torch.tensor([1.5, 0.5])).view(1, 2, 1)
    before = {name: weight.clone() for name, weight in policy.state_dict().items()}
    advantage = torch.tensor([[[1.0], [-1.0]]])
    assert rl.update_policy(policy, Adam(policy, 1e-2), batch, [[0, 1]], advantage, old, old, args) == 1
    assert all(torch.equal(weight, before[name]) for name, weight in policy.state_dict().items())
    # The other way round it is free to come back.
    assert rl.update_policy(policy, Adam(policy, 1e-2), batch, [[0, 1]], -advantage, old, old, args) == 0
    assert not all(torch.equal(weight, before[name]) for name, weight in policy.state_dict().items())


def test_trajectories_are_lines_with_outcomes(work, tmp_path, monkeypatch):
    finished = {"a": " 2 + 1 = 3", "b": " 2 + 2 = 4\n 4 - 1 = 3"}
    tokenizer = rl.Tokenizer(str(work / "vocabulary.json"))
    tails = [tokenizer.encode(text) + [rl.EOS] for text in finished.values()]
    monkeypatch.setattr(trajectories, "complete", lambda *_, **__: [tails[0], tails[1], tails[0], tails[1][:-1]])
    out = tmp_path / "trajectories.jsonl"
    trajectories.main([
        "--checkpoint", str(work / "sft-tiny.pt"), "--vocabulary", str(work / "vocabulary.json"),
        "--problems", str(work / "countdown.validation.jsonl"), "--out", str(out), "--count", "1", "--n", "4",
    ])  # fmt: skip
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    # One of the four did not finish, and two are the same.
    assert [line["steps"] for line in lines] == [text.split("\n") for text in finished.values()]
    assert {name: lines[0][name] for name in ("family", "text", "policy")} == {
        "family": "countdown", "text": "Make 41 from 40 , 1 .", "policy": "sft-tiny",
    }  # fmt: skip
    # The target is 41.
    assert [line["outcome"] for line in lines] == [False, False]
