"""Slips as hard negatives: a trajectory that was right, with one number of one step changed into something that looks
like it. What follows a slip cannot end right, so outcomes alone say that it is wrong.
"""

import random
import re
from fractions import Fraction

from legal import moves, show

NUMBER = re.compile(r"\d+")


def near(n: int, rng: random.Random) -> int:
    """Another number that is easily mistaken for n: another last digit, another first digit, off by one or by ten."""
    text = str(n)
    for _ in range(20):
        kind = rng.random()
        if kind < 0.3:
            other = n + rng.choice((-1, 1, -2, 2))
        elif kind < 0.55:
            other = int(rng.choice("123456789") + text[1:]) if len(text) > 1 else rng.randint(1, 9)
        elif kind < 0.75:
            other = int(text[:-1] + rng.choice("0123456789"))
        elif kind < 0.9:
            other = n + rng.choice((-10, 10, -20, 20, 100, -100))
        else:
            other = int(rng.choice("123456789") + text) if len(text) < 3 else int(text[:-1])
        if other > 0 and other != n and other <= 9999:
            return other
    return n + 1


def slip_in_countdown(held: list[Fraction], rng: random.Random, target: Fraction | None) -> tuple[str, list[Fraction]] | None:
    """A step with a slip in it, as text, and the numbers that it claims are left; None where none was found.

    target: what a last step is likely to claim falsely.
    """
    found = [step for step in moves(held) if step[3].denominator == 1]
    if not found:
        return None
    a, operator, b, value, left = rng.choice(found)
    rest = left[:-1]
    kind = rng.random()
    if kind < 0.6 or len(held) == 2:
        # A wrong result; of a last step often the target itself.
        if len(held) == 2 and kind < 0.15:
            # Or numbers that are not there: the operation is right, its operands are not what is left.
            return not_there(held, rng, target)
        claimed = target if target is not None and len(held) == 2 and target != value and rng.random() < 0.6 else Fraction(near(int(value), rng))
        return text(a, operator, b, claimed, rest + [claimed]), rest + [claimed]
    if kind < 0.75:
        # A number is used that is not there.
        return not_there(held, rng, target)
    if kind < 0.85:
        # A number that was used stays.
        kept = rest + [rng.choice((a, b)), value]
        rng.shuffle(kept)
        return text(a, operator, b, value, kept), kept
    if kind < 0.92 and len(rest) > 1:
        lost = rest[1:] + [value]
        return text(a, operator, b, value, lost), lost
    changed = list(rest)
    at = rng.randrange(len(changed))
    if changed[at].denominator > 1:
        return None
    changed[at] = Fraction(near(int(changed[at]), rng))
    return text(a, operator, b, value, changed + [value]), changed + [value]


def not_there(held: list[Fraction], rng: random.Random, target: Fraction | None) -> tuple[str, list[Fraction]] | None:
    """A right operation on a number that is held and one that is not, or on one that is held once and used twice."""
    mine = rng.choice(held)
    rest = list(held)
    rest.remove(mine)
    lost = rng.choice(rest)
    if mine.denominator > 1 or lost.denominator > 1:
        return None
    other = mine if rng.random() < 0.2 and mine not in rest else Fraction(near(int(lost), rng))
    if target is not None and len(held) == 2 and rng.random() < 0.7:
        # What would be needed to end at the target.
        ways = [target - mine, target + mine, target * mine, mine - target, target / mine]
        fitting = [w for w in ways if w > 0 and w.denominator == 1 and w <= 999 and w not in rest]
        other = rng.choice(fitting) if fitting else other
    if other in rest:
        return None
    found = [s for s in moves([mine, other]) if s[3].denominator == 1]
    if target is not None and len(held) == 2:
        found = [s for s in found if s[3] == target] or found
    if not found:
        return None
    a, operator, b, value, _ = rng.choice(found)
    rest.remove(lost)
    return text(a, operator, b, value, rest + [value]), rest + [value]


def text(a: Fraction, operator: str, b: Fraction, value: Fraction, left: list[Fraction]) -> str:
    rest = f" left {' '.join(map(show, left))}" if len(left) > 1 else ""
    return f" {show(a)} {operator} {show(b)} = {show(value)}{rest}"


def slip_in_text(step: str, rng: random.Random) -> str | None:
    """A step of a story or an equation with one number, sign or the like changed; None where nothing came of it."""
    kind = rng.random()
    if kind < 0.15 and re.search(r" [+-] (?=\d)", step):
        places = [m for m in re.finditer(r" [+-] (?=\d)", step)]
        place = rng.choice(places)
        return step[: place.start()] + (" - " if "+" in place[0] else " + ") + step[place.end() :]
    if kind < 0.2 and "= - " in step:
        return step.replace("= - ", "= ", 1)
    numbers = list(NUMBER.finditer(step))
    if not numbers:
        return None
    # The result most of all: it stands last.
    place = numbers[-1] if rng.random() < 0.5 else rng.choice(numbers)
    changed = step[: place.start()] + str(near(int(place[0]), rng)) + step[place.end() :]
    return None if changed == step else changed
