"""Parameters of the downslope velocity from InSAR."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.kinematics.settings import (
    BEST_PASS,
    COMBINE,
    MEAN_VECTOR,
    PER_PIXEL,
    UNIFORM,
    Settings,
)
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm

INVENTORY, LOS, COHERENCE, DEM = "INVENTORY", "LOS", "COHERENCE", "DEM"
INCIDENCE, AZIMUTH, PAIRS = "INCIDENCE", "AZIMUTH", "PAIRS"
START, END, UNIT, WAVELENGTH = "START", "END", "UNIT", "WAVELENGTH"
REFERENCE_POINTS, EXCLUDE, ONLY_EMPTY = "REFERENCE_POINTS", "EXCLUDE", "ONLY_EMPTY"
OUTPUT = "OUTPUT"
#: A choice that leaves it to the file.
AUTO = "auto"
_UNITS = (AUTO, "rad", "m", "cm", "mm", "m_per_year", "cm_per_year", "mm_per_year")
_CONVENTIONS = ("to_satellite", "mintpy", "hyp3", "heading_right", "heading_left")
_DEGREES, RADIANS = "degrees", "radians"
TOWARD, _AWAY = "toward", "away"
#: Numbers among the options: parameter to (field of the settings, label, least, most, help).
NUMBERS = {
    "MIN_COHERENCE": (
        "min_coherence",
        mark("Least coherence"),
        0,
        1,
        mark("Pixels below are left out."),
    ),
    "MIN_VALID": (
        "min_valid",
        mark("Least valid share (%)"),
        0,
        100,
        mark("Landforms whose share of valid pixels is not above it get no velocity."),
    ),
    "MAX_ERROR": (
        "max_error",
        mark("Largest relative error (%)"),
        0,
        1000,
        mark(
            "Landforms whose standard deviation, divided by the mean, reaches it get no velocity."
        ),
    ),
    "MIN_SENSITIVITY": (
        "cut_off",
        mark("Least sensitivity |C|"),
        0.01,
        1,
        mark("Share of a downslope motion that the line of sight must see."),
    ),
}
ADVANCED = {
    "RELIABLE_SENSITIVITY": (
        "reliable",
        mark("Sensitivity |C| of full reliability"),
        0,
        1,
        mark("Velocities from less are marked as of low reliability."),
    ),
    "DEM_SMOOTHING": (
        "smoothing",
        mark("Smoothing of the DEM (m)"),
        0,
        2000,
        mark(
            "Full width at half maximum of the Gaussian that smooths the surface down which "
            "the landform moves."
        ),
    ),
    "FILTER_WINDOW": (
        "filter_window",
        mark("Window of the phase filter (pixels)"),
        1,
        256,
        mark(
            "Side of the square in which phase noise is correlated: filter and multi-looking. "
            "Hu et al. filtered with 8 × 8."
        ),
    ),
    "SLOPE_ERROR": (
        "slope_error",
        mark("Standard deviation of the slope (°)"),
        0,
        45,
        mark("Of the mean slope of a landform, for the error of its velocity."),
    ),
    "ASPECT_ERROR": (
        "aspect_error",
        mark("Standard deviation of the aspect (°)"),
        0,
        90,
        mark("Of the downslope direction of a landform; the largest part of many errors."),
    ),
    "INCIDENCE_ERROR": (
        "incidence_error",
        mark("Standard deviation of the incidence (°)"),
        0,
        45,
        mark("Of the incidence angle, for the error of the sensitivity."),
    ),
    "AZIMUTH_ERROR": (
        "azimuth_error",
        mark("Standard deviation of the azimuth (°)"),
        0,
        90,
        mark("Of the direction to the satellite, for the error of the sensitivity."),
    ),
    "REFERENCE_SLOPE": (
        "reference_slope",
        mark("Steepest ground of a reference (°)"),
        0,
        90,
        mark("Only for the search."),
    ),
}


def add_parameters(algorithm: RockGlacierAlgorithm) -> None:
    """All parameters of the algorithm."""
    _add_rasters(algorithm)
    _add_geometry(algorithm)
    _add_acquisition(algorithm)
    _add_reference(algorithm)
    _add_options(algorithm)
    algorithm.add(
        QgsProcessingParameterRasterDestination(
            OUTPUT, tr("Velocity raster"), optional=True, createByDefault=True
        ),
        tr(
            "GeoTIFF of the landforms and 100 m around them: downslope velocity in cm/yr, its "
            "standard deviation, and the sensitivity. Landforms that fail a filter other than "
            "the largest error are left out. For Delineate moving areas."
        ),
    )


def _add_rasters(algorithm: RockGlacierAlgorithm) -> None:
    polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
    algorithm.add(
        QgsProcessingParameterVectorLayer(
            INVENTORY, tr("Outlines (GO layer of an inventory)"), polygon
        ),
        tr(
            "Layer GO of an inventory made with Create RGIK inventory; edited in place. As a "
            "path: inventory.gpkg|layername=GO."
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(LOS, tr("Line-of-sight raster (InSAR)")),
        tr(
            "Unwrapped phase, displacement or velocity along the line of sight, one band, in "
            "any CRS: a GeoTIFF, or a geocoded MintPy file (velocity.h5). Dates, unit, "
            "wavelength and geometry are read from the file's tags, MintPy's attributes, "
            "Gamma's parameter files or HyP3's files beside it, where these tell; else give "
            "them below."
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(COHERENCE, tr("Coherence (0 to 1)")),
        tr("Interferometric (or, of a time series, temporal) coherence, in any CRS."),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(DEM, tr("Digital elevation model (m)")),
        tr("Elevation, one band, in any CRS. It should reach 2 km beyond the landforms."),
    )


def _add_geometry(algorithm: RockGlacierAlgorithm) -> None:
    for name, label, text in (
        (
            INCIDENCE,
            tr("Incidence angle"),
            tr(
                "Angle of the line of sight from the vertical at the ground. HyP3's lv_theta, "
                "measured from the horizontal, is known by its name."
            ),
        ),
        (
            AZIMUTH,
            tr("Azimuth"),
            tr("Horizontal direction of the line of sight, in the convention below."),
        ),
    ):
        algorithm.add(
            QgsProcessingParameterRasterLayer(
                name, tr("{label}: raster").format(label=label), optional=True
            ),
            text
            + " "
            + tr("A raster; in scripts also a number. Empty: by the file, or the number below."),
        )
        algorithm.add(
            QgsProcessingParameterNumber(
                f"{name}_ANGLE",
                tr("{label}: number (in the unit below)").format(label=label),
                QgsProcessingParameterNumber.Type.Double,
                optional=True,
            ),
            tr("One value for the scene, where there is no raster."),
        )
    algorithm.add(
        _enum("AZIMUTH_CONVENTION", tr("The azimuth is"), _CONVENTIONS),
        tr(
            "to_satellite: from the ground to the satellite, clockwise from north (Sentinel-1 "
            "about 258 ascending, 102 descending). mintpy: the same direction, anti-clockwise "
            "(MintPy, ISCE). hyp3: anti-clockwise from east (lv_phi). heading_right, "
            "heading_left: flight direction, clockwise from north, of a radar that looks right "
            "(most) or left."
        ),
    )
    algorithm.add(
        _enum("ANGLE_UNIT", tr("Unit of both angles"), (_DEGREES, RADIANS)),
        tr("HyP3's lv_theta and lv_phi are in radians."),
    )


def _add_acquisition(algorithm: RockGlacierAlgorithm) -> None:
    algorithm.add(
        _enum(UNIT, tr("Unit of the line-of-sight raster"), _UNITS),
        tr("auto: as the file says. rad is unwrapped phase."),
    )
    for name, label in ((START, tr("First image")), (END, tr("Second image"))):
        algorithm.add(
            QgsProcessingParameterString(name, label, "", optional=True),
            tr(
                "Date, as 2021-07-10. Of a velocity: begin and end of the time series. Empty: "
                "by the file."
            ),
        )
    algorithm.add(
        QgsProcessingParameterNumber(
            WAVELENGTH,
            tr("Wavelength (m)"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
        ),
        tr(
            "Needed for phase: 0.0555 Sentinel-1, 0.236 ALOS, 0.238 NISAR L band, 0.031 "
            "TerraSAR-X. Also used for the phase noise of a displacement. Empty: by the file."
        ),
    )
    algorithm.add(
        _enum("LOS_POSITIVE", tr("Displacement is positive"), (AUTO, TOWARD, _AWAY)),
        tr(
            "toward or away from the satellite. Of phase: toward stands for the usual phase "
            "that grows with the range, away for the opposite. auto: by the file, else toward."
        ),
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "LOOKS",
            tr("Independent looks"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
            minValue=1,
        ),
        tr("Of the coherence, for the phase noise. Empty: by the file, else 10."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterFile(
            PAIRS,
            tr("Further pairs and passes (table)"),
            QgsProcessingParameterFile.Behavior.File,
            optional=True,
            fileFilter=tr("Tables (*.csv *.txt)"),
        ),
        tr(
            "CSV with a header. Column los: path of a raster, relative to the table. Further "
            "columns, where the rasters do not tell: coherence, unit, start, end, wavelength, "
            "incidence, azimuth, azimuth_convention, angle_unit, los_positive, looks, pass. "
            "Pairs with the same line of sight are stacked, passes combined."
        ),
    )
    algorithm.add(
        _enum("PASSES", tr("With several passes"), (COMBINE, BEST_PASS)),
        tr(
            "combine: least squares along the downslope direction. best_pass: for each "
            "landform the pass that sees most of the motion."
        ),
    )


def _add_reference(algorithm: RockGlacierAlgorithm) -> None:
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            REFERENCE_POINTS,
            tr("Stable reference points"),
            [QgsProcessing.SourceType.TypeVectorPoint],
            optional=True,
        ),
        tr(
            "Points on ground that does not move; each landform refers to the nearest. Empty: "
            "the best 5 × 5 pixels are searched 100 to 1500 m from each outline, on flat "
            "ground with a coherence of 0.6."
        ),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            EXCLUDE,
            tr("Ground that is no reference"),
            [QgsProcessing.SourceType.TypeVectorPolygon],
            optional=True,
        ),
        tr(
            "Polygons such as glaciers and lakes. The outlines of the inventory are excluded "
            "anyway."
        ),
    )
    algorithm.add(
        QgsProcessingParameterBoolean(
            "KEEP_UNREFERENCED", tr("Keep landforms without a reference"), defaultValue=False
        ),
        tr(
            "Their velocity is then that of the raster itself, of low reliability, with the "
            "error that the stable ground of the other landforms shows over large distances."
        ),
        advanced=True,
    )


def _add_options(algorithm: RockGlacierAlgorithm) -> None:
    defaults = Settings()
    for numbers, advanced in ((NUMBERS, False), (ADVANCED, True)):
        for name, (field, label, least, most, text) in numbers.items():
            algorithm.add(
                QgsProcessingParameterNumber(
                    name,
                    tr(label),
                    QgsProcessingParameterNumber.Type.Double,
                    defaultValue=getattr(defaults, field),
                    minValue=least,
                    maxValue=most,
                ),
                tr(text),
                advanced=advanced,
            )
    algorithm.add(
        _enum("DIRECTION", tr("Downslope direction"), (MEAN_VECTOR, UNIFORM, PER_PIXEL)),
        tr(
            "mean_vector: one sensitivity for the landform, the mean of its pixels'. uniform: "
            "one direction for all of it, mean slope and circular mean aspect (Hu et al.); "
            "velocities are some per cent lower where directions spread. per_pixel: each pixel "
            "moves down its own slope; for large landforms that bend."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterBoolean(ONLY_EMPTY, tr("Fill empty values only"), defaultValue=False),
        tr("Leave values of an earlier run as they are. Values of a person are kept either way."),
        advanced=True,
    )


def _enum(name: str, label: str, choices: tuple[str, ...]) -> QgsProcessingParameterEnum:
    return QgsProcessingParameterEnum(
        name, label, list(choices), defaultValue=choices[0], usesStaticStrings=True
    )
