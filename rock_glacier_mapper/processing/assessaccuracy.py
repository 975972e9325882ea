"""Assess accuracy: mapped rock glaciers against a reference, by area and by landform."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..core import paths
from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, missing_packages, vector_file
from .inputs import refuse_overwriting
from .layers import style_when_loaded, write_sink
from .validationinputs import REGIONS, add_regions, read_area, read_landforms, read_regions

MAPPED, REFERENCE, AOI, IOU = "MAPPED", "REFERENCE", "AOI", "IOU"
BLOCK_SIZE, DRAWS, CONFIDENCE, SEED = "BLOCK_SIZE", "DRAWS", "CONFIDENCE", "SEED"
OUTPUT, MATCHES, HTML = "OUTPUT", "MATCHES", "HTML"

_HELP = mark(
    "<p>Areas are those on the ellipsoid, whatever the CRS of the layers. By area, all "
    "polygons of a layer are one surface, so that overlaps count once; by landform, each "
    "feature is one landform, also when it has several parts. Restricted outlines of an "
    "inventory and outlines that the review removed are left out.</p><p>Within the area of "
    "interest or a region only the land inside counts. A landform counts there when at "
    "least half of its area lies inside, a pair where its reference landform does. Name as "
    "area of interest where the reference is complete.</p><p>Intervals come from a "
    "bootstrap over blocks of land, as neighbouring landforms are alike. They tell the "
    "spread within this area, not what another mountain range would bring. With fewer than "
    "ten blocks they are too narrow.</p><p>State with the figures who made the reference, "
    "and from what: a reference that began from the mapped polygons flatters them.</p>"
)

_MATCH_FIELDS = {
    "result": str,
    "mapped_id": str,
    "reference_id": str,
    "mapped_fid": int,
    "reference_fid": int,
    "iou": float,
    "covered": float,
    "area_km2": float,
    "other_km2": float,
    "excess": float,
    "region": str,
}

#: Outputs that a model can use: name to title and key of the table.
_NUMBERS = {
    "PRECISION": (mark("Precision by area"), "precision"),
    "RECALL": (mark("Recall by area"), "recall"),
    "F1": (mark("F1 by area"), "f1"),
    "AREA_IOU": (mark("IoU by area"), "iou"),
    "AREA_BIAS": (mark("Area bias"), "area_bias"),
    "OBJECT_F1": (mark("F1 by landform"), "object_f1"),
    "DETECTION_RATE": (mark("Detection rate"), "detection_rate"),
    "OVERESTIMATION": (mark("Mean overestimation"), "overestimation_mean"),
    "MATCHED": ("Matches", "matches"),
    "MISSED": (mark("Missed landforms"), "missed"),
    "FALSE_FINDS": (mark("False finds"), "false_finds"),
}


class AssessAccuracy(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:assessaccuracy``."""

    NAME = "assessaccuracy"
    TITLE = mark("Assess accuracy")
    GROUP, GROUP_ID = mark("Validation"), "validation"
    SUMMARY = mark(
        "Compares mapped rock glaciers with a reference: precision, recall, F1, IoU and "
        "overestimation by area, matches, misses and false finds by landform, with "
        "confidence intervals and by region."
    )
    TAGS = ("validation", "user's accuracy", "producer's accuracy", "F1", "IoU", "precision")

    @property
    def HELP(self) -> str:
        """The definitions belong to the core, which needs its packages."""
        if missing_packages(self.REQUIRES):
            return _HELP
        from ..core.accuracy.report import definitions_html

        return _HELP + definitions_html()

    def initAlgorithm(self, configuration=None):  # noqa: D102
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        double = QgsProcessingParameterNumber.Type.Double
        integer = QgsProcessingParameterNumber.Type.Integer
        self.add(
            QgsProcessingParameterFeatureSource(MAPPED, tr("Mapped rock glaciers"), polygons),
            tr(
                "Polygons to assess: candidates, or layer GO of an inventory. Any CRS; invalid "
                "geometries are repaired."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(REFERENCE, tr("Reference rock glaciers"), polygons),
            tr("Polygons that count as the truth. Any CRS; invalid geometries are repaired."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                AOI, tr("Area in which the reference is complete"), polygons, optional=True
            ),
            tr("Nothing outside counts. Empty: everything counts. Any CRS."),
        )
        add_regions(
            self, tr("A row of figures is made for each region, besides that of everything.")
        )
        self.add(
            QgsProcessingParameterNumber(
                IOU, tr("IoU that a match must exceed"), double, 0.5, False, 0.0, 0.99
            ),
            tr(
                "Intersection over union of a mapped polygon and a reference landform, from "
                "which they are the same one. With 0.5 matches are unique where no polygons of "
                "a layer overlap."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                BLOCK_SIZE, tr("Block size (metres)"), double, 10000.0, False, 10.0, 1e7
            ),
            tr(
                "Side of the blocks of the bootstrap. It should be as large as a mountain "
                "group in which landforms and errors are alike, and leave ten blocks or more."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(DRAWS, tr("Bootstrap draws"), integer, 2000, False, 100),
            tr("How often blocks are drawn for the intervals."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                CONFIDENCE, tr("Confidence of the intervals (%)"), double, 95.0, False, 50.0, 99.9
            ),
            tr("Usually 95."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(SEED, tr("Seed"), integer, 0, False, 0),
            tr("For the bootstrap. The same seed gives the same intervals."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Accuracy"), QgsProcessing.SourceType.TypeVector
            ),
            tr(
                "Table with one row for everything, (all), and one for each region: numbers, "
                "areas, and each measure with the ends of its interval. A file name that ends "
                "in .csv makes a text table."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                MATCHES,
                tr("Matches"),
                QgsProcessing.SourceType.TypeVectorPolygon,
                None,
                True,
            ),
            tr(
                "Map of mapped polygons that match (result 'match') or do not ('false find') "
                "and of reference landforms without match ('miss'), in the CRS of the mapped "
                "ones. mapped_id and reference_id say which belong together, or overlap most; "
                "iou is that of the two, covered the share of the polygon that lies on the "
                "other layer, excess its mapped area / reference area - 1."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                HTML, tr("Report"), tr("HTML files (*.html)"), None, True, True
            ),
            tr("One file with all figures, their definitions and how they were counted."),
        )
        for name, (title, _) in _NUMBERS.items():
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.accuracy.assessment import Options, assess_inventory
        from ..core.accuracy.equalarea import equal_area_crs, in_crs
        from ..core.accuracy.report import FIELDS, table_rows, write_accuracy_report
        from ..core.vector import Feature

        self._refuse_overwriting(parameters, context)
        mapped, reference = (
            read_landforms(self, parameters, name, context, feedback)
            for name in (MAPPED, REFERENCE)
        )
        feedback.progress(0.15)
        crs = equal_area_crs([(mapped.shapes, mapped.crs), (reference.shapes, reference.crs)])
        area = read_area(self, parameters, AOI, context, crs, feedback)
        regions = read_regions(self, parameters, context, crs, feedback)
        options = Options(
            self.parameterAsDouble(parameters, IOU, context),
            self.parameterAsDouble(parameters, BLOCK_SIZE, context),
            self.parameterAsInt(parameters, DRAWS, context),
            self.parameterAsDouble(parameters, CONFIDENCE, context) / 100,
            self.parameterAsInt(parameters, SEED, context),
        )
        result = assess_inventory(
            in_crs(mapped.shapes, mapped.crs, crs),
            in_crs(reference.shapes, reference.crs, crs),
            area,
            regions,
            options,
            feedback.part(0.15, 0.85),
        )
        _warn(result, area, feedback)
        rows = table_rows(result)
        report = self.output_path(parameters, HTML, context)
        results = {}
        if report:
            made_by = f"Rock Glacier Mapper {paths.plugin_version()}, {self.NAME}."
            write_accuracy_report(report, result, _about(mapped, reference, rows[0]), made_by)
            results[HTML] = report
        table = [Feature(None, row) for row in rows]
        results[OUTPUT] = write_sink(
            self,
            parameters,
            OUTPUT,
            context,
            None,
            FIELDS,
            table,
            geometry=QgsWkbTypes.Type.NoGeometry,
        )
        matches = _matches(result, mapped, reference)
        destination = write_sink(
            self,
            parameters,
            MATCHES,
            context,
            mapped.crs,
            _MATCH_FIELDS,
            matches,
            geometry=QgsWkbTypes.Type.MultiPolygon,
        )
        if destination is not None:
            results[MATCHES] = destination
            style_when_loaded(context, destination, "matches.qml")
        _tell(rows[0], feedback)
        numbers = {name: rows[0][key] for name, (_, key) in _NUMBERS.items()}
        return {**results, **{n: value for n, value in numbers.items() if value is not None}}

    def _refuse_overwriting(self, parameters, context) -> None:
        read = {}
        for name in (MAPPED, REFERENCE, AOI, REGIONS):
            layer = self.parameterAsVectorLayer(parameters, name, context)
            read[name] = vector_file(layer) if layer is not None else None
        refuse_overwriting(self, parameters, context, (OUTPUT, MATCHES, HTML), read)


def _matches(result, mapped, reference) -> list:
    """Pairs, misses and false finds as features in the CRS of the mapped polygons."""
    import shapely

    from ..core.accuracy.assessment import MISS
    from ..core.accuracy.equalarea import in_crs
    from ..core.vector import Feature

    missed = [found.reference for found in result.found if found.result == MISS]
    outlines = in_crs([reference.shapes[i] for i in missed], reference.crs, mapped.crs)
    outline_of = dict(zip(missed, outlines))
    features = []
    for found in result.found:
        i, j = found.mapped, found.reference
        areas = [
            None if index is None else float(area[index]) / 1e6
            for index, area in ((i, result.mapped_area), (j, result.reference_area))
        ]
        own, other = areas[::-1] if found.result == MISS else areas
        shape = outline_of[j] if found.result == MISS else mapped.shapes[i]
        features.append(
            Feature(
                shapely.MultiPolygon(shapely.get_parts(shape).tolist()),
                {
                    "result": found.result,
                    "mapped_id": None if i is None else mapped.names[i],
                    "reference_id": None if j is None else reference.names[j],
                    "mapped_fid": None if i is None else mapped.fids[i],
                    "reference_fid": None if j is None else reference.fids[j],
                    "iou": found.iou,
                    "covered": found.covered,
                    "area_km2": own,
                    "other_km2": other,
                    "excess": None if None in areas else areas[0] / areas[1] - 1,
                    "region": found.region,
                },
            )
        )
    return features


def _about(mapped, reference, row: dict) -> dict[str, str]:
    return {
        "Mapped": f"{mapped.title}: {len(mapped)} landforms, {row['mapped']} count",
        "Reference": f"{reference.title}: {len(reference)} landforms, {row['reference']} count",
    }


def _warn(result, area, feedback: Feedback) -> None:
    whole = result.rows[0]
    counts = whole.totals["mapped"], whole.totals["reference"]
    if (
        area is not None
        and not any(counts)
        and len(result.mapped_area) + len(result.reference_area)
    ):
        raise InputError(
            tr("AOI: no landform lies in the area of interest. Check the area and its CRS.")
        )
    for name, count in zip((MAPPED, REFERENCE), counts):
        if not count:
            feedback.warning(
                tr("{name}: there are no landforms; some figures are undefined.").format(name=name)
            )
    for name, count in zip((MAPPED, REFERENCE), result.overlapping):
        if count:
            feedback.warning(
                tr(
                    "{name}: {count} polygons overlap another one of the layer; by area they are "
                    "united."
                ).format(name=name, count=count)
            )
    if whole.blocks < 10:
        feedback.warning(
            tr(
                "Only {count} blocks hold landforms, so the intervals are too narrow or missing. "
                "Choose smaller blocks, or a larger area."
            ).format(count=whole.blocks)
        )


def _tell(row: dict, feedback: Feedback) -> None:
    from ..core.accuracy.report import shown

    feedback.info(
        tr(
            "By area: precision {precision}, recall {recall}, F1 {f1}, IoU {iou}, bias {area_bias}."
        ).format(**{k: shown(row[k]) for k in ("precision", "recall", "f1", "iou", "area_bias")})
    )
    feedback.info(
        tr(
            "By landform: {matches} matches, {missed} missed, {false_finds} false finds; "
            "{detected} of {reference} reference landforms are touched."
        ).format(**row)
    )
