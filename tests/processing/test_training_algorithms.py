"""``trainmodel``, ``trainrounds`` and the model of a round, in a real QGIS."""

import os
from pathlib import Path

import pytest
from conftest import make_patches
from processinglog import Log
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
)

from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.training.augmentation import AUGMENTATIONS
from rock_glacier_mapper.core.training.networks import ARCHITECTURES
from rock_glacier_mapper.core.training.settings import DEVICES
from rock_glacier_mapper.processing import trainmodel
from rock_glacier_mapper.processing.trainingruns import RUNS
from rock_glacier_mapper.processing.trainmodel import TrainModel, split_folders

os.environ["OMP_NUM_THREADS"] = "1"
QUICK = {"EPOCHS": 2, "EPOCH_SAMPLES": 8, "BATCH_SIZE": 4, "CROP_SIZE": 64, "TARGET_IOU": 1.0}


class StoppedLog(Log):
    """Cancels at the message that begins with ``word``."""

    def __init__(self, word):
        super().__init__()
        self.word = word

    def pushInfo(self, text):
        super().pushInfo(text)
        if text.startswith(self.word):
            self.cancel()


@pytest.fixture(scope="module")
def patches(tmp_path_factory):
    return make_patches(tmp_path_factory.mktemp("data") / "patches")


def run(parameters, feedback=None):
    algorithm = TrainModel().create()
    context = QgsProcessingContext()
    problem = algorithm.checkParameterValues(parameters, context)
    assert problem[0], problem
    results, ok = algorithm.run(parameters, context, feedback or Log())
    return results, ok


def test_choices_are_those_of_the_core():
    assert set(trainmodel.AUGMENTATIONS) == set(AUGMENTATIONS)
    assert tuple(ARCHITECTURES) == trainmodel.ARCHITECTURES
    assert trainmodel.DEVICES == DEVICES


def test_every_number_is_a_setting():
    from dataclasses import fields

    from rock_glacier_mapper.core.training.settings import TrainingSettings

    known = {field.name: field.default for field in fields(TrainingSettings)}
    for setting, _, _, default, *_ in trainmodel._NUMBERS.values():
        assert known[setting] == default


def test_training_writes_model_log_and_report_and_tells_of_itself(qgis_app, patches, tmp_path):
    started, ended = [], []
    RUNS.started.connect(started.append)
    RUNS.ended.connect(lambda run, how: ended.append(how))
    model = tmp_path / "my model.onnx"
    log = Log()
    results, ok = run(
        {
            **QUICK,
            "PATCHES": str(patches),
            "MODEL": str(model),
            "LOG": str(tmp_path / "log.csv"),
            "REPORT": str(tmp_path / "report.html"),
            "AUGMENTATION": ["flip", "rotate"],
        },
        log,
    )
    assert ok and results["MODEL"] == str(model) and results["EPOCHS_DONE"] == 2
    card = Network(model, "cpu").card
    assert card.training["settings"]["augmentation"] == ["flip", "rotate"]
    assert results["IOU"] == card.accuracy["iou"] and card.threshold == results["THRESHOLD"]
    assert len((tmp_path / "log.csv").read_text().splitlines()) == 3
    assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert sum(text.startswith("epoch") for text in log.infos) == 2
    assert [r.title for r in started] == ["my model"] and ended == ["the last epoch was reached"]
    assert started[0].log.parent.name == "my model.training"


def test_cancel_writes_the_best_model(qgis_app, patches, tmp_path):
    model = tmp_path / "m.onnx"
    log = StoppedLog("epoch 1:")
    run({**QUICK, "EPOCHS": 5000, "PATCHES": str(patches), "MODEL": str(model)}, log)
    assert Network(model, "cpu").card.training["epochs"] >= 1
    assert any("cancelled; the best epoch is kept" in text for text in log.infos)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"PATCHES": "/nowhere"}, "does not exist"),
        ({"MODEL": "model.txt"}, "must be a file that ends in .onnx"),
        ({"CROP_SIZE": 50}, "multiple of 16"),
        ({"INITIAL_WEIGHTS": "/nowhere.onnx"}, "do not exist"),
        ({"PYTHON": "/nowhere/python"}, "no Python"),
        ({"DEVICE": "cuda"}, "no GPU"),
    ],
)
def test_what_cannot_work_is_told(qgis_app, patches, tmp_path, parameters, words):
    import torch

    if parameters.get("DEVICE") == "cuda" and torch.cuda.is_available():
        pytest.skip("there is a GPU")
    given = {**QUICK, "PATCHES": str(patches), "MODEL": str(tmp_path / "m.onnx"), **parameters}
    if "MODEL" in parameters:
        given["MODEL"] = str(tmp_path / parameters["MODEL"])
    algorithm = TrainModel().create()
    context = QgsProcessingContext()
    with pytest.raises(QgsProcessingException, match=words):
        algorithm.prepare(given, context, Log())
        algorithm.processAlgorithm(given, context, Log())
    assert not list(tmp_path.glob("*.onnx"))


def test_several_folders_are_separated_by_semicolons():
    assert split_folders(" /a b ; /c;") == ["/a b", "/c"]


def test_the_model_of_a_round_is_complete(qgis_app):
    """It loads, and its steps and their parameters exist."""
    from rock_glacier_mapper.processing.provider import RockGlacierProvider

    registry = QgsApplication.processingRegistry()
    provider = RockGlacierProvider()
    registry.addProvider(provider)
    try:
        provider.refreshAlgorithms()
        model = provider.algorithm("training_round")
        steps = model.childAlgorithms()
        assert list(sorted(steps)) == [
            "collectnegatives",
            "exportpatches",
            "extractrockglaciers",
            "predictheatmap",
            "trainmodel",
        ]
        for step in steps.values():
            for name in step.parameterSources():
                assert step.algorithm().parameterDefinition(name) is not None, name
        names = {definition.name() for definition in model.parameterDefinitions()}
        assert {"STACK", "ROCK_GLACIERS", "NEGATIVES", "FINDER", "TARGET_IOU"} <= names
    finally:
        registry.removeProvider(provider)


def test_the_augmentation_help_names_all():
    algorithm = TrainModel().create()
    assert set(algorithm.parameterDefinition("AUGMENTATION").options()) == set(AUGMENTATIONS)
    assert Path(algorithm.helpUrl()).name.endswith("#trainmodel")
