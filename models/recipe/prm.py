"""The process reward model: a policy's body with a few layers more and a head that gives P(correct)
at every step end, trained by binary cross-entropy on the soft Monte Carlo labels.

The layers on top can hold what the body would have written next against what was written, and gather it
at the step's end. Labels a step are too few to find that by: two further losses help, whose heads are not
kept. The body goes on predicting the tokens of right trajectories, and the layers on top learn to say how
likely the token just read was to the body.
Stops and resumes: run the same command again.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from data import BUCKETS
from model import Llama, RMSNorm, load, save
from optimiser import Optimiser, trapezoid
from rollouts import UNLABELLED
from stages import held_out
from tokenizer import STEP, Tokenizer
from torch import Tensor


def auc(scores: np.ndarray, right: np.ndarray) -> float:
    """Area under the ROC curve; ties count one half."""
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    positive = right.sum()
    negative = len(right) - positive
    if positive == 0 or negative == 0:
        return float("nan")
    return float((ranks[right].sum() - positive * (positive + 1) / 2) / (positive * negative))


def on_top(policy: Llama, extra: int, step_head: bool = False) -> Llama:
    """The policy's weights with `extra` layers on top, which at first pass their input on unchanged."""
    layers = policy.config.num_hidden_layers
    model = Llama(replace(policy.config, num_hidden_layers=layers + extra), step_head)
    model.load_state_dict(policy.state_dict(), strict=False)
    for layer in model.model.layers[layers:]:
        nn.init.zeros_(layer.self_attn.o_proj.weight)
        nn.init.zeros_(layer.mlp.down_proj.weight)
    return model


class Aids(nn.Module):
    """What the further losses read the model with; not part of it."""

    def __init__(self, policy: Llama):
        super().__init__()
        self.layers = policy.config.num_hidden_layers
        self.norm = RMSNorm(policy.config.hidden_size, policy.config.rms_norm_eps)
        self.norm.load_state_dict(policy.model.norm.state_dict())
        self.likelihood = nn.Linear(policy.config.hidden_size, 1)

    def forward(self, model: Llama, ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """ids [batch, length] → logits of P(correct) [batch, length] as the model gives them, the body's
        log-probabilities of the next token [batch, length, vocabulary], and what the layers but the last
        say of the log-probability of the token just read [batch, length]."""
        length = ids.shape[1]
        cos, sin = model.cos[:length], model.sin[:length]
        x = model.model.embed_tokens(ids)
        for i, layer in enumerate(model.model.layers):
            if i == self.layers:
                following = torch.log_softmax(model.logits(self.norm(x)), -1)
            if i == len(model.model.layers) - 1:
                said = self.likelihood(F.rms_norm(x, (x.shape[-1],))).squeeze(-1)
            x = layer(x, cos, sin)
        return model.score(model.model.norm(x)).squeeze(-1), following, said


def losses_of(model: Llama, aids: Aids, ids: Tensor, target: Tensor, floor: float = -6.0) -> tuple[Tensor, Tensor, Tensor]:
    """The three losses: of P(correct) at the step ends; of the next token, on the steps of right trajectories;
    and of the likelihood said of each token of the steps, squared, in nats, none below `floor`.

    ids [batch, length]; target [batch, length], 200 times the label at step ends, UNLABELLED elsewhere.
    """
    logits, following, said = aids(model, ids)
    ended = target != UNLABELLED
    correct = F.binary_cross_entropy_with_logits(logits[ended], target[ended] / 200)
    read = following[:, :-1].gather(-1, ids[:, 1:, None])[..., 0]
    place = torch.arange(ids.shape[1])
    last = torch.where(ended, place, -1).max(1).values
    first = (ids == STEP).int().argmax(1)  # The end of the prompt, which is one line.
    steps = (place > first[:, None]) & (place <= last[:, None])
    right = target.gather(1, last.clamp(min=0)[:, None]) > 100
    language = -(read * (steps & right)[:, 1:]).sum() / (steps & right).sum().clamp(min=1)
    likelihood = (((said[:, 1:] - read.detach().clamp(min=floor)) ** 2) * steps[:, 1:]).sum() / steps.sum()
    return correct, language, likelihood


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--labels", help="in the work folder; labels-<size>.npz when left out")
    parser.add_argument("--name", help="of the checkpoint, <name>-<size>.pt", default="prm")
    parser.add_argument("--tokens", type=float, default=20e6)
    parser.add_argument("--policy", help="checkpoint in the work folder that it starts as; sft-<size>.pt when left out")
    parser.add_argument("--extra-layers", type=int, default=3, help="on top of the policy's")
    parser.add_argument("--language", type=float, default=0.5, help="weight of the loss of the next token")
    parser.add_argument("--likelihood", type=float, default=0.2, help="weight of the loss of the likelihood")
    parser.add_argument("--batch", type=int, default=8192)
    parser.add_argument("--muon-lr", type=float, default=0.01)
    parser.add_argument("--adam-lr", type=float, default=1.5e-3)
    parser.add_argument(
        "--weights", type=float, nargs=3, default=[1.0, 1.0, 1.0], help="how often a trajectory of countdown, story, equations is drawn"
    )
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=1e9)
    args = parser.parse_args()
    work = Path(args.work)
    file = work / (args.labels or f"labels-{args.size}.npz")
    if not file.exists():
        raise SystemExit(f"{file} is missing: run rollouts.py first.")
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    make, solve = tokenizer.ids[" Make"], tokenizer.ids[" Solve"]
    arrays = np.load(file)
    rng = np.random.default_rng(args.seed)
    sets = {b: (arrays[f"ids_{b}"], arrays[f"labels_{b}"]) for b in BUCKETS if len(arrays[f"ids_{b}"])}
    apart = {b: held_out(i) for b, (i, _) in sets.items()}
    trained = {b: np.flatnonzero(~apart[b]) for b in sets}
    held = {b: (i[apart[b]], l[apart[b]]) for b, (i, l) in sets.items()}
    size = {b: max(8, args.batch // b // 8 * 8) for b in sets}
    countdown, story, equations = args.weights
    weight = {b: np.where(i[:, 0] == make, countdown, np.where(i[:, 0] == solve, equations, story))[trained[b]] for b, (i, _) in sets.items()}
    share = np.array([weight[b].sum() * b for b in sets])
    share /= share.sum()
    odds = {b: weight[b] / max(weight[b].sum(), 1e-9) for b in sets}

    torch.manual_seed(args.seed)
    out = work / f"{args.name}-{args.size}.pt"
    seen, step = 0, 0
    start = work / (args.policy or f"sft-{args.size}.pt")
    if not start.exists():
        raise SystemExit(f"{start} is missing: run sft.py first.")
    policy, _ = load(str(start))
    model, aids = on_top(policy, args.extra_layers, step_head=True), Aids(policy)
    record = None
    if out.exists():
        model, record = load(str(out))
        aids.load_state_dict(record["aids"])
        seen, step = record["seen"], record["step"]
    optimiser = Optimiser(nn.ModuleList([model, aids]), args.muon_lr, args.adam_lr)
    if record:
        optimiser.restore(record["optimiser"])

    def checkpoint() -> None:
        save(model, str(out), aids=aids.state_dict(), optimiser=optimiser.state(), seen=seen, step=step, args=vars(args))

    def validate() -> str:
        """AUC of the outcome by the score of the last step: of all held-out rows, and family by family."""
        scores, right, opening = [], [], []
        with torch.no_grad():
            for ids, labels in held.values():
                for at in range(0, len(ids), 256):
                    part = torch.from_numpy(ids[at : at + 256].astype(np.int64))
                    logits = model(part).numpy()
                    ended = labels[at : at + 256] != UNLABELLED
                    last = np.where(ended, np.arange(ids.shape[1]), -1).max(1)
                    rows = np.arange(len(part))
                    scores.append(logits[rows, last])
                    right.append(labels[at : at + 256][rows, last] > 100)
                    opening.append(ids[at : at + 256, 0])
        score, outcome, first = np.concatenate(scores), np.concatenate(right), np.concatenate(opening)
        kinds = {"countdown": first == make, "equations": first == solve, "story": (first != make) & (first != solve)}
        each = ", ".join(f"{kind} {auc(score[of], outcome[of]):.4f}" for kind, of in kinds.items())
        return f"{auc(score, outcome):.4f} ({each})"

    began, started, losses = time.time(), seen, []
    while seen < args.tokens and time.time() - began < args.minutes * 60:
        bucket = int(rng.choice(list(sets), p=share))
        ids, labels = sets[bucket]
        rows = rng.choice(trained[bucket], size[bucket], p=odds[bucket])
        batch = torch.from_numpy(ids[rows].astype(np.int64))
        target = torch.from_numpy(labels[rows].astype(np.float32))
        correct, language, likelihood = losses_of(model, aids, batch, target)
        (correct + args.language * language + args.likelihood * likelihood).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(trapezoid(seen / args.tokens, decay=0.7))
        seen += int((batch > 0).sum())
        step += 1
        losses.append([float(x.detach()) for x in (correct, language, likelihood)])
        if step % 100 == 0:
            rate = (seen - started) / (time.time() - began)
            each = " ".join(f"{name} {value:.4f}" for name, value in zip(("correct", "language", "likelihood"), np.mean(losses[-100:], 0)))
            print(f"step {step} tokens {seen:,} {each} {rate:,.0f} tok/s", flush=True)
        if step % 500 == 0:
            checkpoint()
            print(f"  held-out AUC of the outcome at the last step: {validate()}", flush=True)
    checkpoint()
    print(f"held-out AUC of the outcome at the last step: {validate()}")


if __name__ == "__main__":
    main()
