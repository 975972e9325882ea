"""Turn wrong finds into negatives: what the network must learn is no rock glacier."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .inputs import refuse_overwriting
from .layers import (
    polygons_in,
    source_polygons,
    style_when_loaded,
    warn_of_repairs,
    write_sink,
)

CANDIDATES, REFERENCE, EXISTING, AOI = "CANDIDATES", "REFERENCE", "EXISTING", "AOI"
REVIEW_FIELD, REMOVED_VALUES = "REVIEW_FIELD", "REMOVED_VALUES"
MAX_OVERLAP, MIN_AREA, OUTPUT = "MAX_OVERLAP", "MIN_AREA", "OUTPUT"


class CollectNegatives(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:collectnegatives``."""

    NAME = "collectnegatives"
    TITLE = mark("Turn wrong finds into negatives")
    GROUP, GROUP_ID = mark("Training"), "training"
    SUMMARY = mark(
        "Makes negative training polygons of the candidates that a reviewer removed, or "
        "that miss a reference inventory."
    )
    HELP = mark(
        "<p>A network learns fastest from its own mistakes: Hu et al. (2023) and TPRoGI "
        "added the wrong finds of each round to the negatives of the next. <i>Export "
        "training patches</i> takes the output as NEGATIVES.</p><p>A candidate that a "
        "person removed is a wrong find. Of those without a decision, each that misses the "
        "reference is one; those that lie partly on it are left out, for they are neither "
        "right nor wrong. A review decision always wins over the reference: what a person "
        "left in, or was uncertain about, never becomes a negative.</p><p>Use a reference "
        "only where it is complete, and name that area in AOI: a true rock glacier that it "
        "lacks would teach the network to overlook its like.</p>"
    )
    TAGS = ("hard negatives", "false positives", "review", "training", "deep learning")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource(CANDIDATES, tr("Candidates"), polygons),
            tr(
                "Polygons that a network found: the output of Extract rock glaciers from "
                "heatmap, or the layer GO of an inventory that was reviewed."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                REFERENCE, tr("Reference rock glaciers"), polygons, optional=True
            ),
            tr(
                "Polygons of all rock glaciers of the area, any CRS. Empty: the review field "
                "decides alone."
            ),
        )
        self.add(
            QgsProcessingParameterField(
                REVIEW_FIELD,
                tr("Review field"),
                parentLayerParameterName=CANDIDATES,
                optional=True,
            ),
            tr(
                "Field of the candidates with a person's decision. Empty: ReviewStat or "
                "status, where there is one. No value, 'unreviewed', and the 'candidate' and "
                "'rejected' that the extraction writes count as no decision."
            ),
        )
        self.add(
            QgsProcessingParameterString(
                REMOVED_VALUES, tr("Values of removed candidates"), "removed,remove,no"
            ),
            tr(
                "Values of the review field that mean 'no rock glacier', separated by commas, "
                "in upper or lower case. RGIK inventories of this plugin write 'remove' in "
                "ReviewStat and 'no' in validation fields."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                EXISTING, tr("Negatives of earlier rounds"), polygons, optional=True
            ),
            tr(
                "They are kept; a wrong find of which more than half is already among them, or "
                "the other way round, is merged with it. Any CRS."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                AOI, tr("Area in which the reference is complete"), polygons, optional=True
            ),
            tr(
                "Candidates that are not wholly inside are not judged by the reference. Empty: "
                "it is complete everywhere. Any CRS."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                MAX_OVERLAP,
                tr("Overlap with the reference below which a find is wrong (0 to 1)"),
                QgsProcessingParameterNumber.Type.Double,
                0.1,
                minValue=0.0,
                maxValue=1.0,
            ),
            tr(
                "Share of the candidate's area. A little overlap of a neighbour that was "
                "mapped generously does not make a find right."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                MIN_AREA,
                tr("Minimum area (km²)"),
                QgsProcessingParameterNumber.Type.Double,
                0.0,
                minValue=0.0,
            ),
            tr("Smaller wrong finds are left out."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Negatives"), QgsProcessing.SourceType.TypeVectorPolygon
            ),
            tr(
                "Polygons in the CRS of the candidates with source_id (PrimaryID, rg_id or "
                "number of the candidate), source (review, reference or earlier), round "
                "(counted from 1), prob_mean (mean probability, where known) and area_km2 (on "
                "the ellipsoid)."
            ),
        )
        for name, title in (
            ("REVIEWED", mark("Negatives by review")),
            ("MISSED", mark("Negatives by reference")),
            ("EARLIER", mark("Negatives of earlier rounds")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from rasterio.crs import CRS

        from ..core.negatives import FIELDS, REVIEW_FIELDS, collect_negatives

        source = self.parameterAsSource(parameters, CANDIDATES, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, CANDIDATES))
        layers = {
            name: self.parameterAsVectorLayer(parameters, name, context)
            for name in (CANDIDATES, REFERENCE, EXISTING, AOI)
        }
        refuse_overwriting(
            self,
            parameters,
            context,
            (OUTPUT,),
            {name: vector_file(layer) if layer else None for name, layer in layers.items()},
        )
        wkt = source.sourceCrs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018)
        candidates = self._features(parameters, CANDIDATES, context, source.sourceCrs(), feedback)
        existing = self._features(parameters, EXISTING, context, source.sourceCrs(), feedback)
        crs = CRS.from_wkt(wkt)
        field = self._review_field(parameters, context, source.fields().names(), REVIEW_FIELDS)
        if field is not None:
            feedback.info(tr("Decisions are read from the field {name}").format(name=field))
        found = collect_negatives(
            candidates,
            crs,
            review_field=field,
            removed=self.parameterAsString(parameters, REMOVED_VALUES, context).split(","),
            reference=polygons_in(self, parameters, REFERENCE, context, crs, feedback),
            area=polygons_in(self, parameters, AOI, context, crs, feedback),
            existing=existing,
            max_overlap=self.parameterAsDouble(parameters, MAX_OVERLAP, context),
            min_area=self.parameterAsDouble(parameters, MIN_AREA, context),
            feedback=feedback.part(0.1, 0.9),
        )
        feedback.check()
        destination = write_sink(self, parameters, OUTPUT, context, crs, FIELDS, found.negatives)
        style_when_loaded(context, destination, "negatives.qml")
        counts = found.counts
        feedback.info(
            tr(
                "{review} negatives by review, {reference} by reference and {earlier} of earlier "
                "rounds; {merged} duplicates were merged, {small} wrong finds were too small, "
                "{no_wrong_find} candidates are no wrong finds"
            ).format_map(counts)
        )
        if not found.negatives:
            feedback.warning(tr("There are no negatives: no candidate is a wrong find."))
        return {
            OUTPUT: destination,
            "REVIEWED": counts["review"],
            "MISSED": counts["reference"],
            "EARLIER": counts["earlier"],
        }

    def _review_field(self, parameters, context, names: list[str], usual: tuple) -> str | None:
        """The field with the decisions: the named one, or one of the ``usual`` ones."""
        given = self.text(parameters, REVIEW_FIELD, context)
        if given is not None and given not in names:
            raise InputError(
                tr(
                    "REVIEW_FIELD: the candidates have no field '{name}'. Their fields are {names}."
                ).format(name=given, names=", ".join(names))
            )
        return given or next((name for name in usual if name in names), None)

    def _features(self, parameters, name, context, crs, feedback: Feedback) -> list:
        """Polygons of a parameter with attributes, in ``crs``; invalid ones repaired."""
        from ..core.vector import Feature

        found = source_polygons(self, parameters, name, context, crs, feedback, attributes=True)
        warn_of_repairs(found, name, feedback)
        features = [
            Feature(polygon.geometry, {"fid": str(polygon.id), **polygon.attributes})
            for polygon in found
            if polygon.geometry is not None
        ]
        if len(features) < len(found):
            feedback.warning(
                tr("{name}: {count} features have no polygon and were left out.").format(
                    name=name, count=len(found) - len(features)
                )
            )
        return features
