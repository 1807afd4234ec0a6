"""Trajectories of a policy with their outcomes: the raw material of a set like ProcessBench
(Zheng et al. 2024, arXiv 2412.06559), whose first wrong steps `npm run -s mark` finds.

    python trajectories.py --checkpoint work/sft-small.pt --vocabulary work/vocabulary.json \\
        --problems work/*.validation.jsonl --out work/trajectories.jsonl

One JSON object a line: {family, difficulty, text, prompt, answer, policy, steps, outcome}. Steps are as the
model wrote them, each with its leading space; outcome says whether the answer is right. A trajectory
that two samples of one problem share is written once, one that did not finish not at all.
The file is written whole or not at all.
"""

import argparse
import json
import os
from pathlib import Path

from checker import is_right
from evaluate import steps_of
from model import Llama, load
from sample import complete
from stages import read_problems
from tokenizer import Tokenizer


def sample_trajectories(model: Llama, tokenizer: Tokenizer, records: list[dict], n: int, temperature: float, seed: int, policy: str):
    """The lines, in the order of the problems, and how many of the samples did not finish."""
    done = complete(model, [tokenizer.encode(r["prompt"]) for r in records], temperature, seed, copies=n)
    lines, unfinished = [], 0
    for i, r in enumerate(records):
        found = [steps_of(tokenizer, tail) for tail in done[i * n : (i + 1) * n]]
        unfinished += sum(not steps for steps in found)
        for steps in dict.fromkeys(tuple(steps) for steps in found if steps):
            line = {name: r[name] for name in ("family", "difficulty", "text", "prompt", "answer")}
            outcome = is_right(r["family"], r["prompt"], list(steps), r["answer"])
            lines.append({**line, "policy": policy, "steps": list(steps), "outcome": outcome})
    return lines, unfinished


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", required=True, type=Path)
    parser.add_argument("--vocabulary", required=True)
    parser.add_argument("--problems", required=True, nargs="+", type=Path, help="JSON lines of validation or test problems")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--count", type=int, help="problems of each file; all when left out")
    parser.add_argument("--n", type=int, default=2, help="samples a problem")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args(argv)
    if not args.checkpoint.exists():
        raise SystemExit(f"{args.checkpoint} is missing: train the policy first.")
    model = load(str(args.checkpoint))[0].eval()
    tokenizer = Tokenizer(args.vocabulary)
    lines = []
    for file in args.problems:
        made, unfinished = sample_trajectories(
            model, tokenizer, read_problems(file, args.count), args.n, args.temperature, args.seed, args.checkpoint.stem
        )
        lines += made
        right = sum(line["outcome"] for line in made)
        print(f"{file.name}: {len(made)} different trajectories, {right} right; {unfinished} did not finish", flush=True)
    temporary = args.out.with_name(f"{args.out.name}.tmp")
    temporary.write_text("".join(json.dumps(line) + "\n" for line in lines))
    os.replace(temporary, args.out)


if __name__ == "__main__":
    main()
