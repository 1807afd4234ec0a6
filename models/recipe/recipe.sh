#!/usr/bin/env bash
# The reference run: from the families' problems to the bundled models.
# Every stage can be stopped and run again; sft.py and ends.py go on from their last checkpoint.
#
# The policy does not begin with random weights: START is the folder of an older policy-small (104 M tokens of SFT on
# narrower families, from random weights), whose vocabulary is appended to. START=none begins anew; that takes more tokens.
set -euo pipefail
cd "$(dirname "$0")"
SIZE=${SIZE:-small}
PYTHON=${PYTHON:-python3}
WORK=${WORK:-work}
START=${START:-$(ls -d ../policy-"$SIZE"-* | head -1)}
SFT_TOKENS=${SFT_TOKENS:-16e6}
ENDS_TOKENS=${ENDS_TOKENS:-12e6}
POLICY_SENTENCE="Supervised fine-tuning on derivations."
PRM_SENTENCE="Says where completions end, with the target hidden: trained on ends of random legal derivations, on slips and on outcomes."

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
for name in equations equations-large game-of-24 countdown countdown-large story recite; do pack $name; done

# 2. Policy: supervised fine-tuning.
if [ "$START" != none ] && [ ! -s "$WORK/start-$SIZE.pt" ]; then
  "$PYTHON" restore.py "$START" "$WORK/start-$SIZE.pt" --vocabulary "$WORK/vocabulary.json"
fi
begin=()
[ "$START" = none ] || begin=(--start "start-$SIZE.pt")
"$PYTHON" sft.py --work "$WORK" --size "$SIZE" "${begin[@]}" --tokens "$SFT_TOKENS" --muon-lr 0.012 --adam-lr 2e-3 \
  --data equations.npz:0.9 equations-large.npz game-of-24.npz:1.5 countdown.npz countdown-large.npz:0.7 story.npz recite.npz

# 3. What the reward model learns from: random legal derivations with their ends, slips, and what the policy wrote.
write held-out --set game-of-24-hard
for part in 1 2 3 4; do
  ends_data legal legal-$part --count $((part == 1 ? 30000 : 40000)) --exclude held-out.jsonl --seed 10$part
done
ends_data slips slips-1 --take equations.jsonl:30000 story.jsonl:10000 --seed 7
ends_data slips slips-2 --take equations.jsonl:30000 equations-large.jsonl:8000 story.jsonl:20000 --seed 9
write countdown.rollout --family countdown --count 1200 --seed 90000000 --mix 1,2,6,1,1
write story.rollout --family story --count 1000 --seed 90000000 --mix 2,2,5,1,0
write equations.rollout --family equations --count 1200 --seed 90000000 --mix 4,5,5,1,0
for family in equations countdown story; do
  [ -s "$WORK/$family.traj.jsonl" ] || "$PYTHON" trajectories.py --checkpoint "$WORK/sft-$SIZE.pt" --vocabulary "$WORK/vocabulary.json" \
    --problems "$WORK/$family.rollout.jsonl" --out "$WORK/$family.traj.jsonl" --n 3 --temperature 0.9
done
ends_data outcomes outcomes-1 --take countdown.traj.jsonl equations.traj.jsonl story.traj.jsonl

# 4. The reward model.
"$PYTHON" ends.py --work "$WORK" --size "$SIZE" --policy "start-$SIZE.pt" --extra-layers 1 --tokens "$ENDS_TOKENS" \
  --data legal-1.npz legal-2.npz legal-3.npz legal-4.npz slips-1.npz slips-2.npz outcomes-1.npz:2
"$PYTHON" depth_auc.py --work "$WORK" --checkpoint "ends-$SIZE.pt" --problems held-out.jsonl

# 5. ONNX, goldens, tokenizer, catalog.
bundle() { "$PYTHON" export.py --work "$WORK" --size "$SIZE" --half --default "$@"; }
bundle --checkpoint "sft-$SIZE.pt" --role policy --id "policy-$SIZE" --alias sft --method sft --sentence "$POLICY_SENTENCE"
bundle --checkpoint "ends-$SIZE.pt" --role prm --id "prm-$SIZE" --alias ends --method ends --start "policy-$SIZE" --labels none \
  --sentence "$PRM_SENTENCE"

# What the families' samples are labelled by otherwise, rollouts.py, omega.py and implicit.py, and rl.py with its four methods
# go on from $WORK/sft-$SIZE.pt; README.md in this folder's parent says what was made with them.
