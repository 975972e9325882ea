"""Write the bundled graphical models with QGIS's own model API: run once, commit the files.

eval "$(make -s env)"; .venv/bin/python tools/build_models.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QPointF

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
MODELS = ROOT / "resources" / "models"

POLYGONS = [QgsProcessing.SourceType.TypeVectorPolygon]
DOUBLE = QgsProcessingParameterNumber.Type.Double

#: Inputs of both models: definition and help; the DEM is put in later.
INPUTS = (
    (
        QgsProcessingParameterRasterLayer("INPUT", "Satellite image"),
        "Multi-band image, for example Sentinel-2 at 10 m.",
    ),
    (
        QgsProcessingParameterString("BAND_ROLES", "Band roles", "", optional=True),
        "For example blue=1,green=2,red=3,nir=4. Empty: guessed from the image.",
    ),
    "DEM",
    (
        QgsProcessingParameterRasterLayer(
            "COHERENCE", "Sentinel-1 coherence (0 to 1)", optional=True
        ),
        "Interferometric coherence.",
    ),
    (
        QgsProcessingParameterFeatureSource(
            "GLACIERS", "Glacier outlines", POLYGONS, optional=True
        ),
        "For example RGI or GLIMS.",
    ),
    (
        QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
        "Part of the image to map. Empty: all of it.",
    ),
    (
        QgsProcessingParameterFile(
            "MODEL", "Model", optional=True, fileFilter="ONNX models (*.onnx)"
        ),
        "ONNX model. Empty: the shipped starter model.",
    ),
    (
        QgsProcessingParameterNumber("MIN_AREA", "Minimum area (km²)", DOUBLE, 0.01, False, 0, 100),
        "Smaller candidates are dropped.",
    ),
)
METADATA = (
    (
        QgsProcessingParameterString("SOUR_DATA", "Source data", "", optional=True),
        "Name and date of the image, for RGIK's metadata.",
    ),
    (
        QgsProcessingParameterString("MAPPER", "Mapper", "", optional=True),
        "Who maps, for RGIK's metadata.",
    ),
)


def inputs_with_dem(optional: bool) -> tuple:
    """The inputs, the DEM in its place; the attributes of an inventory need it."""
    definition = QgsProcessingParameterRasterLayer(
        "DEM", "Digital elevation model (metres)", optional=optional
    )
    entry = definition, "Elevation in metres; it should reach 500 m beyond the image."
    return tuple(entry if item == "DEM" else item for item in INPUTS)


class Builder:
    """Puts a model together, one step below the other."""

    def __init__(self, name: str, summary: str, inputs):
        self.model = QgsProcessingModelAlgorithm(name, "Graphical models", "models")
        self._rows = 0
        from rock_glacier_mapper.processing.base import DOCS

        texts = {
            "ALG_DESC": summary,
            "SHORT_DESCRIPTION": summary,
            "ALG_CREATOR": "Rock Glacier Mapper",
            "HELP_URL": f"{DOCS}#{name}",
        }
        for number, (definition, text) in enumerate(inputs):
            definition = definition.clone()
            definition.setHelp(text)
            component = QgsProcessingModelParameter(definition.name())
            component.setPosition(QPointF(140 + 240 * (number % 5), 60 + 60 * (number // 5)))
            self.model.addModelParameter(definition, component)
            texts[definition.name()] = text
        self.model.setParameterOrder([definition.name() for definition, _ in inputs])
        self.model.setHelpContent(texts)

    def step(self, algorithm: str, sources: dict, outputs: dict | None = None) -> str:
        """Add a step; gives its id.

        Args:
            sources: parameter to model input name, or (step, output) of an earlier step.
            outputs: output of the step to (name, help) of an output of the model.
        """
        known = QgsApplication.processingRegistry().algorithmById(f"rockglacier:{algorithm}")
        child = QgsProcessingModelChildAlgorithm(known.id())
        child.setChildId(algorithm)
        child.setDescription(known.displayName())
        self._rows += 1
        child.setPosition(QPointF(500, 160 + 110 * self._rows))
        make = QgsProcessingModelChildParameterSource
        for name, source in sources.items():
            made = (
                make.fromModelParameter(source)
                if isinstance(source, str)
                else make.fromChildOutput(*source)
            )
            child.addParameterSources(name, [made])
        # Without a value for each parameter that is not optional, the modeler calls a step invalid.
        optional = QgsProcessingParameterDefinition.Flag.FlagOptional
        for definition in known.parameterDefinitions():
            name, value = definition.name(), definition.defaultValue()
            if name not in sources and value is not None and not definition.flags() & optional:
                child.addParameterSources(name, [make.fromStaticValue(value)])
        finals = {}
        for output, (name, text) in (outputs or {}).items():
            final = QgsProcessingModelOutput(name)
            final.setChildId(algorithm)
            final.setChildOutputName(output)
            final.setDescription(text)
            final.setPosition(QPointF(820, 160 + 110 * self._rows))
            finals[name] = final
        child.setModelOutputs(finals)
        self.model.addChildAlgorithm(child)
        return algorithm

    def save(self) -> None:
        """Write the model as ``<name>.model3``."""
        self.model.updateDestinationParameters()
        MODELS.mkdir(parents=True, exist_ok=True)
        if not self.model.toFile(str(MODELS / f"{self.model.name()}.model3")):
            raise SystemExit(f"{self.model.name()} could not be written.")


IMAGE = {name: name for name in ("INPUT", "BAND_ROLES", "COHERENCE", "DEM", "EXTENT", "MODEL")}


def extraction(heatmap: str) -> dict:
    """Sources of the extraction step."""
    return {
        "HEATMAP": (heatmap, "OUTPUT"),
        "IMAGE": "INPUT",
        "DEM": "DEM",
        "GLACIERS": "GLACIERS",
        "MIN_AREA": "MIN_AREA",
    }


def build_mapping() -> None:
    """Write the models from scene to candidates and to inventory."""
    mapping = Builder(
        "scene_to_candidates",
        "From a satellite image to rock glacier candidates: predict the heatmap, extract polygons "
        "with their reasons.",
        inputs_with_dem(True),
    )
    heatmap = mapping.step("predictheatmap", IMAGE, {"OUTPUT": ("HEATMAP", "Heatmap")})
    mapping.step(
        "extractrockglaciers",
        extraction(heatmap),
        {"OUTPUT": ("CANDIDATES", "Rock glacier candidates")},
    )
    mapping.save()

    chain = Builder(
        "scene_to_inventory",
        "From a satellite image and a DEM to an RGIK inventory with attributes: predict the "
        "heatmap, extract rock glaciers, create the inventory, populate its attributes.",
        (*inputs_with_dem(False), *METADATA),
    )
    heatmap = chain.step("predictheatmap", IMAGE, {"OUTPUT": ("HEATMAP", "Heatmap")})
    candidates = chain.step("extractrockglaciers", extraction(heatmap))
    inventory = chain.step(
        "createinventory",
        {
            "CANDIDATES": (candidates, "OUTPUT"),
            "SOUR_DATA": "SOUR_DATA",
            "MAPPER": "MAPPER",
        },
        {"OUTPUT": ("INVENTORY", "Inventory (GeoPackage)")},
    )
    chain.step("populateattributes", {"INVENTORY": (inventory, "GO"), "DEM": "DEM"})
    chain.save()


def build_training() -> None:
    """Write the model of one training round."""
    from rock_glacier_mapper.processing.trainmodel import ARCHITECTURES
    from rock_glacier_mapper.processing.trainrounds import NUMBERS

    numbers = tuple(
        (QgsProcessingParameterNumber(name, label, kind, default, False, least, largest), text)
        for name, (label, kind, default, least, largest, text) in NUMBERS.items()
    )
    inputs = (
        (
            QgsProcessingParameterRasterLayer("STACK", "Image stack"),
            "Output of Prepare image stack, of an area in which the inventory is complete.",
        ),
        (
            QgsProcessingParameterFeatureSource("ROCK_GLACIERS", "Rock glaciers", POLYGONS),
            "The complete inventory of that area.",
        ),
        (
            QgsProcessingParameterFeatureSource(
                "NEGATIVES", "Earlier negatives", POLYGONS, optional=True
            ),
            "Of earlier rounds; they stay.",
        ),
        (
            QgsProcessingParameterFile(
                "FINDER", "Model to begin with", fileFilter="ONNX models (*.onnx)"
            ),
            "It maps the stack to look for wrong finds, and training starts from its weights.",
        ),
        (
            QgsProcessingParameterEnum(
                "ARCHITECTURE",
                "Network",
                list(ARCHITECTURES),
                False,
                "compact",
                False,
                usesStaticStrings=True,
            ),
            "That of the model: compact, or xception71 (DeepLabv3+).",
        ),
        *numbers,
    )
    round_ = Builder(
        "training_round",
        "One round of training: map the stack, turn what lies beside the known rock glaciers into "
        "negatives, export patches, train. Run it until the target IoU is reached, or let Train "
        "in rounds do so.",
        inputs,
    )
    heatmap = round_.step("predictheatmap", {"INPUT": "STACK", "MODEL": "FINDER"})
    candidates = round_.step(
        "extractrockglaciers", {"HEATMAP": (heatmap, "OUTPUT"), "IMAGE": "STACK"}
    )
    negatives = round_.step(
        "collectnegatives",
        {
            "CANDIDATES": (candidates, "OUTPUT"),
            "REFERENCE": "ROCK_GLACIERS",
            "EXISTING": "NEGATIVES",
        },
        {"OUTPUT": ("NEGATIVES", "Negatives")},
    )
    patches = round_.step(
        "exportpatches",
        {
            "NEGATIVES": (negatives, "OUTPUT"),
            **{
                name: name
                for name in (
                    "STACK",
                    "ROCK_GLACIERS",
                    "BUFFER",
                    "PATCH_SIZE",
                    "OVERLAP",
                    "VALIDATION_SHARE",
                    "SEED",
                )
            },
        },
        {"OUTPUT": ("PATCHES", "Patches")},
    )
    round_.step(
        "trainmodel",
        {
            "PATCHES": (patches, "OUTPUT"),
            "INITIAL_WEIGHTS": "FINDER",
            **{
                name: name
                for name in ("ARCHITECTURE", "EPOCHS", "BATCH_SIZE", "TARGET_IOU", "SEED")
            },
        },
        {"MODEL": ("MODEL", "Model"), "REPORT": ("REPORT", "Report")},
    )
    round_.save()


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    from rock_glacier_mapper.processing.provider import RockGlacierProvider

    provider = RockGlacierProvider()  # the registry does not keep what Python adds to it
    QgsApplication.processingRegistry().addProvider(provider)
    build_mapping()
    build_training()
    application.exitQgis()
