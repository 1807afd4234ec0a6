"""Monte Carlo step labels, after Math-Shepherd (Wang et al. 2024, arXiv 2312.08935): no people,
and no step checker; only the outcome of finished trajectories.

For each problem one trajectory is sampled from the policy; from the end of each of its steps,
K completions. The label of a step is the share of completions that end right (soft estimation, equation 4;
the trajectory itself counts as one), or 1 when any of them does (hard estimation, equation 3).
The completions are kept too: their own new steps carry the one outcome that they were seen to
reach (the same estimate with N = 1).

`python rollouts.py --work work` writes work/labels-<size>.npz, and what it cost to labels-<size>.json;
with `--estimate hard` also labels-hard-<size>.npz, from the same completions; `--name` puts another word
in the place of "labels". Stops and resumes.
"""

import argparse
import json
import time
import zlib
from pathlib import Path

import numpy as np
import torch
from checker import is_right
from data import BUCKETS, FAMILIES
from evaluate import steps_of
from sample import complete
from stages import fingerprint, kept, read_policy, read_problems, write_json
from tokenizer import EOS, STEP, Tokenizer

UNLABELLED = 255
PART = 2000  # problems


def ends(ids: list[int], start: int) -> list[int]:
    """Positions of the step ends at or after `start`."""
    return [i for i in range(start, len(ids)) if ids[i] in (STEP, EOS)]


def label_family(model, tokenizer, records, k: int, temperature: float, seed: int, report):
    """Rows of (ids, {position: soft label in [0, 1]}), the policy tokens that they cost, and how many
    different prefixes were completed k times."""
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
    return out, tokens, len({tuple(trajectories[i][: at + 1]) for i, at in stems})


def pack(samples) -> dict[str, np.ndarray]:
    """Rows of (ids, {position: label in [0, 1]}) as arrays ids_<bucket> and labels_<bucket>,
    both [rows, bucket]; labels in 1/200ths, so that 255 can mean that there is none."""
    arrays = {}
    for low, high in zip((0, *BUCKETS), BUCKETS):
        chosen = [s for s in samples if low < len(s[0]) <= high]
        ids = np.zeros((len(chosen), high), dtype=np.uint8)
        labels = np.full((len(chosen), high), UNLABELLED, dtype=np.uint8)
        for row, (tokens, marks) in enumerate(chosen):
            ids[row, : len(tokens)] = tokens
            for at, value in marks.items():
                labels[row, at] = round(value * 200)
        arrays[f"ids_{high}"], arrays[f"labels_{high}"] = ids, labels
    return arrays


def harden(arrays) -> dict[str, np.ndarray]:
    """Hard estimation from the soft: 1 where any completion ended right."""
    hard = {name: arrays[name] for name in arrays}
    for name, array in hard.items():
        if name.startswith("labels_"):
            hard[name] = np.where((array > 0) & (array != UNLABELLED), 200, array).astype(np.uint8)
    return hard


def write_labels(file: Path, samples, tokens: int, estimates: int, args) -> None:
    """The labels, and beside them a JSON record of what they cost.

    estimates: prefixes with a Monte Carlo estimate of K completions; a label is any labelled step,
    each prefix counted once however many rows share it.
    """
    labels = len({hash(bytes(ids[: at + 1])) for ids, marks in samples for at in marks})
    np.savez_compressed(file, **pack(samples))
    record = {
        "trajectories": len(samples),
        "labels": labels,
        "estimates": estimates,
        "policyTokens": tokens,
        "labelsPer1000Tokens": round(1000 * labels / tokens, 3),
        "estimatesPer1000Tokens": round(1000 * estimates / tokens, 3),
        "settings": {name: value for name, value in vars(args).items() if name != "work"},
    }
    write_json(file.with_suffix(".json"), record)
    print(
        f"{len(samples):,} trajectories, {labels:,} labelled steps, {estimates:,} of them from K completions, {tokens:,} policy tokens:"
        f" {1000 * labels / tokens:.2f} labels and {1000 * estimates / tokens:.2f} estimates per 1,000 policy tokens"
    )


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--name", default="labels", help="of what is written, <name>-<size>.npz")
    parser.add_argument("--estimate", choices=("soft", "hard"), default="soft")
    parser.add_argument("--count", type=int, nargs=3, default=[8000, 4000, 4000], help="problems of each family")
    parser.add_argument("--k", type=int, default=4, help="completions a step")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args(argv)
    work = Path(args.work)
    soft = work / f"{args.name}-{args.size}.npz"
    # Both estimates are of the same completions, so those of the soft labels need not be sampled again.
    if args.estimate == "soft" or not soft.exists():
        sample_labels(work, soft, args)
    if args.estimate == "hard":
        np.savez_compressed(work / f"{args.name}-hard-{args.size}.npz", **harden(np.load(soft)))
        print(f"hard labels of the completions of {soft.name}")


def sample_labels(work: Path, out: Path, args) -> None:
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    model = read_policy(work, args.size)
    policy = fingerprint(model)
    samples, spent, estimates = [], 0, 0
    for family, count in zip(FAMILIES, args.count):
        records = read_problems(work / f"{family}.rollout.jsonl", count)
        for part in range(0, len(records), PART):
            chosen = records[part : part + PART]

            def make(chosen=chosen, seed=args.seed + part, family=family) -> dict:
                start = time.time()
                rows, tokens, states = label_family(
                    model, tokenizer, chosen, args.k, args.temperature, seed, lambda text: print(f"{family}: {text}", flush=True)
                )
                print(f"  {tokens:,} tokens, {tokens / (time.time() - start):,.0f} tok/s", flush=True)
                return {"rows": [[ids, list(marks.items())] for ids, marks in rows], "tokens": tokens, "estimates": states}

            stamp = {
                "policy": policy, "problems": zlib.crc32(json.dumps(chosen).encode()),
                "k": args.k, "temperature": args.temperature, "seed": args.seed,
            }  # fmt: skip
            record = kept(work / f"rollouts-{args.size}" / f"{family}-{part}.json", stamp, make)
            samples += [(ids, dict(marks)) for ids, marks in record["rows"]]
            spent += record["tokens"]
            estimates += record["estimates"]
    write_labels(out, samples, spent, estimates, args)


if __name__ == "__main__":
    torch.manual_seed(0)
    main()
