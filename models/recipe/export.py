"""The trained checkpoints as model folders: ONNX, tokenizer, goldens, catalog."""

import argparse
import json
from pathlib import Path

from bundle import write_bundle
from model import load
from onnx_export import export
from tokenizer import Tokenizer

FAMILIES = ["countdown", "story", "equations"]
MAX_NUMBER = 999


def samples(work: Path) -> list[str]:
    """A whole trajectory of each family, for the parity goldens."""
    texts = []
    for family in FAMILIES:
        with (work / f"{family}.rollout.jsonl").open() as lines:
            record = json.loads(next(lines))
        texts.append(record["prompt"] + "\n".join(record["steps"]))
    return texts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--size", default="small")
    parser.add_argument("--models", default=str(Path(__file__).parent.parent))
    args = parser.parse_args()
    work = Path(args.work)
    vocabulary = Tokenizer(str(work / "vocabulary.json"))
    for role, stem in (("policy", "sft"), ("prm", "prm")):
        checkpoint = work / f"{stem}-{args.size}.pt"
        if not checkpoint.exists():
            raise SystemExit(f"{checkpoint} is missing: run {stem}.py first.")
        model, _ = load(str(checkpoint))
        model.eval()
        vocabulary.write(str(work), model.config.max_position_embeddings)
        folder = write_bundle(
            model,
            role=role,
            id=f"{role}-{args.size}",
            tokenizer=work / "tokenizer.json",
            models=Path(args.models),
            files={
                "onnx/model.onnx": export(model, role),
                "onnx/model_f16w.onnx": export(model, role, half=True),
            },
            families=FAMILIES,
            limits={"maxNumber": MAX_NUMBER},
            samples=samples(work),
        )
        print(folder.name)


if __name__ == "__main__":
    main()
