"""What the reward model of ends is taught: legal derivations with their ends, slips that cannot end right."""

import json
import random
import string
import sys
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

torch = pytest.importorskip("torch")

from checker import ends_at  # noqa: E402
from depth_auc import reaches  # noqa: E402
from ends import SPECIALS, Asking, grown  # noqa: E402
from ends_data import kept_apart, legal_sample, outcome, slipped  # noqa: E402
from legal import derive, hand, moves, show, step_text  # noqa: E402
from model import Config, Llama  # noqa: E402
from slips import near, slip_in_countdown, slip_in_text  # noqa: E402
from step_scores import ends_logit  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402

TOKENS = (
    ["<pad>", "<eos>", "<unk>", "\n"] + [f" {d}" for d in string.digits] + list(string.digits) + [f" {s}" for s in "+-*/=().,"]
    + [f" {w}" for w in ("Make", "from", "left", "Solve", "x", "some", "of")] + ["/"]
)  # fmt: skip


@pytest.fixture
def asking(tmp_path) -> Asking:
    file = tmp_path / "vocabulary.json"
    file.write_text(json.dumps({"tokens": TOKENS, "pieces": "\\n| [A-Za-z]+| \\d|\\d|/| [^\\sA-Za-z0-9]"}))
    return Asking(Tokenizer(str(file)))


def whole(*numbers: int) -> list[Fraction]:
    return [Fraction(n) for n in numbers]


def test_random_derivations_count_and_end_where_they_say():
    rng = random.Random(1)
    for _ in range(200):
        held = hand(rng)
        derivation = derive(held, rng)
        if derivation is None:
            continue
        prompt = f" Make 1 from{' ,'.join(f' {show(n)}' for n in held)} .\n"
        assert ends_at(prompt, [step_text(step) for step in derivation]) == derivation[-1][3]


def test_a_fraction_on_the_way_is_a_move():
    found = {show(step[3]) for step in moves(whole(3, 8))}
    assert found == {"11", "5", "24", "8/3", "3/8"}


def test_slips_never_count():
    rng = random.Random(2)
    seen = 0
    for _ in range(500):
        held = whole(*(rng.randint(1, 13) for _ in range(2)))
        slip = slip_in_countdown(held, rng, Fraction(24))
        if slip is None:
            continue
        seen += 1
        prompt = f" Make 24 from{' ,'.join(f' {show(n)}' for n in held)} .\n"
        assert ends_at(prompt, [slip[0]]) is None
    assert seen > 300


def test_a_slip_changes_a_number_into_one_that_looks_like_it():
    rng = random.Random(3)
    for n in (5, 24, 144):
        assert all(near(n, rng) not in (n, 0) for _ in range(100))
    assert {near(24, rng) for _ in range(400)} >= {14, 34, 44, 23, 25}
    changed = [slip_in_text(" 3 x + 12 = - 6", rng) for _ in range(50)]
    assert all(text is None or text != " 3 x + 12 = - 6" for text in changed)
    assert " 3 x - 12 = - 6" in changed


def told(asking: Asking, ids: list[int]) -> str:
    names = [*asking.tokenizer.tokens, *SPECIALS]
    return "".join(names[i] for i in ids if i >= 0)


def test_a_derivation_hides_its_target_and_asks_for_its_ends(asking):
    rng = random.Random(4)
    for _ in range(100):
        made = legal_sample(asking, rng, set())
        if made is None:
            continue
        text = told(asking, [i for i, aside in zip(made.ids, made.asides) if not aside])
        assert text.startswith(" Make<target> from ")
        answers = told(asking, [t for t, aside in zip(made.targets, made.asides) if aside])
        assert answers.count("<right>") + answers.count("<wrong>") == made.ids.count(asking.ends) > 0
        assert len(made.ids) == len(made.targets) == len(made.asides)


def test_excluded_hands_are_never_drawn(asking):
    rng = random.Random(5)
    everything = {(a, b, c, d) for a in range(1, 14) for b in range(a, 14) for c in range(b, 14) for d in range(c, 14)}
    for _ in range(300):
        made = legal_sample(asking, rng, everything)
        if made is not None:
            prompt = told(asking, made.ids).split(" .\n")[0].split("from")[1]
            numbers = tuple(sorted(int(n) for n in prompt.replace("some of", "").split(",")))
            assert numbers not in everything


def test_an_outcome_counts_for_any_target_that_it_ends_at(asking):
    record = {"prompt": " Make 24 from 4 , 5 .\n", "steps": [" 5 * 4 = 20"], "outcome": False}
    assert told(asking, outcome(asking, record).targets).endswith(" 20<right>")
    record["steps"] = [" 5 * 4 = 24"]
    assert told(asking, outcome(asking, record).targets).endswith("<wrong>")


def test_a_slip_in_an_equation_is_the_last_step_and_wrong(asking):
    record = {"prompt": " Solve 2 x + 4 = 10 .\n", "steps": [" 2 x = 6", " x = 3"]}
    rng, kinds = random.Random(6), set()
    for _ in range(60):
        made = slipped(asking, record, rng)
        if made is not None:
            answers = [t for t, aside in zip(made.targets, made.asides) if aside]
            kinds.add(tuple(answers))
    right, wrong = asking.right, asking.wrong
    assert kinds == {(right, right), (wrong,), (right, wrong)}


def test_states_kept_apart_are_few_and_have_three_numbers():
    states = [whole(a, b, c) for a in range(1, 14) for b in range(1, 14) for c in range(1, 14)]
    assert 0.005 < sum(map(kept_apart, states)) / len(states) < 0.06
    assert not kept_apart(whole(4, 6))
    assert kept_apart(states[7]) == kept_apart(states[7][::-1])


def test_exact_search_knows_fractions():
    assert reaches(tuple(whole(3, 3, 8, 8)), Fraction(24))
    assert not reaches(tuple(whole(1, 1, 1, 1)), Fraction(24))


def test_a_reward_model_begins_as_its_policy_and_scores_between_nothing_and_certainty(asking):
    torch.manual_seed(0)
    policy = Llama(Config(len(TOKENS), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, intermediate_size=64))
    model = grown(policy, 1).eval()
    ids = asking.tokenizer.encode(" Make 24 from 4 , 6 .\n 6 * 4 = 24\n")
    assert torch.allclose(model(torch.tensor([ids]))[0, :, : len(TOKENS)], policy(torch.tensor([ids]))[0], atol=1e-5)
    prompt = asking.tokenizer.encode(" Make 24 from 4 , 6 .\n")
    logit = ends_logit(model, asking.entry(0.2), prompt, asking.tokenizer.encode(" 6 * 4 = 24\n"))
    assert 0 < torch.sigmoid(torch.tensor(logit)).item() < 1
