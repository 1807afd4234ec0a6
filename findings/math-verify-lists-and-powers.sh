#!/usr/bin/env bash
# math-verify 0.9.0 (PyPI): a list of numbers is read as one decimal, and scientific notation loses its power.
#
# Expected: "1,2,3" is three numbers (or none is read), "1e3" is 1000, "6.02e23" is large.
# Seen: "1,2,3" is 1.2, so that it equals "1,2,7"; "1e3" is 1 and "6.02e23" is 6.02. A list of roots whose first two
# are right counts as right, and so does a number that is wrong by any power of ten.
#
# Exits 0 while it is so, 1 when it has changed, 2 when it could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder" >/dev/null 2>&1 || exit 2
"$folder/bin/pip" install -q "math-verify[antlr4_13_2]==0.9.0" >/dev/null 2>&1 || exit 2
said=$("$folder/bin/python" - 2>/dev/null <<'PY'
from math_verify import parse, verify
same = lambda gold, answer: verify(parse(gold), parse(answer))
print(float(parse("1,2,3")[0]), float(parse("1e3")[0]), float(parse("6.02e23")[0]),
      same("1,2,3", "1,2,7"), same("6.02", "6.02e23"))
PY
) || exit 2
echo "1,2,3, 1e3, 6.02e23, 1,2,3 = 1,2,7, 6.02 = 6.02e23: $said"
[ -n "$said" ] || exit 2
[ "$said" = "1.2 1.0 6.02 True True" ]
