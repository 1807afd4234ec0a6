"""What the stages share: reading what an earlier one made, and keeping what a stopped one has made."""

import json
import os
import zlib
from pathlib import Path

import numpy as np
from model import Llama, load
from tokenizer import STEP


def read_problems(file: Path, count: int | None = None) -> list[dict]:
    """The first `count` problems of the families' JSON lines."""
    if not file.exists():
        raise SystemExit(f"{file} is missing: make it with `npm run -s data`, as recipe.sh does.")
    with file.open() as lines:
        return [json.loads(line) for line in lines][:count]


def read_policy(work: Path, size: str) -> Llama:
    checkpoint = work / f"sft-{size}.pt"
    if not checkpoint.exists():
        raise SystemExit(f"{checkpoint} is missing: run sft.py first.")
    return load(str(checkpoint))[0].eval()


def fingerprint(model: Llama) -> int:
    """A checksum of the weights: tells one policy from another."""
    checksum = 0
    for _, weight in sorted(model.state_dict().items()):
        checksum = zlib.crc32(weight.numpy().tobytes(), checksum)
    return checksum


def held_out(ids: np.ndarray) -> np.ndarray:
    """Which rows of token ids [rows, length] are kept from training, bool [rows]: all those of about one
    prompt in fifty, so that no trajectory of a prompt that was trained on is judged."""
    starts = 1 + (ids == STEP).argmax(1)  # The prompt is one line.
    return np.array([zlib.crc32(row[:start].tobytes()) % 50 == 0 for row, start in zip(ids, starts)], dtype=bool)


def write_text(file: Path, text: str) -> None:
    """Whole or not at all."""
    temporary = file.with_name(f"{file.name}.tmp")
    temporary.write_text(text)
    os.replace(temporary, file)


def write_json(file: Path, record: dict, indent: int | None = None) -> None:
    write_text(file, json.dumps(record, indent=indent, ensure_ascii=False) + "\n")


def kept(file: Path, stamp: dict, make) -> dict:
    """The record in `file`, or else what `make()` gives, kept there for the next run.

    stamp: all that the record depends on; a file of another stamp is refused.
    """
    if file.exists():
        record = json.loads(file.read_text())
        if record["stamp"] != stamp:
            raise SystemExit(f"{file} is of another policy, other problems or other settings: remove its folder to start anew.")
        return record
    record = {"stamp": stamp, **make()}
    file.parent.mkdir(exist_ok=True)
    write_json(file, record)
    return record
