#!/usr/bin/env bash
# The reference run: from the families' problems to the bundled models; recipe-wide.sh goes on from its policy to the
# wide policy and the reward model of ends.
# One dial: SIZE (tiny, small, large, huge). Every stage can be stopped and run again;
# sft.py and prm.py go on from their last checkpoint. sft.py trains in packed rows and mixed precision; the bundled files
# were made before it did. HALF=--half trains the reward models from the seventh stage on in mixed precision, as the
# reference run did; leave it empty where the processor multiplies no 16-bit matrices.
set -euo pipefail
cd "$(dirname "$0")"
SIZE=${SIZE:-small}
PYTHON=${PYTHON:-python3}
WORK=${WORK:-work}
SFT_TOKENS=${SFT_TOKENS:-104e6}
FIRST_TOKENS=${FIRST_TOKENS:-35.4e6}
SECOND_TOKENS=${SECOND_TOKENS:-55e6}
READER_TOKENS=${READER_TOKENS:-126e6}
PRM_TOKENS=${PRM_TOKENS:-10.5e6}
PRM_LAST_TOKENS=${PRM_LAST_TOKENS:-14e6}
PRM_READER_TOKENS=${PRM_READER_TOKENS:-12e6}
PRM_READER_LAST_TOKENS=${PRM_READER_LAST_TOKENS:-16e6}
HALF=${HALF---half}
SOFT="A head and two layers on the policy's body, trained on soft Monte Carlo step labels (Math-Shepherd)."
HARD="A head and two layers on the policy's body, trained on hard Monte Carlo step labels (Math-Shepherd): right where any completion was."
OMEGA="A head and two layers on the policy's body, trained on OmegaPRM's labels: prefixes found by binary search for the first error."
IMPLICIT="An implicit reward model: its log-ratio to the policy, trained by cross-entropy on outcomes alone, is the reward."
LARGE="Twice every width of policy-small and a layer more, trained further on derivations: 4.8 times the parameters."

mkdir -p "$WORK"
problems() { (cd ../.. && npm run -s data -- "$@"); }

# 1. Problems and derivations, from the TypeScript families.
problems --vocabulary >"$WORK/vocabulary.json"
[ -s "$WORK/train.npz" ] || {
  problems --family countdown --count 420000 --mix 2,4,10,3,1 >"$WORK/countdown.train.jsonl"
  problems --family story --count 330000 --mix 2,3,8,2,1 >"$WORK/story.train.jsonl"
  problems --family equations --count 200000 --mix 1,2,5,2,1 >"$WORK/equations.train.jsonl"
  "$PYTHON" data.py --work "$WORK" --drills 250000 \
    --take countdown.train.jsonl story.train.jsonl equations.train.jsonl
}
# The second diet, once the words are known: drills for what was found to be learned slowly,
# looking quantities up and arithmetic with signs.
[ -s "$WORK/train2.npz" ] || {
  problems --family story --recite --count 50000 --seed 3000000 --mix 0,2,8,1,0 >"$WORK/recite.train.jsonl"
  problems --family equations --count 90000 --seed 4000000 --mix 1,2,8,2,0 >"$WORK/equations2.train.jsonl"
  "$PYTHON" data.py --work "$WORK" --out train2.npz --drills 60000 --signed-drills 60000 \
    --take countdown.train.jsonl:110000 story.train.jsonl:100000 recite.train.jsonl equations2.train.jsonl
}
# The third diet: fresh problems, and looking quantities up in a quarter of them.
[ -s "$WORK/train3.npz" ] || {
  problems --family story --recite --count 130000 --seed 11000000 --mix 0,2,8,2,0 >"$WORK/recite3.train.jsonl"
  problems --family equations --count 110000 --seed 12000000 --mix 1,2,8,2,1 >"$WORK/equations3.train.jsonl"
  problems --family story --count 130000 --seed 13000000 --mix 1,2,8,1,1 >"$WORK/story3.train.jsonl"
  problems --family countdown --count 200000 --seed 14000000 --mix 1,3,10,3,1 >"$WORK/countdown3.train.jsonl"
  "$PYTHON" data.py --work "$WORK" --out train3.npz --drills 60000 --signed-drills 90000 \
    --take countdown3.train.jsonl story3.train.jsonl recite3.train.jsonl equations3.train.jsonl
}

# 2. Policy: supervised fine-tuning from scratch.
"$PYTHON" sft.py --work "$WORK" --size "$SIZE" --tokens "$SFT_TOKENS" --until "$FIRST_TOKENS"
"$PYTHON" sft.py --work "$WORK" --size "$SIZE" --tokens "$SFT_TOKENS" --data train2.npz --until "$SECOND_TOKENS"
"$PYTHON" sft.py --work "$WORK" --size "$SIZE" --tokens "$SFT_TOKENS" --data train3.npz

# 3. Rollouts and Monte Carlo step labels, on training problems of other seeds.
for family in countdown story equations; do
  problems --family $family --count 10000 --seed 7000000 --mix 1,2,6,2,0 >"$WORK/$family.rollout.jsonl"
done
[ -s "$WORK/labels-$SIZE.npz" ] || "$PYTHON" rollouts.py --work "$WORK" --size "$SIZE" --count 4000 6000 6000 --temperature 0.8

# 4. Process reward model on those labels.
"$PYTHON" prm.py --work "$WORK" --size "$SIZE" --name prm-plain --tokens "$PRM_TOKENS"
# The short trajectories of countdown are few of the tokens: they are drawn more often for a while.
"$PYTHON" prm.py --work "$WORK" --size "$SIZE" --name prm-plain --tokens "$PRM_LAST_TOKENS" --weights 6 0.5 1.5
# Equations go wrong in arithmetic that the policy is of two minds about, so the labels tell little. A copy
# of the policy is trained further, on equations mostly; it reads first and says how likely each token is.
[ -s "$WORK/train4.npz" ] || {
  problems --family equations --count 260000 --seed 40 --mix 4,3,3,1,1 >"$WORK/equations4.train.jsonl"
  "$PYTHON" data.py --work "$WORK" --out train4.npz --drills 3000 --signed-drills 40000 \
    --take equations4.train.jsonl story3.train.jsonl:26000 countdown3.train.jsonl:40000 recite3.train.jsonl:8000
}
[ -s "$WORK/reader-$SIZE.pt" ] || cp "$WORK/sft-$SIZE.pt" "$WORK/reader-$SIZE.pt"
"$PYTHON" sft.py --work "$WORK" --size "$SIZE" --name reader --tokens "$READER_TOKENS" --data train4.npz --muon-lr 0.03 --adam-lr 4e-3
informed() {
  "$PYTHON" prm.py --work "$WORK" --size "$SIZE" --start "prm-plain-$SIZE.pt" --reader "reader-$SIZE.pt" "$@"
}
informed --tokens "$PRM_READER_TOKENS" --weights 3 1 1.3
# Stories gain the least from the reader, and are drawn more often at last.
informed --tokens "$PRM_READER_LAST_TOKENS" --weights 1.5 2 0.9

# 5. ONNX, goldens, tokenizer, catalog.
"$PYTHON" export.py --work "$WORK" --size "$SIZE"

# 6. Reinforcement learning by four methods from the same policy, on problems of its own, three seeds each.
for family in countdown story equations; do
  problems --family $family --count 12000 --seed 22000000 --mix 1,3,8,2,0 >"$WORK/$family.rl.jsonl"
  problems --family $family --split validation --count 300 --seed 21000000 --mix 1,1,1,1,1 >"$WORK/$family.validation.jsonl"
done
for seed in 1 2 3; do
  for method in rloo grpo prime prl; do
    "$PYTHON" rl.py --work "$WORK" --size "$SIZE" --method $method --seed $seed --problems rl --iterations 60 --prompts 48 \
      --lr 1.5e-4 --prm-lr 3e-4 --eval-every 30 --eval-count 100 --eval-n 8
  done
done
"$PYTHON" curves.py --work "$WORK" --size "$SIZE" --out ../results
# Of each method the seed that did best on the validation problems in the reference run.
bundle() {
  "$PYTHON" export.py --work "$WORK" --size "$SIZE" --checkpoint "rl-$1-$SIZE-s$2.pt" --role policy --id "policy-$1-$SIZE" \
    --alias "$1" --method "$1" --start "policy-$SIZE" --half --sentence "$3"
}
bundle rloo 2 "Reinforcement learning from outcomes alone with a leave-one-out baseline (RLOO), 240 updates from the SFT policy."
bundle grpo 3 "Group relative policy optimisation (GRPO) from outcomes alone, 240 updates from the SFT policy."
bundle prime 2 "PRIME: RLOO with the process rewards of an implicit reward model trained online from outcomes, 240 updates from the SFT policy."
bundle prl 2 "Process Reward Learning: the outcome's advantage shared out over the steps by log-ratios to the SFT policy, 240 updates from it."

# 7. Reward models that differ in their labels alone: soft and hard estimates of the same completions, and OmegaPRM's
# labels, for about as many policy tokens.
[ -s "$WORK/few-$SIZE.npz" ] || "$PYTHON" rollouts.py --work "$WORK" --size "$SIZE" --name few --estimate hard --count 2000 2000 2000 --temperature 0.8
[ -s "$WORK/labels-omega-$SIZE.npz" ] || "$PYTHON" omega.py --work "$WORK" --size "$SIZE" --count 1500 500 500 --temperature 0.8
judge() {
  "$PYTHON" prm.py --work "$WORK" --size "$SIZE" --name "prm-$1" --labels "$2-$SIZE.npz" --tokens 6e6 --weights 3 1 1.3 $HALF
  bundle_prm "prm-$1-$SIZE.pt" "$SIZE" --id "prm-$1-$SIZE" --alias "$3" --method "$4" --start "policy-$SIZE" --sentence "$5"
}
bundle_prm() {
  "$PYTHON" export.py --work "$WORK" --checkpoint "$1" --size "$2" --role prm --labels "few-$SIZE.npz" --half "${@:3}"
}
judge soft few soft-plain math-shepherd-soft "$SOFT"
judge hard few-hard hard math-shepherd-hard "$HARD"
judge omega labels-omega omega omega "$OMEGA"

# 8. An implicit reward model, from the outcomes of the same trajectories alone.
"$PYTHON" implicit.py --work "$WORK" --size "$SIZE" --labels "few-$SIZE.npz" --tokens 4e6 --lr 1e-3 $HALF
bundle_prm "implicit-$SIZE.pt" "$SIZE" --id "prm-implicit-$SIZE" --alias implicit --method implicit --start "policy-$SIZE" \
  --reference "policy-$SIZE" --sentence "$IMPLICIT"

# 9. A policy of 4.8 times the parameters that begins where the small one stands, on fresh problems, and its reward model.
[ -s "$WORK/train5.npz" ] || {
  problems --family countdown --count 200000 --seed 50000000 --mix 1,3,10,3,1 >"$WORK/countdown5.train.jsonl"
  problems --family equations --count 100000 --seed 51000000 --mix 1,2,8,2,1 >"$WORK/equations5.train.jsonl"
  problems --family story --count 50000 --seed 52000000 --mix 1,2,8,2,1 >"$WORK/story5.train.jsonl"
  problems --family story --recite --count 30000 --seed 53000000 --mix 0,2,8,2,0 >"$WORK/recite5.train.jsonl"
  "$PYTHON" data.py --work "$WORK" --out train5.npz --drills 30000 --signed-drills 40000 \
    --take countdown5.train.jsonl story5.train.jsonl recite5.train.jsonl equations5.train.jsonl
}
[ -s "$WORK/sft-large.pt" ] || "$PYTHON" grow.py --work "$WORK" --layers 1
"$PYTHON" sft.py --work "$WORK" --size large --data train5.npz --tokens 115e6 --decay 0.1 --muon-lr 0.012 --adam-lr 2e-3
"$PYTHON" export.py --work "$WORK" --size large --checkpoint sft-large.pt --role policy --id policy-large --alias large --method sft \
  --start "policy-$SIZE" --half --sentence "$LARGE"
[ -s "$WORK/more-$SIZE.npz" ] || "$PYTHON" rollouts.py --work "$WORK" --size "$SIZE" --name more --count 4000 4000 2000 --temperature 0.8
"$PYTHON" prm.py --work "$WORK" --size large --name prm --labels "more-$SIZE.npz" --tokens 4e6 --weights 3 1 1.3 $HALF
bundle_prm prm-large.pt large --id prm-large --alias soft-large --method math-shepherd-soft --start policy-large --sentence "$SOFT"
