"""Adding models to the bundle, and the calibration of reward models, on tiny data."""

import json
import re
import sys
from pathlib import Path

import pytest

RECIPE = Path(__file__).parent.parent
sys.path.insert(0, str(RECIPE))

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("tokenizers")

import export  # noqa: E402
import tiny_work  # noqa: E402
from calibrate import cross_entropy, fit_temperature, held_out_steps  # noqa: E402
from model import load, save  # noqa: E402
from prm import on_top  # noqa: E402
from restore import restore  # noqa: E402
from rollouts import pack  # noqa: E402
from tokenizer import EOS, STEP  # noqa: E402

POLICY = ["--size", "tiny", "--role", "policy", "--method", "rloo", "--sentence", "Made for a test."]


def bundle(tmp_path) -> tuple[Path, Path]:
    work = tmp_path / "work"
    work.mkdir()
    tiny_work.make(work)
    prm = on_top(tiny_work.policy(), extra=1, step_head=True).eval()
    with torch.no_grad():
        prm.score.weight.normal_(0, 2, generator=torch.Generator().manual_seed(5))
    save(prm, str(work / "prm-tiny.pt"))
    rng = np.random.default_rng(2)
    samples = []
    for _ in range(400):
        ids = [*rng.integers(4, 40, 4).tolist(), STEP, *rng.integers(4, 40, 3).tolist(), STEP, 9, EOS]
        with torch.no_grad():  # as if the model's logits were three times too large
            likely = torch.sigmoid(prm(torch.tensor([ids]))[0] / 3)
        samples.append((ids, {8: float(likely[8]), 10: float(likely[10])}))
    np.savez(work / "labels-tiny.npz", **pack(samples))
    models = tmp_path / "models"
    models.mkdir()
    export.main(["--work", str(work), "--models", str(models), "--size", "tiny"])
    return work, models


def catalog(models: Path) -> dict:
    read = json.loads((models / "catalog.json").read_text())
    folders = sorted(path.name for path in models.iterdir() if path.is_dir())
    assert folders == sorted(one["folder"] for one in read["models"])
    return read


def test_a_further_model_removes_no_other_and_an_older_one_of_its_name_is_replaced(tmp_path):
    work, models = bundle(tmp_path)
    common = ["--work", str(work), "--models", str(models)]
    first = catalog(models)
    assert [(one["id"], one["alias"]) for one in first["models"]] == [("policy-tiny", "sft"), ("prm-tiny", "soft")]
    assert all(re.fullmatch(one["id"] + "-[0-9a-f]{8}", one["folder"]) for one in first["models"])

    save(tiny_work.policy(seed=7), str(work / "rl.pt"))
    more = [*common, *POLICY, "--checkpoint", "rl.pt", "--id", "policy-rloo-tiny", "--alias", "rloo", "--start", "policy-tiny"]
    export.main(more)
    second = catalog(models)
    assert second["models"][:2] == first["models"] and second["defaults"] == first["defaults"]
    added = second["models"][2]
    assert added["training"] == {"method": "rloo", "size": "tiny", "start": "policy-tiny", "sentence": "Made for a test."}

    save(tiny_work.policy(seed=8), str(work / "rl.pt"))
    export.main(more)
    third = catalog(models)
    assert third["models"][:2] == first["models"] and len(third["models"]) == 3
    assert third["models"][2]["folder"] != added["folder"]
    # The same again changes nothing.
    export.main(more)
    assert catalog(models) == third


def test_names_that_are_taken_are_refused_before_anything_is_written(tmp_path):
    work, models = bundle(tmp_path)
    before = catalog(models)
    argv = ["--work", str(work), "--models", str(models), *POLICY, "--checkpoint", "sft-tiny.pt"]
    with pytest.raises(SystemExit, match="'sft' is that of policy-tiny"):
        export.main([*argv, "--id", "policy-other", "--alias", "sft"])
    with pytest.raises(SystemExit, match="needs --id"):
        export.main(argv)
    assert catalog(models) == before


def test_an_implicit_prm_names_its_reference_and_is_calibrated_in_its_entry(tmp_path):
    work, models = bundle(tmp_path)
    save(tiny_work.policy(seed=3), str(work / "implicit-tiny.pt"), args={"beta": 0.3})
    argv = ["--work", str(work), "--models", str(models), "--size", "tiny", "--checkpoint", "implicit-tiny.pt", "--role", "prm"]
    argv += ["--id", "prm-implicit-tiny", "--method", "implicit", "--sentence", "For a test."]
    with pytest.raises(SystemExit, match="name the --reference"):
        export.main(argv)
    with pytest.raises(SystemExit, match="no model 'policy-none'"):
        export.main([*argv, "--reference", "policy-none"])
    export.main([*argv, "--reference", "policy-tiny"])
    entry = catalog(models)["models"][2]
    verifier = entry["verifier"]
    assert {**verifier, "temperature": 0} == {"kind": "implicit", "beta": 0.3, "reference": "policy-tiny", "ratio": "cumulative", "temperature": 0}
    assert verifier["temperature"] == pytest.approx(entry["training"]["calibration"]["temperature"], abs=1e-4)
    goldens = json.loads((models / entry["folder"] / "goldens.json").read_text())
    assert len(goldens["trajectories"]) == 3


def test_the_temperature_is_the_one_that_made_the_labels():
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 4, 4000)
    for true in (0.5, 1.0, 3.0):
        labels = 1 / (1 + np.exp(-logits / true))
        assert fit_temperature(logits, labels) == pytest.approx(true, rel=1e-6)
    labels = (rng.random(4000) < 1 / (1 + np.exp(-logits / 2))).astype(float)
    fitted = fit_temperature(logits, labels)
    assert fitted == pytest.approx(2, rel=0.1)
    for other in (0.9, 1.1):
        assert cross_entropy(logits, labels, fitted) < cross_entropy(logits, labels, fitted * other)


def test_a_temperature_is_baked_into_the_heads_weights(tmp_path):
    work, models = bundle(tmp_path)
    before, _ = load(str(work / "prm-tiny.pt"))
    before.eval()
    entry = catalog(models)["models"][1]
    after = restore(models / entry["folder"])
    temperature = entry["training"]["calibration"]["temperature"]
    file = work / "labels-tiny.npz"
    logits, labels = held_out_steps(before, file, {"kind": "step-head"})
    assert entry["training"]["calibration"]["labels"] == len(labels) > 4
    assert fit_temperature(logits, labels) == pytest.approx(temperature, rel=1e-3)
    assert temperature == pytest.approx(3, rel=0.05)
    again, _ = held_out_steps(after, file, {"kind": "step-head"})
    # As near as half precision is.
    np.testing.assert_allclose(again, logits / temperature, rtol=1e-2, atol=5e-3)
    assert fit_temperature(again, labels) == pytest.approx(1, rel=1e-2)


def test_a_half_precision_file_alone_is_the_model_itself(tmp_path):
    work, models = bundle(tmp_path)
    before = catalog(models)
    flags = ["--work", str(work), "--models", str(models), *POLICY, "--checkpoint", "sft-tiny.pt", "--id", "policy-half", "--half"]
    export.main(flags)
    entry = next(one for one in catalog(models)["models"] if one["id"] == "policy-half")
    assert entry["weights"] == {"fp32": "onnx/model_f16w.onnx", "f16w": "onnx/model_f16w.onnx"}
    assert "onnx/model.onnx" not in [file["path"] for file in entry["files"]]
    folder = models / entry["folder"]
    again = restore(folder)
    golden = json.loads((folder / "goldens.json").read_text())["cases"][0]
    with torch.no_grad():
        rows = again(torch.tensor([golden["ids"]]))[0][golden["positions"]]
    np.testing.assert_allclose(rows.numpy(), golden["rows"], atol=1e-5)
    whole = restore(models / before["models"][0]["folder"])
    with torch.no_grad():
        other = whole(torch.tensor([golden["ids"]]))[0][golden["positions"]]
    assert np.abs(other.numpy() - np.array(golden["rows"])).max() > 1e-5
