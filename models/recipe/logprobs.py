"""Log-probabilities of completions, in padded batches of similar lengths.

A row is the token ids of a prompt and its completion, `start` the length of its prompt. Results are
aligned to the completion: column t is its token t (from 0), whatever the prompt's length.
"""

import torch
from model import Llama
from torch import Tensor


def micro_batches(rows: list[list[int]], tokens: int = 16384) -> list[list[int]]:
    """Indices of rows, in batches of similar length and of at most `tokens` positions with the padding."""
    batches: list[list[int]] = []
    for i in sorted(range(len(rows)), key=lambda i: len(rows[i])):
        if not batches or (len(batches[-1]) + 1) * len(rows[i]) > tokens:
            batches.append([])
        batches[-1].append(i)
    return batches


def completion_mask(rows: list[list[int]], starts: list[int], width: int | None = None) -> Tensor:
    """True where a completion has a token, [rows, width]; width: the longest completion's."""
    lengths = torch.tensor([len(row) - start for row, start in zip(rows, starts)])
    return torch.arange(width or max(1, int(lengths.max()))) < lengths[:, None]


def completion_logits(model: Llama, rows: list[list[int]], starts: list[int]) -> tuple[Tensor, Tensor]:
    """Log-probabilities over the vocabulary at each completion token, fp32 [rows, width, vocab], and the
    tokens that stand there [rows, width]; both hold what they like where a completion has ended."""
    ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
    width = completion_mask(rows, starts).shape[1]
    at = (torch.tensor(starts)[:, None] + torch.arange(width)).clamp(max=ids.shape[1] - 1)
    hidden = model.hidden(ids)
    # A token is predicted by the position before it.
    hidden = hidden.gather(1, (at - 1)[..., None].expand(-1, -1, hidden.shape[-1]))
    return torch.log_softmax(model.logits(hidden).float(), -1), ids.gather(1, at)


def completion_logprobs(model: Llama, rows: list[list[int]], starts: list[int]) -> Tensor:
    """log π(y_t | x, y_<t), fp32 [rows, width]; 0 where a completion has ended."""
    logits, targets = completion_logits(model, rows, starts)
    return logits.gather(-1, targets[..., None])[..., 0] * completion_mask(rows, starts)


@torch.no_grad()
def all_logprobs(model: Llama, rows: list[list[int]], starts: list[int]) -> Tensor:
    """`completion_logprobs` of any number of rows, without gradients."""
    out = torch.zeros(completion_mask(rows, starts).shape)
    for batch in micro_batches(rows):
        part = completion_logprobs(model, [rows[i] for i in batch], [starts[i] for i in batch])
        out[batch, : part.shape[1]] = part
    return out
