#!/usr/bin/env bash
# The wide pair: a policy trained further on the wider families, and a reward model that says where completions end.
# Every stage can be stopped and run again; sft.py and ends.py go on from their last checkpoint.
#
# START is the folder of policy-small, with which both begin and whose vocabulary is appended to.
set -euo pipefail
cd "$(dirname "$0")"
SIZE=${SIZE:-small}
PYTHON=${PYTHON:-python3}
WORK=${WORK:-work/wide}
START=${START:-$(ls -d ../policy-"$SIZE"-????????)}
SFT_TOKENS=${SFT_TOKENS:-20e6}
ENDS_TOKENS=${ENDS_TOKENS:-17e6}
POLICY_SENTENCE="Trained further on wider families: everyday equations, the Game of 24, fractions, three times the words of stories."
PRM_SENTENCE="Says where completions end, with the target hidden; trained on ends of random legal derivations and on slips."

mkdir -p "$WORK"
problems() { (cd ../.. && npm run -s data -- "$@"); }
write() { [ -s "$WORK/$1.jsonl" ] || problems "${@:2}" >"$WORK/$1.jsonl"; }
pack() { [ -s "$WORK/$1.npz" ] || "$PYTHON" data.py --work "$WORK" --out "$1.npz" --take "$1.jsonl"; }
ends_data() { [ -s "$WORK/$2.npz" ] || "$PYTHON" ends_data.py "$1" --work "$WORK" --out "$2.npz" "${@:3}"; }

# 1. Problems and derivations, from the TypeScript families.
problems --vocabulary >"$WORK/vocabulary.json"
write equations --family equations --count 60000 --seed 60000000 --mix 5,6,4,1,0
write equations-large --family equations --shape large --count 12000 --seed 64000000 --mix 0,1,0,0,0
write game-of-24 --family countdown --shape game-of-24 --count 40000 --seed 61000000 --mix 0,0,1,0,0
write countdown --family countdown --count 50000 --seed 62000000 --mix 1,2,4,2,2
write countdown-large --family countdown --shape large --count 25000 --seed 63000000 --mix 0,0,0,2,1
write story --family story --count 26000 --seed 75000000 --mix 2,3,6,1,1
write recite --family story --recite --count 8000 --seed 76000000 --mix 0,2,8,1,0
write everyday --family equations --count 90000 --seed 120000000 --mix 1,1,0,0,0
write everyday-large --family equations --shape large --count 15000 --seed 123000000 --mix 0,1,0,0,0
for name in equations equations-large game-of-24 countdown countdown-large story recite everyday everyday-large; do pack $name; done
[ -s "$WORK/drills.npz" ] || "$PYTHON" data.py --work "$WORK" --out drills.npz --take everyday-large.jsonl:1 --drills 20000 --signed-drills 30000

# 2. Policy: first on everything, then with most of the tokens in equations and arithmetic.
[ -s "$WORK/start-$SIZE.pt" ] || "$PYTHON" restore.py "$START" "$WORK/start-$SIZE.pt" --vocabulary "$WORK/vocabulary.json"
train() {
  "$PYTHON" sft.py --work "$WORK" --size "$SIZE" --start "start-$SIZE.pt" --tokens "$SFT_TOKENS" --muon-lr 0.012 --adam-lr 2e-3 "$@"
}
train --until 11e6 --data equations.npz:0.9 equations-large.npz game-of-24.npz:1.5 countdown.npz countdown-large.npz:0.7 story.npz recite.npz
train --data everyday.npz:1.5 equations.npz:0.4 everyday-large.npz:0.7 drills.npz:0.8 game-of-24.npz:0.4 countdown.npz:0.4 \
  countdown-large.npz:0.3 story.npz:0.5 recite.npz:0.3

# 3. What the reward model learns from: random legal derivations with their ends, and slips.
write held-out --set game-of-24-hard
for part in 1 2 3 4; do
  ends_data legal legal-$part --count $((part == 1 ? 30000 : 40000)) --exclude held-out.jsonl --seed 10$part
done
for part in 1 2; do ends_data legal first-$part --first --count 25000 --exclude held-out.jsonl --seed 30$part; done
ends_data slips slips-1 --take equations.jsonl:30000 story.jsonl:10000 --seed 7
ends_data slips slips-2 --take equations.jsonl:30000 equations-large.jsonl:8000 story.jsonl:20000 --seed 9
ends_data slips slips-3 --take everyday.jsonl:50000 everyday-large.jsonl:10000 --seed 11

# 4. The reward model.
judge() {
  "$PYTHON" ends.py --work "$WORK" --size "$SIZE" --policy "start-$SIZE.pt" --extra-layers 1 --tokens "$ENDS_TOKENS" "$@"
}
judge --until 9e6 --data legal-1.npz legal-2.npz legal-3.npz:0.5 legal-4.npz:0.5 slips-1.npz slips-2.npz:0.5 slips-3.npz:0.5
judge --data legal-1.npz:0.2 legal-2.npz:0.2 legal-3.npz:0.2 legal-4.npz:0.2 first-1.npz first-2.npz slips-1.npz:0.1 slips-2.npz:0.4 slips-3.npz:1.2
"$PYTHON" depth_auc.py --work "$WORK" --checkpoint "ends-$SIZE.pt" --problems held-out.jsonl

# 5. ONNX, goldens, tokenizer, catalog: beside the models that are there.
for family in countdown story equations; do write $family.rollout --family $family --count 10 --seed 90000000; done
bundle() { "$PYTHON" export.py --work "$WORK" --size "$SIZE" --half --start policy-small "$@"; }
bundle --checkpoint "sft-$SIZE.pt" --role policy --id "policy-wide-$SIZE" --alias wide --method sft --sentence "$POLICY_SENTENCE"
bundle --checkpoint "ends-$SIZE.pt" --role prm --id "prm-ends-$SIZE" --alias ends --method ends --labels none --sentence "$PRM_SENTENCE"
