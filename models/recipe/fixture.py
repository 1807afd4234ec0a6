"""Tiny random models for the engine's tests, made by the same writer as the real ones: a policy
and one verifier of each kind that runs a model.

    python fixture.py ../../src/engine/fixtures
"""

import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from bundle import write_bundle
from model import Config, Llama
from onnx_export import export
from step_scores import step_scores

WORDS = "Make from left Ann Ben has How many does have x"
SIGNS = ". , ? ( ) + - * / ="
EOS = 1
PROMPT = " Make 24 from 4 , 7 , 8 , 8 .\n"
STEPS = [" 8 - 4 = 4 left 4 7 8\n", " 7 - 4 = 3 left 3 8\n", " 3 * 8 = 24"]


def tokenizer(special: list[str]) -> dict:
    """WordLevel over words, signs and digits; a number's first digit carries its space.
    `special`: tokens that a verifier has and the policy does not know."""
    digits = "0123456789"
    tokens = ["<pad>", "<eos>", "<unk>", "\n", *(f" {d}" for d in digits), *digits]
    tokens += [f" {word}" for word in (WORDS + " " + SIGNS).split()] + special
    added = [
        {"id": i, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for i, token in enumerate(tokens)
        if token.startswith("<")
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
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


def ids(text: str) -> list[int]:
    return Tokenizer.from_str(json.dumps(tokenizer([]))).encode(text, add_special_tokens=False).ids


def make(config: Config, seed: int, labels: int) -> Llama:
    """Random, yet peaked enough that steps end and tokens depend on what came before."""
    torch.manual_seed(seed)
    model = Llama(config, step_head=labels == 1)
    if labels > 1:
        model.score = nn.Linear(config.hidden_size, labels)
    with torch.no_grad():
        model.model.embed_tokens.weight.mul_(5.0)
        if model.score is not None:
            model.score.weight.mul_(40.0)
    return model.eval()


class Fixtures:
    def __init__(self, folder: Path):
        self.folder = folder
        self.models: dict[str, Llama] = {}

    def add(self, name: str, role: str, seed: int, *, labels: int = 0, small: bool = True,
            verifier: dict | None = None, special: tuple[str, ...] = ()) -> None:  # fmt: skip
        """One model folder. `labels`: of its head, 0 for a language model; `small`: of one layer."""
        record = tokenizer(list(special))
        size = (32, 1, 2, 1, 32, 192) if small else (32, 2, 2, 1, 64, 192)
        model = make(Config(len(record["model"]["vocab"]), *size), seed, labels)
        self.models[f"fixture-{name}"] = model
        judging = verifier or ({"kind": "step-head"} if role == "prm" else None)
        reference = self.models.get((judging or {}).get("reference", ""))
        prompt, steps = ids(PROMPT), [ids(step) for step in STEPS]
        steps[-1].append(EOS)
        file = self.folder / "tokenizer.json"
        file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        write_bundle(
            model,
            role=role,
            id=f"fixture-{name}",
            tokenizer=file,
            models=self.folder,
            files={"onnx/model.onnx": export(model, role), "onnx/model_f16w.onnx": export(model, role, half=True)},
            families=["countdown"],
            limits={"maxNumber": 9999},
            samples=[PROMPT + STEPS[0]],
            default=not small,
            verifier=verifier,
            trajectories=judging and [
                {"prompt": prompt, "steps": steps, "scores": step_scores(model, judging, prompt, steps, reference)}
            ],
        )
        file.unlink()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    # The tokens that the entries below name; `fresh` is the first that the policy does not know.
    (plus,), (minus,), (question,), (many,), fresh = ids(" +"), ids(" -"), ids(" ?"), ids(" many"), len(tokenizer([])["model"]["vocab"])
    fixtures = Fixtures(folder)
    fixtures.add("policy", "policy", 0, small=False)
    fixtures.add("prm", "prm", 1, labels=1, small=False)
    fixtures.add("token-classification", "prm", 2, labels=2, verifier={"kind": "token-classification", "temperature": 4})
    fixtures.add(
        "two-class-special", "prm", 3, labels=2, special=("<extra_0>",),
        verifier={"kind": "two-class-special", "special": fresh, "temperature": 4},
    )  # fmt: skip
    fixtures.add(
        "plus-minus", "prm", 4, special=("<tag>",),
        verifier={"kind": "plus-minus", "tag": fresh, "plus": plus, "minus": minus},
    )  # fmt: skip
    fixtures.add(
        "implicit", "prm", 5,
        verifier={"kind": "implicit", "beta": 0.05, "reference": "fixture-policy", "ratio": "cumulative"},
    )  # fmt: skip
    fixtures.add(
        "ends", "prm", 7, special=("<target>", "<ends>", "<right>", "<wrong>"),
        verifier={
            "kind": "ends", "hide": {"make": ids(" Make")[0], "from": ids(" from")[0]},
            "target": fresh, "ask": fresh + 1, "right": fresh + 2, "wrong": fresh + 3, "exponent": 0.25,
        },
    )  # fmt: skip
    # A policy that may judge itself or another.
    fixtures.add(
        "judge", "policy", 6,
        verifier={"kind": "judge", "suffix": [many, question], "yes": plus, "no": minus},
    )  # fmt: skip


if __name__ == "__main__":
    main()
