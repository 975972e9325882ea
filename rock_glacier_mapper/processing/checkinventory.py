"""Check inventory: what is wrong in an inventory, as table, layer of places and HTML report."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core import paths
from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .inputs import refuse_overwriting
from .layers import write_sink

INVENTORY, OUTPUT, PROBLEMS, HTML = "INVENTORY", "OUTPUT", "PROBLEMS", "HTML"

#: Findings that the log names at most.
_LOGGED = 20


class InventoryReader(RockGlacierAlgorithm):
    """Base of algorithms that read a whole inventory from its file and do not change it."""

    _path, _problem = "", ""
    #: Names of layers of the inventory that are open with unsaved edits.
    unsaved: tuple[str, ...] = ()

    def add_inventory(self) -> None:
        """Add the inventory as a parameter: a GeoPackage, or any of its layers."""
        self.add(
            QgsProcessingParameterVectorLayer(
                INVENTORY, tr("Inventory"), [QgsProcessing.SourceType.TypeVector]
            ),
            tr(
                "GeoPackage of an inventory, or any of its layers, such as "
                "inventory.gpkg|layername=GO; the whole file is read, never changed."
            ),
        )

    def checkParameterValues(self, parameters, context):
        """Leaves an inventory that is given as a file closed.

        QGIS would put it into another journal mode by opening it, which changes the file.
        """
        if _named_file(parameters.get(INVENTORY)):
            stand_in = QgsVectorLayer("None", INVENTORY, "memory")
            parameters = {**parameters, INVENTORY: stand_in}
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):
        """In the main thread, to which layers belong: which file, and who edits it.

        Errors raised here would only be logged, so that they are kept for the run itself.
        """
        path = _named_file(parameters.get(INVENTORY))
        layers = []
        if not path:
            layer = self.parameterAsVectorLayer(parameters, INVENTORY, context)
            if layer is None or not layer.isValid():
                self._problem = self.invalidSourceError(parameters, INVENTORY)
                return True
            path, layers = _file_of(layer), [layer]
        if path is None or path.suffix.lower() != ".gpkg":
            self._problem = tr(
                "{name} is not in a GeoPackage. Choose the GeoPackage of an inventory, or one of "
                "its layers."
            ).format(name=path.name if path else layer.name())
            return True
        project = context.project()
        layers += project.mapLayers().values() if project is not None else ()
        unsaved = {
            layer.id(): layer.name()
            for layer in layers
            if isinstance(layer, QgsVectorLayer) and layer.isModified() and _file_of(layer) == path
        }
        self._path, self.unsaved = str(path), tuple(sorted(unsaved.values()))
        return True

    def inventory_path(self) -> str:
        """The GeoPackage.

        Raises:
            InputError: there is none.
        """
        if self._problem:
            raise InputError(self._problem)
        return self._path


class CheckInventory(InventoryReader):
    """Finds what is wrong in an inventory; changes nothing."""

    NAME = "checkinventory"
    TITLE = mark("Check inventory")
    GROUP = mark("Inventory")
    GROUP_ID = "inventory"
    SUMMARY = mark(
        "Checks identifiers, outlines, systems, values and metadata of a rock glacier "
        "inventory and says what to correct. Nothing is changed."
    )
    HELP = mark(
        "<p>Errors contradict the rules of RGIK or make the layers not fit together: "
        "identifiers that are missing, malformed or used twice; outlines without marker, "
        "rock glaciers without extended outline; invalid, missing or duplicate geometries; "
        "restricted outlines that reach out of the extended one; values that are not in "
        "their list; empty metadata. Warnings are probably wrong: overlaps of units, "
        "markers far from the place that their identifier names, an activity class that "
        "contradicts the kinematic attribute, numbers of units, outdated areas. Notes are "
        "worth knowing: outlines outside the area of interest, automatic outlines that "
        "nobody reviewed, missing optional fields.</p><p>An inventory in the RoGI layout "
        "is understood too, with names as published (UpslCon) or as in the RGIK templates "
        "(Upsl.Con.).</p><p>What is checked is the file as it was saved. Layers that are "
        "open with unsaved edits are named in a warning.</p>"
    )
    TAGS = ("RGIK", "inventory", "quality", "topology", "validation", "RoGI")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add_inventory()
        self.add(
            QgsProcessingParameterNumber(
                "MIN_AREA",
                tr("Smallest rock glacier (km²)"),
                QgsProcessingParameterNumber.Type.Double,
                0.01,
                minValue=0.0,
            ),
            tr("Extended outlines with a smaller area on the ellipsoid bring a warning."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Findings"), QgsProcessing.SourceType.TypeVector
            ),
            tr(
                "Table with one row a finding: severity, check, layer, feature, PrimaryID, "
                "field, and what to do. A file name that ends in .csv makes a text table."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                PROBLEMS,
                tr("Problem places"),
                QgsProcessing.SourceType.TypeVectorPoint,
                None,
                True,
                False,
            ),
            tr(
                "Points where the findings are, with the same fields: for an invalid geometry "
                "the place where it crosses itself, for an overlap a point in it, else a point "
                "in the outline, or the marker. Findings without a place are only in the table."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                HTML, tr("Report"), tr("HTML files (*.html)"), None, True, True
            ),
            tr("One file with the number of findings of each check and a list of them."),
        )
        self.addOutput(QgsProcessingOutputNumber("ERRORS", tr("Number of errors")))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", tr("Number of warnings")))
        self.addOutput(QgsProcessingOutputNumber("NOTES", tr("Number of notes")))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from rasterio.crs import CRS

        from ..core.inventory.checkreport import write_check_report
        from ..core.inventory.checks import MIN_AREA, check_inventory
        from ..core.inventory.findings import ERROR, FIELDS, NOTE, WARNING
        from ..core.vector import Feature

        path = self.inventory_path()
        refuse_overwriting(self, parameters, context, (OUTPUT, PROBLEMS, HTML), {INVENTORY: path})
        minimum = self.parameterAsDouble(parameters, "MIN_AREA", context)
        result = check_inventory(
            path,
            MIN_AREA if minimum is None else minimum,
            unsaved=self.unsaved,
            feedback=feedback.part(0, 0.9),
        )
        feedback.check()
        crs = CRS.from_wkt(result.wkt) if result.wkt else None
        rows = [Feature(finding.place, finding.row) for finding in result.findings]
        table = [Feature(None, row.attributes) for row in rows]
        places = [row for row in rows if row.geometry is not None]
        results = {
            "ERRORS": result.count(ERROR),
            "WARNINGS": result.count(WARNING),
            "NOTES": result.count(NOTE),
        }
        report = self.output_path(parameters, HTML, context)
        if report:
            made_by = f"Rock Glacier Mapper {paths.plugin_version()}, {self.NAME}."
            write_check_report(report, result, made_by)
            results[HTML] = report
        for name, features, kind, where in (
            (OUTPUT, table, QgsWkbTypes.Type.NoGeometry, None),
            (PROBLEMS, places, QgsWkbTypes.Type.Point, crs),
        ):
            destination = write_sink(
                self, parameters, name, context, where, FIELDS, features, geometry=kind
            )
            if destination is not None:
                results[name] = destination
        log_findings(result, feedback)
        return results


def _named_file(value) -> Path | None:
    """The existing file that a parameter's value names, perhaps with a layer in it."""
    if not isinstance(value, str) or not value.strip():
        return None
    path = Path(value.partition("|")[0])
    return path.resolve() if path.is_file() else None


def _file_of(layer: QgsVectorLayer) -> Path | None:
    """The file behind a layer; None when it comes from elsewhere."""
    if layer.providerType() != "ogr":
        return None
    return Path(layer.source().partition("|")[0]).resolve()


def log_findings(result, feedback: Feedback, severities: tuple[str, ...] = ()) -> None:
    """Tell the worst findings in the log, and how many there are.

    Args:
        severities: which to tell; errors and warnings when empty.
    """
    from ..core.inventory.findings import ERROR, NOTE, WARNING

    severities = severities or (ERROR, WARNING)
    told = [
        finding for kind in severities for finding in result.findings if finding.severity == kind
    ]
    for finding in told[:_LOGGED]:
        where = finding.layer or tr("file")
        if finding.feature is not None:
            where += f" {finding.feature}"
        feedback.warning(f"{tr(finding.severity)}, {where}: {finding.message}")
    if len(told) > _LOGGED:
        feedback.warning(tr("… and {count} more.").format(count=len(told) - _LOGGED))
    feedback.info(
        tr("{errors} errors, {warnings} warnings, {notes} notes.").format(
            errors=result.count(ERROR), warnings=result.count(WARNING), notes=result.count(NOTE)
        )
    )
