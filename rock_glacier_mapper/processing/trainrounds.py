"""Training in rounds: wrong finds become negatives, until the target is reached."""

from __future__ import annotations

import shutil
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingMultiStepFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorDestination,
    QgsProcessingUtils,
)

from ..core import paths
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .trainmodel import ARCHITECTURES

#: The graphical model that is one round.
ROUND = "rockglacier:training_round"
STACK, ROCK_GLACIERS, NEGATIVES, MODEL = "STACK", "ROCK_GLACIERS", "NEGATIVES", "MODEL"
START, ROUNDS, OUTPUT, REPORT = "START", "ROUNDS", "OUTPUT", "REPORT"
ARCHITECTURE, TARGET = "ARCHITECTURE", "TARGET_IOU"
_INTEGER = QgsProcessingParameterNumber.Type.Integer
_DOUBLE = QgsProcessingParameterNumber.Type.Double

#: Numbers that go to every round: label, type, default, least, largest and help.
NUMBERS = {
    "BUFFER": (
        mark("Context around polygons (metres)"),
        _DOUBLE,
        1500.0,
        0,
        100_000,
        mark("Surroundings of each polygon that become patches; the papers used 1500 m."),
    ),
    "PATCH_SIZE": (
        mark("Side of the patches (pixels)"),
        _INTEGER,
        480,
        32,
        4096,
        mark("As in <i>Export training patches</i>."),
    ),
    "OVERLAP": (
        mark("Overlap of the patches (pixels)"),
        _INTEGER,
        160,
        0,
        4095,
        mark("As in <i>Export training patches</i>."),
    ),
    "VALIDATION_SHARE": (
        mark("Held-out share of the rock glaciers (0 to 1)"),
        _DOUBLE,
        0.1,
        0.01,
        0.9,
        mark("Held out by place, the same places in every round."),
    ),
    "EPOCHS": (
        mark("Epochs a round (at most)"),
        _INTEGER,
        30,
        1,
        100_000,
        mark("As in <i>Train network</i>."),
    ),
    "BATCH_SIZE": (
        mark("Batch size (crops per step)"),
        _INTEGER,
        8,
        1,
        1024,
        mark("Less needs less memory."),
    ),
    TARGET: (
        mark("Target IoU (0 to 1)"),
        _DOUBLE,
        0.80,
        0.01,
        1.0,
        mark(
            "No further round starts once the IoU on the held-out places has reached this; the "
            "papers went on until 0.80."
        ),
    ),
    "SEED": (
        "Seed",
        _INTEGER,
        1,
        0,
        2**31 - 1,
        mark("Of split and training, the same in all rounds."),
    ),
}


class TrainRounds(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:trainrounds``."""

    NAME = "trainrounds"
    TITLE = mark("Train in rounds with wrong finds")
    GROUP, GROUP_ID = mark("Training"), "training"
    SUMMARY = mark(
        "Maps the stack, turns what it finds beside your rock glaciers into negatives, "
        "exports patches, trains, and begins again with the new network, until the target "
        "IoU is reached."
    )
    HELP = mark(
        "<p>This is the loop of Hu et al. (2023) and TPRoGI in one step. Each round is the "
        "graphical model <i>Training round</i>, which you can open, change and run by "
        "itself. Use it only where your inventory is complete: a rock glacier that it "
        "lacks becomes a negative. Where it is not, review the candidates, and use <i>Turn "
        "wrong finds into negatives</i> with the review field.</p><p>The held-out places "
        "are the same in all rounds, so no round learns what the last one was judged by. "
        "Negatives on held-out places make the judgement harder: the figures of later "
        "rounds are not easier to reach than those of earlier ones.</p>"
    )
    TAGS = ("hard negatives", "active learning", "deep learning")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterRasterLayer(STACK, tr("Image stack")),
            tr(
                "Output of <i>Prepare image stack</i>, of the area in which the inventory is "
                "complete."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(ROCK_GLACIERS, tr("Rock glaciers"), polygon),
            tr("The complete inventory of that area."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                NEGATIVES, tr("Negatives to begin with"), polygon, optional=True
            ),
            tr("Polygons on confusing places that hold no rock glacier."),
        )
        self.add(
            QgsProcessingParameterFile(
                START,
                tr("Model to begin with"),
                QgsProcessingParameterFile.Behavior.File,
                optional=True,
                fileFilter=tr("ONNX models (*.onnx)"),
            ),
            tr(
                "It maps the stack in the first round, and its weights are where training "
                "starts. Empty: the shipped starter model."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(ROUNDS, tr("Rounds (at most)"), _INTEGER, 3, False, 1, 50),
            tr("The papers needed several."),
        )
        self.add(
            QgsProcessingParameterEnum(
                ARCHITECTURE,
                tr("Network"),
                list(ARCHITECTURES),
                False,
                "compact",
                False,
                usesStaticStrings=True,
            ),
            tr("As in <i>Train network</i>. It must be that of the model to begin with."),
            advanced=True,
        )
        for name, (label, kind, default, least, largest, text) in NUMBERS.items():
            self.add(
                QgsProcessingParameterNumber(name, tr(label), kind, default, False, least, largest),
                tr(text),
                advanced=name not in (TARGET, "EPOCHS"),
            )
        self.add(
            QgsProcessingParameterFileDestination(
                MODEL, tr("Model"), fileFilter=tr("ONNX models (*.onnx)")
            ),
            tr("The network of the last round."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                REPORT, tr("Report"), fileFilter=tr("Reports (*.html)"), optional=True
            ),
            tr("Of the last round, see <i>Train network</i>."),
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                OUTPUT, tr("Negatives"), QgsProcessing.SourceType.TypeVectorPolygon
            ),
            tr("All negatives that were used, to look at and to begin with the next time."),
        )
        for name, label in (
            ("ROUNDS_DONE", mark("Rounds done")),
            ("IOU", mark("IoU on held-out places")),
            ("PRECISION", mark("Precision on held-out places")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, tr(label)))

    def compute(self, parameters, context, feedback):  # noqa: D102
        import processing

        from ..core.files import whole_dataset, whole_file
        from ..core.inference import Network

        model = self.parameterAsFileOutput(parameters, MODEL, context)
        report = self.parameterAsFileOutput(parameters, REPORT, context)
        output = self.parameterAsOutputLayer(parameters, OUTPUT, context)
        rounds = self.parameterAsInt(parameters, ROUNDS, context)
        target = self.parameterAsDouble(parameters, TARGET, context)
        current = self.text(parameters, START, context) or str(paths.default_model())
        negatives = parameters.get(NEGATIVES)
        work = Path(QgsProcessingUtils.generateTempFilename("rounds"))
        steps = QgsProcessingMultiStepFeedback(rounds, feedback.qgis)
        passed = {
            name: self.parameterAsInt(parameters, name, context)
            if kind == _INTEGER
            else self.parameterAsDouble(parameters, name, context)
            for name, (_, kind, *_rest) in NUMBERS.items()
        }

        def save(destination):
            processing.run(
                "native:savefeatures",
                {"INPUT": negatives, "OUTPUT": destination},
                context=context,
                feedback=steps,
                is_child_algorithm=True,
            )

        passed[ARCHITECTURE] = self.parameterAsEnumString(parameters, ARCHITECTURE, context)
        try:
            for number in range(rounds):
                steps.setCurrentStep(number)
                feedback.info(tr("Round {number}").format(number=number + 1))
                folder = work / str(number + 1)
                folder.mkdir(parents=True)
                found = processing.run(
                    ROUND,
                    {
                        STACK: parameters[STACK],
                        ROCK_GLACIERS: parameters[ROCK_GLACIERS],
                        NEGATIVES: negatives,
                        "FINDER": current,
                        **passed,
                        "collectnegatives:NEGATIVES": str(folder / "negatives.gpkg"),
                        "exportpatches:PATCHES": str(folder / "patches"),
                        "trainmodel:MODEL": str(folder / "model.onnx"),
                        "trainmodel:REPORT": str(folder / "report.html"),
                    },
                    context=context,
                    feedback=steps,
                    is_child_algorithm=True,
                )
                negatives, current = found["collectnegatives:NEGATIVES"], found["trainmodel:MODEL"]
                accuracy = Network(current, "cpu").card.accuracy
                feedback.info(
                    tr("Round {number}: IoU {iou:.3f}, precision {precision:.3f}").format(
                        number=number + 1, iou=accuracy["iou"], precision=accuracy["precision"]
                    )
                )
                if accuracy["iou"] >= target or feedback.is_cancelled():
                    break
            with whole_file(model) as temporary:
                shutil.copyfile(current, temporary)
            if report:
                with whole_file(report) as temporary:
                    shutil.copyfile(folder / "report.html", temporary)
            if Path(output).suffix and output[:4] != "ogr:":
                with whole_dataset(output) as temporary:
                    save(str(temporary))
            else:
                save(output)  # a table of a database
        finally:
            shutil.rmtree(work, ignore_errors=True)
        results = {
            MODEL: model,
            OUTPUT: output,
            "ROUNDS_DONE": number + 1,
            "IOU": accuracy["iou"],
            "PRECISION": accuracy["precision"],
        }
        return results | ({REPORT: report} if report else {})
