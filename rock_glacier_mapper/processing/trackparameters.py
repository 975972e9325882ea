"""Help and parameters of *Surface displacement from two images*."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm

FIRST, SECOND, START, END = "FIRST", "SECOND", "START", "END"
WINDOW, STEP, MAX_VELOCITY = "WINDOW", "STEP", "MAX_VELOCITY"
STABLE, INVENTORY, DEM = "STABLE", "INVENTORY", "DEM"
CONTENT, METHOD, CORRECTION = "CONTENT", "METHOD", "CORRECTION"
MIN_CORRELATION, MIN_SNR, MAX_DEVIATION = "MIN_CORRELATION", "MIN_SNR", "MAX_DEVIATION"
MIN_VALID, MAX_ERROR = "MIN_VALID", "MAX_ERROR"
OUTPUT, VELOCITY = "OUTPUT", "VELOCITY"

HELP = mark(
    "<p>Finds how far the surface moved between two co-registered orthophotos (or "
    "satellite images, hillshades, DEMs) of different dates. For points on a lattice, the "
    "window around the point in the first image is looked for in the second: by normalised "
    "cross-correlation, then by least-squares matching to a few hundredths of a pixel. "
    "Only horizontal motion is seen.</p><p><b>Stable ground.</b> The images never fit "
    "perfectly. What moves on stable ground is taken off everywhere, and its scatter "
    "(normalised median absolute deviation) is the standard deviation of a vector. Give "
    "polygons of ground that surely does not move, near the rock glaciers and at their "
    "height; without them everything outside of the inventory's outlines counts as "
    "stable.</p><p><b>Filters.</b> A vector counts (valid = 1) when the correlation and "
    "the signal-to-noise ratio are high enough, it agrees with its neighbours (normalised "
    "median test, Westerweel and Scarano 2005) and is no faster than looked for. The "
    "others stay in the table with the reason: no_texture, search_edge, no_convergence, "
    "low_correlation, low_snr, too_fast, inconsistent, isolated.</p><p><b>Inventory.</b> "
    "With an inventory, each outline gets the mean, median and 90th percentile of the "
    "horizontal velocity along its aspect (with a DEM, else along the mean displacement) "
    "in cm/yr, its standard deviation and the period, in the same fields as with Downslope "
    "velocity from InSAR; KIN_QC says that it is feature tracking, or why there is no "
    "velocity: no_data, low_correlation (too few valid vectors), high_error, upslope_sign. "
    "Values entered by a person are kept. A layer in edit mode stays so, and the changes "
    "can be undone.</p>"
)


def add_parameters(algorithm: RockGlacierAlgorithm) -> None:
    """All parameters, with their help."""
    _add_images(algorithm)
    _add_windows(algorithm)
    _add_landforms(algorithm)
    _add_filters(algorithm)
    _add_outputs(algorithm)


def settings_of(algorithm: RockGlacierAlgorithm, parameters: dict, context):
    """The core's settings.

    Raises:
        InputError: a value that cannot be used.
    """
    from ..core.kinematics.trackingplan import Settings

    def number(name):
        return algorithm.parameterAsDouble(parameters, name, context)

    def choice(name):
        return algorithm.parameterAsString(parameters, name, context)

    return Settings(
        window=number(WINDOW) or None,
        step=number(STEP) or None,
        max_velocity=number(MAX_VELOCITY),
        method=choice(METHOD),
        content=choice(CONTENT),
        correction=choice(CORRECTION),
        min_correlation=number(MIN_CORRELATION),
        min_snr=number(MIN_SNR),
        max_deviation=number(MAX_DEVIATION),
    )


def _add_images(algorithm) -> None:
    algorithm.add(
        QgsProcessingParameterRasterLayer(FIRST, tr("First (older) image")),
        tr(
            "Orthophoto, satellite image, hillshade or DEM. Of three or more bands the first "
            "three are taken as red, green and blue and made grey; else the first band counts. "
            "Its pixels are the unit of the search."
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(SECOND, tr("Second (younger) image")),
        tr(
            "The same place later, from the same kind of sensor and in the same season and "
            "light if possible. It is warped to the pixels of the first where it has others."
        ),
    )
    for name, label, which in (
        (START, tr("Date of the first image"), tr("first")),
        (END, tr("Date of the second image"), tr("second")),
    ):
        algorithm.add(
            QgsProcessingParameterString(name, label, "", optional=True),
            tr(
                "Day of acquisition of the {which} image, as 2015-08-20. When only the year or "
                "month is known, 2015 or 2015-08: its middle is taken. Empty: from the file's "
                "tags, else from its name."
            ).format(which=which),
        )
    algorithm.add(
        QgsProcessingParameterEnum(
            CONTENT,
            tr("What the rasters show"),
            ["image", "dem"],
            defaultValue="image",
            usesStaticStrings=True,
        ),
        tr(
            "image: grey values or colours. dem: elevations in metres; their relief is shaded "
            "from the north-west first."
        ),
    )


def _number(algorithm, name, label, default, low, high, text, advanced=False) -> None:
    kind = QgsProcessingParameterNumber.Type.Double
    definition = QgsProcessingParameterNumber(name, label, kind, default, False, low, high)
    algorithm.add(definition, text, advanced)


def _add_windows(algorithm) -> None:
    _number(
        algorithm,
        WINDOW,
        tr("Window (metres; 0 = by the resolution)"),
        0,
        0,
        10000,
        tr(
            "Side of the square that is compared. Larger windows match more surely, smaller "
            "ones show more detail; 24 to 64 pixels are usual. 0: 25 m, but at least 24 and at "
            "most 64 pixels."
        ),
    )
    _number(
        algorithm,
        STEP,
        tr("Step (metres; 0 = a quarter of the window)"),
        0,
        0,
        10000,
        tr(
            "Distance between the points. Vectors nearer than a window share pixels and are "
            "not independent."
        ),
    )
    _number(
        algorithm,
        MAX_VELOCITY,
        tr("Largest velocity to look for (m/yr)"),
        5,
        0.001,
        1000,
        tr(
            "How far to search: this times the years between the images. Rock glaciers seldom "
            "exceed a few metres a year. Too large costs time and makes false matches more "
            "likely."
        ),
    )


def _add_landforms(algorithm) -> None:
    polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
    algorithm.add(
        QgsProcessingParameterFeatureSource(STABLE, tr("Stable ground"), polygon, optional=True),
        tr(
            "Polygons that surely do not move: bedrock, old moraines, meadows with texture; "
            "not snow, ice, water, scree or shadow. Empty: everything outside of the "
            "inventory's outlines."
        ),
    )
    algorithm.add(
        QgsProcessingParameterVectorLayer(
            INVENTORY, tr("Outlines (GO layer of an inventory)"), polygon, optional=True
        ),
        tr(
            "Outlines that get their kinematic fields filled in place, and that are never "
            "stable ground. As a path: inventory.gpkg|layername=GO."
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(
            DEM, tr("DEM for the aspect of the outlines"), None, True
        ),
        tr(
            "Elevation in metres. With it, velocities of landforms count along their mean "
            "aspect and may come out negative; without, along the mean displacement."
        ),
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            CORRECTION,
            tr("Correction on stable ground"),
            ["none", "shift", "plane"],
            defaultValue="shift",
            usesStaticStrings=True,
        ),
        tr(
            "shift: the median is taken off. plane: also a ramp across the images, where "
            "stable ground lies around the rock glaciers. none: the images fit; only the error "
            "is estimated."
        ),
        advanced=True,
    )


def _add_filters(algorithm) -> None:
    algorithm.add(
        QgsProcessingParameterEnum(
            METHOD,
            tr("What is correlated"),
            ["intensity", "orientation"],
            defaultValue="intensity",
            usesStaticStrings=True,
        ),
        tr(
            "intensity: grey values; best with the same light. orientation: only the "
            "directions in which they change (Fitch et al. 2002), which survive other light, "
            "shadows and contrast but are noisier."
        ),
        advanced=True,
    )
    for name, label, default, high, text in (
        (
            MIN_CORRELATION,
            tr("Least correlation"),
            0.5,
            1,
            tr(
                "Coefficient between the windows at the match, 0 to 1. With orientation, 0.3 "
                "will do."
            ),
        ),
        (
            MIN_SNR,
            tr("Least signal-to-noise ratio"),
            1.5,
            100,
            tr("Correlation at the match over the root mean square elsewhere in the search area."),
        ),
        (
            MAX_DEVIATION,
            tr("Largest deviation from the neighbours"),
            3,
            100,
            tr("Threshold of the normalised median test; 2 is strict, 0 means no test."),
        ),
        (
            MIN_VALID,
            tr("Least share of valid vectors in an outline (%)"),
            40,
            100,
            tr("Outlines with less get no velocity."),
        ),
        (
            MAX_ERROR,
            tr("Largest relative error of an outline's velocity (%)"),
            20,
            1000,
            tr("Outlines whose standard deviation is a larger share of the mean get no velocity."),
        ),
    ):
        _number(algorithm, name, label, default, 0, high, text, advanced=True)


def _add_outputs(algorithm) -> None:
    algorithm.add(
        QgsProcessingParameterFeatureSink(
            OUTPUT,
            tr("Displacement vectors"),
            QgsProcessing.SourceType.TypeVectorPoint,
            None,
            True,
        ),
        tr(
            "Points with dx and dy (metres to true east and north), displ_m, speed, v_east, "
            "v_north and sigma (m/yr; sigma is the standard deviation of a component), azimuth "
            "(degrees), corr, snr, valid and reason; drawn as arrows."
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterDestination(VELOCITY, tr("Velocity (m/yr)"), None, True),
        tr(
            "GeoTIFF of valid vectors: speed, east, north, signal to noise, standard "
            "deviation; nodata -9999. Its tags hold unit, dates and the statistics of the "
            "stable ground. Input of Delineate moving areas."
        ),
    )
