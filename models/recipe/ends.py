"""A reward model that says where completions end, with the target hidden.

The text of a problem is given to it without its target. After a step it is asked, by tokens that no later step sees, how
the trajectory will end: the digits of the number that it ends at, or that it ends as none that could be counted. So
p(end = target) is read off for any target, and no target is learnt by heart. Stories and equations have no target to
hide; there the answer is whether they end right.

Labels are ends of completions and of random legal derivations (legal.py), and slips as hard negatives (slips.py):
outcomes only. `python ends.py --work work --data …` trains; `ends_data.py` makes the samples.
Stops and resumes.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from fused import Fused
from model import Llama, load, save
from optimiser import Optimiser, trapezoid
from packing import Packed
from prm import on_top
from step_scores import hide_target
from tokenizer import Tokenizer

# Tokens of the reward model alone, after those of the vocabulary.
SPECIALS = ("<target>", "<ends>", "<right>", "<wrong>")


class Asking:
    """The reward model's own tokens, and prompts and questions in them."""

    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.target, self.ends, self.right, self.wrong = range(len(tokenizer), len(tokenizer) + len(SPECIALS))
        self.make, self.source = tokenizer.ids[" Make"], tokenizer.ids[" from"]

    def entry(self, exponent: float) -> dict:
        """The catalog's entry of such a reward model, as the engine reads it."""
        return {
            "kind": "ends", "hide": {"make": self.make, "from": self.source}, "target": self.target, "ask": self.ends,
            "right": self.right, "wrong": self.wrong, "exponent": exponent,
        }  # fmt: skip

    def hide(self, prompt: list[int]) -> tuple[list[int], list[int]]:
        """The prompt with its target hidden, and the target's tokens; the prompt itself and none where there is no target."""
        return hide_target(self.entry(1), prompt)


def grown(policy: Llama, extra: int) -> Llama:
    """The policy with layers on top that change nothing yet, and rows for the reward model's own tokens."""
    model = on_top(policy, extra)
    old = model.model.embed_tokens.weight.detach()
    wider = Llama(replace(model.config, vocab_size=len(old) + len(SPECIALS)))
    state = model.state_dict()
    generator = torch.Generator().manual_seed(0)
    state["model.embed_tokens.weight"] = torch.cat([old, torch.randn(len(SPECIALS), old.shape[1], generator=generator) * 0.02])
    wider.load_state_dict(state)
    return wider


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--data", nargs="+", required=True, help="FILE or FILE:SHARE in the work folder")
    parser.add_argument("--size", default="small")
    parser.add_argument("--name", default="ends")
    parser.add_argument("--policy", help="that it starts as; sft-<size>.pt when left out")
    parser.add_argument("--extra-layers", type=int, default=2)
    parser.add_argument("--tokens", type=float, default=30e6)
    parser.add_argument("--until", type=float, default=1e18, help="stop here; run again, on other data perhaps, to go on")
    parser.add_argument("--batch", type=int, default=8192)
    parser.add_argument("--decay", type=float, default=0.6)
    parser.add_argument("--muon-lr", type=float, default=0.012)
    parser.add_argument("--adam-lr", type=float, default=2e-3)
    parser.add_argument("--text", type=float, default=0.25, help="weight of predicting the text itself beside predicting ends")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e9)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    work = Path(args.work)
    out = work / f"{args.name}-{args.size}.pt"
    seen, step, record = 0, 0, None
    if out.exists():
        model, record = load(str(out))
        seen, step = record["seen"], record["step"]
        print(f"resumed at {seen:,} tokens", flush=True)
    else:
        model = grown(load(str(work / (args.policy or f"sft-{args.size}.pt")))[0], args.extra_layers)
    optimiser = Optimiser(model, args.muon_lr, args.adam_lr, half=True)
    if record and "optimiser" in record:
        optimiser.restore(record["optimiser"])
    fused = Fused(model)
    files, shares = zip(*((work / name, float(share or 1)) for name, _, share in (one.partition(":") for one in args.data)))
    batches = Packed(list(files), args.batch, args.seed + step, list(shares))
    average = {name: tensor.clone() for name, tensor in (record or {}).get("average", model.state_dict()).items()}

    def checkpoint() -> None:
        save(model, str(out), optimiser=optimiser.state(), average=average, seen=seen, step=step, args=vars(args))

    start, started, losses = time.time(), seen, []
    while seen < min(args.tokens, args.until) and time.time() - start < args.minutes * 60:
        ids, positions, targets, segments = batches.next()
        hidden = fused.hidden(ids, positions, segments)
        at = targets >= 0
        logits = fused.logits(hidden[at])
        each = F.cross_entropy(logits, targets[at], reduction="none")
        asked = (segments[at] % 64) > 0
        ends, text = each[asked].mean(), each[~asked].mean()
        (ends + args.text * text).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(trapezoid(seen / args.tokens, decay=args.decay))
        seen += int((segments > 0).sum())
        step += 1
        keep = min(0.99, (step + 1) / (step + 10))
        for name, tensor in model.state_dict().items():
            average[name].lerp_(tensor, 1 - keep)
        losses.append((float(ends.detach()), float(text.detach())))
        if step % 50 == 0:
            rate = (seen - started) / (time.time() - start)
            ends_loss, text_loss = np.mean(losses[-50:], axis=0)
            print(f"step {step} tokens {seen:,} ends {ends_loss:.4f} text {text_loss:.4f} {rate:,.0f} tok/s", flush=True)
        if step % 200 == 0:
            checkpoint()
    checkpoint()


if __name__ == "__main__":
    main()
