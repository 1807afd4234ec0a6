"""How well a reward model of ends.py tells states that can still reach the target from those that cannot, by how many
numbers are left: the AUC of p(end = target) against exact search, on countdowns that it was never trained on. States that
no training derivation met (`kept_apart`) are reported apart.

    python depth_auc.py --work work --checkpoint ends-small.pt --problems hard.jsonl
"""

import argparse
import json
import random
import re
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from data import texts
from ends import Asking
from ends_data import kept_apart
from legal import moves, step_text
from model import Llama, load
from prm import auc
from tokenizer import STEP, Tokenizer


@lru_cache(maxsize=None)
def reaches(held: tuple[Fraction, ...], target: Fraction) -> bool:
    """By exhaustive search; `held` in ascending order."""
    if len(held) == 1:
        return held[0] == target
    return any(reaches(tuple(sorted(step[4])), target) for step in moves(list(held)))


@torch.inference_mode()
def values(model: Llama, asking: Asking, rows: list[tuple[list[int], list[int]]], batch: int = 256) -> np.ndarray:
    """log P(end = target) of each (text with a hidden target, target's tokens), [rows]."""
    asked = [ids + [asking.ends, *target] for ids, target in rows]
    out = np.zeros(len(rows))
    for length in sorted(set(map(len, asked))):
        same = [i for i, ids in enumerate(asked) if len(ids) == length]
        for at in range(0, len(same), batch):
            part = same[at : at + batch]
            chances = torch.log_softmax(model(torch.tensor([asked[i] for i in part])).float(), -1)
            for row, i in enumerate(part):
                start = len(rows[i][0])
                told = [*rows[i][1], asking.right]
                out[i] = sum(chances[row, start + k, token].item() for k, token in enumerate(told))
    return out


def measure(model: Llama, asking: Asking, records: list[dict], per_problem: int, seed: int) -> list[dict]:
    """AUC and counts by how many numbers are left, all states and those kept apart."""
    rng = random.Random(seed)
    rows, truth, left, new = [], [], [], []
    for record in records:
        prompt, target = asking.hide(asking.tokenizer.encode(record["prompt"]))
        aim, *numbers = [Fraction(n) for n in re.findall(r"\d+", record["prompt"])]
        first = moves(numbers)
        for one in first:
            text = asking.tokenizer.encode(step_text(one)) + [STEP]
            chosen = [(one, text)]
            if len(one[4]) > 2:
                for two in rng.sample(moves(one[4]), min(per_problem, len(moves(one[4])))):
                    chosen.append((two, text + asking.tokenizer.encode(step_text(two)) + [STEP]))
            for step, ids in chosen:
                state = tuple(sorted(step[4]))
                rows.append((prompt + ids, target))
                truth.append(reaches(state, aim))
                left.append(len(state))
                new.append(kept_apart(list(state)))
    score, truth, left, new = values(model, asking, rows), np.array(truth), np.array(left), np.array(new)
    out = []
    for count in sorted(set(left.tolist()), reverse=True):
        for name, of in (("all", left == count), ("never met", (left == count) & new)):
            if truth[of].any() and not truth[of].all():
                out.append({"left": count, "states": name, "count": int(of.sum()), "reachable": round(float(truth[of].mean()), 3), "auc": round(auc(score[of], truth[of]), 4)})
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--problems", required=True, nargs="+", help="FILE or FILE:COUNT of countdowns of four numbers")
    parser.add_argument("--per-problem", type=int, default=2, help="second steps that are looked at after each first step")
    args = parser.parse_args()
    model, record = load(str(args.work / args.checkpoint))
    model.load_state_dict(record["average"])
    asking = Asking(Tokenizer(str(args.work / "vocabulary.json")))
    for row in measure(model.eval(), asking, list(texts(args.work, args.problems)), args.per_problem, 0):
        print(json.dumps(row))


if __name__ == "__main__":
    main()
