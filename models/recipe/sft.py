"""Supervised fine-tuning: the policy learns the families' derivations.

Cross-entropy on the steps (not on the prompt), in packed rows and mixed precision (packing.py, fused.py).
Stops and resumes: run the same command again.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from fused import Fused
from model import Config, Llama, load, save
from optimiser import Optimiser, trapezoid
from packing import Packed
from tokenizer import Tokenizer


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--data", nargs="+", default=["train.npz"], help="FILE or FILE:SHARE in the work folder; a share says how often a sample is drawn")
    parser.add_argument("--size", default="small")
    parser.add_argument("--name", default="sft", help="of the checkpoint, <name>-<size>.pt")
    parser.add_argument("--start", help="checkpoint in the work folder to begin as; random weights when left out")
    parser.add_argument("--tokens", type=float, default=75e6, help="tokens to train on, padding excluded")
    parser.add_argument("--until", type=float, default=1e18, help="stop here; run again, on other data perhaps, to go on")
    parser.add_argument("--batch", type=int, default=8192, help="tokens a batch")
    parser.add_argument("--decay", type=float, default=0.6, help="share of the run over which the rates fall to 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--muon-lr", type=float, default=0.02)
    parser.add_argument("--adam-lr", type=float, default=3e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long; run again to resume")
    args = parser.parse_args()

    torch.set_num_threads(args.threads)
    work = Path(args.work)
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    torch.manual_seed(args.seed)
    out = work / f"{args.name}-{args.size}.pt"
    seen, step, record = 0, 0, None
    if out.exists():
        model, record = load(str(out))
        seen, step = record["seen"], record["step"]
        print(f"resumed at {seen:,} tokens", flush=True)
    elif args.start:
        if not (work / args.start).exists():
            raise SystemExit(f"{work / args.start} is missing: restore or train it first.")
        model = load(str(work / args.start))[0]
    else:
        model = Llama(Config.of_size(args.size, len(tokenizer)))
    if model.config.vocab_size != len(tokenizer):
        raise SystemExit(f"The model knows {model.config.vocab_size} tokens, the vocabulary has {len(tokenizer)}: restore.py --vocabulary appends the new ones.")
    optimiser = Optimiser(model, args.muon_lr, args.adam_lr, half=True)
    if record and "optimiser" in record:
        optimiser.restore(record["optimiser"])
    fused = Fused(model)
    files, shares = zip(*((work / name, float(share or 1)) for name, _, share in (one.partition(":") for one in args.data)))
    batches = Packed(list(files), args.batch, args.seed + step, list(shares))
    count = sum(p.numel() for p in model.parameters())
    print(f"{count:,} parameters, {torch.get_num_threads()} threads", flush=True)

    def checkpoint() -> None:
        save(model, str(out), optimiser=optimiser.state(), seen=seen, step=step, args=vars(args))

    start, started, losses = time.time(), seen, []
    while seen < min(args.tokens, args.until) and time.time() - start < args.minutes * 60:
        batch = batches.next()
        loss = fused.loss(*batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(trapezoid(seen / args.tokens, decay=args.decay))
        seen += int((batch[3] > 0).sum())
        step += 1
        losses.append(float(loss.detach()))
        if step % 50 == 0:
            rate = (seen - started) / (time.time() - start)
            print(f"step {step} tokens {seen:,} loss {np.mean(losses[-50:]):.4f} {rate:,.0f} tok/s", flush=True)
        if step % 200 == 0:
            checkpoint()
    checkpoint()


if __name__ == "__main__":
    main()
