"""Two tiny random models for the engine's tests, made by the same writer as the real ones.

    python fixture.py ../../src/engine/fixtures
"""

import json
import sys
from pathlib import Path

import torch

from bundle import write_bundle
from model import Config, Llama
from onnx_export import export

WORDS = "Make from left Ann Ben has How many does have x"
SIGNS = ". , ? ( ) + - * / ="
SAMPLE = " Make 24 from 4 , 7 , 8 , 8 .\n 8 - 4 = 4 left 4 7 8\n"


def tokenizer() -> dict:
    """WordLevel over words, signs and digits; a number's first digit carries its space."""
    digits = "0123456789"
    tokens = ["<pad>", "<eos>", "<unk>", "\n", *(f" {d}" for d in digits), *digits]
    tokens += [f" {word}" for word in (WORDS + " " + SIGNS).split()]
    special = [
        {"id": i, "content": tokens[i], "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for i in range(3)
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Split",
            "pattern": {"Regex": "\\n| [A-Za-z]+| \\d|\\d| [^\\sA-Za-z0-9]"},
            "behavior": "Isolated",
            "invert": False,
        },
        "post_processor": None,
        "decoder": {"type": "Fuse"},
        "model": {"type": "WordLevel", "vocab": {token: i for i, token in enumerate(tokens)}, "unk_token": "<unk>"},
    }


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    record = tokenizer()
    file = folder / "tokenizer.json"
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    config = Config(len(record["model"]["vocab"]), 32, 2, 2, 1, 64, 192)
    for seed, role in enumerate(("policy", "prm")):
        torch.manual_seed(seed)
        model = Llama(config, step_head=role == "prm").eval()
        with torch.no_grad():
            # Random, yet peaked enough that steps end and tokens depend on what came before.
            model.model.embed_tokens.weight.mul_(5.0)
            if model.score is not None:
                model.score.weight.mul_(40.0)
        write_bundle(
            model,
            role=role,
            id=f"fixture-{role}",
            tokenizer=file,
            models=folder,
            files={"onnx/model.onnx": export(model, role), "onnx/model_f16w.onnx": export(model, role, half=True)},
            families=["countdown"],
            limits={"maxNumber": 9999},
            samples=[SAMPLE],
        )
    file.unlink()


if __name__ == "__main__":
    main()
