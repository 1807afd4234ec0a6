#!/usr/bin/env bash
# @huggingface/jinja 0.5.11 (npm) beside Jinja2 3.1.6 (PyPI): what == says of lists and of a text beside a number.
#
# Expected: Python's equality, which the language of chat templates is defined by: two lists of equal items
# are equal, a text never equals a number.
# Seen: it is JavaScript's == on the values within. Two lists are equal only when they are one object, so a
# template's `message.tool_calls == []` or `roles == ['system', 'user']` is never true; and '1' == 1 is true. No error
# is raised: another branch of the template is taken in the browser than on a server.
#
# Exits 0 while it is so, 1 when it has changed, 2 when it could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
npm init -y >/dev/null 2>&1 && npm install --silent --no-audit --no-fund @huggingface/jinja@0.5.11 >/dev/null 2>&1 || exit 2
python3 -m venv python >/dev/null 2>&1 && python/bin/pip install -q jinja2==3.1.6 >/dev/null 2>&1 || exit 2

cat >templates.json <<'JSON'
["{{ 'yes' if calls == [] else 'no' }}", "{{ 'yes' if roles == ['system', 'user'] else 'no' }}", "{{ 'yes' if '1' == 1 else 'no' }}"]
JSON
cat >render.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Template } from "@huggingface/jinja";
const given = { calls: [], roles: ["system", "user"] };
const templates = JSON.parse(readFileSync("templates.json", "utf8"));
console.log(templates.map((template) => new Template(template).render(given)).join(" "));
JS
cat >render.py <<'PY'
import json
from jinja2 import Environment
given = {"calls": [], "roles": ["system", "user"]}
print(*[Environment().from_string(t).render(**given) for t in json.load(open("templates.json"))])
PY
javascript=$(node render.mjs) || exit 2
python=$(python/bin/python render.py) || exit 2
echo "@huggingface/jinja 0.5.11: $javascript"
echo "Jinja2 3.1.6:              $python"
[ "$python" = "yes yes no" ] || exit 2
[ "$javascript" = "no no yes" ]
