#!/usr/bin/env bash
# math-verify 0.9.0 (PyPI): a mixed number in plain text is read as its numerator.
#
# Expected: "3 1/2" is 7/2, as "$3 \frac{1}{2}$" is in the same library; or nothing is read at all.
# Seen: the value is 1, and "1 3/4" is 3: the numerator. The whole text stands beside it as what was read. So a
# right answer to a recipe or a length counts as wrong, and "1 3/4" counts as right where 3 is wanted.
#
# Exits 0 while it is so, 1 when it has changed, 2 when it could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder" >/dev/null 2>&1 || exit 2
"$folder/bin/pip" install -q "math-verify[antlr4_13_2]==0.9.0" >/dev/null 2>&1 || exit 2
said=$("$folder/bin/python" - 2>/dev/null <<'PY'
from math_verify import parse, verify
print(parse("3 1/2")[0], parse("1 3/4")[0], parse(r"$3 \frac{1}{2}$")[0],
      verify(parse("7/2"), parse("3 1/2")), verify(parse("3"), parse("1 3/4")))
PY
) || exit 2
echo "3 1/2, 1 3/4, \$3 \\frac{1}{2}\$, 7/2 = 3 1/2, 3 = 1 3/4: $said"
[ -n "$said" ] || exit 2
[ "$said" = "1 3 7/2 False True" ]
