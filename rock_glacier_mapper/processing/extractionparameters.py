"""Parameters that algorithms of the object-based step share: inputs, rules, segmentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ..core.errors import InputError
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .inputs import refuse_overwriting
from .layers import polygons_in

HEATMAP, IMAGE, DEM, GLACIERS = "HEATMAP", "IMAGE", "DEM", "GLACIERS"
UNCERTAINTY, RULES, MIN_AREA = "UNCERTAINTY", "RULES", "MIN_AREA"

#: Parameter to field of the rules, label, default, least and largest value, and help.
_RULES = {
    "THRESHOLD": (
        "threshold",
        mark("Threshold (probability)"),
        None,
        0.01,
        0.99,
        mark(
            "A rock glacier may spread where the heatmap reaches this. Empty: half of the seed "
            "threshold."
        ),
    ),
    "SEED_THRESHOLD": (
        "seed_threshold",
        mark("Seed threshold (probability)"),
        None,
        0.01,
        1.0,
        mark(
            "A rock glacier needs a part where the heatmap reaches this. Empty: the threshold "
            "that the model's card gives (written into the heatmap), else 0.5; or the "
            "threshold above, where that is higher."
        ),
    ),
    MIN_AREA: (
        "min_area_km2",
        mark("Minimum area (km²)"),
        0.01,
        0.0,
        100.0,
        mark("RGIK and TPRoGI use 0.01 km²; Hu et al. (2023) used 0.03 km² on 10 m images."),
    ),
    "MIN_SLOPE": (
        "min_slope",
        mark("Lowest mean slope (degrees)"),
        5.0,
        0.0,
        90.0,
        mark(
            "Flatter candidates are dropped. Needs the DEM. 90 % of TPRoGI's units have 10 to 25°."
        ),
    ),
    "MAX_SLOPE": (
        "max_slope",
        mark("Highest mean slope (degrees)"),
        35.0,
        0.0,
        90.0,
        mark("Steeper candidates are dropped. Needs the DEM."),
    ),
    "MAX_ELONGATION": (
        "max_elongation",
        mark("Highest length/width (ratio)"),
        8.0,
        1.0,
        100.0,
        mark("Thinner candidates are dropped."),
    ),
    "MIN_COMPACTNESS": (
        "min_compactness",
        mark("Lowest compactness (4πA/P², 1 = circle)"),
        0.1,
        0.0,
        1.0,
        mark("More ragged candidates are dropped."),
    ),
    "MAX_GLACIER_OVERLAP": (
        "max_glacier_overlap",
        mark("Glacier overlap that needs no more probability (share)"),
        0.5,
        0.0,
        1.0,
        mark(
            "Share of a candidate on the glacier outlines above which a higher mean "
            "probability is demanded of it. Overlap alone never drops a candidate: many rock "
            "glaciers are connected to glaciers."
        ),
    ),
    "MIN_PROBABILITY": (
        "min_probability",
        mark("Lowest mean probability of a candidate"),
        None,
        0.0,
        1.0,
        mark("Empty: the seed threshold."),
    ),
    "MAX_NDVI": (
        "max_ndvi",
        mark("Highest NDVI (vegetation)"),
        0.6,
        -1.0,
        1.0,
        mark(
            "Objects with a higher mean belong to no rock glacier, nor is a candidate kept "
            "with one. Needs red and nir bands. 0.4 drops relict rock glaciers with some "
            "vegetation; 1 switches the rule off."
        ),
    ),
    "MAX_NDSI": (
        "max_ndsi",
        mark("Highest NDSI (snow and ice)"),
        0.4,
        -1.0,
        1.0,
        mark("As for NDVI. Needs green and swir1 bands; 1 switches the rule off."),
    ),
    "MAX_NDWI": (
        "max_ndwi",
        mark("Highest NDWI (water)"),
        0.2,
        -1.0,
        1.0,
        mark("As for NDVI. Needs green and nir bands; 1 switches the rule off."),
    ),
    "MIN_FRONT_CONTRAST": (
        "min_front_contrast",
        mark("Lowest contrast of slope across the front (degrees)"),
        None,
        -90.0,
        90.0,
        mark(
            "How much steeper the lower rim of a candidate is at least than the ground below "
            "it. Needs the DEM. Empty: not asked for."
        ),
    ),
    "MAX_HOLE": (
        "max_hole_km2",
        mark("Largest hole that is filled (km²)"),
        0.01,
        0.0,
        100.0,
        mark("Larger holes stay open."),
    ),
}
_RESHAPING = {
    "GROW": (
        "grow",
        mark("Growing passes"),
        1,
        0,
        50,
        mark(
            "Outlines grow by up to a pixel a pass, where most of a 5 × 5 box round the pixel "
            "is rock glacier (surface tension)."
        ),
    ),
    "SHRINK": (
        "shrink",
        mark("Shrinking passes"),
        1,
        0,
        50,
        mark("As many as growing passes smooth the outline and keep the area."),
    ),
    "MAX_GROW_SLOPE": (
        "max_slope",
        mark("Outlines do not grow into steeper ground (degrees)"),
        50.0,
        0.0,
        90.0,
        mark("Needs the DEM."),
    ),
    "NECK": (
        "neck_m",
        mark("Narrower parts are cut (metres)"),
        20.0,
        0.0,
        1000.0,
        mark(
            "Parts of a candidate narrower than this are taken away. Parts one pixel wide "
            "always are."
        ),
    ),
}
_SEGMENTATION = {
    "SCALE": (
        "scale",
        mark("Scale of the segmentation"),
        30.0,
        1.0,
        1000.0,
        mark(
            "Largest increase of heterogeneity in a merge (Baatz and Schäpe 2000), with all "
            "layers brought to 0-255. Larger gives larger objects."
        ),
    ),
    "SHAPE": (
        "shape",
        mark("Weight of shape (0 to 1)"),
        0.3,
        0.0,
        0.99,
        mark("Against the weight of the layers' values."),
    ),
    "COMPACTNESS": (
        "compactness",
        mark("Weight of compactness (0 to 1)"),
        0.5,
        0.0,
        1.0,
        mark("Within shape, against smooth borders."),
    ),
}
_SIMPLE = ("THRESHOLD", "SEED_THRESHOLD", MIN_AREA)


def add_heatmap(algorithm: RockGlacierAlgorithm) -> None:
    """The heatmap, required."""
    algorithm.add(
        QgsProcessingParameterRasterLayer(HEATMAP, tr("Heatmap (probability 0 to 1)")),
        tr("Output of <i>Predict heatmap</i>, or any probability raster in a projected CRS."),
    )


def add_context(algorithm: RockGlacierAlgorithm, uncertainty: bool = True) -> None:
    """What the extraction can use beside the heatmap: images, DEM, glaciers, uncertainty."""
    algorithm.add(
        QgsProcessingParameterMultipleLayers(
            IMAGE,
            tr("Images for the segmentation"),
            QgsProcessing.SourceType.TypeRaster,
            optional=True,
        ),
        tr("All their bands help to find object borders. Any CRS and resolution."),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(
            DEM, tr("Digital elevation model (metres)"), optional=True
        ),
        tr("For the slope rules, the elevations, and the segmentation. Any CRS and resolution."),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            GLACIERS,
            tr("Glacier outlines"),
            [QgsProcessing.SourceType.TypeVectorPolygon],
            optional=True,
        ),
        tr("For example RGI or GLIMS. Any CRS; invalid geometries are repaired."),
    )
    if not uncertainty:
        return
    algorithm.add(
        QgsProcessingParameterRasterLayer(
            UNCERTAINTY, tr("Uncertainty (output of Predict heatmap)"), optional=True
        ),
        tr("Its mean over each polygon goes to the field uncertainty."),
        advanced=True,
    )


def add_rules_file(algorithm: RockGlacierAlgorithm, text: str) -> None:
    """A file of rules, optional; see :func:`rules_of`."""
    algorithm.add(
        QgsProcessingParameterFile(
            RULES,
            tr("Rules (file)"),
            QgsProcessingParameterFile.Behavior.File,
            optional=True,
            fileFilter=tr("Rules (*.json)"),
        ),
        text,
    )


def add_rules(algorithm: RockGlacierAlgorithm, names: tuple[str, ...] = tuple(_RULES)) -> None:
    """Rules as numbers; all of them, or the named ones."""
    _add_numbers(algorithm, {name: _RULES[name] for name in names})


def add_segmentation(algorithm: RockGlacierAlgorithm) -> None:
    """How the scene is cut into objects."""
    _add_numbers(algorithm, _SEGMENTATION)


def add_reshaping(algorithm: RockGlacierAlgorithm) -> None:
    """How outlines are reshaped."""
    _add_numbers(algorithm, _RESHAPING)


def reshaping_of(algorithm: RockGlacierAlgorithm, parameters: dict, context):
    """The parameters of :func:`add_reshaping`.

    Raises:
        InputError: values out of range.
    """
    from ..core.objects import Reshaping

    return Reshaping(
        **{
            entry[0]: type(entry[2])(algorithm.parameterAsDouble(parameters, name, context))
            for name, entry in _RESHAPING.items()
        }
    )


def _add_numbers(algorithm: RockGlacierAlgorithm, table: dict[str, tuple]) -> None:
    kinds = QgsProcessingParameterNumber.Type
    for name, (_, label, default, least, largest, text) in table.items():
        kind = kinds.Integer if isinstance(default, int) else kinds.Double
        algorithm.add(
            QgsProcessingParameterNumber(
                name, tr(label), kind, default, default is None, least, largest
            ),
            tr(text),
            advanced=name not in _SIMPLE,
        )


@dataclass(frozen=True)
class ExtractionInputs:
    """What an extraction reads.

    Attributes:
        heatmap: :class:`..core.raster.RasterSource`.
        grid: the heatmap's (:class:`..core.grid.Grid`).
        tags: of the heatmap's file.
        context: keyword arguments of :func:`..core.objects.extract_rock_glaciers`: ``images``,
            ``dem``, ``glaciers``, ``uncertainty`` and ``segmentation``.
    """

    heatmap: Any
    grid: Any
    tags: dict[str, str]
    context: dict[str, Any]


def extraction_inputs(
    algorithm: RockGlacierAlgorithm,
    parameters: dict,
    context,
    feedback,
    outputs: tuple[str, ...],
    more: dict[str, str | None] | None = None,
) -> ExtractionInputs:
    """The parameters of :func:`add_heatmap`, :func:`add_context` and :func:`add_segmentation`.

    Args:
        outputs: names of destination parameters, which may not replace what is read.
        more: further files that the run reads, by parameter.

    Raises:
        InputError: no heatmap, an unusable layer, or see :func:`.inputs.refuse_overwriting`.
    """
    from ..core.grid import Grid
    from ..core.objects import SegmentationSettings
    from ..core.raster import RasterSource, open_raster

    heatmap = algorithm.band_path(parameters, HEATMAP, context)
    if heatmap is None:
        raise InputError(tr("HEATMAP: choose a heatmap."))
    with open_raster(heatmap, "heatmap") as dataset:
        grid, tags = Grid.of(dataset), dataset.tags()
    dem = algorithm.band_path(parameters, DEM, context)
    uncertainty = algorithm.band_path(parameters, UNCERTAINTY, context)
    images = algorithm.raster_paths(parameters, IMAGE, context)
    glaciers = algorithm.parameterAsVectorLayer(parameters, GLACIERS, context)
    read = {
        HEATMAP: heatmap,
        DEM: dem,
        IMAGE: images,
        UNCERTAINTY: uncertainty,
        GLACIERS: vector_file(glaciers) if glaciers else None,
        **(more or {}),
    }
    refuse_overwriting(algorithm, parameters, context, outputs, read)
    outlines = polygons_in(algorithm, parameters, GLACIERS, context, grid.crs, feedback)
    return ExtractionInputs(
        RasterSource(heatmap, (1,), "heatmap"),
        grid,
        tags,
        {
            "images": [RasterSource(path, role="image") for path in images],
            "dem": RasterSource(dem, (1,), "DEM") if dem else None,
            "glaciers": outlines or [],
            "uncertainty": RasterSource(uncertainty, (1,), "uncertainty") if uncertainty else None,
            "segmentation": SegmentationSettings(
                **{
                    entry[0]: algorithm.parameterAsDouble(parameters, name, context)
                    for name, entry in _SEGMENTATION.items()
                }
            ),
        },
    )


def rules_of(algorithm: RockGlacierAlgorithm, parameters: dict, context, tags: dict[str, str]):
    """The rules of the parameters that the algorithm has; the file's first, if one is named.

    A number that differs from its default wins over the file. Without a file, an empty threshold
    comes from the heatmap's ``tags``.

    Raises:
        InputError: see :meth:`..core.objects.Rules.load`; or values out of range.
    """
    from ..core.objects import Rules

    path = None
    if algorithm.parameterDefinition(RULES) is not None:
        path = algorithm.parameterAsFile(parameters, RULES, context) or None
    values = {}
    for name, (field, _, default, *_) in _RULES.items():
        if algorithm.parameterDefinition(name) is None:
            continue
        if parameters.get(name) in (None, "") and default is None:
            continue
        number = algorithm.parameterAsDouble(parameters, name, context)
        if path is None or number != default:
            values[field] = number
    if path is not None:
        return Rules.from_dict({**Rules.load(path).to_dict(), **values})
    if "seed_threshold" not in values:
        stated = _number(tags.get("MODEL_THRESHOLD"), Rules().seed_threshold)
        values["seed_threshold"] = max(stated, values.get("threshold", 0))
    values.setdefault("threshold", values["seed_threshold"] / 2)
    return Rules(**values)


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text)
    except (TypeError, ValueError):
        return default
    return value if 0 < value < 1 else default
