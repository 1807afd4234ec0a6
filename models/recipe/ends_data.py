"""What the reward model of ends.py learns from, as packed samples.

    python ends_data.py legal --work work --count 200000 --exclude held-out.jsonl   random derivations of countdowns
    python ends_data.py slips --work work --take equations.train.jsonl --out …      derivations, and slips in them
    python ends_data.py outcomes --work work --take trajectories.jsonl --out …      what a policy wrote, and how it ended
"""

import argparse
import random
import re
import zlib
from fractions import Fraction
from pathlib import Path

from checker import ends_at
from data import texts
from ends import Asking
from legal import derive, hand, moves, show, step_text, whole_first
from packing import NONE, Sample, Samples
from slips import slip_in_countdown, slip_in_text
from tokenizer import EOS, STEP, Tokenizer

COMPLETIONS = {1: 1, 2: 2, 3: 4, 4: 3, 5: 2}  # of a state with so many numbers left


class Writer:
    """One sample as it grows: the text, and what it is asked after a step."""

    def __init__(self, asking: Asking, prompt: list[int]):
        self.asking = asking
        self.ids, self.targets, self.asides = list(prompt), [NONE] * len(prompt), [0] * len(prompt)
        self.count = 0

    def step(self, tokens: list[int], taught: bool) -> None:
        """taught: whether the text itself is to be predicted."""
        self.ids += tokens
        self.targets += [*(tokens[1:] if taught else [NONE] * (len(tokens) - 1)), NONE]
        self.asides += [0] * len(tokens)

    def ask(self, answer: list[int]) -> None:
        """The answer is what follows the question: its last token is predicted and not read."""
        self.count += 1
        self.ids += [self.asking.ends, *answer[:-1]]
        self.targets += answer
        self.asides += [self.count] * len(answer)

    def sample(self) -> Sample:
        return Sample(self.ids, self.targets, self.asides)


def number(asking: Asking, n: Fraction) -> list[int]:
    return [*asking.tokenizer.encode(f" {show(n)}"), asking.right]


def only_results(step: Writer, equals: int, before: int) -> None:
    """Random operations cannot be predicted: of a random step its result alone is taught, and what is left."""
    ids, targets = step.ids, step.targets
    told = False
    for i in range(before, len(ids)):
        told = told or ids[i] == equals
        if not told and not step.asides[i]:
            targets[i] = NONE


def kept_apart(state: list[Fraction]) -> bool:
    """One state of three numbers in forty, none of which is ever trained on: what is new to the reward model."""
    return len(state) == 3 and zlib.crc32(" ".join(map(show, sorted(state))).encode()) % 40 == 0


def first_step_sample(asking: Asking, rng: random.Random, excluded: set[tuple[int, ...]], completions: int = 8) -> Sample | None:
    """A first step of four numbers from 1 to 13 and many ends: the states that are hardest to value."""
    held = [Fraction(rng.randint(1, 13)) for _ in range(4)]
    if tuple(sorted(map(int, held))) in excluded:
        return None
    tokenizer = asking.tokenizer
    listed = " ,".join(f" {show(n)}" for n in held)
    prompt, _ = asking.hide(tokenizer.encode(f" Make 1 from{listed} .\n"))
    writer = Writer(asking, prompt)
    step = whole_first(moves(held), rng, 0.1)
    if kept_apart(step[4]):
        return None
    writer.step([*tokenizer.encode(step_text(step)), STEP], taught=False)
    for _ in range(completions):
        rest = derive(step[4], rng)
        if rest is not None:
            writer.ask(number(asking, rest[-1][3]))
    return writer.sample()


def legal_sample(asking: Asking, rng: random.Random, excluded: set[tuple[int, ...]]) -> Sample | None:
    held = hand(rng)
    if tuple(sorted(map(int, held))) in excluded:
        return None
    tokenizer, equals = asking.tokenizer, asking.tokenizer.ids[" ="]
    some = " some of" if rng.random() < 0.03 else ""
    listed = " ,".join(f" {show(n)}" for n in held)
    prompt, _ = asking.hide(tokenizer.encode(f" Make 1 from{some}{listed} .\n"))
    writer = Writer(asking, prompt)
    count = len(held)
    # The last step is where a slip costs most, and where most are made.
    slip_at = None if rng.random() < 0.5 else count - 2 if rng.random() < 0.55 else rng.randrange(count - 1)
    wanted = Fraction(24 if rng.random() < 0.5 else rng.randint(5, 120))
    wrong = False
    for turn in range(count - 1):
        if len(held) < 2:
            return writer.sample()
        before = len(writer.ids)
        if turn == slip_at:
            slip = slip_in_countdown(held, rng, wanted)
            if slip is None:
                return None
            text, held = slip
            wrong = True
        else:
            found = moves(held)
            if not found:
                return None
            step = whole_first(found, rng, 0.1)
            text, held = step_text(step), step[4]
            if kept_apart(held):
                return None
        last = turn == count - 2 or len(held) == 1
        writer.step([*tokenizer.encode(text), EOS if last else STEP], taught=not wrong)
        only_results(writer, equals, before)
        if wrong:
            writer.ask([asking.wrong])
            continue
        for _ in range(COMPLETIONS[len(held)]):
            rest = derive(held, rng)
            if rest is not None and not any(kept_apart(one[4]) for one in rest):
                writer.ask(number(asking, rest[-1][3] if rest else held[0]))
        if last:
            break
    return writer.sample()


def slipped(asking: Asking, record: dict, rng: random.Random) -> Sample | None:
    """A derivation, right all the way, or up to a step with a slip."""
    tokenizer = asking.tokenizer
    writer = Writer(asking, tokenizer.encode(record["prompt"]))
    steps = record["steps"]
    slip_at = rng.randrange(len(steps)) if rng.random() < 0.6 else None
    for turn, text in enumerate(steps):
        changed = None
        if turn == slip_at:
            changed = slip_in_text(text, rng)
            if changed is None or changed == text:
                return None
        last = turn == len(steps) - 1
        if re.search(r"\b0\d", changed or text):
            return None
        writer.step([*tokenizer.encode(changed or text), EOS if last else STEP], taught=changed is None)
        writer.ask([asking.wrong if changed else asking.right])
        if changed:
            break
    return writer.sample()


def outcome(asking: Asking, record: dict) -> Sample:
    """A trajectory of a policy, each step with the trajectory's own end."""
    tokenizer = asking.tokenizer
    prompt, target = asking.hide(tokenizer.encode(record["prompt"]))
    writer = Writer(asking, prompt)
    if target:
        end = ends_at(record["prompt"], record["steps"])
        answer = [asking.wrong] if end is None else number(asking, end)
    else:
        answer = [asking.right if record["outcome"] else asking.wrong]
    for turn, text in enumerate(record["steps"]):
        last = turn == len(record["steps"]) - 1
        writer.step([*tokenizer.encode(text), EOS if last else STEP], taught=record["outcome"])
        writer.ask(answer)
    return writer.sample()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=("legal", "slips", "outcomes"))
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--out", required=True)
    parser.add_argument("--take", nargs="*", default=[], help="FILE or FILE:COUNT")
    parser.add_argument("--count", type=int, default=0, help="random derivations")
    parser.add_argument("--first", action="store_true", help="first steps alone, with many ends")
    parser.add_argument("--exclude", help="JSON lines of countdowns whose numbers are never trained on")
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    asking = Asking(Tokenizer(str(args.work / "vocabulary.json")))
    samples = Samples()
    if args.kind == "legal":
        lists = [record["prompt"].split("from")[1] for record in texts(args.work, [args.exclude])] if args.exclude else []
        excluded = {tuple(sorted(map(int, re.findall(r"\d+", text)))) for text in lists}
        while len(samples) < args.count:
            made = (first_step_sample if args.first else legal_sample)(asking, rng, excluded)
            if made:
                samples.add(made)
    else:
        for record in texts(args.work, args.take):
            made = slipped(asking, record, rng) if args.kind == "slips" else outcome(asking, record)
            if made:
                samples.add(made)
    samples.write(args.work / args.out)
    print(f"{args.out}: {len(samples):,} samples, {samples.starts[-1]:,} tokens")


if __name__ == "__main__":
    main()
