"""Rows without padding: several samples share a row of a fixed length, each seeing itself alone.

A sample is what `Sample` says: tokens, what is to be predicted after each, and asides, stretches that no later token
sees or counts as a position (how a reward model is asked about a step in the middle of a trajectory).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

ROWS = (96, 128, 160, 192, 256, 384)  # tokens a row; the last is the models' context
NONE = -100  # nothing to be predicted here


@dataclass
class Sample:
    ids: list[int]
    targets: list[int]  # the token that should follow, or NONE
    asides: list[int] | None = None  # 0: part of the text; k: part of the k-th aside


class Samples:
    """Many samples in flat arrays, so that millions fit."""

    def __init__(self, samples=()):
        self.ids, self.targets, self.asides, self.starts = [], [], [], [0]
        for one in samples:
            self.add(one)

    def add(self, one: Sample) -> None:
        if len(one.ids) > ROWS[-1]:
            return
        self.ids.append(np.array(one.ids, np.uint16))
        self.targets.append(np.array(one.targets, np.int16))
        self.asides.append(np.array(one.asides or [0] * len(one.ids), np.uint8))
        self.starts.append(self.starts[-1] + len(one.ids))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def write(self, file: Path) -> None:
        np.savez(
            file,
            ids=np.concatenate(self.ids),
            targets=np.concatenate(self.targets),
            asides=np.concatenate(self.asides),
            starts=np.array(self.starts, np.int64),
        )


def pack(lengths: np.ndarray, order: np.ndarray) -> list[tuple[int, list[int]]]:
    """Rows as (tokens, samples in it): each of the samples in `order` in the row that it fills best, long ones first."""
    by_length = order[np.argsort(-lengths[order], kind="stable")]
    open_rows: list[list[tuple[int, list[int]]]] = [[] for _ in range(ROWS[-1] + 1)]  # by the room that is left
    rows: list[tuple[int, list[int]]] = []
    for index in by_length.tolist():
        length = int(lengths[index])
        for room in range(length, ROWS[-1] + 1):
            if open_rows[room]:
                row = open_rows[room].pop()
                break
        else:
            room = next(size for size in ROWS if size >= length)
            row = (room, [])
            rows.append(row)
        row[1].append(index)
        open_rows[room - length].append(row)
    return rows


class Packed:
    """Endless batches of about `tokens` tokens from a file of `Samples`.

    Files may be mixed: `shares` says how often a sample of each file is drawn, in passes over it for one pass of all.
    """

    CHUNK = 16384  # samples that are packed together

    def __init__(self, files: list[Path], tokens: int, seed: int, shares: list[float] | None = None):
        loaded = []
        for file in files:
            if not file.exists():
                raise SystemExit(f"{file} is missing: run data.py first.")
            loaded.append(dict(np.load(file)))
        self.ids, self.targets, self.asides = (np.concatenate([one[name] for one in loaded]) for name in ("ids", "targets", "asides"))
        offsets = np.cumsum([0, *(len(one["ids"]) for one in loaded)])
        self.starts = np.concatenate([one["starts"][:-1] + offset for one, offset in zip(loaded, offsets)])
        self.lengths = np.concatenate([np.diff(one["starts"]) for one in loaded])
        counts = [len(one["starts"]) - 1 for one in loaded]
        self.share = np.concatenate([np.full(count, share) for count, share in zip(counts, shares or [1.0] * len(loaded))])
        self.rng = np.random.default_rng(seed)
        self.rows = {size: max(1, tokens // size) for size in ROWS}
        self.ready: list[list[tuple[int, list[int]]]] = []
        self.waiting: dict[int, list[tuple[int, list[int]]]] = {size: [] for size in ROWS}
        self.order = np.zeros(0, np.int64)

    def _fill(self) -> None:
        while not self.ready:
            if len(self.order) < self.CHUNK:
                whole = np.floor(self.share)
                copies = whole + (self.rng.random(len(self.share)) < self.share - whole)
                fresh = np.repeat(np.arange(len(self.lengths)), copies.astype(np.int64))
                self.order = np.concatenate([self.order, self.rng.permutation(fresh)])
            chunk, self.order = self.order[: self.CHUNK], self.order[self.CHUNK :]
            for row in pack(self.lengths, chunk):
                # The row's size is what its samples were first given.
                self.waiting[row[0]].append(row)
            for size, rows in self.waiting.items():
                self.rng.shuffle(rows)
                while len(rows) >= self.rows[size]:
                    self.ready.append([rows.pop() for _ in range(self.rows[size])])
            self.rng.shuffle(self.ready)

    def next(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """ids, positions, targets and segments, each [rows, tokens]; a segment is 64 × the sample's place in its row + its
        aside, 0 where a row is padded."""
        self._fill()
        batch = self.ready.pop()
        shape = (len(batch), batch[0][0])
        ids, positions, segments = (np.zeros(shape, np.int64) for _ in range(3))
        targets = np.full(shape, NONE, np.int64)
        for row, (_, samples) in enumerate(batch):
            at = 0
            for place, index in enumerate(samples):
                start, length = self.starts[index], self.lengths[index]
                part = slice(start, start + length)
                aside = self.asides[part].astype(np.int64)
                ids[row, at : at + length] = self.ids[part]
                targets[row, at : at + length] = self.targets[part]
                positions[row, at : at + length] = places(aside)
                segments[row, at : at + length] = 64 * (place + 1) + aside
                at += length
        return tuple(map(torch.from_numpy, (ids, positions, targets, segments)))


def places(asides: np.ndarray) -> np.ndarray:
    """The position of each token, where asides do not count for what follows them."""
    text = asides == 0
    before = np.cumsum(text) - text
    out = before.copy()
    starts = np.flatnonzero((~text) & (np.diff(asides, prepend=0) != 0))
    for start in starts:
        end = start
        while end < len(asides) and asides[end] == asides[start]:
            end += 1
        out[start:end] = before[start] + np.arange(end - start)
    return out


def bias_of(segments: torch.Tensor) -> torch.Tensor:
    """What is added to attention's weights, [rows, 1, tokens, tokens]: 0 where a token sees another, its own sample's
    text before it and its own aside; −∞, nearly, elsewhere."""
    sample, aside = segments // 64, segments % 64
    length = segments.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool).tril()
    own = (sample[:, :, None] == sample[:, None, :]) & ((aside[:, None, :] == 0) | (aside[:, None, :] == aside[:, :, None]))
    return torch.where(own & causal, 0.0, -1e9)[:, None]
