#!/usr/bin/env bash
# @huggingface/tokenizers 0.2.0 (npm, the tokenizer of transformers.js 4) beside tokenizers 0.23.3 (PyPI): one
# tokenizer.json, two sets of ids.
#
# A "Split" pre-tokenizer says what becomes of what its pattern matches: "removed", "isolated", "merged_with_previous",
# "merged_with_next" or "contiguous"; "invert" turns pattern and rest round.
# Expected: the same pieces as in the library that wrote the file.
# Seen: JavaScript knows "removed" and treats all else as "isolated": "a-b" merged with the previous
# piece is "a-", "b" in Rust and "a", "-", "b" in JavaScript. With "invert" whatever lies between
# the matches is dropped: ids are missing and the text cannot be got back. Nothing is said in either case. So a
# tokenizer that comes from elsewhere is to be held to a few recorded ids before a model reads its output.
#
# Exits 0 while it is so, 1 when it has changed, 2 when it could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
npm init -y >/dev/null 2>&1 && npm install --silent --no-audit --no-fund @huggingface/tokenizers@0.2.0 >/dev/null 2>&1 || exit 2
python3 -m venv python >/dev/null 2>&1 && python/bin/pip install -q tokenizers==0.23.3 >/dev/null 2>&1 || exit 2

cat >write.py <<'PY'
import json
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

pieces = ["a", "-", "b", "a-", "-b"]
cases = []
for pattern, behavior, invert in [("-", "merged_with_previous", False), ("-", "merged_with_next", False), ("[ab]", "isolated", True)]:
    tokenizer = Tokenizer(WordLevel({piece: i for i, piece in enumerate(pieces)}, unk_token="a"))
    tokenizer.pre_tokenizer = Split(Regex(pattern), behavior, invert=invert)
    cases.append({"json": json.loads(tokenizer.to_str()), "ids": tokenizer.encode("a-b").ids})
json.dump(cases, open("cases.json", "w"))
print(json.dumps([case["ids"] for case in cases], separators=(",", ":")))
PY
cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
const cases = JSON.parse(readFileSync("cases.json", "utf8"));
console.log(JSON.stringify(cases.map(({ json }) => new Tokenizer(json, {}).encode("a-b").ids)));
JS
rust=$(python/bin/python write.py) || exit 2
javascript=$(node read.mjs) || exit 2
echo "ids of \"a-b\" in tokenizers 0.23.3:            $rust"
echo "ids of \"a-b\" in @huggingface/tokenizers 0.2.0: $javascript"
[ "$rust" = "[[3,2],[0,4],[0,1,2]]" ] || exit 2
[ "$javascript" = "[[0,1,2],[0,1,2],[0,2]]" ]
