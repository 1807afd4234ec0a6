"""Step labels by OmegaPRM (Luo et al. 2024, arXiv 2406.06592): a tree for each problem, grown by
binary search for the first error of completions that ended wrong.

A state is a prefix that ends a step; MC(s) is the share of its K completions that end right. Of all
wrong completions r from states with 0 < MC(s) < 1, the one with the highest Q(s, r) + U(s) is searched
next: a prefix with MC = 0 lies at or behind the first error, one with MC > 0 lies before it and
brings completions of its own. States whose completions are all right or all wrong offer nothing to search.

The paper's alpha, beta and c_puct stay. K = 16, L = 500 words, 20 searches and 200 completions a problem
are made for solutions of some 200 words; ours have about 45 tokens in 3 to 6 steps, so the defaults
here are K = 8, L = 100 tokens, 8 searches and 100 completions.

`python omega.py --work work` writes work/labels-omega-<size>.npz in the format of rollouts.py, and
what it cost to labels-omega-<size>.json. Stops and resumes.
"""

import argparse
import time
import zlib
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, field
from json import dumps
from pathlib import Path

import numpy as np
import torch
from checker import is_right
from data import FAMILIES
from evaluate import steps_of
from rollouts import ends, write_labels
from sample import complete
from stages import fingerprint, kept, read_policy, read_problems
from tokenizer import EOS, Tokenizer

PART = 500  # problems


@dataclass
class Settings:
    k: int = 8
    searches: int = 8
    budget: int = 100
    alpha: float = 0.5
    beta: float = 0.9
    length: float = 100
    c_puct: float = 0.125


@dataclass
class State:
    ids: list[int]
    mc: float
    wrong: list[list[int]]  # the new tokens of its completions that ended wrong and were not searched yet
    visits: int = 0  # N(s): how many of its completions were searched


@dataclass
class Tree:
    prompt: list[int]
    states: dict[tuple, State] = field(default_factory=dict)
    completions: list[tuple[list[int], bool]] = field(default_factory=list)  # with the prompt; ended right?
    tokens: int = 0


def priority(state: State, rollout: list[int], visits: int, settings: Settings) -> float:
    """Q(s, r) + U(s), section 3.3: Q = alpha^(1 − MC) · beta^(len(r) / L), U = c_puct · √ΣN / (1 + N(s)).

    visits: ΣN, over all states of the tree.
    """
    q = settings.alpha ** (1 - state.mc) * settings.beta ** (len(rollout) / settings.length)
    return q + settings.c_puct * visits**0.5 / (1 + state.visits)


def select(tree: Tree, settings: Settings) -> tuple[State, list[int]] | None:
    """The candidate of the highest priority, the older of equals; None when there is none."""
    pool = [(s, r) for s in tree.states.values() if 0 < s.mc < 1 for r in s.wrong]
    visits = sum(s.visits for s in tree.states.values())
    return max(pool, key=lambda candidate: priority(*candidate, visits, settings)) if pool else None


def search(tree: Tree, settings: Settings) -> Generator[list[int], list[tuple[list[int], bool]], None]:
    """Grow the tree. Yields a prefix to complete, and is sent the K completions of it:
    their new tokens, and whether they ended right."""

    def estimate(ids: list[int]) -> Generator:
        if tuple(ids) not in tree.states:
            completions = yield ids
            rights = [right for _, right in completions]
            tree.tokens += sum(len(tail) for tail, _ in completions)
            tree.completions += [(ids + tail, right) for tail, right in completions]
            wrong = [list(tail) for tail in dict.fromkeys(tuple(tail) for tail, right in completions if not right)]
            tree.states[tuple(ids)] = State(ids, sum(rights) / len(rights), wrong)
        return tree.states[tuple(ids)]

    yield from estimate(tree.prompt)
    for _ in range(settings.searches):
        chosen = select(tree, settings)
        if chosen is None or len(tree.completions) >= settings.budget:
            return
        state, rollout = chosen
        state.wrong.remove(rollout)
        state.visits += 1
        ids = state.ids + rollout
        # The whole of it is known to be wrong: the first error is at its last step if at none before.
        lengths = [at + 1 for at in ends(ids, len(state.ids)) if at + 1 < len(ids)]
        low, high = 0, len(lengths) - 1
        while low <= high:
            middle = (low + high) // 2
            found = yield from estimate(ids[: lengths[middle]])
            if found.mc == 0:
                high = middle - 1
            else:
                low = middle + 1


def rows_of(tree: Tree) -> list[tuple[list[int], dict[int, float]]]:
    """Each completion once, as (ids, {position: label}): MC where a prefix of it is a state, and the
    outcome at its end. The prompt, a state too, has no label: it is no step."""
    rows = {}
    for ids, right in tree.completions:
        marks = {at: tree.states[tuple(ids[: at + 1])].mc for at in ends(ids, len(tree.prompt)) if tuple(ids[: at + 1]) in tree.states}
        if ids[-1] == EOS:
            marks[len(ids) - 1] = float(right)
        if marks:
            rows[tuple(ids)] = (ids, marks)
    return list(rows.values())


def label_part(model, tokenizer, records: list[dict], settings: Settings, temperature: float, seed: int) -> dict:
    """The trees of some problems, grown side by side: in each round all that still search
    ask for one prefix, and their completions are sampled together."""
    trees = [Tree(tokenizer.encode(r["prompt"])) for r in records]
    searches = {i: search(tree, settings) for i, tree in enumerate(trees)}
    asked = {i: next(s) for i, s in searches.items()}
    turn = 0
    while asked:
        rows = [ids for ids in asked.values() for _ in range(settings.k)]
        seeds = np.random.SeedSequence([seed, turn]).generate_state(1)
        tails = complete(model, rows, temperature, int(seeds[0]))
        following = {}
        for at, i in enumerate(asked):
            r, prompt = records[i], len(trees[i].prompt)
            completions = []
            for tail in tails[at * settings.k : (at + 1) * settings.k]:
                steps = steps_of(tokenizer, (asked[i] + tail)[prompt:])
                completions.append((tail, is_right(r["family"], r["prompt"], steps, r["answer"])))
            with suppress(StopIteration):
                following[i] = searches[i].send(completions)
        asked = following
        turn += 1
    return {
        "rows": [[ids, list(marks.items())] for tree in trees for ids, marks in rows_of(tree)],
        "tokens": sum(tree.tokens for tree in trees),
        "estimates": sum(len(tree.states) - 1 for tree in trees),
    }


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--count", type=int, nargs=3, default=[2000, 1000, 1000], help="problems of each family")
    parser.add_argument("--k", type=int, default=Settings.k, help="completions a state")
    parser.add_argument("--searches", type=int, default=Settings.searches, help="binary searches a problem")
    parser.add_argument("--budget", type=int, default=Settings.budget, help="completions a problem after which no search begins")
    parser.add_argument("--alpha", type=float, default=Settings.alpha)
    parser.add_argument("--beta", type=float, default=Settings.beta)
    parser.add_argument("--length", type=float, default=Settings.length, help="L, in tokens")
    parser.add_argument("--c-puct", type=float, default=Settings.c_puct)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args(argv)
    work = Path(args.work)
    settings = Settings(args.k, args.searches, args.budget, args.alpha, args.beta, args.length, args.c_puct)
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    model = read_policy(work, args.size)
    policy = fingerprint(model)
    samples, tokens, estimates = [], 0, 0
    for family, count in zip(FAMILIES, args.count):
        records = read_problems(work / f"{family}.rollout.jsonl", count)
        for part in range(0, len(records), PART):
            chosen = records[part : part + PART]

            def make(chosen=chosen, seed=args.seed + part) -> dict:
                return label_part(model, tokenizer, chosen, settings, args.temperature, seed)

            stamp = {
                "policy": policy, "problems": zlib.crc32(dumps(chosen).encode()),
                "temperature": args.temperature, "seed": args.seed, **vars(settings),
            }  # fmt: skip
            start = time.time()
            record = kept(work / f"omega-{args.size}" / f"{family}-{part}.json", stamp, make)
            samples += [(ids, dict(marks)) for ids, marks in record["rows"]]
            tokens += record["tokens"]
            estimates += record["estimates"]
            print(f"{family}: {part + len(chosen)} problems, {record['tokens']:,} tokens in {time.time() - start:.0f} s", flush=True)
    write_labels(work / f"labels-omega-{args.size}.npz", samples, tokens, estimates, args)


if __name__ == "__main__":
    torch.manual_seed(0)
    main()
