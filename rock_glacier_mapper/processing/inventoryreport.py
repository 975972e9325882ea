"""Inventory statistics and report: figures, tables and a grid from an inventory."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputFolder,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
    QgsProcessingUtils,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ..core import paths
from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, tr
from .base import vector_file
from .checkinventory import INVENTORY, InventoryReader
from .inputs import refuse_overwriting
from .layers import style_when_loaded, write_sink
from .validationinputs import add_regions, read_regions

GRID, OUTPUT, GRID_LAYER, FIGURES = "GRID", "OUTPUT", "GRID_LAYER", "FIGURES"


class InventoryReport(InventoryReader):
    """Makes figures, tables, a page and grid cells from an inventory; changes nothing in it."""

    NAME = "inventoryreport"
    TITLE = mark("Inventory statistics and report")
    GROUP = mark("Inventory")
    GROUP_ID = "inventory"
    SUMMARY = mark(
        "Makes the figures and tables that a paper on a rock glacier inventory shows, and "
        "cells of 50 km with numbers, density and mean attributes."
    )
    HELP = mark(
        "<p>The page has a map, the distributions of area, minimum elevation, slope, "
        "aspect, air and ground temperature, precipitation and solar radiation (as Sun et "
        "al. 2024, TPRoGI), tables by upslope category (Tables 2 and 3 of Hu et al. 2023) "
        "and by region, numbers by activity, kinematic attribute and reliability, systems "
        "and units, and velocities. What the inventory does not have is left out, and the "
        "page says so.</p><p>Each extended outline counts once, with the attributes of its "
        "primary marker. Left out are landforms that are no rock glacier (Landform 2), "
        "outlines that a review removed, and rejected candidates. A missing area is "
        "computed from the outline on the WGS 84 ellipsoid; nothing else is filled "
        "in.</p><p>Standard deviations are those of the sample, quartiles are interpolated "
        "linearly. The mean of aspects is circular, and each landform counts once in it; "
        "its resultant length R is 1 when all face the same way and 0 when they balance, "
        "and below 0.1 no mean is given. The mean weighted by area stands beside it. Bins "
        "hold their lower limit.</p><p>Grid: Lambert's azimuthal equal-area projection "
        "about the inventory's middle in whole degrees, so that all cells have the same "
        "area; for inventories that reach more than 60° from there, the cylindrical "
        "equal-area projection of EASE-Grid 2.0 (EPSG:6933). A rock glacier belongs to the "
        "cell, and to the region, in which its marker is, else a point in its "
        "outline.</p><p>What is reported is the file as it was saved; filters of a layer "
        "are not applied.</p>"
    )
    TAGS = ("inventory", "statistics", "report", "figures", "TPRoGI", "grid", "density")
    REQUIRES = ("numpy", "scipy", "rasterio", "shapely", "matplotlib")
    _source = ""
    _name: str | None = None

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterVectorLayer(
                INVENTORY, tr("Inventory"), [QgsProcessing.SourceType.TypeVector]
            ),
            tr(
                "GeoPackage of an inventory, or any of its layers; or any layer of outlines or "
                "points. Attributes are found under the names of this plugin (AREA in km²) and "
                "of TPRoGI (AREA in m²)."
            ),
        )
        add_regions(
            self,
            tr(
                "Polygons by which to group the rock glaciers, such as mountain ranges. Empty: "
                "the inventory's field SUBREGION, else Country."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                GRID,
                tr("Cell size of the grid (km)"),
                QgsProcessingParameterNumber.Type.Double,
                50.0,
                minValue=0.1,
            ),
            tr("Length of a cell's side in kilometres."),
        )
        self.add(
            QgsProcessingParameterFileDestination(OUTPUT, tr("Report"), tr("HTML files (*.html)")),
            tr(
                "One HTML file. A folder of the same name that ends in _files is made beside "
                "it, with each figure as PNG (300 dpi), SVG and PDF and each table as CSV; "
                "figures and tables of an earlier report there are replaced."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                GRID_LAYER, tr("Grid"), QgsProcessing.SourceType.TypeVectorPolygon, None, True
            ),
            tr(
                "Cells with rock glaciers: count, area_km2 (their total area), per_km2 (number "
                "by area of the cell), area_share (%), and means of the attributes; ASPECT_R "
                "is the resultant length of the aspects."
            ),
        )
        self.addOutput(QgsProcessingOutputFolder(FIGURES, tr("Figures and tables")))
        self.addOutput(QgsProcessingOutputNumber("UNITS", tr("Rock glacier units")))
        self.addOutput(QgsProcessingOutputNumber("CELLS", tr("Cells with rock glaciers")))

    def prepareAlgorithm(self, parameters, context, feedback):
        """In the main thread: which file to read; a layer that is in no file is copied to one."""
        super().prepareAlgorithm(parameters, context, feedback)
        given = parameters.get(INVENTORY)
        if self._path and isinstance(given, str) and "|layername=" in given:
            self._source = given
            return True
        layer = None
        if not self._path or not isinstance(given, str):
            layer = self.parameterAsVectorLayer(parameters, INVENTORY, context)
        if layer is None or not layer.isValid():
            self._source = self._path
        else:
            self._source = vector_file(layer)
            if not self._source:
                self._source, self._name = _copy(layer, context), layer.name()
        self._problem = "" if self._source else self._problem
        return True

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.geodesy import WGS84
        from ..core.inventory.schema import load_schema
        from ..core.report.grid import FIELDS, cell_features
        from ..core.report.units import read_units
        from ..core.report.writing import write_report

        self.inventory_path()  # raises what was wrong with the inventory
        outputs = (OUTPUT, GRID_LAYER)
        refuse_overwriting(self, parameters, context, outputs, {INVENTORY: self._source})
        output = self.output_path(parameters, OUTPUT, context)
        if self.unsaved:
            feedback.warning(
                tr("{layers}: unsaved edits are not in the report.").format(
                    layers=", ".join(self.unsaved)
                )
            )
        schema = load_schema()
        units = read_units(self._source, schema, feedback.part(0, 0.1), self._name)
        regions = read_regions(self, parameters, context, WGS84, feedback)
        kilometres = self.parameterAsDouble(parameters, GRID, context)
        made_by = f"Rock Glacier Mapper {paths.plugin_version()}, {self.NAME}."
        report = write_report(
            output, units, schema, kilometres, list(regions.items()), WGS84, made_by,
            feedback.part(0.1, 0.95),
        )  # fmt: skip
        for text in (*units.notes, *report.missing):
            feedback.info(text)
        results = {
            OUTPUT: output,
            FIGURES: str(report.folder),
            "UNITS": len(units),
            "CELLS": len(report.cells),
        }
        cells = cell_features(report.cells)
        layer = write_sink(self, parameters, GRID_LAYER, context, report.cells.crs, FIELDS, cells)
        if layer is not None:
            results[GRID_LAYER] = layer
            style_when_loaded(context, layer, "grid.qml")
        return results


def _copy(layer: QgsVectorLayer, context) -> str:
    """A GeoPackage with what a memory or database layer holds."""
    path = QgsProcessingUtils.generateTempFilename("inventory.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "outlines"
    options.layerOptions = ["FID=_fid"]
    done = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, path, context.transformContext(), options
    )
    if done[0] != QgsVectorFileWriter.WriterError.NoError:
        raise InputError(tr("{name} cannot be read: {why}").format(name=layer.name(), why=done[1]))
    return path
