"""A checkpoint from a bundled model's ONNX file, the fp32 one where there is one, to train on from where the bundle stands.

`python restore.py ../policy-small-1a2b3c4d work/sft-small.pt --seen 55e6`
The optimiser's state is not in the file: it starts anew.
"""

import argparse
import json
from dataclasses import fields, replace
from pathlib import Path

import onnx
import torch
from model import Config, Llama, save
from onnx import numpy_helper
from optimiser import Optimiser


def restore(folder: Path) -> Llama:
    """The model that the folder's onnx/model.onnx was written from, or else its onnx/model_f16w.onnx."""
    file = folder / "onnx" / "model.onnx"
    if not file.exists():
        file = folder / "onnx" / "model_f16w.onnx"
    if not file.exists():
        raise SystemExit(f"{file} is missing: name a model folder such as models/policy-small-1a2b3c4d.")
    record = json.loads((folder / "config.json").read_text())
    config = Config(**{f.name: record[f.name] for f in fields(Config) if f.name in record})
    stored = onnx.load(file).graph.initializer
    weights = {w.name.removesuffix(".f16"): torch.from_numpy(numpy_helper.to_array(w).copy()) for w in stored}
    model = Llama(config, step_head="score.weight" in weights)
    state = {}
    for name, parameter in model.state_dict().items():
        # The graph holds linear layers transposed, under the layer's name.
        layer = name.removesuffix(".weight")
        found = weights[name] if name in weights else weights[layer].T
        state[name] = found.reshape(parameter.shape).float()
    model.load_state_dict(state)
    return model.eval()


def append_tokens(model: Llama, known: list[str], tokens: list[str]) -> Llama:
    """The same model with a vocabulary that is longer, or in another order: rows of the embedding follow their tokens,
    and new tokens begin as small as random ones do."""
    lost = set(known) - set(tokens)
    if lost:
        raise SystemExit(f"The vocabulary no longer has {', '.join(map(repr, sorted(lost)))}: a model's tokens must stay.")
    old = model.model.embed_tokens.weight.detach()
    grown = Llama(replace(model.config, vocab_size=len(tokens)), step_head=model.score is not None)
    state = model.state_dict()
    at = {token: i for i, token in enumerate(known)}
    generator = torch.Generator().manual_seed(0)
    fresh = torch.randn(len(tokens), old.shape[1], generator=generator) * 0.02
    state["model.embed_tokens.weight"] = torch.stack([old[at[token]] if token in at else row for token, row in zip(tokens, fresh)])
    grown.load_state_dict(state)
    return grown.eval()


def tokens_of(folder: Path) -> list[str]:
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    return sorted(vocabulary, key=vocabulary.get)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkpoint")
    parser.add_argument("--seen", type=float, default=0, help="tokens that it was trained on")
    parser.add_argument("--vocabulary", type=Path, help="the families' vocabulary, where it has more tokens than the model")
    args = parser.parse_args()
    model = restore(args.folder)
    if args.vocabulary:
        model = append_tokens(model, tokens_of(args.folder), json.loads(args.vocabulary.read_text())["tokens"])
    optimiser = Optimiser(model, 0.02, 3e-3)
    save(model, args.checkpoint, optimiser=optimiser.state(), seen=int(args.seen), step=0)


if __name__ == "__main__":
    main()
