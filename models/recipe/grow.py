"""A policy of four times the parameters that starts where a small one stands: every width is doubled and
layers are put on top, and at first it computes what the small one computes (Chen et al. 2016, Net2Net,
arXiv 1511.05641). The two halves of each new matrix differ by noise that cancels, so that they can part.

`python grow.py --work work --layers 1` writes work/sft-large.pt from work/sft-small.pt, for sft.py to go on with.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import torch
from model import SIZES, Config, Llama, load, save
from optimiser import Optimiser
from prm import on_top
from torch import Tensor


def doubled_in(weight: Tensor, noise: float, generator: torch.Generator) -> Tensor:
    """[out, in] → [out, 2·in]: the same output for an input that is given twice."""
    split = torch.randn(weight.shape, generator=generator) * noise * weight.std()
    return torch.cat([weight / 2 + split, weight / 2 - split], dim=1)


def doubled(weight: Tensor, noise: float, generator: torch.Generator) -> Tensor:
    """[out, in] → [2·out, 2·in]: the old output twice for an input that is given twice."""
    return torch.cat([doubled_in(weight, noise, generator) for _ in range(2)])


def widen(model: Llama, noise: float = 0.5, seed: int = 0) -> Llama:
    """Twice the hidden size, the heads (of the same size), the key-value heads and the inner size.

    noise: standard deviation of what the halves differ by, over that of the weights.
    """
    old = model.config
    config = replace(
        old,
        hidden_size=2 * old.hidden_size,
        num_attention_heads=2 * old.num_attention_heads,
        num_key_value_heads=2 * old.num_key_value_heads,
        intermediate_size=2 * old.intermediate_size,
    )
    generator = torch.Generator().manual_seed(seed)
    state = {}
    for name, weight in model.state_dict().items():
        if name == "model.embed_tokens.weight":
            state[name] = torch.cat([weight, weight], dim=1)
        elif name == "model.norm.weight":
            # The embedding is the output head too, and both halves add up there.
            state[name] = torch.cat([weight, weight]) / 2
        elif weight.ndim == 1:
            state[name] = torch.cat([weight, weight])
        else:
            state[name] = doubled(weight, noise, generator)
    wide = Llama(config)
    wide.load_state_dict(state)
    return wide


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--start", default="sft-small.pt", help="in the work folder")
    parser.add_argument("--size", default="large", help="of what is written, sft-<size>.pt")
    parser.add_argument("--layers", type=int, default=1, help="more layers, on top")
    parser.add_argument("--noise", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    work = Path(args.work)
    if not (work / args.start).exists():
        raise SystemExit(f"{work / args.start} is missing: run sft.py first.")
    out = work / f"sft-{args.size}.pt"
    if out.exists():
        raise SystemExit(f"{out} is there already: remove it to grow it anew.")
    small, record = load(str(work / args.start))
    torch.manual_seed(args.seed)
    model = on_top(widen(small, args.noise, args.seed), args.layers)
    expected = Config.of_size(args.size, small.config.vocab_size)
    if model.config != expected:
        raise SystemExit(f"{args.start} grows to {model.config}, but the size {args.size} is {SIZES[args.size]}.")
    save(model, str(out), optimiser=Optimiser(model, 0.02, 3e-3).state(), seen=record["seen"], step=0)
    print(f"{out}: {sum(p.numel() for p in model.parameters()):,} parameters")


if __name__ == "__main__":
    main()
