"""Step 4: from the heatmap to rock glacier polygons, by object-based analysis."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .extractionparameters import (
    add_context,
    add_heatmap,
    add_reshaping,
    add_rules,
    add_rules_file,
    add_segmentation,
    extraction_inputs,
    reshaping_of,
    rules_of,
)
from .layers import style_when_loaded, write_sink

SEPARATE_UNITS, FULL_SCENE, LEVELS = "SEPARATE_UNITS", "FULL_SCENE", "LEVELS"
OUTPUT, REJECTED, OBJECTS = "OUTPUT", "REJECTED", "OBJECTS"


class ExtractRockGlaciers(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:extractrockglaciers``."""

    NAME = "extractrockglaciers"
    TITLE = mark("Extract rock glaciers from heatmap")
    GROUP, GROUP_ID = mark("Mapping"), "mapping"
    SUMMARY = mark(
        "Turns a probability heatmap into rock glacier polygons by object-based image "
        "analysis, each with its measures and the reason why it was kept."
    )
    HELP = mark(
        "<p>Around places where the heatmap is high, the scene is segmented into objects "
        "(superpixels, then region merging after Baatz and Schäpe). Objects with enough "
        "probability join into candidates, whose outlines are smoothed. Rules on area, "
        "slope, shape and glacier overlap decide which are kept. Dropped ones go to their "
        "own layer, with the reason.</p><p>Rules on an input that is not given are "
        "skipped; without a DEM there is no slope.</p>"
    )
    TAGS = ("obia", "segmentation", "polygons", "vectorize", "outline")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "skimage")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        add_heatmap(self)
        add_context(self)
        add_rules_file(
            self,
            tr(
                "Written by <i>Fit thresholds on a reference area</i>. Numbers below that "
                "differ from their defaults win over the file."
            ),
        )
        add_rules(self)
        self.add(
            QgsProcessingParameterBoolean(SEPARATE_UNITS, tr("Separate units"), False),
            tr(
                "Split a rock glacier system into the units that compose it: by slope breaks "
                "(the front of a unit that overrides another, furrows between neighbours), by "
                "necks, and where tongues part. Best with a DEM. Units of one system share "
                "system_id; the reason says where they were split. A proposal to be reviewed."
            ),
        )
        add_reshaping(self)
        add_segmentation(self)
        self.add(
            QgsProcessingParameterBoolean(FULL_SCENE, tr("Segment the whole scene"), False),
            tr(
                "Cut the whole scene into image objects, not only the surroundings of places "
                "where the heatmap is high. Takes minutes for a large scene; the candidates "
                "hardly change."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                LEVELS, tr("Scales of further levels of objects"), "", optional=True
            ),
            tr(
                "For the image objects: numbers above the scale of the segmentation, such as "
                "60 120. Each level is made of the objects of the one below, which name their "
                "parent_id."
            ),
            advanced=True,
        )
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self.add(
            QgsProcessingParameterFeatureSink(OUTPUT, tr("Rock glacier candidates"), polygon),
            tr("Polygons that passed the rules."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                REJECTED, tr("Rejected candidates"), polygon, None, True, False
            ),
            tr("Polygons that failed a rule, with the reason."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OBJECTS, tr("Image objects"), polygon, None, True, False
            ),
            tr(
                "The image objects of the segmentation with their features, and why each "
                "belongs to a rock glacier or not."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("KEPT", tr("Number of candidates")))
        self.addOutput(QgsProcessingOutputNumber("DROPPED", tr("Number of rejected candidates")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.objects import FIELDS, OBJECT_FIELDS, extract_rock_glaciers

        inputs = extraction_inputs(self, parameters, context, feedback, (OUTPUT, REJECTED, OBJECTS))
        rules = rules_of(self, parameters, context, inputs.tags)
        feedback.info(
            tr("Threshold {low:.2f}, seed threshold {high:.2f}").format(
                low=rules.threshold, high=rules.seed_threshold
            )
        )
        with_objects = parameters.get(OBJECTS) not in (None, "")
        found = extract_rock_glaciers(
            inputs.heatmap,
            rules,
            **inputs.context,
            reshaping=reshaping_of(self, parameters, context),
            separate_units=self.parameterAsBoolean(parameters, SEPARATE_UNITS, context),
            full_scene=self.parameterAsBoolean(parameters, FULL_SCENE, context),
            with_objects=with_objects,
            levels=self._levels(parameters, context) if with_objects else (),
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

    def _levels(self, parameters, context) -> tuple[float, ...]:
        from ..core.errors import InputError

        text = self.parameterAsString(parameters, LEVELS, context)
        try:
            return tuple(float(part) for part in text.replace(",", " ").split())
        except ValueError:
            raise InputError(
                tr("LEVELS: '{text}' is not a list of numbers such as 60 120.").format(text=text)
            ) from None
