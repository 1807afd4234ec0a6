"""A work folder with a tiny random policy and a few problems of each family, for the stages' tests."""

import json
import string
from pathlib import Path

import torch
from data import FAMILIES
from model import Config, Llama, save

PIECES = "\\n| [A-Za-z]+| \\d|\\d| [^\\sA-Za-z0-9]"
WORDS = ("Make", "from", "left", "Solve", "x", "total", "Ann", "Ben", "has", "more", "pens", "than", "How", "many", "does", "have")
TOKENS = (
    ["<pad>", "<eos>", "<unk>", "\n"]
    + [f" {d}" for d in string.digits]
    + list(string.digits)
    + [f" {sign}" for sign in "+-*/=().,?"]
    + [f" {word}" for word in WORDS]
)
PROBLEMS = {
    "countdown": (" Make {} from {} , 1 .\n", " {1} + 1 = {0}", "{1} + 1 = {0}"),
    "story": (" Ann has {1} pens . Ben has 1 more pens than Ann . How many pens does Ben have ?\n", " Ben = Ann + 1 = {1} + 1 = {0}", "{0}"),
    "equations": (" Solve x - 1 = {1} .\n", " x = {0}", "x = {0}"),
}


def problem(family: str, n: int) -> dict:
    prompt, step, answer = (text.format(n + 1, n) for text in PROBLEMS[family])
    return {"family": family, "difficulty": 1 + n % 2, "text": prompt.strip(), "prompt": prompt, "steps": [step], "answer": answer}


def policy(seed: int = 0) -> Llama:
    """Random, yet peaked enough that completions differ in likelihood."""
    torch.manual_seed(seed)
    config = Config.of_size("tiny", len(TOKENS))
    # A random policy ends when it has no more room: little of it makes the tests quick.
    config.max_position_embeddings = 64
    model = Llama(config)
    with torch.no_grad():
        model.model.embed_tokens.weight.mul_(8)
    return model


def make(work: Path, count: int = 6) -> Path:
    (work / "vocabulary.json").write_text(json.dumps({"tokens": TOKENS, "pieces": PIECES}))
    save(policy(), str(work / "sft-tiny.pt"))
    for family in FAMILIES:
        for name, first in (("rollout", 2), ("validation", 40)):
            lines = [json.dumps(problem(family, n)) for n in range(first, first + count)]
            (work / f"{family}.{name}.jsonl").write_text("\n".join(lines) + "\n")
    return work
