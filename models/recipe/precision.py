"""Training in mixed precision on a processor that multiplies 16-bit matrices (AMX, AVX-512 BF16): products are
taken in bfloat16; weights, sums, attention, losses and the optimisers' averages stay in single precision. What
lies between the products is compiled into few passes over memory.
"""

import torch
from model import Llama


def train_in_half(model: Llama) -> Llama:
    """The same model, in place, with `hidden` in mixed precision; it takes batches of any shape."""
    compiled = torch.compile(model.hidden, dynamic=True)

    def hidden(ids: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return compiled(ids).float()

    model.hidden = hidden
    return model
