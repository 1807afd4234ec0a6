"""The process reward model: a policy's body with a few layers more and a head that gives P(correct)
at every step end, trained by binary cross-entropy on the soft Monte Carlo labels.

Labels a step are too few to learn the arithmetic from that the policy got wrong. So a reward model may have
a `--reader`: a policy, trained further perhaps, which reads first and stays as it is. How likely each token
was to it is then told to the reward model with the token (model.py's Surprisal).
Stops and resumes: run the same command again.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from data import BUCKETS
from model import Llama, load, save
from optimiser import Optimiser, trapezoid
from precision import train_in_half
from rollouts import UNLABELLED
from stages import held_out
from tokenizer import Tokenizer


def auc(scores: np.ndarray, right: np.ndarray) -> float:
    """Area under the ROC curve; ties count one half."""
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    positive = right.sum()
    negative = len(right) - positive
    if positive == 0 or negative == 0:
        return float("nan")
    return float((ranks[right].sum() - positive * (positive + 1) / 2) / (positive * negative))


def on_top(policy: Llama, extra: int, step_head: bool = False) -> Llama:
    """The policy's weights with `extra` layers on top, which at first pass their input on unchanged."""
    layers = policy.config.num_hidden_layers
    model = Llama(replace(policy.config, num_hidden_layers=layers + extra), step_head)
    model.load_state_dict(policy.state_dict(), strict=False)
    for layer in model.model.layers[layers:]:
        nn.init.zeros_(layer.self_attn.o_proj.weight)
        nn.init.zeros_(layer.mlp.down_proj.weight)
    return model


def with_reader(judge: Llama, reader: Llama) -> Llama:
    """`judge`, told by `reader`, which is not trained, how likely each token was."""
    if judge.config.surprisal_layer:
        raise SystemExit("The reward model to start from has a reader already.")
    first = reader.config.num_hidden_layers
    config = replace(judge.config, num_hidden_layers=first + 1 + judge.config.num_hidden_layers, surprisal_layer=first)
    if replace(reader.config, num_hidden_layers=0) != replace(judge.config, num_hidden_layers=0):
        raise SystemExit(f"A reader must be of the reward model's shape: {judge.config}, not {reader.config}.")
    model = Llama(config, step_head=True)
    model.load_state_dict(reader.state_dict(), strict=False)
    surprisal = model.model.layers[first]
    surprisal.norm.load_state_dict(reader.model.norm.state_dict())
    surprisal.embed.load_state_dict(judge.model.embed_tokens.state_dict())
    # From zero it was hardly found; a third of a typical embedding (0.1) drowned which token it was.
    nn.init.normal_(surprisal.write.weight, std=0.03)
    for layer, own in zip(model.model.layers[first + 1 :], judge.model.layers):
        layer.load_state_dict(own.state_dict())
    model.model.norm.load_state_dict(judge.model.norm.state_dict())
    model.score.load_state_dict(judge.score.state_dict())
    return freeze_reader(model)


def freeze_reader(model: Llama) -> Llama:
    at = model.config.surprisal_layer
    for part in (model.model.embed_tokens, *model.model.layers[:at], model.model.layers[at].norm):
        part.requires_grad_(False)
    return model


def read(checkpoint: Path) -> Llama:
    if not checkpoint.exists():
        raise SystemExit(f"{checkpoint} is missing: train it first.")
    return load(str(checkpoint))[0]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--labels", help="in the work folder; labels-<size>.npz when left out")
    parser.add_argument("--name", help="of the checkpoint, <name>-<size>.pt", default="prm")
    parser.add_argument("--tokens", type=float, default=20e6)
    parser.add_argument("--policy", help="policy in the work folder that it starts as; sft-<size>.pt when left out")
    parser.add_argument("--extra-layers", type=int, default=2, help="on top of the policy's")
    parser.add_argument("--start", help="reward model in the work folder that it starts as, in place of a policy with layers on top")
    parser.add_argument("--reader", help="policy in the work folder that reads first; none when left out")
    parser.add_argument("--batch", type=int, default=8192)
    parser.add_argument("--muon-lr", type=float, default=0.01)
    parser.add_argument("--adam-lr", type=float, default=1.5e-3)
    parser.add_argument(
        "--weights", type=float, nargs=3, default=[1.0, 1.0, 1.0], help="how often a trajectory of countdown, story, equations is drawn"
    )
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--half", action="store_true", help="train in mixed precision (precision.py)")
    parser.add_argument("--minutes", type=float, default=1e9)
    args = parser.parse_args()
    work = Path(args.work)
    file = work / (args.labels or f"labels-{args.size}.npz")
    if not file.exists():
        raise SystemExit(f"{file} is missing: run rollouts.py first.")
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    make, solve = tokenizer.ids[" Make"], tokenizer.ids[" Solve"]
    arrays = np.load(file)
    rng = np.random.default_rng(args.seed)
    sets = {b: (arrays[f"ids_{b}"], arrays[f"labels_{b}"]) for b in BUCKETS if len(arrays[f"ids_{b}"])}
    apart = {b: held_out(i) for b, (i, _) in sets.items()}
    trained = {b: np.flatnonzero(~apart[b]) for b in sets}
    held = {b: (i[apart[b]], l[apart[b]]) for b, (i, l) in sets.items()}
    size = {b: max(8, args.batch // b // 8 * 8) for b in sets}
    countdown, story, equations = args.weights
    weight = {b: np.where(i[:, 0] == make, countdown, np.where(i[:, 0] == solve, equations, story))[trained[b]] for b, (i, _) in sets.items()}
    share = np.array([weight[b].sum() * b for b in sets])
    share /= share.sum()
    odds = {b: weight[b] / max(weight[b].sum(), 1e-9) for b in sets}

    torch.manual_seed(args.seed)
    out = work / f"{args.name}-{args.size}.pt"
    seen, step = 0, 0
    record = None
    if out.exists():
        model, record = load(str(out))
        seen, step = record["seen"], record["step"]
        if model.config.surprisal_layer:
            freeze_reader(model)
    else:
        if args.start:
            model = read(work / args.start)
        else:
            model = on_top(read(work / (args.policy or f"sft-{args.size}.pt")), args.extra_layers, step_head=True)
        if args.reader:
            model = with_reader(model, read(work / args.reader))
    optimiser = Optimiser(model, args.muon_lr, args.adam_lr, args.half)
    if args.half:
        train_in_half(model)
    if record:
        optimiser.restore(record["optimiser"])

    def checkpoint() -> None:
        save(model, str(out), optimiser=optimiser.state(), seen=seen, step=step, args=vars(args))

    def validate() -> str:
        """AUC of the outcome by the score of the last step: of all held-out rows, and family by family."""
        scores, right, opening = [], [], []
        with torch.no_grad():
            for ids, labels in held.values():
                for at in range(0, len(ids), 256):
                    part = torch.from_numpy(ids[at : at + 256].astype(np.int64))
                    logits = model(part).numpy()
                    ended = labels[at : at + 256] != UNLABELLED
                    last = np.where(ended, np.arange(ids.shape[1]), -1).max(1)
                    rows = np.arange(len(part))
                    scores.append(logits[rows, last])
                    right.append(labels[at : at + 256][rows, last] > 100)
                    opening.append(ids[at : at + 256, 0])
        score, outcome, first = np.concatenate(scores), np.concatenate(right), np.concatenate(opening)
        kinds = {"countdown": first == make, "equations": first == solve, "story": (first != make) & (first != solve)}
        each = ", ".join(f"{kind} {auc(score[of], outcome[of]):.4f}" for kind, of in kinds.items())
        return f"{auc(score, outcome):.4f} ({each})"

    began, started, losses = time.time(), seen, []
    while seen < args.tokens and time.time() - began < args.minutes * 60:
        bucket = int(rng.choice(list(sets), p=share))
        ids, labels = sets[bucket]
        rows = rng.choice(trained[bucket], size[bucket], p=odds[bucket])
        batch = torch.from_numpy(ids[rows].astype(np.int64))
        target = torch.from_numpy(labels[rows].astype(np.float32))
        mask = target != UNLABELLED
        loss = F.binary_cross_entropy_with_logits(model(batch)[mask], target[mask] / 200)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(trapezoid(seen / args.tokens, decay=0.7))
        seen += int((batch > 0).sum())
        step += 1
        losses.append(float(loss.detach()))
        if step % 100 == 0:
            rate = (seen - started) / (time.time() - began)
            print(f"step {step} tokens {seen:,} loss {np.mean(losses[-100:]):.4f} {rate:,.0f} tok/s", flush=True)
        if step % 500 == 0:
            checkpoint()
            print(f"  held-out AUC of the outcome at the last step: {validate()}", flush=True)
    checkpoint()
    print(f"held-out AUC of the outcome at the last step: {validate()}")


if __name__ == "__main__":
    main()
