#!/usr/bin/env bash
# onnxruntime-node 1.30.0 (npm): whether a NaN is the largest of a row depends on the operator and on its place.
#
# Expected: one rule, wherever the NaN stands: it spreads (as in NumPy and PyTorch, and as Max of two tensors does
# here), or it is passed over.
# Seen, of [1, NaN, 3, 2] and [NaN, 1, 3, 2]: ReduceMax says 3 and NaN, ArgMax and TopK of one say places 2 and 0:
# a NaN counts only where it stands first. TopK of three says places 1, 2, 3 and 2, 1, 0: the NaN comes first in the
# one and last in the other, where it and the 1 push out the 2. So a greedy decoder shows a broken model's text as if
# nothing were wrong: logits want a check of their own.
#
# Exits 0 while it is so, 1 when it has changed, 2 when it could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
npm init -y >/dev/null 2>&1 && npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 >/dev/null 2>&1 || exit 2
python3 -m venv python >/dev/null 2>&1 && python/bin/pip install -q onnx==1.23.2 >/dev/null 2>&1 || exit 2

python/bin/python - <<'PY' || exit 2
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [2, 4])
outputs = [helper.make_tensor_value_info(n, t, None) for n, t in [("max", TensorProto.FLOAT), ("arg", TensorProto.INT64), ("top1", TensorProto.INT64), ("top3", TensorProto.INT64)]]
nodes = [
    helper.make_node("ReduceMax", ["x"], ["max"], axes=[1], keepdims=0),
    helper.make_node("ArgMax", ["x"], ["arg"], axis=1, keepdims=0),
    helper.make_node("TopK", ["x", "one"], ["value1", "top1"], axis=1),
    helper.make_node("TopK", ["x", "three"], ["value3", "top3"], axis=1),
]
counts = [numpy_helper.from_array(np.array([k], np.int64), name) for k, name in [(1, "one"), (3, "three")]]
graph = helper.make_graph(nodes, "maxima", [x], outputs, counts)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), "maxima.onnx")
PY
cat >run.cjs <<'JS'
const ort = require("onnxruntime-node");
const x = new ort.Tensor("float32", Float32Array.of(1, NaN, 3, 2, NaN, 1, 3, 2), [2, 4]);
ort.InferenceSession.create("maxima.onnx")
  .then((session) => session.run({ x }))
  .then(({ max, arg, top1, top3 }) => console.log([max, arg, top1, top3].map(({ data }) => Array.from(data, String).join(",")).join(" ")));
JS
said=$(node run.cjs 2>/dev/null) || exit 2
echo "onnxruntime-node 1.30.0, ReduceMax, ArgMax, TopK 1, TopK 3 of [1, NaN, 3, 2] and [NaN, 1, 3, 2]: $said"
[ -n "$said" ] || exit 2
[ "$said" = "3,NaN 2,0 2,0 1,2,3,2,1,0" ]
