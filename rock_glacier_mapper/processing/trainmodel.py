"""Training step 2: from patches to a network in an ONNX file, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .trainingruns import RUNS, StoppableFeedback, TrainingRun

PATCHES, MODEL, LOG, REPORT = "PATCHES", "MODEL", "LOG", "REPORT"
ARCHITECTURE, AUGMENTATION, DEVICE = "ARCHITECTURE", "AUGMENTATION", "DEVICE"
INITIAL_WEIGHTS, RESUME, HALF, PYTHON = "INITIAL_WEIGHTS", "RESUME", "HALF_PRECISION_COPY", "PYTHON"
FINE, DEEPNESS = "OUTPUT_STRIDE_8", "DEEPNESS_COPY"
ARCHITECTURES = ("compact", "xception71")
#: As :data:`..core.training.augmentation.AUGMENTATIONS`, which needs no import here.
AUGMENTATIONS = (
    "flip",
    "rotate",
    "blur",
    "crop",
    "scale",
    "brightness",
    "contrast",
    "noise",
    "channels",
)
DEVICES = ("auto", "cpu", "cuda")
_INTEGER = QgsProcessingParameterNumber.Type.Integer
_DOUBLE = QgsProcessingParameterNumber.Type.Double

#: Parameter to (setting, label, type, default, least, largest, help); None: the network's own.
_NUMBERS = {
    "EPOCHS": (
        "epochs",
        mark("Epochs (at most)"),
        _INTEGER,
        60,
        1,
        100_000,
        mark(
            "Rounds over the training patches. Training ends earlier when the target is "
            "reached, or when nothing gets better."
        ),
    ),
    "BATCH_SIZE": (
        "batch_size",
        mark("Batch size (crops per step)"),
        _INTEGER,
        8,
        1,
        1024,
        mark("Hu et al. (2023) used 8. Less needs less memory."),
    ),
    "LEARNING_RATE": (
        "learning_rate",
        mark("Learning rate at the start"),
        _DOUBLE,
        None,
        1e-7,
        1.0,
        mark(
            "It falls to 0 by the polynomial policy of DeepLab. Empty: 0.002 for the compact "
            "network (AdamW), 0.007 for Xception-71 (stochastic gradient descent with momentum "
            "0.9, as in the papers); a tenth of that when INITIAL_WEIGHTS is a model that was "
            "trained already."
        ),
    ),
    "TARGET_IOU": (
        "target_iou",
        mark("Target IoU (0 to 1)"),
        _DOUBLE,
        0.80,
        0.01,
        1.0,
        mark(
            "Training ends when the intersection over union of the class rock glacier, on the "
            "held-out places, reaches this. The papers went on until 0.80, on random splits, "
            "where it is much easier to reach."
        ),
    ),
    "PATIENCE": (
        "patience",
        mark("Patience (epochs)"),
        _INTEGER,
        15,
        0,
        100_000,
        mark("Training ends when the IoU has not grown for so many epochs. 0: never for that."),
    ),
    "CROP_SIZE": (
        "crop_size",
        mark("Side of the crops (pixels)"),
        _INTEGER,
        None,
        16,
        4096,
        mark(
            "Random crops of this size are cut from the patches; a multiple of 16. Empty: 192 "
            "for the compact network, 480 for Xception-71, but no more than the patches have."
        ),
    ),
    "EPOCH_SAMPLES": (
        "epoch_samples",
        mark("Crops per epoch"),
        _INTEGER,
        None,
        1,
        10_000_000,
        mark("Empty: one for each training patch, at least 200."),
    ),
    "LABEL_RIM": (
        "label_rim",
        mark("Rim of the outlines that is not learnt (pixels)"),
        _INTEGER,
        0,
        0,
        50,
        mark(
            "Pixels so near to an outline do not count in the loss. For outlines that were "
            "drawn coarsely."
        ),
    ),
    "SEED": (
        "seed",
        "Seed",
        _INTEGER,
        1,
        0,
        2**31 - 1,
        mark("On a processor, the same seed gives the same model."),
    ),
}
_BASIC = ("EPOCHS", "BATCH_SIZE", "LEARNING_RATE", "TARGET_IOU")


class TrainModel(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:trainmodel``."""

    NAME = "trainmodel"
    TITLE = mark("Train network")
    GROUP, GROUP_ID = mark("Training"), "training"
    SUMMARY = mark(
        "Trains a network with exported patches, checks it on the places that were held "
        "out, and writes it as an ONNX model that <i>Predict heatmap</i> takes."
    )
    HELP = mark(
        "<p>Training runs in a process of its own, so QGIS stays usable. Progress and the "
        "figures on the held-out places appear after each epoch; in the desktop a small "
        "window draws the curves. Cancelling keeps the best model so far. A run that was "
        "interrupted goes on from its last epoch when started again with the same settings "
        "and model file: its checkpoint lies in the folder <i>model name</i>.training "
        "beside the model until the run is complete.</p><p>The model file says which "
        "channels and resolution it needs, its calibrated threshold, what it was trained "
        "with, and how well it did on places that it never saw. Trust only figures of a "
        "split by place: a random split lets the network see the same ground on both "
        "sides.</p><p>On a processor expect hours for a useful network, on a GPU minutes. "
        "Training needs the Python packages torch, onnx, onnxscript and onnxruntime.</p>"
    )
    TAGS = ("deep learning", "deeplab", "xception", "neural network", "iou", "onnx")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterFile(
                PATCHES,
                tr("Patches (folder; several separated by ;)"),
                QgsProcessingParameterFile.Behavior.Folder,
            ),
            tr(
                "Output of <i>Export training patches</i>. Several folders, separated by "
                "semicolons, train together; they may differ in their channels, but not in "
                "their resolution."
            ),
        )
        self.add(
            _choice(ARCHITECTURE, tr("Network"), ARCHITECTURES, "compact"),
            tr(
                "<b>compact</b>: 2.8 million parameters, made for processors and few samples. "
                "<b>xception71</b>: DeepLabv3+ with Xception-71 and 43 million parameters, the "
                "network of Hu et al. (2023) and TPRoGI; for a GPU, many samples, and "
                "INITIAL_WEIGHTS."
            ),
        )
        for name, (_, label, kind, default, least, largest, text) in _NUMBERS.items():
            self.add(
                QgsProcessingParameterNumber(
                    name, tr(label), kind, default, default is None, least, largest
                ),
                tr(text),
                advanced=name not in _BASIC,
            )
        self.add(
            _choice(
                AUGMENTATION, tr("Augmentation"), AUGMENTATIONS, list(AUGMENTATIONS), several=True
            ),
            tr(
                "Random changes to the crops, so that few patches teach more. Only the optical "
                "channels change in brightness, contrast, blur and noise; aspect-like channels "
                "turn with the image. <b>channels</b> leaves out coherence, DEM or infrared at "
                "random, so that the model works without them."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                INITIAL_WEIGHTS,
                tr("Initial weights"),
                QgsProcessingParameterFile.Behavior.File,
                optional=True,
                fileFilter=tr("Weights (*.onnx *.safetensors *.pt *.pth)"),
            ),
            tr(
                "Start from these and not from random ones: an ONNX model that this plugin "
                "trained, or published weights of Xception-71 (timm's xception71, as "
                ".safetensors). Weights for red, green, blue are adapted to the channels of "
                "the patches."
            ),
        )
        self.add(
            _choice(DEVICE, tr("Device"), DEVICES, "auto"),
            tr("auto: an NVIDIA GPU where PyTorch finds one, else the processor."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(FINE, tr("Predict with output stride 8"), False),
            tr(
                "Only for xception71: finer outlines at three times the work, as the papers "
                "did. Training is at output stride 16 either way."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(RESUME, tr("Go on with an interrupted run"), True),
            tr("Off: start anew and discard what an interrupted run left beside the model."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(HALF, tr("Also write a 16-bit model for GPUs"), False),
            tr("A second file, <i>name</i>_fp16.onnx, half as large and faster on a GPU."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                DEEPNESS, tr("Also write a model for the plugin Deepness"), False
            ),
            tr(
                "A second file, <i>name</i>_deepness.onnx, that takes red, green and blue and "
                "scales each tile by itself: not the same heatmap, see the user guide."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(PYTHON, tr("Python for the training"), "", optional=True),
            tr("Interpreter of the same version as QGIS's Python. Empty: found by itself."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                MODEL, tr("Model"), fileFilter=tr("ONNX models (*.onnx)")
            ),
            tr("The trained network, with its description inside."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                LOG,
                tr("Log"),
                fileFilter=tr("Tables (*.csv)"),
                optional=True,
                createByDefault=False,
            ),
            tr(
                "One row an epoch: learning rate, losses, and IoU, precision, recall, F1 and "
                "average precision on the held-out places."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                REPORT, tr("Report"), fileFilter=tr("Reports (*.html)"), optional=True
            ),
            tr(
                "Curves, figures for each held-out place with their intervals, reliability, "
                "and the worst and best patches as pictures."
            ),
        )
        for name, label in (
            ("IOU", mark("IoU on held-out places")),
            ("F1", mark("F1 on held-out places")),
            ("AVERAGE_PRECISION", mark("Average precision on held-out places")),
            ("THRESHOLD", mark("Threshold of the model")),
            ("EPOCHS_DONE", mark("Epochs done")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, tr(label)))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.errors import InputError
        from ..core.training.process import find_python, run_training

        model = self._file(parameters, MODEL, context, ".onnx")
        log = self._file(parameters, LOG, context, ".csv")
        report = self._file(parameters, REPORT, context, ".html")
        patches = split_folders(self.text(parameters, PATCHES, context) or "")
        if not patches:
            raise InputError(tr("PATCHES: choose a folder of exported patches."))
        python = find_python(self.text(parameters, PYTHON, context))
        arguments = [*patches, "--model", model]
        for option, value in (
            ("--log", log),
            ("--report", report),
            ("--weights", self.text(parameters, INITIAL_WEIGHTS, context)),
        ):
            if value:
                arguments += [option, value]
        if not self.parameterAsBoolean(parameters, RESUME, context):
            arguments.append("--no-resume")
        if self.parameterAsBoolean(parameters, HALF, context):
            arguments.append("--half")
        if self.parameterAsBoolean(parameters, DEEPNESS, context):
            arguments.append("--deepness")
        if self.parameterAsBoolean(parameters, FINE, context):
            arguments += ["--output-stride", "8"]
        arguments += self._settings(parameters, context)
        path = Path(model)
        run = TrainingRun(path.stem, path.with_name(f"{path.stem}.training") / "log.csv")
        ended = tr("failed")
        try:
            found = run_training(
                arguments, python, StoppableFeedback(feedback, run), lambda: RUNS.started.emit(run)
            )
            ended = found["ended"]
        finally:
            RUNS.ended.emit(run, ended)
        results = {
            MODEL: model,
            "IOU": found["iou"],
            "F1": found["f1"],
            "AVERAGE_PRECISION": found["average_precision"],
            "THRESHOLD": found["threshold"],
            "EPOCHS_DONE": found["epochs"],
        }
        return results | {name: path for name, path in ((LOG, log), (REPORT, report)) if path}

    def _file(self, parameters, name, context, suffix: str) -> str | None:
        from ..core.errors import InputError

        path = self.parameterAsFileOutput(parameters, name, context)
        if path and Path(path).suffix.lower() != suffix:
            raise InputError(
                tr("{name} must be a file that ends in {suffix}, not {path}.").format(
                    name=name, suffix=suffix, path=Path(path).name
                )
            )
        return path or None

    def _settings(self, parameters, context) -> list[str]:
        arguments = []
        for name, (setting, *_) in _NUMBERS.items():
            if parameters.get(name) in (None, "") and _NUMBERS[name][3] is None:
                continue
            integer = _NUMBERS[name][2] == _INTEGER
            read = self.parameterAsInt if integer else self.parameterAsDouble
            value = read(parameters, name, context)
            arguments += [f"--{setting.replace('_', '-')}", str(value)]
        for name, option in ((ARCHITECTURE, "--architecture"), (DEVICE, "--device")):
            arguments += [option, self.parameterAsEnumString(parameters, name, context)]
        chosen = self.parameterAsEnumStrings(parameters, AUGMENTATION, context)
        return [*arguments, "--augmentation", ",".join(chosen)]


def split_folders(text: str) -> list[str]:
    """One or several folders, separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _choice(name, label, options, default, several=False) -> QgsProcessingParameterEnum:
    return QgsProcessingParameterEnum(
        name, label, list(options), several, default, False, usesStaticStrings=True
    )
