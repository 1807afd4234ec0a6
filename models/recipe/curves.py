"""The curves of the RL runs: one table of all runs and seeds, and plots of mean and band over the seeds.

`python curves.py --work work --out ../results` reads work/rl-<method>-<size>-s<seed>.csv and .validation.csv
and writes rl.csv, rl-validation.csv, rl-training.svg and rl-validation.svg.
"""

import argparse
import csv
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from data import FAMILIES
from stages import write_text

METHODS = {"rloo": "RLOO (outcome only)", "grpo": "GRPO", "prime": "PRIME", "prl": "PRL"}
# Okabe and Ito's colours, told apart by the colour-blind too; and a dash of its own each.
STYLES = {"rloo": ("#000000", "-"), "grpo": ("#E69F00", "--"), "prime": ("#0072B2", "-"), "prl": ("#D55E00", "-.")}
TRAINING = {
    "mean_reward": "mean reward of the samples",
    "entropy": "entropy, nats a token",
    "kl": "KL from the reference, nats a token",
    "mean_length": "length, tokens",
    "kept_prompts": "prompts kept",
    "prm_loss": "loss of PRIME's implicit PRM",
}


def read_runs(work: Path, size: str, suffix: str) -> list[dict]:
    """The rows of all runs of a size, each with its method and seed."""
    rows = []
    for file in sorted(work.glob(f"rl-*-{size}-s*{suffix}")):
        found = re.fullmatch(rf"rl-({'|'.join(METHODS)})-{size}-s(\d+){re.escape(suffix)}", file.name)
        if found:
            with file.open(newline="") as lines:
                rows += [{"method": found[1], "seed": int(found[2]), **row} for row in csv.DictReader(lines)]
    if not rows:
        raise SystemExit(f"{work} holds no rl-<method>-{size}-s<seed>{suffix}: run rl.py first.")
    return rows


def bands(rows: list[dict], x: str, y: str) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """By method: the iterations [iterations] that all its seeds have reached, x there as the mean of the seeds
    [iterations], and y [seeds, iterations]. Rows where y is empty are left out."""
    found: dict[str, dict[int, dict[int, tuple[float, float]]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row[y] != "":
            found[row["method"]][row["seed"]][int(row["iteration"])] = (float(row[x]), float(row[y]))
    out = {}
    for method, seeds in found.items():
        common = sorted(set.intersection(*(set(points) for points in seeds.values())))
        values = np.array([[points[i] for i in common] for points in seeds.values()])  # [seeds, iterations, 2]
        out[method] = (np.array(common), values[..., 0].mean(0), values[..., 1])
    return out


def smooth(values: np.ndarray, width: int) -> np.ndarray:
    """Mean of the last `width` values, [..., iterations]."""
    sums = np.cumsum(np.concatenate([np.zeros((*values.shape[:-1], 1)), values], -1), -1)
    at = np.arange(1, values.shape[-1] + 1)
    start = np.maximum(0, at - width)
    return (sums[..., at] - sums[..., start]) / (at - start)


def draw(panels: list[tuple[str, list[dict], str]], columns: int, width: int, title: str, out: Path) -> None:
    """One panel each (heading, rows, what is drawn), against the tokens that were sampled."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "ponderosa"
    import matplotlib.pyplot as plt

    lines = -(-len(panels) // columns)
    figure, axes = plt.subplots(lines, columns, figsize=(4 * columns, 2.9 * lines), layout="constrained", squeeze=False)
    handles = {}
    for axis, (heading, rows, what) in zip(axes.flat, panels):
        for method, (_, tokens, each) in bands(rows, "policy_tokens", what).items():
            color, dash = STYLES[method]
            each = smooth(each, width)
            axis.fill_between(tokens / 1e6, each.min(0), each.max(0), color=color, alpha=0.13, linewidth=0)
            (handles[method],) = axis.plot(tokens / 1e6, each.mean(0), dash, color=color, linewidth=1.6)
        axis.set_title(heading, fontsize=10)
        axis.set_xlabel("policy tokens sampled, millions", fontsize=8)
        axis.tick_params(labelsize=8)
        axis.spines[["top", "right"]].set_visible(False)
    for axis in axes.flat[len(panels) :]:
        axis.axis("off")
    order = [m for m in METHODS if m in handles]
    figure.legend([handles[m] for m in order], [METHODS[m] for m in order], loc="outside lower center", ncols=len(order), frameon=False)
    figure.suptitle(title, fontsize=11)
    figure.savefig(out, format="svg", metadata={"Date": None, "Title": title})
    plt.close(figure)


def write_rows(file: Path, rows: list[dict]) -> None:
    lines = [",".join(rows[0]), *(",".join(str(v) for v in row.values()) for row in rows)]
    write_text(file, "\n".join(lines) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--out", required=True)
    parser.add_argument("--smooth", type=int, default=5, help="iterations that a point of the training curves is the mean of")
    args = parser.parse_args()
    work, out = Path(args.work), Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    training, validation = read_runs(work, args.size, ".csv"), read_runs(work, args.size, ".validation.csv")
    name = "rl" if args.size == "small" else f"rl-{args.size}"
    write_rows(out / f"{name}.csv", training)
    write_rows(out / f"{name}-validation.csv", validation)
    seeds = len({row["seed"] for row in training})
    band = f"mean of {seeds} seeds, band from the least to the largest"
    draw([(heading, training, what) for what, heading in TRAINING.items()], 3, args.smooth, f"RL from one start: {band}", out / f"{name}-training.svg")
    panels = []
    for what, label in (("avg", "avg@{}"), ("pass", "pass@8")):
        for family in FAMILIES:
            rows = [row for row in validation if row["family"] == family and row["difficulty"] == "all"]
            panels.append((f"{family}: {label.format(rows[0]['samples'])}", rows, what))
    draw(panels, 3, 1, f"Validation problems of all levels: {band}", out / f"{name}-validation.svg")


if __name__ == "__main__":
    main()
