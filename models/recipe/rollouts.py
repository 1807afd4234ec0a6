"""Monte Carlo step labels, after Math-Shepherd (Wang et al. 2024, arXiv 2312.08935): no people,
and no step checker; only the outcome of finished trajectories.

For each problem one trajectory is sampled from the policy; from the end of each of its steps,
K completions. The label of a step is the share of completions that end right (soft estimation;
the trajectory itself counts as one). The completions are kept too: their own new steps carry
the one outcome that they were seen to reach (the same estimate with N = 1).

`python rollouts.py --work work` writes work/labels-<size>.npz.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from checker import is_right
from data import BUCKETS, FAMILIES
from evaluate import steps_of
from model import load
from sample import complete
from tokenizer import EOS, STEP, Tokenizer

UNLABELLED = 255


def ends(ids: list[int], start: int) -> list[int]:
    """Positions of the step ends at or after `start`."""
    return [i for i in range(start, len(ids)) if ids[i] in (STEP, EOS)]


def label_family(model, tokenizer, records, k: int, temperature: float, seed: int, report):
    """Rows of (ids, {position: label in [0, 1]}) and what it cost."""
    prompts = [tokenizer.encode(r["prompt"]) for r in records]
    first = complete(model, prompts, temperature, seed)

    def right(i: int, ids: list[int]) -> bool:
        r = records[i]
        return is_right(r["family"], r["prompt"], steps_of(tokenizer, ids[len(prompts[i]) :]), r["answer"])

    trajectories = [p + t for p, t in zip(prompts, first)]
    outcome = [right(i, ids) for i, ids in enumerate(trajectories)]
    stems = [
        (i, at)
        for i, ids in enumerate(trajectories)
        for at in ends(ids, len(prompts[i]))
        if ids[at] == STEP and at + 1 < len(ids)
    ]
    report(f"{len(records)} trajectories, {np.mean(outcome):.3f} right; {len(stems) * k:,} completions to go")
    finished = complete(model, [trajectories[i][: at + 1] for i, at in stems], temperature, seed + 1, copies=k)
    hits: dict[tuple[int, int], list[bool]] = {}
    leaves = []
    for (i, at), tail in zip((s for s in stems for _ in range(k)), finished):
        ids = trajectories[i][: at + 1] + tail
        good = right(i, ids)
        hits.setdefault((i, at), []).append(good)
        leaves.append((i, at, ids, good))
    soft = {key: (sum(h) + outcome[key[0]]) / (len(h) + 1) for key, h in hits.items()}
    out = []
    for i, ids in enumerate(trajectories):
        out.append((ids, {at: soft.get((i, at), float(outcome[i])) for at in ends(ids, len(prompts[i]))}))
    for i, at, ids, good in leaves:
        known = {p: soft[(i, p)] for p in ends(ids, len(prompts[i])) if p <= at}
        new = {p: float(good) for p in ends(ids, at + 1)}
        out.append((ids, {**known, **new}))
    tokens = sum(map(len, first)) + sum(map(len, finished))
    return out, tokens


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--count", type=int, nargs=3, default=[8000, 4000, 4000], help="problems of each family")
    parser.add_argument("--k", type=int, default=4, help="completions a step")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    work = Path(args.work)
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    checkpoint = work / f"sft-{args.size}.pt"
    if not checkpoint.exists():
        raise SystemExit(f"{checkpoint} is missing: run sft.py first.")
    model, _ = load(str(checkpoint))
    model.eval()
    samples, spent = [], 0
    for family, count in zip(FAMILIES, args.count):
        file = work / f"{family}.rollout.jsonl"
        if not file.exists():
            raise SystemExit(f"{file} is missing: run the data stage of recipe.sh first.")
        records = [json.loads(line) for line in file.open()][:count]
        for part in range(0, len(records), 2000):
            start = time.time()
            made, tokens = label_family(
                model, tokenizer, records[part : part + 2000], args.k, args.temperature,
                args.seed + part, lambda text: print(f"{family}: {text}", flush=True),
            )  # fmt: skip
            samples += made
            spent += tokens
            print(f"  {tokens:,} tokens, {tokens / (time.time() - start):,.0f} tok/s", flush=True)
    arrays = {}
    for low, high in zip((0, *BUCKETS), BUCKETS):
        chosen = [s for s in samples if low < len(s[0]) <= high]
        ids = np.zeros((len(chosen), high), dtype=np.uint8)
        # Labels in 1/200ths: room for 255 to mean "no label here".
        labels = np.full((len(chosen), high), UNLABELLED, dtype=np.uint8)
        for row, (tokens, marks) in enumerate(chosen):
            ids[row, : len(tokens)] = tokens
            for at, value in marks.items():
                labels[row, at] = round(value * 200)
        arrays[f"ids_{high}"], arrays[f"labels_{high}"] = ids, labels
    np.savez_compressed(work / f"labels-{args.size}.npz", **arrays)
    steps = sum(len(marks) for _, marks in samples)
    print(f"{len(samples):,} trajectories, {steps:,} labelled steps, {spent:,} policy tokens")


if __name__ == "__main__":
    torch.manual_seed(0)
    main()
