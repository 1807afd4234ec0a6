"""The outcome of a trajectory: is its answer right? Nothing here looks at single steps.

Held to the TypeScript families by `vectors.json`, which both sides test.
"""

import re
from collections import Counter
from fractions import Fraction

NUMBER = r"\d+(?:/\d+)?"
OPERATION = re.compile(rf"^({NUMBER}) ([-+*/]) ({NUMBER}) = ({NUMBER})(?: left [\d/ ]+)?$")
PROMPT = re.compile(r"^Make (\d+) from (some of )?([\d ,]+) \.$")
SOLUTION = re.compile(r"^x = (- ?)?(\d+)(?: ?/ ?(\d+))?$")


def operate(a: Fraction, operator: str, b: Fraction) -> Fraction | None:
    """None where the result is not positive."""
    if operator == "/":
        value = a / b if b else None
    else:
        value = {"+": a + b, "-": a - b, "*": a * b}[operator]
    return value if value is not None and value > 0 else None


def read_number(text: str) -> Fraction | None:
    """"8/3" or "8"; None where it divides by 0."""
    top, _, bottom = text.partition("/")
    return None if bottom and int(bottom) == 0 else Fraction(int(top), int(bottom or 1))


def ends_at(prompt: str, steps: list[str]) -> Fraction | None:
    """The number that a countdown's steps end at, whatever its target; None where they do not count as a derivation.
    All numbers are used, unless the prompt says "some of"; fractions may stand on the way."""
    _, some, numbers = PROMPT.match(prompt.strip()).groups()
    held = Counter(Fraction(n) for n in re.findall(r"\d+", numbers))
    value = None
    for step in steps:
        match = OPERATION.match(step.strip())
        if not match:
            return None
        a, b, claimed = (read_number(match[i]) for i in (1, 3, 4))
        if a is None or b is None or claimed is None:
            return None
        for operand in (a, b):
            if held[operand] == 0:
                return None
            held[operand] -= 1
        value = operate(a, match[2], b)
        if value is None or value != claimed:
            return None
        held[value] += 1
    return value if some or sum(held.values()) == 1 else None


def countdown_right(prompt: str, steps: list[str]) -> bool:
    return ends_at(prompt, steps) == int(PROMPT.match(prompt.strip())[1])


def solution(step: str) -> Fraction | None:
    match = SOLUTION.match(step.strip())
    if not match or (match[3] and int(match[3]) == 0):
        return None
    return Fraction(int(match[2]), int(match[3] or 1)) * (-1 if match[1] else 1)


def is_right(family: str, prompt: str, steps: list[str], answer: str) -> bool:
    """`answer` is the family's own, from the JSON lines; countdown takes any valid derivation."""
    if not steps:
        return False
    if family == "countdown":
        return countdown_right(prompt, steps)
    if family == "story":
        match = re.search(r"= (\d+)$", steps[-1].strip())
        return bool(match) and int(match[1]) == int(answer)
    found = solution(steps[-1])
    return found is not None and found == solution(answer.replace("-", "- "))
