"""The advantage formulas against numbers worked out by hand."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

torch = pytest.importorskip("torch")

import advantages  # noqa: E402


def close(found, expected):
    torch.testing.assert_close(found, torch.tensor(expected), atol=1e-5, rtol=1e-4)


def test_rloo_subtracts_the_mean_of_the_others():
    close(advantages.rloo(torch.tensor([[1.0, 0, 0], [1, 1, 1]])), [[1.0, -0.5, -0.5], [0.0, 0, 0]])


def test_grpo_divides_by_the_deviation_of_the_group():
    # mean 1/4, variance (9 + 1 + 1 + 1) / 16 / 3 = 1/4
    close(advantages.grpo(torch.tensor([[1.0, 0, 0, 0]])), [[1.5, -0.5, -0.5, -0.5]])
    close(advantages.grpo(torch.ones(1, 4)), [[0.0, 0, 0, 0]])


def test_suffix_sums_are_discounted():
    close(advantages.suffix_sum(torch.tensor([1.0, 2, 4])), [7.0, 6, 4])
    close(advantages.suffix_sum(torch.tensor([1.0, 2, 4]), 0.5), [3.0, 4, 4])


# Two completions of one prompt, of two tokens and of one.
REWARDS = torch.tensor([[1.0, 0]])
TOKEN_REWARDS = torch.tensor([[[0.2, 0.4], [-0.1, 9.0]]])
MASK = torch.tensor([[[True, True], [True, False]]])


def test_prime_adds_the_process_return_to_the_outcome():
    # Outcome: +1 and −1. Means of the token rewards: 0.3 and −0.1.
    # Process of the first: 0.2 + 0.1 and 0.4 + 0.1; of the second: −0.1 − 0.3.
    close(advantages.prime(REWARDS, TOKEN_REWARDS, MASK), [[[1.8, 1.5], [-1.4, 0]]])
    # gamma 0.5: 0.3 + 0.5 · 0.5
    close(advantages.prime(REWARDS, TOKEN_REWARDS, MASK, gamma=0.5), [[[1.55, 1.5], [-1.4, 0]]])


def test_prime_of_no_process_reward_is_rloo():
    found = advantages.prime(REWARDS, torch.zeros(1, 2, 2), MASK)
    close(found, advantages.spread(advantages.rloo(REWARDS), MASK).tolist())


def test_prime_as_its_code_scales_the_token_rewards():
    # K/(K − 1) = 2: 2 · 0.2 − 0.2 and 2 · 0.4 − 0.2; 2 · (−0.1) − 0.2.
    scaled = advantages.prime(REWARDS, TOKEN_REWARDS, MASK, scale=True)
    close(scaled, [[[1.8, 1.6], [-1.4, 0]]])
    # What that adds to the paper's term: the suffix sum of (r^s − mean_i) / (K − 1).
    mean = torch.tensor([0.3, -0.1])
    added = advantages.suffix_sum((TOKEN_REWARDS - mean[None, :, None]) * MASK) * MASK
    close(scaled - advantages.prime(REWARDS, TOKEN_REWARDS, MASK), added.tolist())


def test_implicit_rewards_and_their_norm():
    log_phi, log_reference = torch.tensor([[[-1.0, -2, 0]]]), torch.tensor([[[-2.0, -1.5, -3]]])
    close(advantages.implicit_rewards(log_phi, log_reference, 0.05), [[[0.05, -0.025, 0.15]]])
    # Log-ratios 1 and −0.5 (the third is padding); suffix sums 0.5 and −0.5.
    mask = torch.tensor([[[True, True, False]]])
    close(advantages.normalised_rewards(log_phi, log_reference, mask), [[[2.0, -1, 0]]])


def test_tokens_take_the_value_of_the_next_step_end():
    values = torch.tensor([1.0, 2, 0, 4, 5])
    # An end whose value is 0 is an end all the same.
    ends = torch.tensor([False, False, True, True, False])
    close(advantages.at_next_end(values, ends), [0.0, 0, 0, 4, 0])
    ends = torch.tensor([False, True, False, False, True])
    close(advantages.at_next_end(values, ends), [2.0, 2, 5, 5, 5])


def test_prl_subtracts_the_suffix_log_ratio_at_step_ends():
    rewards = torch.tensor([[1.0, 0]])  # A = ±0.5 / √0.5 = ±0.70711
    log_old = torch.tensor([[[-1.0, -1, -1, -1], [-1, -1, 7, 7]]])
    log_reference = torch.tensor([[[-2.0, -1.5, -1, -3], [-1, -0.5, 0, 0]]])
    mask = torch.tensor([[[True] * 4, [True, True, False, False]]])
    ends = torch.tensor([[[False, True, False, True], [False, True, False, False]]])
    # S of the first: 3.5, 2.5, 2, 2; at its ends 2.5 and 2. S of the second at its end: −0.5.
    found = advantages.prl(rewards, log_old, log_reference, mask, ends, eta=10)
    a = 0.5**0.5
    close(found, [[[a - 0.25, a - 0.25, a - 0.2, a - 0.2], [-a + 0.05, -a + 0.05, 0, 0]]])


def test_prl_is_grpo_while_the_policy_is_the_reference():
    generator = torch.Generator().manual_seed(1)
    rewards = torch.randint(0, 2, (3, 4), generator=generator).float()
    rewards[0] = torch.tensor([1.0, 0, 0, 1])
    log = torch.randn(3, 4, 9, generator=generator)
    lengths = torch.randint(2, 10, (3, 4), generator=generator)
    at = torch.arange(9)
    mask = at < lengths[..., None]
    ends = (at == lengths[..., None] - 1) | ((at == 1) & mask)
    same = advantages.prl(rewards, log, log, mask, ends, eta=20)
    assert torch.equal(same, advantages.spread(advantages.grpo(rewards), mask))
    moved = advantages.prl(rewards, log + 0.1, log, mask, ends, eta=20)
    assert not torch.allclose(moved, same)


def test_whitened_advantages_have_mean_0_and_variance_1():
    found = advantages.whiten(torch.tensor([[[1.0, 3], [5, 99]]]), MASK)
    close(found, [[[-1.0, 0], [1, 0]]])


def test_prompts_are_kept_by_their_accuracy():
    shares = torch.tensor([[0.0] * 5, [1] + [0] * 4, [1, 1, 1, 0, 0], [1, 1, 1, 1, 0], [1] * 5])
    assert advantages.keep_prompts(shares, "inclusive").tolist() == [False, True, True, True, False]
    assert advantages.keep_prompts(shares, "strict").tolist() == [False, False, True, False, False]
    assert advantages.keep_prompts(shares, "off").all()
