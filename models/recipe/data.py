"""From the families' JSON lines to token arrays, bucketed by length; and arithmetic drills.

`python data.py work` reads work/<family>.train.jsonl and writes work/train.npz.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
from tokenizer import EOS, STEP, Tokenizer

FAMILIES = ("countdown", "story", "equations")
BUCKETS = (24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 144, 160, 192, 224, 352)
# Long samples take the most time and teach the least about one step: only a share is kept.
KEEP = {192: 0.6, 224: 0.5, 352: 0.25}


def drill(rng: random.Random) -> str:
    """One line of pure arithmetic in the ranges that the families use, such as " 17 + 25 = 42\\n"."""
    kind = rng.random()
    if kind < 0.32:
        a, b = rng.randint(1, rng.choice((20, 100, 200))), rng.randint(1, rng.choice((20, 100, 200)))
        return f" {a} + {b} = {a + b}\n"
    if kind < 0.64:
        b, c = rng.randint(1, rng.choice((20, 100, 200))), rng.randint(1, rng.choice((20, 100, 200)))
        return f" {b + c} - {b} = {c}\n"
    a, b = rng.randint(2, 13), rng.randint(2, rng.choice((13, 13, 30, 60)))
    if kind < 0.85:
        a, b = (a, b) if rng.random() < 0.5 else (b, a)
        return f" {a} * {b} = {a * b}\n"
    return f" {a * b} / {a} = {b}\n"


def drills(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(drill(rng) for _ in range(5)) for _ in range(count)]


def encode_sample(tokenizer: Tokenizer, record: dict) -> tuple[list[int], int]:
    """Token ids of prompt and steps, and the length of the prompt."""
    prompt = tokenizer.encode(record["prompt"])
    body = tokenizer.encode("\n".join(record["steps"]))
    return prompt + body + [EOS], len(prompt)


def encode_all(work: Path, drill_count: int) -> None:
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    samples: list[tuple[list[int], int]] = []
    for family in FAMILIES:
        file = work / f"{family}.train.jsonl"
        if not file.exists():
            raise SystemExit(f"{file} is missing: run the data stage of recipe.sh first.")
        before = sum(len(ids) for ids, _ in samples)
        with file.open() as lines:
            samples += [encode_sample(tokenizer, json.loads(line)) for line in lines]
        print(f"{family}: {sum(len(i) for i, _ in samples) - before:,} tokens", flush=True)
    for text in drills(drill_count, seed=1):
        samples.append((tokenizer.encode(text), 0))
    dropped = sum(len(ids) > BUCKETS[-1] for ids, _ in samples)
    arrays = {}
    for low, high in zip((0, *BUCKETS), BUCKETS):
        chosen = [(ids, p) for ids, p in samples if low < len(ids) <= high]
        chosen = chosen[: round(len(chosen) * KEEP.get(high, 1))]
        tokens = np.zeros((len(chosen), high), dtype=np.uint8)
        prompt = np.zeros(len(chosen), dtype=np.int16)
        for row, (ids, length) in enumerate(chosen):
            tokens[row, : len(ids)] = ids
            prompt[row] = length
        arrays[f"tokens_{high}"], arrays[f"prompt_{high}"] = tokens, prompt
        print(f"length ≤ {high}: {len(chosen):,} samples", flush=True)
    np.savez(work / "train.npz", **arrays)
    total = sum(int((arrays[f"tokens_{b}"] > 0).sum()) for b in BUCKETS)
    print(f"{len(samples):,} samples, {total:,} tokens; {dropped} longer than {BUCKETS[-1]} left out")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit("Usage: python data.py WORK_FOLDER [DRILL_COUNT]")
    encode_all(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 250_000)
    assert STEP == 3
