"""Muon for the matrices of the body (Jordan et al. 2024), AdamW for all else."""

import torch
from torch import Tensor, nn


def orthogonalise(g: Tensor, steps: int = 5, dtype: torch.dtype = torch.float32) -> Tensor:
    """Newton–Schulz iteration, quintic, on a stack of matrices [count, rows, columns]; bfloat16 will do for it."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (g / (g.norm(dim=(-2, -1), keepdim=True) + 1e-7)).to(dtype)
    tall = x.shape[-2] > x.shape[-1]
    if tall:
        x = x.mT
    for _ in range(steps):
        s = x @ x.mT
        x = a * x + (b * s + c * s @ s) @ x
    return (x.mT if tall else x).to(g.dtype)


class Muon:
    """Matrices of one shape are stacked, so that few large products do the work."""

    def __init__(self, matrices: list[nn.Parameter], lr: float, momentum: float = 0.95, dtype: torch.dtype = torch.float32):
        self.lr, self.momentum, self.dtype = lr, momentum, dtype
        shapes: dict[tuple, list[nn.Parameter]] = {}
        for matrix in matrices:
            shapes.setdefault(tuple(matrix.shape), []).append(matrix)
        self.groups = list(shapes.values())
        self.buffers = [torch.zeros(len(g), *g[0].shape) for g in self.groups]

    @torch.no_grad()
    def step(self) -> None:
        for group, buffer in zip(self.groups, self.buffers):
            gradient = torch.stack([p.grad for p in group])
            buffer.lerp_(gradient, 1 - self.momentum)
            update = orthogonalise(gradient.lerp(buffer, self.momentum), dtype=self.dtype)
            rows, columns = group[0].shape
            scale = self.lr * max(1.0, rows / columns) ** 0.5
            for parameter, delta in zip(group, update):
                parameter.add_(delta, alpha=-scale)


class Optimiser:
    """`scale` multiplies every learning rate: the schedule. half: Muon's products in bfloat16."""

    def __init__(self, model: nn.Module, muon_lr: float, adam_lr: float, half: bool = False):
        # A Surprisal's directions and embedding are no matrices of the body.
        trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
        matrices = {n for n, p in trained.items() if p.ndim == 2 and ".layers." in n and not n.endswith(("write.weight", "embed.weight"))}
        body = [p for n, p in trained.items() if n in matrices]
        rest = [p for n, p in trained.items() if n not in matrices]
        self.rates = (muon_lr, adam_lr)
        self.muon = Muon(body, muon_lr, dtype=torch.bfloat16 if half else torch.float32)
        self.adam = torch.optim.AdamW(rest, lr=adam_lr, betas=(0.9, 0.95), weight_decay=0.0)

    def step(self, scale: float) -> None:
        self.muon.lr = self.rates[0] * scale
        for group in self.adam.param_groups:
            group["lr"] = self.rates[1] * scale
        self.muon.step()
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        for group in self.muon.groups:
            for parameter in group:
                parameter.grad = None

    def state(self) -> dict:
        return {"muon": self.muon.buffers, "adam": self.adam.state_dict()}

    def restore(self, state: dict) -> None:
        for buffer, saved in zip(self.muon.buffers, state["muon"]):
            buffer.copy_(saved)
        self.adam.load_state_dict(state["adam"])


class Adam:
    """AdamW for every parameter, with the face of `Optimiser`: for going on from a trained model."""

    def __init__(self, model: nn.Module, lr: float):
        self.lr = lr
        self.adam = torch.optim.AdamW(model.parameters(), lr=lr, betas=(0.9, 0.99), weight_decay=0.0)

    def step(self, scale: float) -> None:
        for group in self.adam.param_groups:
            group["lr"] = self.lr * scale
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)

    def state(self) -> dict:
        return {"adam": self.adam.state_dict()}

    def restore(self, state: dict) -> None:
        self.adam.load_state_dict(state["adam"])


def make_optimiser(name: str, model: nn.Module, lr: float) -> Adam | Optimiser:
    """`lr` is AdamW's; Muon's is larger by the ratio that sft.py has them in."""
    return Adam(model, lr) if name == "adamw" else Optimiser(model, lr * 20 / 3, lr)


def trapezoid(done: float, warm: float = 0.01, decay: float = 0.5) -> float:
    """Warm up, hold, then fall linearly to 0; `done` in [0, 1]."""
    if done < warm:
        return done / warm
    return min(1.0, max(0.0, (1 - done) / decay))
