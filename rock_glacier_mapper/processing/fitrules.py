"""Fit the thresholds and rules of the extraction on an area with a reference inventory."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ..core.errors import InputError
from ..core.paths import plugin_version
from ..core.translation import mark, shown, tr
from .base import RockGlacierAlgorithm, vector_file
from .extractionparameters import (
    MIN_AREA,
    RULES,
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
from .layers import polygons_in

REFERENCE, AREA, TARGET, WANTED_BIAS = "REFERENCE", "AREA", "TARGET", "WANTED_BIAS"
BLOCK_SIZE, FOLDS, SEED = "BLOCK_SIZE", "FOLDS", "SEED"
OUTPUT, CURVE, TABLE = "OUTPUT", "CURVE", "TABLE"
#: The same words as the core's, which cannot be imported before its packages are known to be there.
_TARGETS = ["f1", "bias"]

_FIGURES = {
    "F1": mark("F1 on held-out blocks"),
    "F1_LOW": mark("Lower end of the 90 % interval of F1"),
    "F1_HIGH": mark("Upper end of the 90 % interval of F1"),
    "START_F1": mark("F1 of the start rules on the same blocks"),
    "PRECISION": mark("Precision on held-out blocks"),
    "RECALL": mark("Recall on held-out blocks"),
    "IOU": mark("IoU on held-out blocks"),
    "BIAS": mark("Area bias on held-out blocks (%)"),
    "BLOCKS": mark("Blocks with reference"),
    "THRESHOLD": "Threshold",
    "SEED_THRESHOLD": mark("Seed threshold"),
}


class FitRules(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:fitrules``."""

    NAME = "fitrules"
    TITLE = mark("Fit thresholds on a reference area")
    GROUP, GROUP_ID = mark("Mapping"), "mapping"
    SUMMARY = mark(
        "Finds the thresholds and rules of the extraction that suit a heatmap best, where "
        "a reference inventory is complete, and tells how well they do on blocks held out "
        "of the fit."
    )
    HELP = mark(
        "<p>The right threshold depends on the region, the image and the network. Map a "
        "part of the area by hand, or take an inventory that is complete there; the fitted "
        "rules then serve the whole region: name the output as RULES in <i>Extract rock "
        "glaciers from heatmap</i>.</p><p>The reference area is cut into blocks. Part of "
        "the blocks is held out in turn, rules are fitted on the rest, and all figures "
        "come from the held-out blocks, next to those of the start rules on the same "
        "blocks. A rule moves only where the gain is larger than its own uncertainty, so "
        "few rules move on a small area; the minimum area is never lowered. When the "
        "fitted rules are no better than the start rules on held-out blocks, keep the "
        "start rules.</p><p>The extraction runs about thirty times: name an AREA where the "
        "heatmap is large.</p><p>Give the same images, DEM, glaciers, reshaping and "
        "segmentation as for the extraction, as the rules suit these. Systems are judged "
        "as a whole, not by units. The interval tells the spread between blocks of this "
        "area, not what another mountain range would bring.</p>"
    )
    TAGS = ("calibrate", "tune", "threshold", "cross-validation", "precision", "recall", "obia")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "skimage", "matplotlib")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        add_heatmap(self)
        self.add(
            QgsProcessingParameterFeatureSource(REFERENCE, tr("Reference rock glaciers"), polygons),
            tr(
                "Polygons of all rock glaciers of the area. Any CRS; invalid geometries are "
                "repaired."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                AREA, tr("Area in which the reference is complete"), polygons, optional=True
            ),
            tr(
                "What is mapped inside and missing from the reference counts as false. Empty: "
                "wherever the heatmap has data. Any CRS."
            ),
        )
        add_context(self, uncertainty=False)  # no rule asks for it
        add_rules_file(
            self,
            tr(
                "Rules to start from, for example the output of an earlier fit. A number below "
                "that differs from its default wins over the file. Empty: the thresholds of "
                "the model that made the heatmap, and the defaults."
            ),
        )
        add_rules(self, (MIN_AREA,))
        self.add(
            QgsProcessingParameterEnum(
                TARGET,
                tr("Target"),
                _TARGETS,
                defaultValue="f1",
                usesStaticStrings=True,
            ),
            tr(
                "f1: the best balance of precision and recall, by area. bias: the mapped area "
                "in all comes nearest to a wanted share of the reference's, at a cost in F1 of "
                "0.05 at most."
            ),
        )
        double = QgsProcessingParameterNumber.Type.Double
        self.add(
            QgsProcessingParameterNumber(
                WANTED_BIAS, tr("Wanted area bias (%)"), double, 0.0, False, -90.0, 1000.0
            ),
            tr(
                "For the target bias: mapped area against reference area; 0 for equal areas, "
                "10 for a tenth more."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                BLOCK_SIZE, tr("Block size (metres)"), double, 2000.0, False, 100.0, 1e6
            ),
            tr(
                "Rock glaciers within 100 m of each other stay in one block, wherever its "
                "border runs. Larger blocks keep fit and test further apart, but there must be "
                "two with reference at least; with ten or more the figures begin to be sure."
            ),
        )
        integer = QgsProcessingParameterNumber.Type.Integer
        self.add(
            QgsProcessingParameterNumber(FOLDS, tr("Folds"), integer, 5, False, 2, 100),
            tr("Parts into which the blocks are divided; each is held out once."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(SEED, tr("Seed"), integer, 0, False, 0),
            tr("For the folds and the intervals. The same seed gives the same result."),
            advanced=True,
        )
        add_reshaping(self)
        add_segmentation(self)
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Fitted rules"), fileFilter=tr("Rules (*.json)")
            ),
            tr(
                "Rules fitted on all blocks, with the figures of the held-out blocks and what "
                "they were fitted on. Plain text."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                CURVE, tr("Curve"), fileFilter=tr("Pictures (*.png)"), optional=True
            ),
            tr(
                "Precision against recall on held-out blocks, and how much true and false area "
                "each rule drops."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                TABLE,
                tr("Table"),
                fileFilter=tr("Tables (*.csv)"),
                optional=True,
                createByDefault=False,
            ),
            tr(
                "One row for each fold and pair of thresholds, with the rules fitted on the "
                "other folds and their figures on this one."
            ),
        )
        for name, title in _FIGURES.items():
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.objects.fitting import fit_rules, write_curve, write_table

        files = {
            name: self._file(parameters, name, context, suffix)
            for name, suffix in ((OUTPUT, ".json"), (CURVE, ".png"), (TABLE, ".csv"))
        }
        more = {RULES: self.parameterAsFile(parameters, RULES, context) or None}
        for name in (REFERENCE, AREA):
            layer = self.parameterAsVectorLayer(parameters, name, context)
            more[name] = vector_file(layer) if layer else None
        inputs = extraction_inputs(self, parameters, context, feedback, tuple(files), more)
        start = rules_of(self, parameters, context, inputs.tags)
        reshaping = reshaping_of(self, parameters, context)
        crs = inputs.grid.crs
        fitted = fit_rules(
            inputs.heatmap,
            polygons_in(self, parameters, REFERENCE, context, crs, feedback) or [],
            **inputs.context,
            reshaping=reshaping,
            start=start,
            target=self.parameterAsEnumString(parameters, TARGET, context),
            wanted_bias=self.parameterAsDouble(parameters, WANTED_BIAS, context) / 100,
            block_m=self.parameterAsDouble(parameters, BLOCK_SIZE, context),
            folds=self.parameterAsInt(parameters, FOLDS, context),
            seed=self.parameterAsInt(parameters, SEED, context),
            area=polygons_in(self, parameters, AREA, context, crs, feedback),
            feedback=feedback,
        )
        feedback.check()
        record = {
            "date": date.today().isoformat(),
            "software": f"Rock Glacier Mapper {plugin_version()}",
            "heatmap": Path(inputs.heatmap.path).name,
            "model": inputs.tags.get("MODEL"),
            "model_sha256": inputs.tags.get("MODEL_SHA256"),
            "reference": _name(more[REFERENCE]),
            "images": [_name(image.path) for image in inputs.context["images"]],
            "dem": _name(inputs.context["dem"] and inputs.context["dem"].path),
            "glaciers": bool(inputs.context["glaciers"]),
            "segmentation": asdict(inputs.context["segmentation"]),
            "reshaping": asdict(reshaping),
            **fitted.record(),
        }
        if files[CURVE]:
            write_curve(files[CURVE], fitted)
        if files[TABLE]:
            write_table(files[TABLE], fitted)
        fitted.rules.save(files[OUTPUT], fitted=record)
        for text in fitted.notes:
            feedback.warning(shown(text))
        self._tell(fitted, feedback)
        return {
            **{name: path for name, path in files.items() if path},
            **_results(fitted),
        }

    def _file(self, parameters, name, context, suffix: str) -> str | None:
        path = self.parameterAsFileOutput(parameters, name, context)
        if path and Path(path).suffix.lower() != suffix:
            raise InputError(
                tr("{name} must be a file that ends in {suffix}, not {path}.").format(
                    name=name, suffix=suffix, path=Path(path).name
                )
            )
        if not path and name == OUTPUT:
            raise InputError(tr("OUTPUT: name a file for the rules."))
        return path or None

    def _tell(self, fitted, feedback) -> None:
        """The rules that moved, and the figures, in the log."""
        before, after = fitted.start.to_dict(), fitted.rules.to_dict()
        moved = [name for name, value in after.items() if value != before[name]]
        for name in moved:
            feedback.info(f"{name}: {_shown(before[name])} → {_shown(after[name])}")
        for title, figures in (
            (tr("start rules"), fitted.start_held_out),
            (tr("fitted rules"), fitted.held_out),
        ):
            feedback.info(
                tr(
                    "Held-out blocks, {rules}: precision {precision}, recall {recall}, F1 {f1}, "
                    "IoU {iou}, area bias {bias}"
                ).format(
                    rules=title,
                    precision=_shown(figures.precision),
                    recall=_shown(figures.recall),
                    f1=_shown(figures.f1),
                    iou=_shown(figures.iou),
                    bias="-" if figures.area_bias is None else f"{figures.area_bias:+.0%}",
                )
            )


def _name(source: str | None) -> str | None:
    return Path(source.partition("|")[0]).name if source else None


def _results(fitted) -> dict[str, float]:
    figures = fitted.held_out
    low, high = fitted.intervals.get("f1", (None, None))
    values = {
        "F1": figures.f1,
        "F1_LOW": low,
        "F1_HIGH": high,
        "START_F1": fitted.start_held_out.f1,
        "PRECISION": figures.precision,
        "RECALL": figures.recall,
        "IOU": figures.iou,
        "BIAS": None if figures.area_bias is None else 100 * figures.area_bias,
        "BLOCKS": fitted.counts["blocks_with_reference"],
        "THRESHOLD": fitted.rules.threshold,
        "SEED_THRESHOLD": fitted.rules.seed_threshold,
    }
    return {name: value for name, value in values.items() if value is not None}


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"
