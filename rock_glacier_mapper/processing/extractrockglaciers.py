"""Step 4: from the heatmap to rock glacier polygons, by object-based analysis."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from .base import RockGlacierAlgorithm, tr, vector_file
from .inputs import refuse_overwriting
from .layers import polygons_in, style_when_loaded, write_sink

HEATMAP, IMAGE, DEM, GLACIERS = "HEATMAP", "IMAGE", "DEM", "GLACIERS"
UNCERTAINTY, SEPARATE_UNITS = "UNCERTAINTY", "SEPARATE_UNITS"
OUTPUT, REJECTED, OBJECTS = "OUTPUT", "REJECTED", "OBJECTS"

#: Parameter to field of the rules, label, default, least and largest value, and help.
_RULES = {
    "THRESHOLD": (
        "threshold",
        "Threshold (probability)",
        None,
        0.01,
        0.99,
        "A rock glacier may spread where the heatmap reaches this. Empty: half of the seed "
        "threshold.",
    ),
    "SEED_THRESHOLD": (
        "seed_threshold",
        "Seed threshold (probability)",
        None,
        0.01,
        1.0,
        "A rock glacier needs a part where the heatmap reaches this. Empty: the threshold that "
        "the model's card gives (written into the heatmap), else 0.5; or the threshold above, "
        "where that is higher.",
    ),
    "MIN_AREA": (
        "min_area_km2",
        "Minimum area (km²)",
        0.01,
        0.0,
        100.0,
        "RGIK and TPRoGI use 0.01 km²; Hu et al. (2023) used 0.03 km² on 10 m images.",
    ),
    "MIN_SLOPE": (
        "min_slope",
        "Lowest mean slope (degrees)",
        5.0,
        0.0,
        90.0,
        "Flatter candidates are dropped. Needs the DEM. 90 % of TPRoGI's units have 10 to 25°.",
    ),
    "MAX_SLOPE": (
        "max_slope",
        "Highest mean slope (degrees)",
        35.0,
        0.0,
        90.0,
        "Steeper candidates are dropped. Needs the DEM.",
    ),
    "MAX_ELONGATION": (
        "max_elongation",
        "Highest length/width",
        8.0,
        1.0,
        100.0,
        "Thinner candidates are dropped.",
    ),
    "MIN_COMPACTNESS": (
        "min_compactness",
        "Lowest compactness (4πA/P², 1 = circle)",
        0.1,
        0.0,
        1.0,
        "More ragged candidates are dropped.",
    ),
    "MAX_GLACIER_OVERLAP": (
        "max_glacier_overlap",
        "Glacier overlap that needs no more probability (share)",
        0.5,
        0.0,
        1.0,
        "Share of a candidate on the glacier outlines above which a higher mean probability is "
        "demanded of it. Overlap alone never drops a candidate: many rock glaciers are connected "
        "to glaciers.",
    ),
}
_SEGMENTATION = {
    "SCALE": (
        "scale",
        "Scale of the segmentation",
        30.0,
        1.0,
        1000.0,
        "Largest increase of heterogeneity in a merge (Baatz and Schäpe 2000), with all layers "
        "brought to 0-255. Larger gives larger objects.",
    ),
    "SHAPE": (
        "shape",
        "Weight of shape (0 to 1)",
        0.1,
        0.0,
        0.99,
        "Against the weight of the layers' values.",
    ),
    "COMPACTNESS": (
        "compactness",
        "Weight of compactness (0 to 1)",
        0.5,
        0.0,
        1.0,
        "Within shape, against smooth borders.",
    ),
}


class ExtractRockGlaciers(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:extractrockglaciers``."""

    NAME = "extractrockglaciers"
    TITLE = "Extract rock glaciers from heatmap"
    GROUP, GROUP_ID = "Mapping", "mapping"
    SUMMARY = (
        "Turns a probability heatmap into rock glacier polygons by object-based image analysis, "
        "each with its measures and the reason why it was kept."
    )
    HELP = (
        "<p>Around places where the heatmap is high, the scene is segmented into objects "
        "(superpixels, then region merging after Baatz and Schäpe). Objects with enough "
        "probability join into candidates, whose outlines are smoothed. Rules on area, slope, "
        "shape and glacier overlap decide which are kept. Dropped ones go to their own layer, "
        "with the reason.</p>"
        "<p>Rules on an input that is not given are skipped; without a DEM there is no slope.</p>"
    )
    TAGS = ("obia", "segmentation", "polygons", "vectorize", "outline")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "skimage")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterRasterLayer(HEATMAP, tr("Heatmap (probability 0 to 1)")),
            "Output of <i>Predict heatmap</i>, or any probability raster in a projected CRS.",
        )
        self.add(
            QgsProcessingParameterMultipleLayers(
                IMAGE,
                tr("Images for the segmentation"),
                QgsProcessing.SourceType.TypeRaster,
                optional=True,
            ),
            "All their bands help to find object borders. Any CRS and resolution.",
        )
        self.add(
            QgsProcessingParameterRasterLayer(
                DEM, tr("Digital elevation model (metres)"), optional=True
            ),
            "For the slope rules, the elevations, and the segmentation. Any CRS and resolution.",
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                GLACIERS,
                tr("Glacier outlines"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            "For example RGI or GLIMS. Any CRS; invalid geometries are repaired.",
        )
        self.add(
            QgsProcessingParameterRasterLayer(
                UNCERTAINTY, tr("Uncertainty (output of Predict heatmap)"), optional=True
            ),
            "Its mean over each polygon goes to the field uncertainty.",
            advanced=True,
        )
        double = QgsProcessingParameterNumber.Type.Double
        for name, entry in {**_RULES, **_SEGMENTATION}.items():
            _, label, default, least, largest, text = entry
            self.add(
                QgsProcessingParameterNumber(
                    name, tr(label), double, default, default is None, least, largest
                ),
                text,
                advanced=name not in ("THRESHOLD", "SEED_THRESHOLD", "MIN_AREA"),
            )
        self.add(
            QgsProcessingParameterBoolean(SEPARATE_UNITS, tr("Separate units"), False),
            "Split a rock glacier system into the units that compose it, by necks and probability. "
            "Units of one system share system_id. A proposal to be reviewed.",
        )
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self.add(
            QgsProcessingParameterFeatureSink(OUTPUT, tr("Rock glacier candidates"), polygon),
            "Polygons that passed the rules.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                REJECTED, tr("Rejected candidates"), polygon, None, True, False
            ),
            "Polygons that failed a rule, with the reason.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OBJECTS, tr("Image objects"), polygon, None, True, False
            ),
            "The objects of the segmentation, to see how it cut the scene.",
        )
        self.addOutput(QgsProcessingOutputNumber("KEPT", tr("Number of candidates")))
        self.addOutput(QgsProcessingOutputNumber("DROPPED", tr("Number of rejected candidates")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.errors import InputError
        from ..core.grid import Grid
        from ..core.objects import (
            FIELDS,
            OBJECT_FIELDS,
            SegmentationSettings,
            extract_rock_glaciers,
        )
        from ..core.raster import RasterSource, open_raster

        heatmap = self.band_path(parameters, HEATMAP, context)
        if heatmap is None:
            raise InputError(tr("HEATMAP: choose a heatmap."))
        with open_raster(heatmap, "heatmap") as dataset:
            grid, tags = Grid.of(dataset), dataset.tags()
        dem = self.band_path(parameters, DEM, context)
        uncertainty = self.band_path(parameters, UNCERTAINTY, context)
        images = self.raster_paths(parameters, IMAGE, context)
        glaciers = self.parameterAsVectorLayer(parameters, GLACIERS, context)
        refuse_overwriting(
            self,
            parameters,
            context,
            (OUTPUT, REJECTED, OBJECTS),
            {HEATMAP: heatmap, GLACIERS: vector_file(glaciers) if glaciers else None},
        )
        rules = self._rules(parameters, context, tags)
        feedback.info(
            tr("Threshold {low:.2f}, seed threshold {high:.2f}").format(
                low=rules.threshold, high=rules.seed_threshold
            )
        )
        found = extract_rock_glaciers(
            RasterSource(heatmap, (1,), "heatmap"),
            rules,
            images=[RasterSource(path, role="image") for path in images],
            dem=RasterSource(dem, (1,), "DEM") if dem else None,
            glaciers=polygons_in(self, parameters, GLACIERS, context, grid.crs, feedback) or [],
            uncertainty=RasterSource(uncertainty, (1,), "uncertainty") if uncertainty else None,
            segmentation=SegmentationSettings(
                **{
                    entry[0]: self.parameterAsDouble(parameters, name, context)
                    for name, entry in _SEGMENTATION.items()
                }
            ),
            separate_units=self.parameterAsBoolean(parameters, SEPARATE_UNITS, context),
            with_objects=parameters.get(OBJECTS) not in (None, ""),
            feedback=feedback,
        )
        feedback.check()
        results = {"KEPT": len(found.kept), "DROPPED": len(found.rejected)}
        for name, features, types, style in (
            (OUTPUT, found.kept, FIELDS, "candidates.qml"),
            (REJECTED, found.rejected, FIELDS, "rejected.qml"),
            (OBJECTS, found.objects, OBJECT_FIELDS, "objects.qml"),
        ):
            destination = write_sink(self, parameters, name, context, found.crs, types, features)
            if destination is not None:
                results[name] = destination
                style_when_loaded(context, destination, style)
        if not found.kept:
            feedback.warning(
                tr("No candidate was kept. A lower THRESHOLD, or the rejected ones, may help.")
            )
        if found.notes["too_small_to_list"]:
            feedback.info(
                tr("{count} places below a tenth of MIN_AREA are not listed").format(
                    count=found.notes["too_small_to_list"]
                )
            )
        feedback.info(
            tr("{kept} candidates kept, {dropped} rejected").format(
                kept=len(found.kept), dropped=len(found.rejected)
            )
        )
        return results

    def _rules(self, parameters, context, tags: dict[str, str]):
        from ..core.objects import Rules

        values = {
            entry[0]: self.parameterAsDouble(parameters, name, context)
            for name, entry in _RULES.items()
            if parameters.get(name) not in (None, "") or entry[2] is not None
        }
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
