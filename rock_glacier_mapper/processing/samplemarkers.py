"""Draw a validation sample: markers of an inventory for reviewers who do not see each other."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .inputs import refuse_overwriting
from .validationinputs import REGIONS, add_regions, read_area, read_landforms, read_regions

INVENTORY, SHARE, REVIEWERS, SEED = "INVENTORY", "SHARE", "REVIEWERS", "SEED"
STRATA, CONTROLS, CONTROL_AREA = "STRATA", "CONTROLS", "CONTROL_AREA"
CONTROL_DISTANCE, HALF_WIDTH, EXPECTED = "CONTROL_DISTANCE", "HALF_WIDTH", "EXPECTED"
OUTPUT = "OUTPUT"


class SampleMarkers(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:samplemarkers``."""

    NAME = "samplemarkers"
    TITLE = mark("Draw a validation sample")
    GROUP, GROUP_ID = mark("Validation"), "validation"
    SUMMARY = mark(
        "Draws landforms of an inventory at random, stratified and without replacement, as "
        "markers that independent reviewers answer with yes, no, uncertain or undefined."
    )
    HELP = mark(
        "<p>Each reviewer gets the same markers in an order of his own, in a layer "
        "REVIEWER_1, REVIEWER_2 and so on of one GeoPackage. The validation panel shows "
        "him one marker after the other and nothing of the inventory. Sun et al. (2024, "
        "TPRoGI) had two reviewers answer about 5 % of 44,273 markers.</p><p>Strata get "
        "markers in proportion to their numbers of landforms, and at least one. The layer "
        "SAMPLE tells what each marker is, its stratum, and how many landforms it stands "
        "for (weight): do not show it to reviewers.</p><p>Without control points the "
        "answers tell how many of the mapped landforms are right, but not what was missed. "
        "Control points are random places where nothing is mapped; a yes there is a miss. "
        "With them, the layers of reviewers have neither identifiers nor strata, which "
        "would give them away.</p><p>The same seed draws the same sample. A file in which "
        "reviewers have answered is never replaced.</p>"
    )
    TAGS = ("validation", "sample", "markers", "reviewer", "kappa", "stratified")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        double = QgsProcessingParameterNumber.Type.Double
        integer = QgsProcessingParameterNumber.Type.Integer
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        point = QgsProcessing.SourceType.TypeVectorPoint
        self.add(
            QgsProcessingParameterFeatureSource(INVENTORY, tr("Inventory"), [polygon, point]),
            tr(
                "Polygons such as layer GO of an inventory or candidates, which get a marker "
                "inside; or primary markers. Restricted outlines and what a review removed are "
                "left out."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                SHARE, tr("Share to draw (%)"), double, 5.0, False, 0.001, 100.0
            ),
            tr(
                "Share of the landforms, rounded up. The log tells how wide the interval of "
                "the result will be."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(REVIEWERS, tr("Reviewers"), integer, 2, False, 1, 20),
            tr("How many layers to make."),
        )
        self.add(
            QgsProcessingParameterNumber(SEED, tr("Seed"), integer, 0, False, 0),
            tr("For what is drawn and in which order."),
        )
        self.add(
            QgsProcessingParameterField(
                STRATA, tr("Field with strata"), None, INVENTORY, optional=True
            ),
            tr(
                "Field of the inventory, such as UpslCon or SUBREGION; each of its values is a "
                "stratum. With regions, too, each combination is."
            ),
        )
        add_regions(self, tr("Each region is a stratum; landforms outside are one more."))
        self.add(
            QgsProcessingParameterNumber(
                CONTROLS, tr("Control points"), integer, 0, False, 0, 100000
            ),
            tr(
                "Random places where nothing is mapped, mixed with the markers, so that misses "
                "show."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                CONTROL_AREA, tr("Area of control points"), [polygon], optional=True
            ),
            tr(
                "Where control points may be, such as ground above the tree line. Empty: the "
                "convex hull of the inventory. Any CRS."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                CONTROL_DISTANCE,
                tr("Smallest distance of control points (metres)"),
                double,
                500.0,
                False,
                0.0,
                1e5,
            ),
            tr("From every landform of the inventory."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                HALF_WIDTH, tr("Wanted half-width of the interval (%)"), double, 2.0, False, 0.1, 50
            ),
            tr("The log tells how large a sample is needed for it, with 95 % confidence."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                EXPECTED, tr("Expected share of yes (%)"), double, 87.0, False, 0.0, 100.0
            ),
            tr("For the same; 50 is the most careful, 87 what TPRoGI found."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(OUTPUT, tr("Sample"), tr("GeoPackage (*.gpkg)")),
            tr("GeoPackage with a layer of points for each reviewer and the key, SAMPLE."),
        )
        for name, title in (
            ("MARKERS", "Markers"),
            ("CONTROL_POINTS", mark("Control points")),
            ("NEEDED", mark("Sample needed for the wanted half-width")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.accuracy.equalarea import equal_area_crs, in_crs
        from ..core.inventory import markersample
        from ..core.inventory.samplefile import answered_layers, write_sample

        output = self.output_path(parameters, OUTPUT, context)
        if Path(output).suffix.lower() != ".gpkg":
            raise InputError(tr("OUTPUT: name a file that ends in .gpkg."))
        self._refuse_overwriting(parameters, context)
        answered = answered_layers(output)
        if answered:
            raise InputError(
                tr(
                    "OUTPUT: reviewers have answered in {path} ({layers}), so that it is not "
                    "replaced. Choose another name."
                ).format(path=output, layers=", ".join(answered))
            )
        landforms = read_landforms(self, parameters, INVENTORY, context, feedback)
        if not len(landforms):
            raise InputError(tr("INVENTORY: there are no landforms to draw from."))
        feedback.progress(0.3)
        crs = equal_area_crs([(landforms.shapes, landforms.crs)])
        shapes = in_crs(landforms.shapes, landforms.crs, crs)
        strata = self._strata(parameters, context, landforms, shapes, crs, feedback)
        seed = self.parameterAsInt(parameters, SEED, context)
        share = self.parameterAsDouble(parameters, SHARE, context) / 100
        drawn = markersample.draw_sample(strata, share, seed)
        count = self.parameterAsInt(parameters, CONTROLS, context)
        places = []
        if count:
            places = markersample.empty_places(
                count,
                self._control_area(parameters, context, shapes, crs, feedback),
                shapes,
                self.parameterAsDouble(parameters, CONTROL_DISTANCE, context),
                seed,
                feedback,
            )
        feedback.progress(0.8)
        write_sample(
            output,
            [landforms.shapes[i].representative_point() for i in drawn.index],
            [landforms.names[i] for i in drawn.index],
            [strata[i] for i in drawn.index],
            drawn,
            in_crs(_points(places), crs, landforms.crs),
            landforms.crs,
            self.parameterAsInt(parameters, REVIEWERS, context),
            seed,
        )
        needed = self._tell(parameters, context, drawn, len(landforms), feedback)
        return {
            OUTPUT: output,
            "MARKERS": len(drawn.index),
            "CONTROL_POINTS": count,
            "NEEDED": needed,
        }

    def _refuse_overwriting(self, parameters, context) -> None:
        read = {}
        for name in (INVENTORY, REGIONS, CONTROL_AREA):
            layer = self.parameterAsVectorLayer(parameters, name, context)
            read[name] = vector_file(layer) if layer is not None else None
        refuse_overwriting(self, parameters, context, (OUTPUT,), read)

    def _strata(self, parameters, context, landforms, shapes, crs, feedback) -> list[str]:
        """The stratum of each landform: value of the field, region, or both."""
        from ..core.inventory.samplefile import region_of

        parts = []
        field = self.text(parameters, STRATA, context)
        if field:
            if field not in landforms.attributes[0]:
                raise InputError(
                    tr("STRATA: the inventory has no field {name}.").format(name=field)
                )
            values = [row[field] for row in landforms.attributes]
            parts.append([tr("(none)") if value is None else str(value) for value in values])
        regions = read_regions(self, parameters, context, crs, feedback)
        if regions:
            parts.append(region_of(shapes, regions, tr("(outside)")))
        return [" / ".join(names) for names in zip(*parts)] or [tr("all")] * len(shapes)

    def _control_area(self, parameters, context, shapes, crs, feedback):
        import shapely

        area = read_area(self, parameters, CONTROL_AREA, context, crs, feedback)
        return area or shapely.convex_hull(shapely.geometrycollections(shapes))

    def _tell(self, parameters, context, drawn, population: int, feedback: Feedback) -> int:
        """The sizes of strata and what the sample can tell, in the log; gives the size needed."""
        from ..core.accuracy.proportions import half_width, sample_size

        share = self.parameterAsDouble(parameters, EXPECTED, context) / 100
        wanted = self.parameterAsDouble(parameters, HALF_WIDTH, context) / 100
        size = len(drawn.index)
        for name, count in drawn.sample.items():
            feedback.info(
                tr("Stratum {name}: {count} of {all} landforms.").format(
                    name=name, count=count, all=drawn.population[name]
                )
            )
        needed = sample_size(wanted, share, population)
        feedback.info(
            tr(
                "{size} of {population} landforms were drawn. If {share:.0%} are answered yes, the "
                "95 % interval of that share is ± {half:.1%}. For ± {wanted:.1%} {needed} are "
                "needed, {percent:.1%} of the landforms (binomial, without replacement)."
            ).format(
                size=size,
                population=population,
                share=share,
                half=half_width(share, size, population),
                wanted=wanted,
                needed=needed,
                percent=needed / population,
            )
        )
        return needed


def _points(places) -> list:
    import shapely

    return [shapely.Point(x, y) for x, y in places]
