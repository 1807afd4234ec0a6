"""The outcome checker against the families' own verdicts; needs nothing but Python."""

import json
import sys
from fractions import Fraction
from pathlib import Path

RECIPE = Path(__file__).parent.parent
sys.path.insert(0, str(RECIPE))

from checker import is_right, operate  # noqa: E402


def test_checker_agrees_with_the_families():
    vectors = json.loads((RECIPE / "vectors.json").read_text())
    assert len(vectors) == 360
    for v in vectors:
        assert is_right(v["family"], v["prompt"], v["steps"], v["answer"]) == v["right"], v


def test_operations_stay_positive_and_exact():
    half = Fraction(1, 2)
    assert operate(Fraction(8), "/", Fraction(2)) == 4 and operate(Fraction(7), "/", Fraction(2)) == 7 * half
    assert operate(Fraction(3), "/", Fraction(0)) is None
    assert operate(Fraction(3), "-", Fraction(3)) is None and operate(half, "-", Fraction(5)) is None


def test_fractions_on_the_way_and_numbers_left_over():
    hand = " Make 24 from 3 , 3 , 8 , 8 .\n"
    right = [" 8 / 3 = 8/3 left 3 8 8/3", " 3 - 8/3 = 1/3 left 8 1/3", " 8 / 1/3 = 24"]
    assert is_right("countdown", hand, right, "")
    assert not is_right("countdown", hand, right[:-1], "")
    some = " Make 532 from some of 100 , 25 , 8 , 5 , 1 , 9 .\n"
    steps = [" 100 * 5 = 500 left 25 8 1 9 500", " 25 + 8 = 33 left 1 9 500 33", " 33 - 1 = 32 left 9 500 32", " 500 + 32 = 532"]
    assert is_right("countdown", some, steps, "")
    assert not is_right("countdown", some.replace("some of ", ""), steps, "")
