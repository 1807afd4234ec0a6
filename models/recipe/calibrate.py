"""Calibration of a reward model: one temperature T, so that sigmoid(logit / T) is as likely as can be to
give the labels of held-out prompts (Guo et al. 2017, arXiv 1706.04599). It changes no order of scores.
"""

from pathlib import Path

import numpy as np
import torch
from data import BUCKETS
from logprobs import all_logprobs
from model import Llama
from rollouts import UNLABELLED
from stages import held_out
from tokenizer import STEP


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The T of the least cross-entropy of sigmoid(logits / T) and soft labels in [0, 1]; both [n].

    The loss is convex in a = 1/T with the slope mean((sigmoid(a z) − y) z), whose only zero is found by
    halving. a is kept in [1/50, 50]: labels that the logits' signs tell perfectly know no best T.
    """
    z, y = logits.astype(np.float64), labels.astype(np.float64)
    if len(z) == 0:
        raise SystemExit("There are no held-out labels to calibrate with: name a labels file of more prompts.")
    low, high = -np.log(50.0), np.log(50.0)
    for _ in range(60):
        middle = (low + high) / 2
        share = 1 / (1 + np.exp(-np.clip(np.exp(middle) * z, -500, 500)))
        if float(((share - y) * z).mean()) > 0:
            high = middle
        else:
            low = middle
    return float(np.exp(-(low + high) / 2))


def cross_entropy(logits: np.ndarray, labels: np.ndarray, temperature: float = 1.0) -> float:
    """Mean, in nats."""
    z = logits.astype(np.float64) / temperature
    return float((np.logaddexp(0, z) - labels * z).mean())


def step_logits(model: Llama, ids: np.ndarray, verifier: dict, reference: Llama | None) -> np.ndarray:
    """The logit of P(correct) after every token of rows without padding between tokens, [rows, length]."""
    if verifier["kind"] == "step-head":
        return model(torch.from_numpy(ids.astype(np.int64))).numpy()
    if verifier["kind"] != "implicit" or verifier["ratio"] != "cumulative" or reference is None:
        raise SystemExit(f"A reward model of kind '{verifier['kind']}' is not calibrated here.")
    rows = [row[: int((row > 0).sum())].tolist() for row in ids]
    starts = (1 + (ids == STEP).argmax(1)).tolist()  # The prompt is one line.
    sums = (all_logprobs(model, rows, starts) - all_logprobs(reference, rows, starts)).cumsum(1).numpy()
    out = np.zeros(ids.shape, np.float32)
    for i, (row, start) in enumerate(zip(rows, starts)):
        out[i, start : len(row)] = verifier["beta"] * sums[i, : len(row) - start]
    return out


@torch.no_grad()
def held_out_steps(model: Llama, file: Path, verifier: dict, reference: Llama | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Logits and soft labels of the labelled steps of the prompts that no reward model was trained on."""
    if not file.exists():
        raise SystemExit(f"{file} is missing: run rollouts.py first.")
    arrays = np.load(file)
    logits, marks = [np.zeros(0, np.float32)], [np.zeros(0)]
    for bucket in BUCKETS:
        ids, labels = arrays[f"ids_{bucket}"], arrays[f"labels_{bucket}"]
        if not len(ids):
            continue
        apart = held_out(ids)
        ids, labels = ids[apart], labels[apart]
        for at in range(0, len(ids), 256):
            part = labels[at : at + 256]
            known = part != UNLABELLED
            logits.append(step_logits(model, ids[at : at + 256], verifier, reference)[known])
            marks.append(part[known] / 200)
    return np.concatenate(logits), np.concatenate(marks)


def calibrated(model: Llama, file: Path, verifier: dict, reference: Llama | None = None) -> tuple[dict, dict]:
    """Fit T on `file`'s held-out labels and bake it in: into the head's weights where there is one, else
    into the catalog's entry, which is returned with a record of what was fitted."""
    logits, labels = held_out_steps(model, file, verifier, reference)
    temperature = fit_temperature(logits, labels)
    before, after = cross_entropy(logits, labels), cross_entropy(logits, labels, temperature)
    if verifier["kind"] == "step-head":
        with torch.no_grad():
            model.score.weight.div_(temperature)
            model.score.bias.div_(temperature)
    else:
        verifier = {**verifier, "temperature": round(temperature, 6)}
    record = {"temperature": round(temperature, 4), "labels": len(labels)}
    print(f"temperature {temperature:.3f} of {len(labels):,} held-out labels: cross-entropy {before:.4f} to {after:.4f}")
    return verifier, record
