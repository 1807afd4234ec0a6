"""Advantages of the RL methods, as pure functions.

Everywhere: P prompts, K completions of each, T tokens of the longest completion.
    rewards  [P, K]     outcome rewards r_i
    log_*    [P, K, T]  log-probability of each token under a model, in nats
    mask     [P, K, T]  True where a completion has a token
Token advantages are [P, K, T], 0 where the mask is False.
"""

import torch
from torch import Tensor


def leave_one_out(x: Tensor) -> Tensor:
    """Mean of the others along the last dimension: 1/(K − 1) Σ_{j≠i} x_j."""
    return (x.sum(-1, keepdim=True) - x) / (x.shape[-1] - 1)


def suffix_sum(x: Tensor, gamma: float = 1.0) -> Tensor:
    """Σ_{s≥t} gamma^(s−t) x_s along the last dimension."""
    out = torch.empty_like(x)
    total = torch.zeros_like(x[..., 0])
    for t in reversed(range(x.shape[-1])):
        total = x[..., t] + gamma * total
        out[..., t] = total
    return out


def rloo(rewards: Tensor) -> Tensor:
    """REINFORCE leave-one-out, [P, K]: A_i = r_i − 1/(K − 1) Σ_{j≠i} r_j.

    Ahmadian et al. 2024, arXiv 2402.14740, section 2.3.
    """
    return rewards - leave_one_out(rewards)


def grpo(rewards: Tensor, epsilon: float = 1e-6) -> Tensor:
    """Group-relative, [P, K]: A_i = (r_i − mean) / (std + epsilon), std over K − 1 as in verl and in PRL's code.

    Shao et al. 2024, arXiv 2402.03300, section 4.1.2 (outcome supervision).
    """
    return (rewards - rewards.mean(-1, keepdim=True)) / (rewards.std(-1, keepdim=True) + epsilon)


def spread(advantages: Tensor, mask: Tensor) -> Tensor:
    """One advantage a completion [P, K] to each of its tokens [P, K, T]."""
    return advantages[..., None] * mask


def implicit_rewards(log_phi: Tensor, log_reference: Tensor, beta: float) -> Tensor:
    """Token rewards r^t = beta · log π_φ(y_t | ·) / π_ref(y_t | ·), [P, K, T].

    Yuan et al. 2024, arXiv 2412.01981, proposition 3.1; online in PRIME, Cui et al. 2025, arXiv 2502.01456.
    """
    return beta * (log_phi - log_reference)


def normalised_rewards(log_phi: Tensor, log_reference: Tensor, mask: Tensor) -> Tensor:
    """Token rewards as PRIME's code has them in place of `implicit_rewards` (`prime_norm=batch_norm`),
    [P, K, T]: the log-ratio without beta, over the largest |Σ_{s≥t}| in the batch."""
    ratio = (log_phi - log_reference) * mask
    return ratio / (suffix_sum(ratio).abs().max() + 1e-6)


def prime(rewards: Tensor, token_rewards: Tensor, mask: Tensor, gamma: float = 1.0, scale: bool = False) -> Tensor:
    """Outcome and process return, each with its leave-one-out baseline, [P, K, T]:

    A_i^t = [r_i − 1/(K − 1) Σ_{j≠i} r_j] + Σ_{s≥t} gamma^(s−t) [r_i^s − 1/(K − 1) Σ_{j≠i} r_φ(y_j)/|y_j|]

    where r_φ(y_j)/|y_j| is the mean token reward. PRIME, Cui et al. 2025, arXiv 2502.01456, the advantage
    of algorithm 1.
    scale: as PRIME's code has it, r_i^s · K/(K − 1) − 1/(K − 1) Σ_j r_φ(y_j)/|y_j|, which adds
    (r_i^s − r_φ(y_i)/|y_i|)/(K − 1) to the paper's term.
    """
    k = rewards.shape[-1]
    mean = (token_rewards * mask).sum(-1) / mask.sum(-1).clamp(min=1)
    if scale:
        process = token_rewards * (k / (k - 1)) - mean.sum(-1)[..., None, None] / (k - 1)
    else:
        process = token_rewards - leave_one_out(mean)[..., None]
    return (rloo(rewards)[..., None] + suffix_sum(process * mask, gamma)) * mask


def at_next_end(values: Tensor, ends: Tensor) -> Tensor:
    """At every token the value of the next step end, itself included, [P, K, T]; 0 behind the last one.

    ends: True at the step ends. (PRL's code looks for values that are not 0, and so passes over an end
    whose value is exactly 0.)
    """
    length = values.shape[-1]
    position = torch.where(ends, torch.arange(length), length)
    following = position.flip(-1).cummin(-1).values.flip(-1)
    found = values.gather(-1, following.clamp(max=length - 1))
    return torch.where(following < length, found, torch.zeros_like(values))


def prl(rewards: Tensor, log_old: Tensor, log_reference: Tensor, mask: Tensor, ends: Tensor, eta: float) -> Tensor:
    """Process reward learning, [P, K, T]: rho_t = A_i − S_t/eta with A_i of `grpo` and the suffix log-ratio
    S_t = Σ_{s≥t} log π_old(y_s | ·)/π_ref(y_s | ·), kept at step ends, each token taking the next one's.

    PRL (2026), as its authors' code computes it. While π_old = π_ref, S is 0 and this is GRPO.
    ends: True at the step ends, of which the last token of a completion must be one.
    """
    suffix = suffix_sum((log_old - log_reference) * mask)
    return at_next_end(grpo(rewards)[..., None] - suffix / eta, ends) * mask


def whiten(advantages: Tensor, mask: Tensor) -> Tensor:
    """Mean 0 and variance 1 over all tokens of the batch, [P, K, T], as PRIME's code does."""
    chosen = advantages[mask]
    return (advantages - chosen.mean()) * (chosen.var() + 1e-8).rsqrt() * mask


def keep_prompts(rewards: Tensor, mode: str, low: float = 0.2, high: float = 0.8) -> Tensor:
    """Which prompts to learn from, bool [P]: those whose share of right completions is within [low, high]
    (mode "inclusive"), within (low, high) ("strict"), or all ("off").

    PRIME's online prompt filtering; strict in its figure of the algorithm, inclusive in its code.
    """
    if mode == "off":
        return torch.ones(rewards.shape[0], dtype=torch.bool)
    # Shares such as 1/5 are not exact in binary: a bound that is met must count as met.
    margin = 1e-6 if mode == "inclusive" else -1e-6
    share = rewards.double().mean(-1)
    return (share > low - margin) & (share < high + margin)
