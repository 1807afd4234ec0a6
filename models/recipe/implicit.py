"""The implicit process reward model (Yuan et al. 2024, arXiv 2412.01981): a language model φ, trained
as an outcome reward model whose reward is r(y) = β Σ_t log π_φ(y_t | x, y_<t) / π_ref(y_t | x, y_<t).
The loss is the cross-entropy of σ(r(y)) and the outcome (their CE variant); no step is ever labelled, yet
the terms of the sum are token rewards, and the sum to the end of a step is a value of that step.

φ starts as the policy of sft.py, which stays the reference. The trajectories and their outcomes are those
of rollouts.py. All rows of one prompt of fifty are held out.

`python implicit.py --work work` writes work/implicit-<size>.pt. Stops and resumes: run the same command again.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from data import BUCKETS
from logprobs import all_logprobs, completion_logprobs
from model import Llama, load, save
from optimiser import make_optimiser, trapezoid
from precision import train_in_half
from prm import auc
from rollouts import UNLABELLED
from stages import fingerprint, held_out, read_policy
from tokenizer import EOS, STEP


class Outcomes:
    """Trajectories of rollouts.py by length bucket, with their outcomes.

    rows: token ids without padding; starts: the prompts' lengths; right: whether the answer was right.
    """

    def __init__(self, file: Path):
        if not file.exists():
            raise SystemExit(f"{file} is missing: run rollouts.py first.")
        arrays = np.load(file)
        self.rows: dict[int, list[list[int]]] = {}
        self.starts: dict[int, list[int]] = {}
        self.right: dict[int, np.ndarray] = {}
        self.trained: dict[int, np.ndarray] = {}
        self.held: dict[int, np.ndarray] = {}
        for bucket in BUCKETS:
            ids, labels = arrays[f"ids_{bucket}"], arrays[f"labels_{bucket}"]
            if not len(ids):
                continue
            self.rows[bucket] = [row[: int((row > 0).sum())].tolist() for row in ids]
            # The prompt is one line.
            self.starts[bucket] = (1 + (ids == STEP).argmax(1)).tolist()
            # The label where a trajectory ends is its outcome; one that never ended was not right.
            self.right[bucket] = ((ids == EOS) & (labels != UNLABELLED) & (labels > 100)).any(1)
            apart = held_out(ids)
            self.held[bucket], self.trained[bucket] = np.flatnonzero(apart), np.flatnonzero(~apart)
        if not self.rows:
            raise SystemExit(f"{file} holds no trajectories: run rollouts.py on more problems.")

    def refer(self, reference: Llama) -> None:
        """The model whose log π_ref(y) is taken. It never changes, so each row's is computed once, when it is drawn."""
        self.reference = reference
        self.log_reference = {b: torch.full((len(rows),), torch.nan) for b, rows in self.rows.items()}

    def reward(self, model: Llama, beta: float, bucket: int, chosen) -> torch.Tensor:
        """r(y) of the chosen rows of a bucket, [rows]."""

        def of(indices) -> tuple[list[list[int]], list[int]]:
            return [self.rows[bucket][i] for i in indices], [self.starts[bucket][i] for i in indices]

        known = self.log_reference[bucket]
        missing = [i for i in set(map(int, chosen)) if known[i].isnan()]
        if missing:
            known[missing] = all_logprobs(self.reference, *of(missing)).sum(1)
        return beta * (completion_logprobs(model, *of(chosen)).sum(1) - known[chosen])


@torch.no_grad()
def validate(model: Llama, data: Outcomes, beta: float) -> dict[str, float]:
    """AUC, cross-entropy and accuracy of r(y) on the held-out rows."""
    rewards, right = [], []
    for bucket, held in data.held.items():
        for at in range(0, len(held), 128):
            chosen = held[at : at + 128]
            rewards.append(data.reward(model, beta, bucket, chosen))
            right.append(data.right[bucket][chosen])
    if not rewards:
        return {"auc": float("nan"), "loss": float("nan"), "accuracy": float("nan")}
    reward, outcome = torch.cat(rewards), np.concatenate(right)
    loss = F.binary_cross_entropy_with_logits(reward, torch.from_numpy(outcome).float())
    accuracy = np.mean((reward.numpy() > 0) == outcome)
    return {"auc": auc(reward.numpy(), outcome), "loss": float(loss), "accuracy": float(accuracy)}


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--labels", help="in the work folder; labels-<size>.npz when left out")
    parser.add_argument("--tokens", type=float, default=15e6)
    parser.add_argument("--batch", type=int, default=8192, help="tokens a batch")
    parser.add_argument("--beta", type=float, default=0.05)
    parser.add_argument("--optimiser", choices=("adamw", "muon"), default="adamw")
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--half", action="store_true", help="train in mixed precision (precision.py)")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long; run again to resume")
    args = parser.parse_args(argv)
    work = Path(args.work)
    reference = read_policy(work, args.size)
    data = Outcomes(work / (args.labels or f"labels-{args.size}.npz"))
    data.refer(reference)
    size = {b: max(8, args.batch // b // 8 * 8) for b in data.rows}
    share = np.array([len(data.trained[b]) * b for b in data.rows], dtype=float)
    share /= share.sum()

    out = work / f"implicit-{args.size}.pt"
    model = read_policy(work, args.size)
    optimiser = make_optimiser(args.optimiser, model, args.lr)
    start_of_all = fingerprint(reference)
    seen, step = 0, 0
    if out.exists():
        model, record = load(str(out))
        if record["reference"] != start_of_all or record["args"]["beta"] != args.beta:
            raise SystemExit(f"{out} has another reference or another beta: remove it to start anew.")
        optimiser = make_optimiser(args.optimiser, model, args.lr)
        optimiser.restore(record["optimiser"])
        seen, step = record["seen"], record["step"]
        print(f"resumed at {seen:,} tokens", flush=True)
    if args.half:
        train_in_half(model)
        train_in_half(reference)

    def checkpoint() -> None:
        more = {"reference": start_of_all, "seen": seen, "step": step, "args": vars(args), "validation": validate(model, data, args.beta)}
        save(model, str(out), optimiser=optimiser.state(), **more)
        said = ", ".join(f"{name} {value:.4f}" for name, value in more["validation"].items())
        print(f"  held-out prompts: {said}", flush=True)

    start, started, losses = time.time(), seen, []
    while seen < args.tokens and time.time() - start < args.minutes * 60:
        # Keyed by the step, so that a resumed run draws what an unbroken one would have drawn.
        rng = np.random.default_rng([args.seed, step])
        bucket = int(rng.choice(list(data.rows), p=share))
        chosen = rng.choice(data.trained[bucket], size[bucket])
        outcome = torch.from_numpy(data.right[bucket][chosen]).float()
        loss = F.binary_cross_entropy_with_logits(data.reward(model, args.beta, bucket, chosen), outcome)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(trapezoid(seen / args.tokens, decay=0.7))
        seen += sum(len(data.rows[bucket][i]) for i in chosen)
        step += 1
        losses.append(float(loss.detach()))
        if step % 100 == 0:
            rate = (seen - started) / (time.time() - start)
            print(f"step {step} tokens {seen:,} loss {np.mean(losses[-100:]):.4f} {rate:,.0f} tok/s", flush=True)
        if step % 500 == 0:
            checkpoint()
    checkpoint()


if __name__ == "__main__":
    main()
