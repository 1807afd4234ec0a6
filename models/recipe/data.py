"""From the families' JSON lines to token arrays, for packing.py; and arithmetic drills.

`python data.py --work work --take countdown.train.jsonl story.train.jsonl:1000` writes work/train.npz.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
from packing import NONE, Sample, Samples
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


def number(n: int) -> str:
    return f"{n}" if n >= 0 else f"- {-n}"


def signed_drill(rng: random.Random) -> str:
    """Sums that may be negative, of numbers or of multiples of x, as equations need them."""
    limit = rng.choice((20, 60, 200))
    a, b = rng.randint(-limit, limit), rng.randint(1, limit)
    operator = rng.choice("+-")
    value = a + b if operator == "+" else a - b
    unit = " x" if limit <= 60 and abs(a) > 1 and b > 1 and abs(value) > 1 and rng.random() < 0.4 else ""
    return f" {number(a)}{unit} {operator} {b}{unit} = {number(value)}{unit}\n"


def drills(count: int, seed: int, make=drill) -> list[str]:
    rng = random.Random(seed)
    return ["".join(make(rng) for _ in range(5)) for _ in range(count)]


def encode_sample(tokenizer: Tokenizer, record: dict) -> tuple[list[int], int]:
    """Token ids of prompt and steps, and the length of the prompt."""
    prompt = tokenizer.encode(record["prompt"])
    body = tokenizer.encode("\n".join(record["steps"]))
    return prompt + body + [EOS], len(prompt)


def supervise(ids: list[int], prompt: int, step: int, equals: int) -> Sample:
    """What the policy is to say: all after the prompt; of a drill (prompt 0) its results alone, since its operands are random."""
    following = ids[1:] + [NONE]
    if prompt:
        return Sample(ids, [t if i + 1 >= prompt else NONE for i, t in enumerate(following)])
    targets, telling = [], False
    for token, target in zip(ids, following):
        telling = token == equals or (telling and token != step)
        targets.append(target if telling else NONE)
    return Sample(ids, targets)


def texts(work: Path, take: list[str]):
    """The records of each FILE or FILE:COUNT, the last COUNT lines of it."""
    for part in take:
        name, _, count = part.partition(":")
        file = work / name
        if not file.exists():
            raise SystemExit(f"{file} is missing: run the data stage of recipe.sh first.")
        with file.open() as lines:
            chosen = lines.readlines()[-int(count or 0) :]
        yield from map(json.loads, chosen)


def sft_samples(tokenizer: Tokenizer, work: Path, take: list[str], drill_count: int, signed_count: int) -> Samples:
    samples = Samples()
    equals = tokenizer.ids[" ="]
    rng = random.Random(5)
    for record in texts(work, take):
        ids, prompt = encode_sample(tokenizer, record)
        if rng.random() < next((KEEP.get(high, 1) for high in BUCKETS if len(ids) <= high), 0):
            samples.add(supervise(ids, prompt, STEP, equals))
    for text in drills(drill_count, 1) + drills(signed_count, 2, signed_drill):
        samples.add(supervise(tokenizer.encode(text), 0, STEP, equals))
    return samples


def encode_all(work: Path, out: str, take: list[str], drill_count: int, signed_count: int) -> None:
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    samples: list[tuple[list[int], int]] = []
    for part in take:
        name, _, count = part.partition(":")
        file = work / name
        if not file.exists():
            raise SystemExit(f"{file} is missing: run the data stage of recipe.sh first.")
        before = sum(len(ids) for ids, _ in samples)
        with file.open() as lines:
            chosen = lines.readlines()[-int(count or 0) :]
        samples += [encode_sample(tokenizer, json.loads(line)) for line in chosen]
        print(f"{name}: {sum(len(i) for i, _ in samples) - before:,} tokens", flush=True)
    for text in drills(drill_count, 1) + drills(signed_count, 2, signed_drill):
        samples.append((tokenizer.encode(text), 0))
    random.Random(5).shuffle(samples)
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
    np.savez(work / out, **arrays)
    total = sum(int((arrays[f"tokens_{b}"] > 0).sum()) for b in BUCKETS)
    print(f"{len(samples):,} samples, {total:,} tokens; {dropped} longer than {BUCKETS[-1]} left out")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", default="train.npz")
    parser.add_argument("--take", nargs="+", required=True, help="FILE or FILE:COUNT, the last COUNT lines")
    parser.add_argument("--drills", type=int, default=0)
    parser.add_argument("--signed-drills", type=int, default=0)
    args = parser.parse_args()
    work = Path(args.work)
    made = sft_samples(Tokenizer(str(work / "vocabulary.json")), work, args.take, args.drills, args.signed_drills)
    made.write(work / args.out)
    print(f"{args.out}: {len(made):,} samples, {made.starts[-1]:,} tokens", flush=True)
