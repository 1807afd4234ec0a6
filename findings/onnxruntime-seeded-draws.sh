#!/usr/bin/env bash
# onnxruntime-node 1.30.0 and onnxruntime-web 1.30.0 (npm): one graph, one seed, one version, other draws.
#
# Expected: a seed in the graph ("seed" of Multinomial, Bernoulli, RandomNormalLike) makes the draws repeatable; so it
# does within one build, and both packages are built from the same source of the same version.
# Seen: the native library and the WASM build draw different samples from the same seed, since the
# distributions are the C++ standard library's, of which each build has another. A sampled run that must be the same on
# a server and in a browser has to be fed its random numbers from outside.
#
# Exits 0 while it is so, 1 when it has changed, 2 when it could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
npm init -y >/dev/null 2>&1 && npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 >/dev/null 2>&1 || exit 2
python3 -m venv python >/dev/null 2>&1 && python/bin/pip install -q onnx==1.23.2 >/dev/null 2>&1 || exit 2

python/bin/python - <<'PY' || exit 2
import onnx
from onnx import TensorProto, helper

x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])
y = helper.make_tensor_value_info("y", TensorProto.INT32, None)
node = helper.make_node("Multinomial", ["x"], ["y"], sample_size=24, seed=7.0, dtype=TensorProto.INT32)
graph = helper.make_graph([node], "draws", [x], [y])
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), "draws.onnx")
PY
cat >run.mjs <<'JS'
import { readFileSync } from "node:fs";
import * as native from "onnxruntime-node";
import * as web from "onnxruntime-web";
web.env.wasm.numThreads = 1;
const draw = async (ort, options) => {
  const session = await ort.InferenceSession.create(readFileSync("draws.onnx"), options);
  const { y } = await session.run({ x: new ort.Tensor("float32", Float32Array.of(0.1, 0.2, 0.3, 0.4).map(Math.log), [1, 4]) });
  return y.data.join("");
};
const wasm = { executionProviders: ["wasm"] };
console.log([await draw(native, {}), await draw(native, {}), await draw(web, wasm), await draw(web, wasm)].join(" "));
JS
read -r first again other repeated <<<"$(node run.mjs 2>/dev/null)"
echo "onnxruntime-node 1.30.0, twice: $first $again"
echo "onnxruntime-web 1.30.0, twice:  $other $repeated"
[ -n "${repeated:-}" ] || exit 2
[ "$first" = "$again" ] && [ "$other" = "$repeated" ] || exit 2
[ "$first" != "$other" ]
