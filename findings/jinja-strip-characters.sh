#!/usr/bin/env bash
# @huggingface/jinja 0.5.11 (npm) beside Jinja2 3.1.6 (PyPI): the argument of strip, lstrip and rstrip.
#
# Chat templates call Python's string methods: Qwen3's cuts line ends with rstrip('\n') and lstrip('\n').
# Expected: the characters named are cut, and no others, as Python's str.rstrip documents and Jinja2 does.
# Seen: the JavaScript renderer passes over the argument. rstrip('\n') cuts blanks too, and
# strip('[]') cuts nothing. The same conversation is then another prompt in the browser than on a server, so a
# prefix that was computed for the one does not fit the other.
#
# Exits 0 while it is so, 1 when it has changed, 2 when it could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
npm init -y >/dev/null 2>&1 && npm install --silent --no-audit --no-fund @huggingface/jinja@0.5.11 >/dev/null 2>&1 || exit 2
python3 -m venv python >/dev/null 2>&1 && python/bin/pip install -q jinja2==3.1.6 >/dev/null 2>&1 || exit 2

cat >templates.json <<'JSON'
["<{{ 'said  \\n'.rstrip('\\n') }}>", "<{{ '[x]'.strip('[]') }}>", "<{{ 'xxab'.lstrip('x') }}>"]
JSON
cat >render.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Template } from "@huggingface/jinja";
const templates = JSON.parse(readFileSync("templates.json", "utf8"));
console.log(JSON.stringify(templates.map((template) => new Template(template).render({}))));
JS
cat >render.py <<'PY'
import json
from jinja2 import Environment
print(json.dumps([Environment().from_string(t).render() for t in json.load(open("templates.json"))], separators=(",", ":")))
PY
javascript=$(node render.mjs) || exit 2
python=$(python/bin/python render.py) || exit 2
echo "@huggingface/jinja 0.5.11: $javascript"
echo "Jinja2 3.1.6:              $python"
[ "$python" = '["<said  >","<x>","<ab>"]' ] || exit 2
[ "$javascript" = '["<said>","<[x]>","<xxab>"]' ]
