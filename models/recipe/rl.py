"""Reinforcement learning from outcomes, by four methods from one start and at one cost.

    rloo   outcome only, leave-one-out baseline (Ahmadian et al. 2024, arXiv 2402.14740)
    grpo   outcome only, group-relative (Shao et al. 2024, arXiv 2402.03300)
    prime  RLOO of the outcome and of an implicit PRM that is updated online (Cui et al. 2025, arXiv 2502.01456)
    prl    process reward learning (2026): GRPO's advantage minus the suffix log-ratio over eta, at step ends

All start as the policy of sft.py, which stays the reference. In each iteration all sample K completions
of the same prompts, keep the prompts whose accuracy is in range, and take the same number of PPO updates;
they differ in their advantages alone (advantages.py). Every loss is a mean over the tokens of a mini-batch.
An iteration that keeps no prompt makes no update, whatever the method.

PRIME follows the paper; where its code departs from it there is a switch: --prime-norm (token rewards without
beta, over the largest return in the batch), --prime-loo-scale (token rewards times K/(K − 1)), --whiten,
--prime-update after (rewards of the φ that has not seen the batch yet; one forward pass where the paper has two).

`python rl.py --work work --method prime --seed 1` writes work/rl-prime-<size>-s1.pt, a row an iteration to .csv
and avg@k and pass@k on validation problems to .validation.csv. Stops and resumes: run the same command again.
"""

import argparse
import csv
import os
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import advantages
import numpy as np
import torch
import torch.nn.functional as F
from checker import is_right
from data import FAMILIES
from evaluate import pass_at_k, steps_of
from logprobs import (
    all_logprobs,
    completion_logits,
    completion_logprobs,
    completion_mask,
    micro_batches,
)
from model import Llama, load, save
from optimiser import make_optimiser
from sample import complete
from stages import fingerprint, read_policy, read_problems
from tokenizer import EOS, STEP, Tokenizer
from torch import Tensor

COLUMNS = (
    "iteration", "updates", "policy_tokens", "mean_reward", "kept_prompts", "entropy", "kl", "mean_length",
    "clip_fraction", "prm_loss", "prm_accuracy", "seconds",
)  # fmt: skip
VALIDATION_COLUMNS = ("iteration", "policy_tokens", "family", "difficulty", "problems", "samples", "avg", "pass")
# A run goes on with other values of these; of all others it must keep what it began with.
FREE = ("work", "iterations", "minutes", "save_every")


@dataclass
class Batch:
    """K completions of each of P prompts; a row is one completion, those of a prompt side by side."""

    rows: list[list[int]]  # token ids of prompt and completion
    starts: list[int]  # lengths of the prompts
    rewards: Tensor  # [P, K], 1 or 0
    mask: Tensor  # [P, K, T]
    ends: Tensor  # [P, K, T], True at step ends and at the last token

    def chosen(self, prompts: Tensor) -> list[int]:
        """Rows of the prompts that are True in `prompts` [P]."""
        return torch.arange(len(self.rows)).view(self.rewards.shape)[prompts].flatten().tolist()


def seed_of(*keys: int) -> int:
    """One seed from several numbers, so that a resumed run draws what an unbroken one would have drawn."""
    return int(np.random.SeedSequence(keys).generate_state(1)[0])


def sample_completions(model: Llama, tokenizer: Tokenizer, records: list[dict], k: int, temperature: float, room: int, seed: int) -> Batch:
    prompts = [tokenizer.encode(r["prompt"]) for r in records]
    tails = complete(model, prompts, temperature, seed, room, copies=k)
    right = [
        is_right(r["family"], r["prompt"], steps_of(tokenizer, tail), r["answer"])
        for r, tail in zip((r for r in records for _ in range(k)), tails)
    ]
    prompts = [prompt for prompt in prompts for _ in range(k)]
    rows = [prompt + tail for prompt, tail in zip(prompts, tails)]
    starts = [len(prompt) for prompt in prompts]
    mask = completion_mask(rows, starts)
    ends = torch.zeros_like(mask)
    for i, tail in enumerate(tails):
        ends[i, [t for t, token in enumerate(tail) if token in (STEP, EOS) or t == len(tail) - 1]] = True
    shape = (len(records), k, -1)
    return Batch(rows, starts, torch.tensor(right).float().view(shape[:2]), mask.view(shape), ends.view(shape))


@torch.no_grad()
def compare(policy: Llama, reference: Llama, batch: Batch) -> tuple[Tensor, Tensor, float, float]:
    """Log-probabilities of the tokens under both, [P, K, T] in fp32, and per token in nats the policy's
    entropy and its KL divergence from the reference, both exact over the vocabulary."""
    log_old = torch.zeros(len(batch.rows), batch.mask.shape[-1])
    log_reference = torch.zeros_like(log_old)
    entropy = divergence = 0.0
    for part in micro_batches(batch.rows):
        rows, starts = [batch.rows[i] for i in part], [batch.starts[i] for i in part]
        (p, targets), (q, _) = completion_logits(policy, rows, starts), completion_logits(reference, rows, starts)
        mask = completion_mask(rows, starts)
        entropy -= float(((p.exp() * p).sum(-1) * mask).sum())
        divergence += float(((p.exp() * (p - q)).sum(-1) * mask).sum())
        for out, logits in ((log_old, p), (log_reference, q)):
            out[part, : mask.shape[1]] = logits.gather(-1, targets[..., None])[..., 0] * mask
    count = int(batch.mask.sum())
    return log_old.view(batch.mask.shape), log_reference.view(batch.mask.shape), entropy / count, divergence / count


def chosen_logprobs(model: Llama, batch: Batch, chosen: list[int]) -> Tensor:
    """Log-probabilities of the tokens of the chosen rows, [P, K, T]; 0 in the others."""
    out = torch.zeros(len(batch.rows), batch.mask.shape[-1])
    found = all_logprobs(model, [batch.rows[i] for i in chosen], [batch.starts[i] for i in chosen])
    out[chosen, : found.shape[1]] = found
    return out.view(batch.mask.shape)


def mini_batches(rows: list[int], count: int, seed: int) -> list[list[int]]:
    """The rows, shuffled, in `count` parts of nearly equal size; fewer parts when there are fewer rows."""
    order = np.random.default_rng(seed).permutation(rows)
    return [part.tolist() for part in np.array_split(order, min(count, len(rows)))] if rows else []


def update_policy(
    policy: Llama, optimiser, batch: Batch, parts: list[list[int]], advantage: Tensor, log_old: Tensor, log_reference: Tensor, args
) -> float:
    """A PPO update on each part. Returns the share of tokens whose ratio was clipped.

    L = −mean_t min(ρ_t A_t, clip(ρ_t, 1 − ε, 1 + ε) A_t) with ρ_t = π/π_old (Schulman et al. 2017, arXiv
    1707.06347, equation 7), plus kl_coef · mean_t (π_ref/π − log π_ref/π − 1) (Shao et al. 2024, equation 4).
    """
    advantage, log_old, log_reference, mask = (x.flatten(0, 1) for x in (advantage, log_old, log_reference, batch.mask))
    clipped = total = 0
    for part in parts:
        count = int(mask[part].sum())
        for micro in micro_batches([batch.rows[i] for i in part]):
            chosen = [part[i] for i in micro]
            log_new = completion_logprobs(policy, [batch.rows[i] for i in chosen], [batch.starts[i] for i in chosen])
            width = log_new.shape[1]
            a, old, ref, m = (x[chosen, :width] for x in (advantage, log_old, log_reference, mask))
            ratio = torch.exp(log_new - old)
            free, bound = -a * ratio, -a * ratio.clamp(1 - args.clip, 1 + args.clip)
            loss = torch.maximum(free, bound)
            if args.kl_coef:
                loss = loss + args.kl_coef * (torch.exp(ref - log_new) - (ref - log_new) - 1)
            ((loss * m).sum() / count).backward()
            clipped += int(((bound > free) & m).sum())
        torch.nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
        optimiser.step(1.0)
        total += count
    return clipped / max(1, total)


def update_phi(phi: Llama, optimiser, batch: Batch, parts: list[list[int]], log_reference: Tensor, beta: float) -> tuple[float, float]:
    """An update of the implicit PRM on each part: cross-entropy of σ(β Σ_t log π_φ/π_ref) and the outcome.

    Returns loss and accuracy over all parts, each measured before its own update.
    """
    sums, right = log_reference.flatten(0, 1).sum(1), batch.rewards.flatten()
    losses, hits, total = 0.0, 0, 0
    for part in parts:
        for micro in micro_batches([batch.rows[i] for i in part]):
            chosen = [part[i] for i in micro]
            log_phi = completion_logprobs(phi, [batch.rows[i] for i in chosen], [batch.starts[i] for i in chosen])
            reward = beta * (log_phi.sum(1) - sums[chosen])
            loss = F.binary_cross_entropy_with_logits(reward, right[chosen], reduction="sum")
            (loss / len(part)).backward()
            losses += float(loss.detach())
            hits += int(((reward > 0) == (right[chosen] > 0)).sum())
        torch.nn.utils.clip_grad_norm_(phi.parameters(), 1.0)
        optimiser.step(1.0)
        total += len(part)
    return (losses / total, hits / total) if total else (float("nan"), float("nan"))


def token_advantages(
    method: str, batch: Batch, kept: Tensor, log_old: Tensor, log_reference: Tensor, log_phi: Tensor | None, args
) -> Tensor:
    """[P, K, T]; those of prompts that are not kept are 0, and take no part in any norm of the batch."""
    rewards, mask = batch.rewards[kept], batch.mask[kept]
    old, ref = log_old[kept], log_reference[kept]
    if method == "rloo":
        found = advantages.spread(advantages.rloo(rewards), mask)
    elif method == "grpo":
        found = advantages.spread(advantages.grpo(rewards), mask)
    elif method == "prl":
        found = advantages.prl(rewards, old, ref, mask, batch.ends[kept], args.eta)
    else:
        if args.prime_norm:
            token_rewards = advantages.normalised_rewards(log_phi[kept], ref, mask)
        else:
            token_rewards = advantages.implicit_rewards(log_phi[kept], ref, args.beta)
        found = advantages.prime(rewards, token_rewards, mask, args.gamma, args.prime_loo_scale)
    if args.whiten:
        found = advantages.whiten(found, mask)
    out = torch.zeros(batch.mask.shape)
    out[kept] = found
    return out


def validate(policy: Llama, tokenizer: Tokenizer, problems: dict[str, list[dict]], n: int, k: int, room: int) -> list[dict]:
    """avg@n, the mean share of right samples, and pass@k of n samples, by family and difficulty ("all": every one).

    The same seed each time, so that what differs is the policy.
    """
    found = []
    for family, records in problems.items():
        batch = sample_completions(policy, tokenizer, records, n, 1.0, room, seed_of(8, FAMILIES.index(family)))
        counts = defaultdict(list)
        for record, right in zip(records, batch.rewards.sum(1).int().tolist()):
            counts["all"].append(right)
            counts[record["difficulty"]].append(right)
        for difficulty, rights in sorted(counts.items(), key=str):
            found.append({
                "family": family, "difficulty": difficulty, "problems": len(rights), "samples": n,
                "avg": np.mean(rights) / n, "pass": np.mean([pass_at_k(n, c, k) for c in rights]),
            })  # fmt: skip
    return found


class Log:
    """A CSV file, a row a call; opened again, it keeps the rows up to the checkpoint's iteration."""

    def __init__(self, file: Path, columns: tuple[str, ...], until: int):
        self.file, self.columns = file, columns
        kept = []
        if file.exists() and until >= 0:
            with file.open(newline="") as lines:
                kept = [row for row in csv.DictReader(lines) if int(row["iteration"]) <= until]
        with open(f"{file}.tmp", "w", newline="") as out:
            writer = csv.DictWriter(out, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
        os.replace(f"{file}.tmp", file)

    def write(self, row: dict) -> None:
        with self.file.open("a", newline="") as out:
            rounded = {name: f"{value:.6g}" if isinstance(value, float) else value for name, value in row.items()}
            csv.DictWriter(out, self.columns, lineterminator="\n").writerow(rounded)


def arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--method", required=True, choices=("rloo", "grpo", "prime", "prl"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", help="of the files; <method>-<size>-s<seed> when left out")
    parser.add_argument("--iterations", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long; run again to resume")
    parser.add_argument("--save-every", type=int, default=10, help="iterations between checkpoints")
    parser.add_argument("--problems", default="rollout", help="which ones in the work folder, <family>.<problems>.jsonl")
    parser.add_argument("--prompts", type=int, default=64, help="prompts an iteration")
    parser.add_argument("--k", type=int, default=8, help="completions a prompt")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--room", type=int, default=160, help="tokens of a completion at most")
    parser.add_argument("--filter", choices=("inclusive", "strict", "off"), default="inclusive")
    parser.add_argument("--low", type=float, default=0.2, help="accuracy from which on a prompt is kept")
    parser.add_argument("--high", type=float, default=0.8, help="accuracy up to which a prompt is kept")
    parser.add_argument("--epochs", type=int, default=1, help="passes of the policy over the kept completions")
    parser.add_argument("--minibatches", type=int, default=4, help="updates a pass")
    parser.add_argument("--clip", type=float, default=0.2)
    parser.add_argument("--kl-coef", type=float, default=0.0)
    parser.add_argument("--whiten", action="store_true")
    parser.add_argument("--optimiser", choices=("adamw", "muon"), default="adamw")
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--prm-lr", type=float, default=2e-4, help="of prime's implicit PRM")
    parser.add_argument("--beta", type=float, default=0.05, help="prime")
    parser.add_argument("--gamma", type=float, default=1.0, help="prime")
    parser.add_argument("--prime-norm", action="store_true")
    parser.add_argument("--prime-loo-scale", action="store_true")
    parser.add_argument("--prime-update", choices=("before", "after"), default="before", help="φ, before or after it gives the token rewards")
    # The authors' 64 to 200 are for completions of a thousand tokens, over which the log-ratio adds up.
    parser.add_argument("--eta", type=float, default=20.0, help="prl")
    parser.add_argument("--eval-every", type=int, default=20, help="iterations between validations; 0: never")
    parser.add_argument("--eval-count", type=int, default=100, help="validation problems a family")
    parser.add_argument("--eval-n", type=int, default=16, help="samples a problem")
    parser.add_argument("--eval-k", type=int, default=8, help="k of pass@k")
    args = parser.parse_args(argv)
    if args.method != "prime" and (args.prime_norm or args.prime_loo_scale or args.prime_update != "before"):
        raise SystemExit(f"The --prime-… switches belong to --method prime, not to {args.method}.")
    if args.k < 2:
        raise SystemExit("--k must be 2 or more: every method compares the completions of a prompt.")
    if args.eval_every and args.eval_n < args.eval_k:
        raise SystemExit(f"--eval-n must be at least --eval-k: pass@{args.eval_k} needs {args.eval_k} samples.")
    args.name = args.name or f"{args.method}-{args.size}-s{args.seed}"
    return args


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)
    work = Path(args.work)
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    policy, reference = read_policy(work, args.size), read_policy(work, args.size)
    phi = read_policy(work, args.size) if args.method == "prime" else None
    problems = [r for family in FAMILIES for r in read_problems(work / f"{family}.{args.problems}.jsonl")]
    if len(problems) < args.prompts:
        raise SystemExit(f"There are {len(problems)} problems in {work}, but --prompts asks for {args.prompts} in each iteration.")
    held = {}
    if args.eval_every:
        held = {family: read_problems(work / f"{family}.validation.jsonl", args.eval_count) for family in FAMILIES}

    out = work / f"rl-{args.name}.pt"
    settings = {name: value for name, value in vars(args).items() if name not in FREE}
    start = fingerprint(reference)
    iteration, updates, policy_tokens = 0, 0, 0
    record = None
    if out.exists():
        policy, record = load(str(out))
        changed = [f"--{name.replace('_', '-')}" for name, value in settings.items() if record["settings"].get(name) != value]
        if changed or record["start"] != start:
            what = ", ".join(changed) or "SFT policy"
            raise SystemExit(f"{out} was begun with another {what}: remove it or give another --name.")
        iteration, updates, policy_tokens = record["iteration"], record["updates"], record["policy_tokens"]
        print(f"resumed after iteration {iteration}", flush=True)
    optimiser = make_optimiser(args.optimiser, policy, args.lr)
    phi_optimiser = make_optimiser(args.optimiser, phi, args.prm_lr) if phi else None
    if record:
        optimiser.restore(record["optimiser"])
        if phi:
            phi.load_state_dict(record["phi"])
            phi_optimiser.restore(record["phi_optimiser"])
    log = Log(work / f"rl-{args.name}.csv", COLUMNS, iteration if record else -1)
    validation = Log(work / f"rl-{args.name}.validation.csv", VALIDATION_COLUMNS, iteration if record else -1)

    def checkpoint() -> None:
        more = {"phi": phi.state_dict(), "phi_optimiser": phi_optimiser.state()} if phi else {}
        save(
            policy, str(out), optimiser=optimiser.state(), iteration=iteration, updates=updates,
            policy_tokens=policy_tokens, settings=settings, start=start, **more,
        )  # fmt: skip

    def evaluate() -> None:
        for row in validate(policy, tokenizer, held, args.eval_n, args.eval_k, args.room):
            validation.write({"iteration": iteration, "policy_tokens": policy_tokens, **row})
            if row["difficulty"] == "all":
                print(f"  {row['family']}: avg@{args.eval_n} {row['avg']:.3f}, pass@{args.eval_k} {row['pass']:.3f}", flush=True)

    if held and not record:
        evaluate()
    began = time.time()
    while iteration < args.iterations and time.time() - began < args.minutes * 60:
        iteration += 1
        clock = time.time()
        drawn = np.random.default_rng([args.seed, iteration]).choice(len(problems), args.prompts, replace=False)
        batch = sample_completions(
            policy, tokenizer, [problems[i] for i in drawn], args.k, args.temperature, args.room, seed_of(args.seed, iteration, 0)
        )
        policy_tokens += int(batch.mask.sum())
        kept = advantages.keep_prompts(batch.rewards, args.filter, args.low, args.high)
        chosen = batch.chosen(kept)
        log_old, log_reference, entropy, divergence = compare(policy, reference, batch)

        log_phi, prm_loss, prm_accuracy = None, "", ""
        if phi and chosen:
            parts = mini_batches(chosen, args.minibatches, seed_of(args.seed, iteration, 1))
            if args.prime_update == "after":
                log_phi = chosen_logprobs(phi, batch, chosen)
            prm_loss, prm_accuracy = update_phi(phi, phi_optimiser, batch, parts, log_reference, args.beta)
            if args.prime_update == "before":
                log_phi = chosen_logprobs(phi, batch, chosen)

        clip_fractions = []
        if chosen:
            advantage = token_advantages(args.method, batch, kept, log_old, log_reference, log_phi, args)
            for epoch in range(args.epochs):
                parts = mini_batches(chosen, args.minibatches, seed_of(args.seed, iteration, 2, epoch))
                clip_fractions.append(update_policy(policy, optimiser, batch, parts, advantage, log_old, log_reference, args))
                updates += len(parts)

        reward = float(batch.rewards.mean())
        log.write({
            "iteration": iteration, "updates": updates, "policy_tokens": policy_tokens, "mean_reward": reward,
            "kept_prompts": int(kept.sum()), "entropy": entropy, "kl": divergence,
            "mean_length": float(batch.mask.sum() / len(batch.rows)),
            "clip_fraction": float(np.mean(clip_fractions)) if clip_fractions else 0.0,
            "prm_loss": prm_loss, "prm_accuracy": prm_accuracy, "seconds": round(time.time() - clock, 2),
        })  # fmt: skip
        print(f"{args.name} {iteration}: reward {reward:.3f}, {int(kept.sum())} prompts kept, entropy {entropy:.3f}, KL {divergence:.4f}", flush=True)
        if held and (iteration % args.eval_every == 0 or iteration == args.iterations):
            evaluate()
        if iteration % args.save_every == 0:
            checkpoint()
    checkpoint()


if __name__ == "__main__":
    main()
