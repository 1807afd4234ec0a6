#!/usr/bin/env bash
# The reference run: from the families' problems to the bundled models.
# One dial: SIZE (tiny, small, large). Every stage can be stopped and run again;
# sft.py and prm.py go on from their last checkpoint.
set -euo pipefail
cd "$(dirname "$0")"
SIZE=${SIZE:-small}
PYTHON=${PYTHON:-python3}
WORK=${WORK:-work}
SFT_TOKENS=${SFT_TOKENS:-45e6}
PRM_TOKENS=${PRM_TOKENS:-16e6}

mkdir -p "$WORK"
problems() { (cd ../.. && npm run -s data -- "$@"); }

# 1. Problems and derivations, from the TypeScript families.
problems --vocabulary >"$WORK/vocabulary.json"
[ -s "$WORK/train.npz" ] || {
  problems --family countdown --count 420000 --mix 2,4,10,3,1 >"$WORK/countdown.train.jsonl"
  problems --family story --count 330000 --mix 2,3,8,2,1 >"$WORK/story.train.jsonl"
  problems --family equations --count 200000 --mix 1,2,5,2,1 >"$WORK/equations.train.jsonl"
  "$PYTHON" data.py "$WORK"
}

# 2. Policy: supervised fine-tuning from scratch.
"$PYTHON" sft.py --work "$WORK" --size "$SIZE" --tokens "$SFT_TOKENS"

# 3. Rollouts and Monte Carlo step labels, on training problems of other seeds.
for family in countdown story equations; do
  problems --family $family --count 10000 --seed 7000000 --mix 1,2,6,2,0 >"$WORK/$family.rollout.jsonl"
done
[ -s "$WORK/labels-$SIZE.npz" ] || "$PYTHON" rollouts.py --work "$WORK" --size "$SIZE"

# 4. Process reward model on those labels.
"$PYTHON" prm.py --work "$WORK" --size "$SIZE" --tokens "$PRM_TOKENS"

# 5. ONNX, goldens, tokenizer, catalog.
"$PYTHON" export.py --work "$WORK" --size "$SIZE"
