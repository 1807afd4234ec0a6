"""Random legal derivations of a countdown: where a state may lead, whatever the target. They cost no policy tokens and
know no solver: numbers are combined at random until one is left.
"""

import random
from functools import lru_cache
from fractions import Fraction

MAX_NUMBER = 999  # of both parts of a fraction

Step = tuple[Fraction, str, Fraction, Fraction, list[Fraction]]  # a, operator, b, value, what is left


def show(n: Fraction) -> str:
    return f"{n.numerator}" if n.denominator == 1 else f"{n.numerator}/{n.denominator}"


def operate(a: Fraction, operator: str, b: Fraction) -> Fraction | None:
    """None where the result is not positive or a part of it is larger than MAX_NUMBER."""
    value = {"+": a + b, "-": a - b, "*": a * b}[operator] if operator != "/" else a / b
    return value if value > 0 and value.numerator <= MAX_NUMBER and value.denominator <= MAX_NUMBER else None


def moves(held: list[Fraction]) -> list[Step]:
    """Every legal operation on two of the numbers, the larger first, and the smaller first where a fraction comes of it."""
    return _moves(tuple(held))


@lru_cache(maxsize=300_000)
def _moves(numbers: tuple[Fraction, ...]) -> list[Step]:
    held = list(numbers)
    found = []
    for i in range(len(held)):
        for j in range(i + 1, len(held)):
            a, b = max(held[i], held[j]), min(held[i], held[j])
            rest = held[:i] + held[i + 1 : j] + held[j + 1 :]
            for x, operator, y in ((a, "+", b), (a, "-", b), (a, "*", b), (a, "/", b), (b, "/", a)):
                if operator == "/" and x is b and a == b:
                    continue
                value = operate(x, operator, y)
                if value is not None:
                    found.append((x, operator, y, value, rest + [value]))
    return found


def whole_first(found: list[Step], rng: random.Random, fractions: float) -> Step:
    """One of the moves; those whose value is a fraction as a whole with odds `fractions`."""
    whole = [step for step in found if step[3].denominator == 1]
    broken = [step for step in found if step[3].denominator > 1]
    return rng.choice(broken if broken and (not whole or rng.random() < fractions) else whole)


def derive(held: list[Fraction], rng: random.Random, fractions: float = 0.1, steps: int | None = None) -> list[Step] | None:
    """Random moves until one number is left, or for so many steps; None where there is no way on."""
    out = []
    while len(held) > 1 and (steps is None or len(out) < steps):
        found = moves(held)
        if not found:
            return None
        out.append(whole_first(found, rng, fractions))
        held = out[-1][4]
    return out


def step_text(step: Step) -> str:
    a, operator, b, value, left = step
    rest = f" left {' '.join(map(show, left))}" if len(left) > 1 else ""
    return f" {show(a)} {operator} {show(b)} = {show(value)}{rest}"


def hand(rng: random.Random) -> list[Fraction]:
    """Numbers to combine: mostly four from 1 to 13, with some of every other level."""
    kind = rng.random()
    if kind < 0.68:
        count, largest = 4, 13
    elif kind < 0.76:
        count, largest = 3, 10
    elif kind < 0.84:
        count, largest = 5, 25
    elif kind < 0.88:
        count, largest = 6, 50
    else:
        count, largest = rng.choice((4, 5, 6)), 100
    return [Fraction(rng.randint(1, largest)) for _ in range(count)]
