"""The outcome checker against the families' own verdicts; needs nothing but Python."""

import json
import sys
from pathlib import Path

RECIPE = Path(__file__).parent.parent
sys.path.insert(0, str(RECIPE))

from checker import is_right, operate  # noqa: E402


def test_checker_agrees_with_the_families():
    vectors = json.loads((RECIPE / "vectors.json").read_text())
    assert len(vectors) == 210
    for v in vectors:
        assert is_right(v["family"], v["prompt"], v["steps"], v["answer"]) == v["right"], v


def test_operations_stay_within_the_positive_whole_numbers():
    assert operate(8, "/", 2) == 4 and operate(7, "/", 2) is None and operate(3, "/", 0) is None
    assert operate(3, "-", 3) is None and operate(3, "-", 5) is None
