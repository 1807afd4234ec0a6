"""What each kind of verifier says of a trajectory, spelled out in PyTorch over whole prefixes.

The engine's adapters (src/engine/judging) are incremental; these are the definitions that
they are checked against. A verifier is the catalog's entry of that name, as a dict.
"""

import math

import torch
from torch import Tensor

from model import Llama


@torch.no_grad()
def last(model: Llama, ids: list[int]) -> Tensor:
    """Outputs after the last token, [outputs]."""
    return model(torch.tensor([ids]))[0, -1].reshape(-1)


@torch.no_grad()
def log_probability(model: Llama, before: list[int], tokens: list[int]) -> float:
    """log p(tokens | before), nats."""
    logits = model(torch.tensor([before + tokens]))[0, len(before) - 1 : -1]
    return torch.log_softmax(logits, -1).gather(1, torch.tensor(tokens)[:, None]).sum().item()


def hide_target(verifier: dict, prompt: list[int]) -> tuple[list[int], list[int]]:
    """The prompt with one token in the target's place, and the target's tokens; none where there is no target."""
    make, source = verifier["hide"]["make"], verifier["hide"]["from"]
    if prompt[:1] != [make] or source not in prompt[2:]:
        return prompt, []
    to = prompt.index(source)
    return [make, verifier["target"], *prompt[to:]], prompt[1:to]


@torch.no_grad()
def ends_logit(model: Llama, verifier: dict, prompt: list[int], written: list[int]) -> float:
    """The logit of P(the end counts) · P(end = target | it counts)^exponent, or of P(right) where no target is hidden."""
    hidden, answer = hide_target(verifier, prompt)
    ids = hidden + written + [verifier["ask"], *answer]
    logits = model(torch.tensor([ids]))[0, len(hidden) + len(written) :].double()
    if not answer:
        return (logits[0, verifier["right"]] - logits[0, verifier["wrong"]]).item()
    chances = torch.log_softmax(logits, -1)
    counts = math.log1p(-min(1 - 1e-7, math.exp(chances[0, verifier["wrong"]].item())))
    told = sum(chances[i, token].item() for i, token in enumerate([*answer, verifier["right"]]))
    score = min(-1e-7, counts + verifier["exponent"] * min(0.0, told - counts))
    return score - math.log(-math.expm1(score))


def step_logit(model: Llama, verifier: dict, prompt: list[int], steps: list[list[int]], reference: Llama | None) -> float:
    """The logit of P(correct) of the last of `steps`."""
    ids = prompt + sum(steps, [])
    match verifier["kind"]:
        case "step-head" | "value-head":
            return last(model, ids).item()
        case "token-classification":
            wrong, right = last(model, ids)
            return (right - wrong).item()
        case "two-class-special":
            marked = prompt + sum((step + [verifier["special"]] for step in steps), [])
            wrong, right = last(model, marked)
            return (right - wrong).item()
        case "plus-minus":
            logits = last(model, ids + [verifier["tag"]])
            return (logits[verifier["plus"]] - logits[verifier["minus"]]).item()
        case "judge":
            logits = last(model, ids + verifier["suffix"])
            return (logits[verifier["yes"]] - logits[verifier["no"]]).item()
        case "implicit":
            written = steps if verifier["ratio"] == "cumulative" else steps[-1:]
            tokens = sum(written, [])
            before = ids[: len(ids) - len(tokens)]
            ratio = log_probability(model, before, tokens) - log_probability(reference, before, tokens)
            return verifier["beta"] * ratio
        case "ends":
            return ends_logit(model, verifier, prompt, sum(steps, []))
    raise SystemExit(f"There is no verifier of kind '{verifier['kind']}'.")


def step_scores(
    model: Llama, verifier: dict, prompt: list[int], steps: list[list[int]], reference: Llama | None = None
) -> list[float]:
    """P(correct) after each step, in [0, 1]; token ids in."""
    logits = [step_logit(model, verifier, prompt, steps[: n + 1], reference) for n in range(len(steps))]
    return torch.sigmoid(torch.tensor(logits) / verifier.get("temperature", 1.0)).tolist()
