"""pass@1 and pass@k of a checkpoint on JSON lines of problems: a quick look while training.

The model card's numbers come from the shipped engine, not from here.
"""

import argparse
import json
import time
from collections import defaultdict

import numpy as np
import torch
from checker import is_right
from model import load
from sample import complete
from tokenizer import EOS, Tokenizer


def steps_of(tokenizer: Tokenizer, ids: list[int]) -> list[str]:
    """The steps of a finished completion; [] when it did not finish."""
    return tokenizer.decode(ids[:-1]).split("\n") if ids and ids[-1] == EOS else []


def pass_at_k(n: int, c: int, k: int) -> float:
    """The chance that k of n samples, c of them right, hold a right one: 1 − C(n − c, k) / C(n, k).

    Unbiased for any n ≥ k; Chen et al. 2021, arXiv 2107.03374, equation 1.
    """
    if not 0 <= c <= n or not 1 <= k <= n:
        raise ValueError(f"pass@k needs 0 ≤ c ≤ n and 1 ≤ k ≤ n, not n {n}, c {c}, k {k}.")
    return 1.0 - float(np.prod(1.0 - k / np.arange(n - c + 1, n + 1))) if n - c >= k else 1.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--vocabulary", required=True)
    parser.add_argument("--problems", nargs="+", required=True)
    parser.add_argument("--n", type=int, default=16)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0)
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    model, record = load(args.checkpoint)
    model.eval()
    tokenizer = Tokenizer(args.vocabulary)
    for file in args.problems:
        records = [json.loads(line) for line in open(file)][: args.count]
        rows = [tokenizer.encode(r["prompt"]) for r in records]
        start = time.time()
        done = complete(model, rows, args.temperature, seed=7, copies=args.n)
        tokens = sum(map(len, done))
        tally = defaultdict(list)
        for i, r in enumerate(records):
            group = [steps_of(tokenizer, d) for d in done[i * args.n : (i + 1) * args.n]]
            right = sum(is_right(r["family"], r["prompt"], s, r["answer"]) for s in group)
            tally[r["difficulty"]].append(right)
            if i < args.show:
                print(r["text"], right, group[0], group[1])
        for level, rights in sorted(tally.items()):
            p1 = np.mean([c / args.n for c in rights])
            pk = np.mean([c > 0 for c in rights])
            print(f"{records[0]['family']} level {level} ({len(rights)} problems): pass@1 {p1:.3f} pass@{args.n} {pk:.3f}", flush=True)
        print(f"{tokens:,} tokens, {tokens / (time.time() - start):,.0f} tok/s")


if __name__ == "__main__":
    main()
