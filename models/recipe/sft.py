"""Supervised fine-tuning from scratch: the policy learns the families' derivations.

Cross-entropy on the steps (not on the prompt), batches of one length bucket.
Stops and resumes: run the same command again.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from data import BUCKETS
from model import Config, Llama, load, save
from optimiser import Optimiser, trapezoid
from precision import train_in_half
from tokenizer import STEP, Tokenizer


class Batches:
    """Endless batches of about `tokens` tokens, each from one bucket, in proportion to its size."""

    def __init__(self, file: Path, tokens: int, seed: int, equals: int):
        self.equals = equals
        if not file.exists():
            raise SystemExit(f"{file} is missing: run data.py first.")
        arrays = np.load(file)
        self.rng = np.random.default_rng(seed)
        self.sets = {
            b: (arrays[f"tokens_{b}"], arrays[f"prompt_{b}"])
            for b in BUCKETS
            if len(arrays[f"prompt_{b}"]) > 0
        }
        self.size = {b: max(8, tokens // b // 8 * 8) for b in self.sets}
        rows = np.array([len(p) * b for b, (_, p) in self.sets.items()], dtype=float)
        self.share = rows / rows.sum()
        self.queue: dict[int, list[int]] = {b: [] for b in self.sets}

    def next(self) -> tuple[torch.Tensor, torch.Tensor]:
        """ids [batch, length] and the mask of the targets [batch, length − 1]."""
        bucket = int(self.rng.choice(list(self.sets), p=self.share))
        tokens, prompt = self.sets[bucket]
        if len(self.queue[bucket]) < self.size[bucket]:
            order = self.rng.permutation(len(prompt)).tolist()
            self.queue[bucket] += order if len(order) >= self.size[bucket] else order * 8
        rows = [self.queue[bucket].pop() for _ in range(self.size[bucket])]
        ids = torch.from_numpy(tokens[rows].astype(np.int64))
        position = torch.arange(1, bucket)
        start = torch.from_numpy(prompt[rows].astype(np.int64))[:, None]
        mask = (position >= start) & (ids[:, 1:] > 0)
        drill = start == 0
        if drill.any():
            # The operands of a drill are random: only its results can be learned.
            at = torch.arange(bucket).expand_as(ids)
            equals = torch.where(ids == self.equals, at, -1).cummax(1).values
            newline = torch.where(ids == STEP, at, -1).cummax(1).values
            mask &= ~drill | (equals > newline)[:, :-1]
        return ids, mask


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--data", default="train.npz", help="in the work folder")
    parser.add_argument("--size", default="small")
    parser.add_argument("--name", default="sft", help="of the checkpoint, <name>-<size>.pt")
    parser.add_argument("--tokens", type=float, default=75e6, help="tokens to train on, padding excluded")
    parser.add_argument("--until", type=float, default=1e18, help="stop here; run again, on other data perhaps, to go on")
    parser.add_argument("--batch", type=int, default=8192, help="tokens a batch")
    parser.add_argument("--decay", type=float, default=0.6, help="share of the run over which the rates fall to 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--muon-lr", type=float, default=0.02)
    parser.add_argument("--adam-lr", type=float, default=3e-3)
    parser.add_argument("--half", action="store_true", help="train in mixed precision (precision.py)")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long; run again to resume")
    args = parser.parse_args()

    work = Path(args.work)
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    torch.manual_seed(args.seed)
    model = Llama(Config.of_size(args.size, len(tokenizer)))
    optimiser = Optimiser(model, args.muon_lr, args.adam_lr, args.half)
    out = work / f"{args.name}-{args.size}.pt"
    seen, step = 0, 0
    if out.exists():
        model, record = load(str(out))
        optimiser = Optimiser(model, args.muon_lr, args.adam_lr, args.half)
        optimiser.restore(record["optimiser"])
        seen, step = record["seen"], record["step"]
        print(f"resumed at {seen:,} tokens", flush=True)
    if args.half:
        train_in_half(model)
    batches = Batches(work / args.data, args.batch, args.seed + step, tokenizer.ids[" ="])

    def objective(ids: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        logits = model(ids[:, :-1])
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100)

    count = sum(p.numel() for p in model.parameters())
    print(f"{count:,} parameters, {torch.get_num_threads()} threads", flush=True)

    def checkpoint() -> None:
        save(model, str(out), optimiser=optimiser.state(), seen=seen, step=step, args=vars(args))

    start, started, losses = time.time(), seen, []
    while seen < min(args.tokens, args.until) and time.time() - start < args.minutes * 60:
        ids, mask = batches.next()
        loss = objective(ids, ids[:, 1:].masked_fill(~mask, -100))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(trapezoid(seen / args.tokens, decay=args.decay))
        seen += int((ids > 0).sum())
        step += 1
        losses.append(float(loss.detach()))
        if step % 50 == 0:
            rate = (seen - started) / (time.time() - start)
            print(f"step {step} tokens {seen:,} loss {np.mean(losses[-50:]):.4f} {rate:,.0f} tok/s", flush=True)
        if step % 500 == 0:
            checkpoint()
    checkpoint()


if __name__ == "__main__":
    main()
