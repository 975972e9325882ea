"""Parameters of prediction that several algorithms share: device, precision, terrain."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm

DEVICE, PRECISION = "DEVICE", "PRECISION"
SKIP_FLAT, MIN_ELEVATION, MAX_ELEVATION = "SKIP_FLAT", "MIN_ELEVATION", "MAX_ELEVATION"
#: Memory for tiles where none is given, in megabytes.
DEFAULT_MEMORY = 2000


def add_device(algorithm: RockGlacierAlgorithm) -> None:
    """Where and how precisely the network runs."""
    algorithm.add(
        QgsProcessingParameterEnum(
            DEVICE,
            tr("Device"),
            ["auto", "cpu", "cuda", "tensorrt", "directml", "coreml"],
            defaultValue="auto",
            usesStaticStrings=True,
        ),
        tr(
            "auto: the GPU where ONNX Runtime can use it, else the processor; cpu; or one of "
            "ONNX Runtime's ways to a GPU (NVIDIA: cuda, tensorrt; Windows: directml; Apple: "
            "coreml), or an error that says what is missing."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            PRECISION,
            tr("Precision"),
            ["auto", "float32", "float16"],
            defaultValue="auto",
            usesStaticStrings=True,
        ),
        tr(
            "Of the network's arithmetic. auto: half precision on a GPU where it changes the "
            "probability little, else single precision."
        ),
        advanced=True,
    )


def add_terrain(algorithm: RockGlacierAlgorithm) -> None:
    """Terrain that is left out."""
    algorithm.add(
        QgsProcessingParameterBoolean(SKIP_FLAT, tr("Leave out flat terrain"), True),
        tr(
            "Plains, lakes and wide valley floors, where a 64-pixel block and its neighbours "
            "are flatter than 5°, get probability 0 and cost no time. Only with a DEM or a "
            "slope band."
        ),
        advanced=True,
    )
    for name, title in (
        (MIN_ELEVATION, mark("Lowest elevation (m)")),
        (MAX_ELEVATION, mark("Highest elevation (m)")),
    ):
        algorithm.add(
            QgsProcessingParameterNumber(
                name,
                tr(title),
                QgsProcessingParameterNumber.Type.Double,
                None,
                True,
                -1000,
                9000,
            ),
            tr("Blocks of 64 pixels that lie wholly beyond it get probability 0. Empty: no limit."),
            advanced=True,
        )


def terrain_rule(algorithm: RockGlacierAlgorithm, parameters: dict, context):
    """The :class:`..core.heatmap.TerrainRule` that is asked for, or None."""
    from ..core.heatmap import TerrainRule

    flat = algorithm.parameterAsBoolean(parameters, SKIP_FLAT, context)
    lowest = algorithm.number(parameters, MIN_ELEVATION, context)
    highest = algorithm.number(parameters, MAX_ELEVATION, context)
    if not flat and lowest is None and highest is None:
        return None
    least = TerrainRule().min_slope if flat else None
    return TerrainRule(least, lowest, highest)


def open_network(
    algorithm: RockGlacierAlgorithm, parameters: dict, context, model: str, feedback: Feedback
):
    """The :class:`..core.inference.Network` of a run; the log says what runs it and why."""
    from ..core.inference import Network

    device = algorithm.parameterAsString(parameters, DEVICE, context) or "auto"
    precision = algorithm.parameterAsString(parameters, PRECISION, context) or "auto"
    network = Network(model, device, precision=precision, feedback=feedback)
    card = network.card
    feedback.info(
        tr("Model {name}: {channels}; {resolution:g} m").format(
            name=card.name,
            channels=", ".join(c.role for c in card.channels),
            resolution=card.resolution_m,
        )
    )
    for line in network.report:
        feedback.info(line)
    return network
