"""Potential incoming solar radiation of a DEM, and its mean in polygons."""

from __future__ import annotations

from qgis.core import (
    QgsFeature,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ..core.files import remove_with_sidecars
from ..core.paths import plugin_version
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .inputs import DEM, EXTENT, refuse_overwriting, region_of_extent
from .layers import make_fields, polygons_in
from .polygons import read_features
from .sinks import fill_sink

MODE, DAY_STEP, TIME_STEP, SHADING = "MODE", "DAY_STEP", "TIME_STEP", "SHADING"
POLYGONS, DIRECTIONS, SEARCH_RADIUS = "POLYGONS", "DIRECTIONS", "SEARCH_RADIUS"
ALBEDO, OUTPUT, OUTPUT_POLYGONS = "ALBEDO", "OUTPUT", "OUTPUT_POLYGONS"
#: Fields of the polygons: the mean, and the variant that it was computed with.
FIELDS = {"PISR": float, "PISR_VAR": str}


class SolarRadiation(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:solarradiation``."""

    NAME = "solarradiation"
    TITLE = mark("Potential incoming solar radiation")
    GROUP, GROUP_ID = mark("Inventory"), "inventory"
    SUMMARY = mark(
        "Computes from a DEM how much energy the sun sends to each cell in a year without "
        "clouds, in kilowatt hours per square metre, with the shade of the terrain."
    )
    HELP = mark(
        "<p>After Kumar et al. (1997), with the latitude of every cell, true north, and "
        "horizon angles from the DEM with the Earth's curvature. The DEM may be in "
        "degrees.</p><p><b>Two variants, never to be mixed in one inventory.</b> "
        "<i>kumar</i> is the physical one: direct, diffuse and reflected radiation through "
        "a clear atmosphere that gets thinner with the elevation. <i>tprogi</i> is the "
        "direct radiation without an atmosphere: the values published in the TPRoGI "
        "inventory (mean 2930 kWh m⁻² a⁻¹) are only reached so, although its authors do "
        "not say it. A slope of 18° at 33° north and 4700 m gets about 2500 by the first "
        "and 3000 by the second.</p><p>Terrain beyond the edge of the DEM casts no shade, "
        "so the DEM should reach as far beyond the area of interest as the search radius. "
        "Cells at the edge of the DEM and beside no data have no slope and thus no "
        "value.</p>"
    )
    TAGS = ("insolation", "pisr", "kumar", "shading", "horizon", "tprogi", "kWh")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        kind = QgsProcessingParameterNumber.Type
        self.add(
            QgsProcessingParameterRasterLayer(DEM, tr("Digital elevation model (metres)")),
            tr(
                "One band, in any CRS; the output has its cells. Elevations in metres, or in "
                "feet when the band's unit says so."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                MODE,
                tr("Variant"),
                ["kumar", "tprogi"],
                defaultValue="kumar",
                usesStaticStrings=True,
            ),
            tr(
                "kumar: direct, diffuse and reflected radiation, air mass by the pressure at "
                "the cell's elevation. tprogi: direct radiation without an atmosphere, "
                "comparable with TPRoGI's values."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(SHADING, tr("Shade of the terrain"), True),
            tr(
                "Whether higher terrain hides the sun. Without, only the slope itself turns "
                "away from it; much faster."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                POLYGONS,
                tr("Polygons"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            tr(
                "Landforms, for example the GO layer of an inventory. The raster covers their "
                "bounds (or the extent), and parts of it far from any polygon are left without "
                "data. Needed for the means."
            ),
        )
        self.add(
            QgsProcessingParameterExtent(EXTENT, tr("Extent"), optional=True),
            tr("Part of the DEM to compute; terrain outside still casts shade. Empty: all of it."),
        )
        self.add(
            QgsProcessingParameterNumber(
                DAY_STEP, tr("Day step (days)"), kind.Integer, 5, False, 1, 73
            ),
            tr("One day stands for so many. 5 is right to 0.1 %."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                TIME_STEP, tr("Time step (minutes)"), kind.Double, 30, False, 1, 120
            ),
            tr("Between two positions of the sun. 30 is right to 0.1 % on unshaded slopes."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                DIRECTIONS, tr("Directions"), kind.Integer, 36, False, 8, 180
            ),
            tr(
                "In which the horizon is looked up; between them it is interpolated. 64 in "
                "steep relief."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                SEARCH_RADIUS, tr("Search radius (kilometres)"), kind.Double, 20, False, 0.1, 200
            ),
            tr("How far terrain can cast shade."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                ALBEDO, tr("Albedo of the surroundings"), kind.Double, 0.2, False, 0, 1
            ),
            tr(
                "Share of the light that the ground around reflects: 0.2 without snow. Not "
                "used by tprogi."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterDestination(OUTPUT, tr("Solar radiation")),
            tr(
                "GeoTIFF, float32, kWh m⁻² a⁻¹, nodata -9999; its tags name the variant, the "
                "steps and the DEM."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT_POLYGONS,
                tr("Polygons with mean radiation"),
                QgsProcessing.SourceType.TypeVectorPolygon,
                None,
                True,
                False,
            ),
            tr(
                "Copy of the polygons with the fields PISR (mean of the cells whose centre is "
                "inside, kWh m⁻² a⁻¹) and PISR_VAR (the variant). Where less than half of the "
                "cells have a value, PISR is NULL."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("CELLS", tr("Cells with a value")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.errors import Cancelled, InputError
        from ..core.raster import RasterSource, grid_of
        from ..core.solar.irradiation import VARIANTS, Options
        from ..core.solar.radiation import solar_radiation

        path = self.band_path(parameters, DEM, context)
        if path is None:
            raise InputError(tr("{name}: choose a DEM.").format(name=DEM))
        wants_means = parameters.get(OUTPUT_POLYGONS) not in (None, "")
        if wants_means and parameters.get(POLYGONS) in (None, ""):
            raise InputError(
                tr("{name} needs {polygons}.").format(name=OUTPUT_POLYGONS, polygons=POLYGONS)
            )
        self._keep_inputs(parameters, context, path)
        source = RasterSource(path, role="DEM")
        grid = grid_of(source)
        region = region_of_extent(self, parameters, context, grid, grid.crs)
        polygons = polygons_in(self, parameters, POLYGONS, context, grid.crs, feedback)
        options = Options(
            variant=self.parameterAsString(parameters, MODE, context) or "kumar",
            day_step=self.parameterAsInt(parameters, DAY_STEP, context),
            time_step=self.parameterAsDouble(parameters, TIME_STEP, context),
            shading=self.parameterAsBoolean(parameters, SHADING, context),
            directions=self.parameterAsInt(parameters, DIRECTIONS, context),
            radius=1000 * self.parameterAsDouble(parameters, SEARCH_RADIUS, context),
            albedo=self.parameterAsDouble(parameters, ALBEDO, context),
        )
        output = self.output_path(parameters, OUTPUT, context)
        feedback.info(tr("Variant: {variant}").format(variant=VARIANTS[options.variant]))
        result = solar_radiation(
            source,
            output,
            options,
            region,
            polygons,
            {"SOFTWARE": f"Rock Glacier Mapper {plugin_version()}"},
            feedback.part(0, 0.95 if wants_means else 1),
        )
        if options.shading:
            self._warn_of_the_edge(result.reach, options.radius, polygons, region, feedback)
        results = {OUTPUT: output, "CELLS": result.cells}
        if wants_means:
            variant = VARIANTS[options.variant]
            try:
                results[OUTPUT_POLYGONS] = self._means(
                    parameters, context, output, variant, feedback.part(0.95, 1)
                )
            except Cancelled:  # which promises that nothing was written
                remove_with_sidecars(output)
                raise
        return results

    def _keep_inputs(self, parameters, context, dem: str) -> None:
        """Refuse outputs that would replace the DEM or the polygons."""
        read = {DEM: dem, POLYGONS: None}
        layer = self.parameterAsVectorLayer(parameters, POLYGONS, context)
        if layer is not None:
            read[POLYGONS] = vector_file(layer)
        refuse_overwriting(self, parameters, context, (OUTPUT, OUTPUT_POLYGONS), read)

    def _warn_of_the_edge(self, reach, radius, polygons, region, feedback) -> None:
        if reach >= radius:
            return
        if polygons is None and region is None:
            text = tr(
                "Terrain beyond the edge of the DEM casts no shade: cells within {radius:g} km of "
                "the edge may get too much. Choose an extent that leaves such a rim."
            )
        else:
            text = tr(
                "The DEM reaches only {reach:.1f} km beyond the {what}, less than the search "
                "radius of {radius:g} km. Terrain farther away casts no shade: the horizon is a "
                "lower bound and the radiation may be too high."
            )
        what = tr("extent") if polygons is None else tr("polygons")
        feedback.warning(text.format(reach=reach / 1000, radius=radius / 1000, what=what))

    def _means(self, parameters, context, raster, variant, feedback) -> str:
        """Write the polygons with their means; gives the destination."""
        from ..core.inventory.climate import raster_values
        from ..core.raster import RasterSource, grid_of
        from .inputs import qgis_crs
        from .layers import source_polygons

        crs = grid_of(RasterSource(raster)).crs
        found = source_polygons(self, parameters, POLYGONS, context, qgis_crs(crs), feedback)
        shaped = [polygon for polygon in found if polygon.geometry is not None]
        shapes = [polygon.geometry for polygon in shaped]
        values = raster_values(shapes, crs, RasterSource(raster), feedback, zonal=True).values
        means = {polygon.id: value for polygon, value in zip(shaped, values[:, 0].tolist())}
        feedback.check()

        source = self.parameterAsSource(parameters, POLYGONS, context)
        fields = source.fields()
        own = fields.names()
        for field in make_fields(FIELDS):
            if fields.lookupField(field.name()) < 0:
                fields.append(field)

        features = list(read_features(source))

        def rows():
            for feature in features:
                row = QgsFeature(fields)
                row.setGeometry(feature.geometry())
                row.setAttributes(feature.attributes() + [None] * (fields.count() - len(own)))
                mean = means.get(feature.id())
                known = mean is not None and mean == mean
                row[fields.lookupField("PISR")] = round(mean, 1) if known else None
                row[fields.lookupField("PISR_VAR")] = variant if known else None
                yield row

        kind = fields, source.wkbType(), source.sourceCrs()
        return fill_sink(self, parameters, OUTPUT_POLYGONS, context, *kind, rows(), len(features))
