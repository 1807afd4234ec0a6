"""A model folder, `models/<id>-<first 8 hex of its content hash>/`, and its line in the catalog.

The hash is in the name because browsers cache model files by URL and never ask again.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

import torch
from stages import write_json

ANSWER_FORMAT = {
    "countdown": "the last step ends in '= TARGET' with no numbers left",
    "story": "the last step's last number",
    "equations": "the last step is 'x = NUMBER'",
}
GOLDEN_TOKENS = 48  # at least 40, so that attention's long-prefill path is covered


def hf_config(config: dict, role: str) -> dict:
    """What transformers.js needs to know of a Llama."""
    heads = config["num_attention_heads"]
    return {
        "architectures": ["LlamaForCausalLM" if role == "policy" else "LlamaModel"],
        "model_type": "llama",
        **config,
        "head_dim": config["hidden_size"] // heads,
        "hidden_act": "silu",
        "attention_bias": False,
        "mlp_bias": False,
        "tie_word_embeddings": True,
        "pad_token_id": 0,
        "eos_token_id": 1,
        "bos_token_id": None,
        "torch_dtype": "float32",
    }


def active_parameters(model) -> int:
    """Parameters that a token passes through: an embedding counts only as an output head."""
    total = sum(parameter.numel() for parameter in model.parameters())
    at = model.config.surprisal_layer
    if at:
        return total - model.model.layers[at].embed.weight.numel()
    return total if model.score is None else total - model.model.embed_tokens.weight.numel()


@torch.no_grad()
def goldens(model, ids_of_samples: list[list[int]]) -> dict:
    """PyTorch outputs for the parity tests: whole rows of a few positions, six digits."""
    cases = []
    for ids in ids_of_samples:
        output = model(torch.tensor([ids]))[0].float()
        positions = sorted({0, len(ids) // 2, len(ids) - 2, len(ids) - 1} & set(range(len(ids))))
        rows = output[positions]
        cases.append(
            {
                "ids": ids,
                "positions": positions,
                "rows": [[float(f"{v:.7g}") for v in row.reshape(-1).tolist()] for row in rows],
            }
        )
    return {"output": "logits" if model.score is None else "scores", "cases": cases}


def golden_ids(samples: list[str], tokenizer_file: Path, vocabulary: int) -> list[list[int]]:
    """The samples' ids, and two generated rows (one of them long) so that there are always some."""
    generator = torch.Generator().manual_seed(24)
    rows = [torch.randint(3, vocabulary, (n,), generator=generator).tolist() for n in (7, GOLDEN_TOKENS)]
    if samples:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(tokenizer_file))
        rows += [tokenizer.encode(sample, add_special_tokens=False).ids for sample in samples]
    return rows


def write_bundle(
    model,
    *,
    role: str,
    id: str,
    tokenizer: Path,
    models: Path,
    files: dict[str, bytes],
    families: list[str],
    limits: dict,
    samples: list[str] | None = None,
    default: bool = True,
    verifier: dict | None = None,
    trajectories: list[dict] | None = None,
    alias: str | None = None,
    training: dict | None = None,
) -> Path:
    """Write the folder and update catalog.json; an older folder of the same id is removed, no other is.

    model: a PyTorch `Llama` in eval mode; files: ONNX bytes by path in the folder;
    limits: {"maxNumber": largest number the model has seen}; verifier: the catalog's field of
    that name, which says how the model judges steps (src/engine/contract/verifier-entry.ts), a step head
    when None; trajectories: goldens of that judging, by `step_scores.py`; alias: a short name;
    training: how it came to be, as src/engine/sources/catalog.ts reads it. Returns the folder.
    """
    config = model.config.as_dict()

    def text(value: dict) -> bytes:
        return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()

    settings = tokenizer.parent / "tokenizer_config.json"
    tokenizer_config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": config["max_position_embeddings"],
        "pad_token": "<pad>",
        "eos_token": "<eos>",
        "unk_token": "<unk>",
        "bos_token": None,
        "clean_up_tokenization_spaces": False,
        "add_bos_token": False,
        "add_eos_token": False,
    }
    expected = goldens(model, golden_ids(samples or [], tokenizer, config["vocab_size"]))
    if trajectories:
        expected["trajectories"] = trajectories
    content = {
        "config.json": text(hf_config(config, role)),
        "generation_config.json": text({"eos_token_id": 1, "pad_token_id": 0, "do_sample": True, "temperature": 1.0}),
        "tokenizer.json": tokenizer.read_bytes(),
        "tokenizer_config.json": settings.read_bytes() if settings.exists() else text(tokenizer_config),
        "goldens.json": (json.dumps(expected) + "\n").encode(),
        **files,
    }
    entries = [
        {"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for path, data in sorted(content.items())
    ]
    digest = hashlib.sha256(json.dumps(entries).encode()).hexdigest()[:8]
    folder = models / f"{id}-{digest}"

    catalog_file = models / "catalog.json"
    catalog = {"version": 1, "defaults": {"policy": None, "prm": None}, "models": []}
    if catalog_file.exists():
        catalog = json.loads(catalog_file.read_text())
    taken = {name: m["id"] for m in catalog["models"] for name in (m["id"], m.get("alias")) if name}
    for name in (id, alias):
        if taken.get(name, id) != id:
            raise SystemExit(f"The name '{name}' is that of {taken[name]} already.")
    for path, data in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    entry = {
        "id": id,
        "role": role,
        "architecture": "llama",
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "activeParameters": active_parameters(model),
        "stepSeparator": "\n",
        "answerFormat": {family: ANSWER_FORMAT[family] for family in families},
        "families": families,
        "limits": {"context": config["max_position_embeddings"], **limits},
        "folder": folder.name,
        # Where one file is all there is, its numbers are the model's own.
        "weights": {
            "fp32": "onnx/model.onnx" if "onnx/model.onnx" in files else "onnx/model_f16w.onnx",
            "f16w": "onnx/model_f16w.onnx",
        },
        "files": entries,
    }
    for name, value in (("alias", alias), ("training", training), ("verifier", verifier)):
        if value:
            entry[name] = value
    if id in taken.values():
        catalog["models"] = [entry if m["id"] == id else m for m in catalog["models"]]
    else:
        catalog["models"].append(entry)
    if default or catalog["defaults"][role] is None:
        catalog["defaults"][role] = id
    write_json(catalog_file, catalog, indent=1)
    for old in models.iterdir():
        if old != folder and re.fullmatch(re.escape(id) + "-[0-9a-f]{8}", old.name):
            shutil.rmtree(old)
    return folder
