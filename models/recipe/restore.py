"""A checkpoint from a bundled model's ONNX file, the fp32 one where there is one, to train on from where the bundle stands.

`python restore.py ../policy-small-1a2b3c4d work/sft-small.pt --seen 55e6`
The optimiser's state is not in the file: it starts anew.
"""

import argparse
import json
from dataclasses import fields
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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkpoint")
    parser.add_argument("--seen", type=float, default=0, help="tokens that it was trained on")
    args = parser.parse_args()
    model = restore(args.folder)
    optimiser = Optimiser(model, 0.02, 3e-3)
    save(model, args.checkpoint, optimiser=optimiser.state(), seen=int(args.seen), step=0)


if __name__ == "__main__":
    main()
