"""The outcome of a trajectory: is its answer right? Nothing here looks at single steps.

Held to the TypeScript families by `vectors.json`, which both sides test.
"""

import re
from collections import Counter
from fractions import Fraction

OPERATION = re.compile(r"^(\d+) ([-+*/]) (\d+) = (\d+)(?: left [\d ]+)?$")
PROMPT = re.compile(r"^Make (\d+) from ([\d ,]+) \.$")
SOLUTION = re.compile(r"^x = (- ?)?(\d+)(?: ?/ ?(\d+))?$")


def operate(a: int, operator: str, b: int) -> int | None:
    """None where the result is not a positive whole number."""
    if operator == "/":
        value = a // b if b and a % b == 0 else None
    else:
        value = {"+": a + b, "-": a - b, "*": a * b}[operator]
    return value if value is not None and value > 0 else None


def countdown_right(prompt: str, steps: list[str]) -> bool:
    target, numbers = PROMPT.match(prompt.strip()).groups()
    held = Counter(int(n) for n in re.findall(r"\d+", numbers))
    value = 0
    for step in steps:
        match = OPERATION.match(step.strip())
        if not match:
            return False
        a, b, claimed = int(match[1]), int(match[3]), int(match[4])
        for operand in (a, b):
            if held[operand] == 0:
                return False
            held[operand] -= 1
        value = operate(a, match[2], b)
        if value is None or value != claimed:
            return False
        held[value] += 1
    return sum(held.values()) == 1 and value == int(target)


def solution(step: str) -> Fraction | None:
    match = SOLUTION.match(step.strip())
    if not match or match[3] == "0":
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
