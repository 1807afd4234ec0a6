"""A trained checkpoint as a model folder of the bundle: ONNX, tokenizer, goldens, a line in the catalog.
Other models of the bundle stay as they are; an older one of the same id is replaced.

    python export.py --work work --checkpoint rl-prime-small-s1.pt --role policy --id policy-prime-small --alias prime \\
        --method prime --start policy-small --sentence "Reinforcement learning from outcomes and an implicit PRM."
    python export.py --work work --checkpoint implicit-small.pt --role prm --id prm-implicit-small --alias implicit \\
        --method implicit --start policy-small --reference policy-small --sentence "…"

With --half its matrices are rounded to half precision first, and the one file that stores them so holds exactly
that model: what it computes in single precision is what PyTorch computes with those weights.

A reward model is calibrated on the held-out labels of `--labels`; `--size small` alone exports what the
reference run ends with, sft-small.pt and prm-small.pt, as the defaults; only the policy, which others refer to and
which bench holds against other engines, in single precision too.
"""

import argparse
import json
from pathlib import Path

import torch
from bundle import write_bundle
from calibrate import calibrated
from data import FAMILIES
from ends import SPECIALS, Asking
from model import load
from onnx_export import export
from restore import restore
from step_scores import step_scores
from tokenizer import EOS, Tokenizer

MAX_NUMBER = 9999
SFT = "Supervised fine-tuning on derivations, from random weights."
PRM = (
    "A head on the policy's body, trained on soft Monte Carlo step labels (Math-Shepherd); "
    "a frozen copy of the policy, trained further, reads first and tells it how likely each token was."
)


def records_of(work: Path) -> list[dict]:
    """A derivation of each family, for the parity goldens."""
    records = []
    for family in FAMILIES:
        with (work / f"{family}.rollout.jsonl").open() as lines:
            records.append(json.loads(next(lines)))
    return records


def find_reference(models: Path, id: str):
    """The bundled model of that id, from its fp32 ONNX file."""
    catalog = json.loads((models / "catalog.json").read_text())
    folders = [one["folder"] for one in catalog["models"] if one["id"] == id]
    if not folders:
        raise SystemExit(f"The catalog has no model '{id}' to be the reference: export it first.")
    return restore(models / folders[0])


@torch.no_grad()
def round_to_half(model) -> None:
    """Round the matrices, in place, to what onnx_export stores of them in 16 bits."""
    for parameter in model.parameters():
        if parameter.ndim > 1:
            parameter.copy_(parameter.half().float())


def trajectories(model, tokenizer: Tokenizer, verifier: dict, records: list[dict], reference) -> list[dict]:
    made = []
    for record in records:
        prompt = tokenizer.encode(record["prompt"])
        steps = [tokenizer.encode(step + "\n") for step in record["steps"]]
        steps[-1][-1] = EOS
        made.append({"prompt": prompt, "steps": steps, "scores": step_scores(model, verifier, prompt, steps, reference)})
    return made


def add_model(
    work: Path,
    models: Path,
    *,
    checkpoint: str,
    role: str,
    id: str,
    method: str,
    size: str,
    start: str | None,
    sentence: str,
    alias: str | None = None,
    default: bool = False,
    reference: str | None = None,
    labels: str | None = None,
    half: bool = False,
    exponent: float = 0.2,
) -> Path:
    """Add one model to the bundle; returns its folder. reference: of an implicit PRM, a catalog id;
    labels: the file in the work folder whose held-out rows calibrate a PRM, none when None;
    half: bundle the half-precision file alone, which is then the model itself;
    exponent: of a reward model of ends.py, whose averaged weights are bundled."""
    file = work / checkpoint
    if not file.exists():
        raise SystemExit(f"{file} is missing: train it first.")
    model, record = load(str(file))
    if "average" in record:
        model.load_state_dict(record["average"])
    model.eval()
    tokenizer = Tokenizer(str(work / "vocabulary.json"))
    training = {"method": method, "size": size, "start": start, "sentence": sentence}
    records = records_of(work)
    verifier, against = None, None
    if role == "prm":
        verifier = {"kind": "step-head"}
        extra = model.config.vocab_size - len(tokenizer)
        if reference:
            against = find_reference(models, reference)
            verifier = {"kind": "implicit", "beta": record["args"]["beta"], "reference": reference, "ratio": "cumulative"}
        elif model.score is None and extra == len(SPECIALS):
            verifier = Asking(tokenizer).entry(exponent)
        elif model.score is None:
            raise SystemExit(f"{checkpoint} has no head: name the --reference of an implicit reward model.")
        if labels and verifier["kind"] != "ends":
            verifier, training["calibration"] = calibrated(model, work / labels, verifier, against)
    if half:
        round_to_half(model)
    own = SPECIALS if verifier and verifier["kind"] == "ends" else ()
    tokenizer.write(str(work), model.config.max_position_embeddings, own)
    goldens = None if verifier is None else trajectories(model, tokenizer, verifier, records, against)
    files = {"onnx/model_f16w.onnx": export(model, role, half=True)}
    if not half:
        files["onnx/model.onnx"] = export(model, role)
    return write_bundle(
        model,
        role=role,
        id=id,
        tokenizer=work / "tokenizer.json",
        models=models,
        files=files,
        families=list(FAMILIES),
        limits={"maxNumber": MAX_NUMBER},
        samples=[record["prompt"] + "\n".join(record["steps"]) for record in records],
        default=default,
        verifier=verifier,
        trajectories=goldens,
        alias=alias,
        training=training,
    )


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--size", default="small")
    parser.add_argument("--models", type=Path, default=Path(__file__).parent.parent)
    parser.add_argument("--checkpoint", help="in the work folder; the reference run's two when left out")
    parser.add_argument("--role", choices=("policy", "prm"))
    parser.add_argument("--id", help="as policy-prime-small")
    parser.add_argument("--alias", help="a short name for the command line and links, as prime")
    parser.add_argument("--method", help="as sft, rloo, grpo, prime, prl, math-shepherd-soft, omega, implicit")
    parser.add_argument("--start", help="catalog id of the model that it began as; left out: random weights")
    parser.add_argument("--sentence", help="how it was trained, for people to choose by")
    parser.add_argument("--reference", help="catalog id, of an implicit reward model")
    parser.add_argument("--labels", help="to calibrate a reward model with; labels-<size>.npz when left out, none for none")
    parser.add_argument("--exponent", type=float, default=0.2, help="of a reward model of ends.py: what p(end = target) is raised to")
    parser.add_argument("--half", action="store_true", help="bundle the half-precision file alone")
    parser.add_argument("--default", action="store_true", help="what the page loads unless told otherwise")
    args = parser.parse_args(argv)
    labels = None if args.labels == "none" else args.labels or f"labels-{args.size}.npz"
    if args.checkpoint:
        wanted = ("role", "id", "method", "sentence")
        missing = [f"--{name}" for name in wanted if getattr(args, name) is None]
        if missing:
            raise SystemExit(f"A checkpoint needs {', '.join(missing)} as well.")
        given = {name: getattr(args, name) for name in (*wanted, "checkpoint", "size", "alias", "start", "reference", "default", "half", "exponent")}
        made = [add_model(args.work, args.models, **given, labels=labels)]
    else:
        common = {"work": args.work, "models": args.models, "size": args.size, "default": True}
        policy = f"policy-{args.size}"
        made = [
            add_model(**common, checkpoint=f"sft-{args.size}.pt", role="policy", id=policy, alias="sft", method="sft", start=None, sentence=SFT),
            add_model(
                **common, checkpoint=f"prm-{args.size}.pt", role="prm", id=f"prm-{args.size}", alias="soft",
                method="math-shepherd-soft", start=policy, sentence=PRM, labels=labels, half=True,
            ),
        ]  # fmt: skip
    for folder in made:
        print(folder.name)


if __name__ == "__main__":
    main()
