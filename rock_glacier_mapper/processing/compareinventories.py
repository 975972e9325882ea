"""Compare inventories: how many landforms and how much area this one and others have."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .inputs import refuse_overwriting
from .layers import write_sink
from .validationinputs import REGIONS, add_regions, landforms_of, read_landforms, read_regions

INVENTORY, OTHERS, IOU, DISTANCE, MARGIN = "INVENTORY", "OTHERS", "IOU", "DISTANCE", "MARGIN"
OUTPUT, HTML = "OUTPUT", "HTML"


class CompareInventories(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:compareinventories``."""

    NAME = "compareinventories"
    TITLE = mark("Compare inventories")
    GROUP, GROUP_ID = mark("Validation"), "validation"
    SUMMARY = mark(
        "Compares an inventory with others of the same places: numbers, areas, how many "
        "landforms of each are in the other, and how many are new."
    )
    HELP = mark(
        "<p>The table begins like Table 5 of Sun et al. (2024, TPRoGI): place, other "
        "inventory, number in it, number in this one. Found is a landform that shares any "
        "area with one of the other inventory; new is one that does not; the same are "
        "pairs, one to one, whose IoU exceeds the limit. Where a landform was mapped as "
        "one polygon here and as several units there, numbers differ although both found "
        "it.</p><p>A layer of points is an inventory of primary markers. A marker finds a "
        "landform when it lies in its polygon or within the distance.</p><p>Areas are "
        "those on the ellipsoid; overlapping polygons of a layer count once by area. "
        "Polygons count in a region when at least half of their area lies in it, markers "
        "when they lie in it. Restricted outlines and outlines that a review removed are "
        "left out.</p>"
    )
    TAGS = ("validation", "TPRoGI", "overlap", "RoGI")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        double = QgsProcessingParameterNumber.Type.Double
        kinds = [
            QgsProcessing.SourceType.TypeVectorPolygon,
            QgsProcessing.SourceType.TypeVectorPoint,
        ]
        self.add(
            QgsProcessingParameterFeatureSource(INVENTORY, tr("Inventory"), kinds),
            tr("Polygons such as layer GO of an inventory, or markers. Any CRS."),
        )
        self.add(
            QgsProcessingParameterMultipleLayers(
                OTHERS, tr("Other inventories"), QgsProcessing.SourceType.TypeVectorAnyGeometry
            ),
            tr(
                "Layers of polygons or of markers, each another inventory that is named as the "
                "layer. Any CRS."
            ),
        )
        add_regions(
            self,
            tr(
                "A row is made for each region in which the other inventory has landforms. "
                "Empty: each other inventory is compared within the convex hull of its "
                "landforms."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                IOU, tr("IoU that the same landform must exceed"), double, 0.5, False, 0.0, 0.99
            ),
            tr(
                "Intersection over union of two polygons from which they count as the same "
                "landform."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                DISTANCE, tr("Distance of markers (metres)"), double, 50.0, False, 0.0, 1e5
            ),
            tr(
                "How far a marker may be from a polygon, or another marker, of the same "
                "landform. It does not matter between polygons."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                MARGIN, tr("Margin of the convex hull (metres)"), double, 1000.0, False, 0.0, 1e6
            ),
            tr("By how much the convex hull of the other inventory is widened, without regions."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Comparison"), QgsProcessing.SourceType.TypeVector
            ),
            tr(
                "Table with one row for each other inventory and region: n_other and n_this "
                "are numbers of landforms; other_found, how many of the other's are in this "
                "one, other_missing the rest; this_found, how many of this one's are in the "
                "other, this_new the rest; n_same, pairs above the IoU; areas in km² and iou "
                "by area, empty with markers. A file name that ends in .csv makes a text table."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                HTML, tr("Report"), tr("HTML files (*.html)"), None, True, False
            ),
            tr("The table as a page."),
        )
        self.addOutput(QgsProcessingOutputNumber("ROWS", tr("Number of comparisons")))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.accuracy.equalarea import equal_area_crs, in_crs
        from ..core.inventory.comparison import (
            FIELDS,
            Inventory,
            compare_inventories,
            write_comparison,
        )
        from ..core.vector import Feature

        layers = self.parameterAsLayerList(parameters, OTHERS, context) or []
        if not layers:
            raise InputError(tr("OTHERS: choose at least one other inventory."))
        self._refuse_overwriting(parameters, context, layers)
        read = [read_landforms(self, parameters, INVENTORY, context, feedback)]
        for layer in layers:
            label = f"{OTHERS}, {layer.name()}"
            read.append(landforms_of(layer, layer.crs(), layer.name(), label, feedback))
        for one in read:
            if not len(one):
                feedback.warning(tr("{name} has no landforms.").format(name=one.title))
        crs = equal_area_crs([(one.shapes, one.crs) for one in read])
        regions = read_regions(self, parameters, context, crs, feedback)
        this, *others = (Inventory(r.title, in_crs(r.shapes, r.crs, crs)) for r in read)
        options = [self.parameterAsDouble(parameters, n, context) for n in (IOU, DISTANCE, MARGIN)]
        rows = compare_inventories(this, others, regions, *options, feedback.part(0.2, 0.9))
        if not rows:
            feedback.warning(
                tr("No other inventory has a landform in the regions; the table is empty.")
            )
        results = {"ROWS": len(rows)}
        report = self.output_path(parameters, HTML, context)
        if report:
            write_comparison(report, this.name, rows, [_method(*options)])
            results[HTML] = report
        results[OUTPUT] = write_sink(
            self,
            parameters,
            OUTPUT,
            context,
            None,
            FIELDS,
            [Feature(None, row) for row in rows],
            geometry=QgsWkbTypes.Type.NoGeometry,
        )
        for row in rows:
            feedback.info(
                tr(
                    "{location}: {other} has {n_other} landforms, of which {other_found} are found "
                    "here; this inventory has {n_this}, of which {this_new} are new."
                ).format(**row)
            )
        return results

    def _refuse_overwriting(self, parameters, context, layers) -> None:
        read = {OTHERS: [source for source in map(vector_file, layers) if source]}
        for name in (INVENTORY, REGIONS):
            layer = self.parameterAsVectorLayer(parameters, name, context)
            read[name] = vector_file(layer) if layer is not None else None
        refuse_overwriting(self, parameters, context, (OUTPUT, HTML), read)


def _method(iou: float, distance: float, margin: float) -> str:
    return tr(
        "Found: shares any area with a polygon of the other inventory, or is a marker within "
        "{distance:g} m. Same landform: pairs, one to one, with an IoU above {iou:g}. New: not "
        "found in the other inventory. Without regions, places are convex hulls of the other "
        "inventory with a margin of {margin:g} m. Areas are those on the ellipsoid; overlapping "
        "polygons of one inventory count once by area."
    ).format(iou=iou, distance=distance, margin=margin)
