"""How far Monte Carlo step labels agree with the families' check of each step.

    python agreement.py lines --work work --labels labels-small.npz --out work/labelled.jsonl
    npm run -s mark -- models/recipe/work/labelled.jsonl >models/recipe/work/marked.jsonl
    python agreement.py report work/marked.jsonl

`lines` writes the labelled trajectories of held-out prompts, each as {family, text, steps, outcome, labels},
a label for each step, null where it has none. `report` counts each prefix once: a step is right when
neither it nor any before it is refused. The labels know outcomes only, so that a right step from which the
policy never finds the answer is 0 to them, and a wrong one from which it does is not.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from data import BUCKETS, FAMILIES
from prm import auc
from rollouts import UNLABELLED, ends
from stages import held_out, read_problems, write_text
from tokenizer import EOS, STEP, Tokenizer


def labelled_lines(work: Path, labels: str) -> list[dict]:
    """A line for each finished held-out trajectory of the labels file whose problem the work folder knows."""
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    problems = {r["prompt"]: r for family in FAMILIES for r in read_problems(work / f"{family}.rollout.jsonl")}
    arrays = np.load(work / labels)
    lines = []
    for bucket in BUCKETS:
        ids, marks = arrays[f"ids_{bucket}"], arrays[f"labels_{bucket}"]
        apart = held_out(ids)
        for row, mark in zip(ids[apart].tolist(), marks[apart]):
            row = row[: row.index(EOS) + 1] if EOS in row else []
            start = 1 + row.index(STEP) if row else 0
            problem = problems.get(tokenizer.decode(row[:start]))
            if problem is None:
                continue
            found = [None if mark[at] == UNLABELLED else float(mark[at]) / 200 for at in ends(row, start)]
            lines.append({
                "family": problem["family"], "text": problem["text"],
                "steps": tokenizer.decode(row[start:-1]).split("\n"), "outcome": bool(found and (found[-1] or 0) > 0.5), "labels": found,
            })  # fmt: skip
    return lines


def agreement(lines: list[dict]) -> dict[str, dict[str, float]]:
    """By family and "all": how many different labelled prefixes; the share of them that is right; how often a label above 0,
    and one of at least a half, says what the check says; and the AUC of the labels for it."""
    prefixes: dict[str, dict[tuple, tuple[float, bool]]] = defaultdict(dict)
    for line in lines:
        wrong = line["firstError"] if line["firstError"] >= 0 else len(line["steps"])
        for at, label in enumerate(line["labels"]):
            if label is not None:
                prefixes[line["family"]][(line["text"], *line["steps"][: at + 1])] = (label, at < wrong)
    if not prefixes:
        raise SystemExit("No line holds a label.")
    groups = {family: list(found.values()) for family, found in prefixes.items()}
    groups["all"] = [one for found in prefixes.values() for one in found.values()]
    out = {}
    for name, found in groups.items():
        labels, right = (np.array(column) for column in zip(*found))
        out[name] = {
            "labels": len(labels), "right": right.mean(), "hard": ((labels > 0) == right).mean(),
            "half": ((labels >= 0.5) == right).mean(), "auc": auc(labels, right),
        }  # fmt: skip
    return out


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    does = parser.add_subparsers(dest="does", required=True)
    lines = does.add_parser("lines")
    lines.add_argument("--work", required=True, type=Path)
    lines.add_argument("--labels", required=True, help="in the work folder")
    lines.add_argument("--out", required=True, type=Path)
    does.add_parser("report").add_argument("marked", type=Path)
    args = parser.parse_args(argv)
    if args.does == "lines":
        if not (args.work / args.labels).exists():
            raise SystemExit(f"{args.work / args.labels} is missing: run rollouts.py or omega.py first.")
        made = labelled_lines(args.work, args.labels)
        write_text(args.out, "".join(json.dumps(line) + "\n" for line in made))
        print(f"{len(made):,} held-out trajectories")
        return
    if not args.marked.exists():
        raise SystemExit(f"{args.marked} is missing: make it with `npm run -s mark`.")
    print("| family | labels | right | label above 0 | at least 0.5 | AUC |\n| --- | --- | --- | --- | --- | --- |")
    for family, row in agreement([json.loads(line) for line in args.marked.read_text().splitlines()]).items():
        print(f"| {family} | {row['labels']:,} | {row['right']:.3f} | {row['hard']:.3f} | {row['half']:.3f} | {row['auc']:.3f} |")


if __name__ == "__main__":
    main()
