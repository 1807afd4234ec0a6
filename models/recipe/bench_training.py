"""How many tokens a second training takes in, the fused and packed way (fused.py) over the plain one (sft.py without --half),
side by side on this machine: the two take turns, so that what else runs here slows both.

    python bench_training.py --work work --data countdown.train.jsonl story.train.jsonl equations.train.jsonl --threads 1
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from data import BUCKETS, encode_all, sft_samples
from fused import Fused
from model import Config, Llama
from optimiser import Optimiser
from packing import Packed
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
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--data", nargs="+", required=True, help="JSON lines of derivations, in the work folder")
    parser.add_argument("--size", default="small")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=8, help="batches a round")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer(str(args.work / "vocabulary.json"))
    encode_all(args.work, "bench-buckets.npz", args.data, 0, 0)
    sft_samples(tokenizer, args.work, args.data, 0, 0).write(args.work / "bench-packed.npz")
    ways = {}

    def plain():
        model = Llama(Config.of_size(args.size, len(tokenizer)))
        optimiser = Optimiser(model, 0.02, 3e-3)
        batches = Batches(args.work / "bench-buckets.npz", 8192, 1, tokenizer.ids[" ="])

        def step() -> int:
            ids, mask = batches.next()
            targets = ids[:, 1:].masked_fill(~mask, -100)
            F.cross_entropy(model(ids[:, :-1]).flatten(0, 1), targets.flatten(), ignore_index=-100).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step(1e-3)
            return int((ids > 0).sum())

        return step

    def fused():
        model = Llama(Config.of_size(args.size, len(tokenizer)))
        optimiser = Optimiser(model, 0.02, 3e-3, half=True)
        fast = Fused(model)
        batches = Packed([args.work / "bench-packed.npz"], 8192, 1)

        def step() -> int:
            batch = batches.next()
            fast.loss(*batch).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step(1e-3)
            return int((batch[3] > 0).sum())

        return step

    rates: dict[str, list[float]] = {}
    for name, make in (("plain", plain), ("fused", fused)):
        ways[name], rates[name] = make(), []
        start = time.time()
        for _ in range(30):  # Every length of row is met and compiled.
            ways[name]()
        print(f"{name}: warm after {time.time() - start:.0f} s", flush=True)
    for _ in range(args.rounds):
        for name, step in ways.items():
            start, tokens = time.process_time(), 0
            for _ in range(args.steps):
                tokens += step()
            rates[name].append(args.threads * tokens / (time.process_time() - start))
    middle = {name: float(np.median(found)) for name, found in rates.items()}
    for name, found in rates.items():
        print(f"{name}: {middle[name]:,.0f} tokens a second of the processors' time ({', '.join(f'{r:,.0f}' for r in found)})")
    print(f"ratio {middle['fused'] / middle['plain']:.2f}")


if __name__ == "__main__":
    main()
