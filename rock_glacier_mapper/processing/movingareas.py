"""Delineate moving areas and the kinematic attribute of an inventory's units, in place."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
)

from ..core import paths
from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, shown, tr
from .base import RockGlacierAlgorithm
from .layeredits import require_editable
from .movingareaedits import (
    KEY,
    AreaPlan,
    marker_changes,
    plan_areas,
    read_rows,
    require_moving_areas,
    sibling,
    write,
)
from .movingareaparameters import AREA_HELP, HELP, add_advanced, add_options, add_outputs
from .movingareaunits import outline_layer, read_units
from .outlineedits import core_crs

VELOCITY, INVENTORY, MA, DEM = "VELOCITY", "INVENTORY", "MA", "DEM"


class MovingAreas(RockGlacierAlgorithm):
    """Draws moving areas into the layer MA and fills kinematic attributes in the layer PM."""

    NAME = "movingareas"
    TITLE = mark("Delineate moving areas and kinematic attribute")
    GROUP = mark("Kinematics")
    GROUP_ID = "kinematics"
    SUMMARY = mark(
        "Draws moving areas by velocity class and fills the kinematic attribute, its "
        "reliability and a suggestion of the activity of an inventory's units, in place."
    )
    HELP = HELP
    TAGS = ("RGIK", "InSAR", "velocity", "kinematics", "moving area", "activity", "creep")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "matplotlib")

    def flags(self):  # noqa: D102
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: D102
        polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterRasterLayer(VELOCITY, tr("Velocity raster"), optional=True),
            tr(
                "Made with Downslope velocity from InSAR or Surface displacement from two "
                "images, or any raster of velocities, also along the line of sight. Its band "
                "and unit are read from the file. Empty: the moving areas that are there "
                "already count."
            ),
        )
        self.add(
            QgsProcessingParameterVectorLayer(
                INVENTORY, tr("Outlines (GO layer of an inventory)"), polygon
            ),
            tr(
                "Layer GO of an inventory made with Create RGIK inventory; MA and PM of the "
                "same GeoPackage are edited in place. As a path: inventory.gpkg|layername=GO."
            ),
        )
        self.add(
            QgsProcessingParameterVectorLayer(MA, tr("Moving areas"), polygon, optional=True),
            tr(AREA_HELP),
        )
        self.add(
            QgsProcessingParameterRasterLayer(
                DEM, tr("Digital elevation model (m)"), optional=True
            ),
            tr(
                "Tells which end of a unit is the front, and where the profiles run. Without "
                "it the field ASPECT does, as Populate RGIK attributes fills it."
            ),
        )
        add_options(self)
        add_advanced(self)
        add_outputs(self)
        self.addOutput(QgsProcessingOutputVectorLayer("OUTPUT", tr("Moving areas")))
        self.addOutput(QgsProcessingOutputNumber("AREAS", tr("Moving areas drawn")))
        self.addOutput(QgsProcessingOutputNumber("UNITS", tr("Units with a kinematic attribute")))
        self.addOutput(QgsProcessingOutputNumber("UPDATED", tr("Markers with new values")))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.kinematics.units import assess

        project = context.project()
        outlines = outline_layer(
            self.parameterAsVectorLayer(parameters, INVENTORY, context), project
        )
        if outlines is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, INVENTORY))
        markers = sibling(outlines, "PM", project)
        needed = (KEY, "KinAtt", "KinAttSrc", "ActiCl", "ActiClSrc")
        require_editable(markers, needed, tr("PM layer of an inventory"))
        given = self.parameterAsVectorLayer(parameters, MA, context)
        if given is None and parameters.get(MA) not in (None, ""):
            raise QgsProcessingException(self.invalidSourceError(parameters, MA))
        moving = given or sibling(outlines, "MA", project)
        units, rows_of = read_units(outlines, markers, feedback)
        crs = core_crs(outlines.crs())
        route = self.parameterAsEnumString(parameters, "ROUTE", context)
        raster, plan, areas = self._areas(parameters, context, moving, units, crs, feedback)
        if not areas and raster is None and route == "moving_areas":
            raise InputError(
                tr(
                    "There are no moving areas and no velocity raster. Choose one under {name}, or "
                    "the route mean_velocity."
                ).format(name=VELOCITY)
            )
        dem = self.band_path(parameters, DEM, context)
        found = assess(units, crs, areas, raster, dem, route, feedback.part(0.4, 0.7))
        changes: dict[int, dict[str, Any]] = {}
        for one in found:
            for marker in rows_of[one.unit.key]:
                values = marker_changes(marker, one.attribute)
                if values:
                    changes[marker.id()] = values
        with ExitStack() as appearing:
            # Drawn before the layers are edited, but in place only when that has been done.
            results = self._pictures(
                parameters, context, appearing, found, crs, areas, raster, dem, feedback
            )
            feedback.check()
            write(moving, markers, plan, changes, tr(self.TITLE), project, feedback.part(0.9, 1))
        _tell(found, feedback)
        return {
            "OUTPUT": moving.source() if moving.providerType() == "ogr" else moving.id(),
            "AREAS": 0 if plan is None else plan.drawn,
            "UNITS": sum(bool(one.attribute.category) for one in found),
            "UPDATED": len(changes),
            **results,
        }

    def _areas(self, parameters, context, moving, units, crs, feedback) -> tuple:
        """(velocity raster or None, plan for the layer or None, moving areas in ``crs``)."""
        from ..core.geodesy import transform_polygons

        raster = self._raster(parameters, context)
        if raster is not None:
            require_moving_areas(moving)
        rows = read_rows(moving, feedback)
        own = core_crs(moving.crs())
        plan: AreaPlan | None = None
        areas = [row.area for row in rows]
        if raster is not None:
            plan = self._plan(parameters, context, raster, rows, own, units, crs, feedback)
            areas = plan.areas
        images = transform_polygons([area.geometry for area in areas], own, crs)
        return raster, plan, [replace(a, geometry=i) for a, i in zip(areas, images)]

    def _raster(self, parameters, context):
        from ..core.kinematics.velocityraster import velocity_raster

        path = self.raster_path(parameters, VELOCITY, context)
        if path is None:
            return None
        raster = velocity_raster(path, self.parameterAsEnumString(parameters, "UNIT", context))
        quantity = self.parameterAsEnumString(parameters, "QUANTITY", context)
        period, technique = (self.text(parameters, n, context) for n in ("TIME_OBS", "DATA_TECH"))
        if quantity != "auto":
            raster = replace(raster, quantity=quantity)
        if period:
            raster = replace(raster, period_text=period)
        if not raster.period:
            raise InputError(
                tr(
                    "{path} does not say from when to when it was observed (tags OBS_START and "
                    "OBS_END), which a moving area has to say. Fill in {name}."
                ).format(path=path, name="TIME_OBS")
            )
        return replace(raster, technique=technique) if technique else raster

    def _plan(self, parameters, context, raster, rows, own, units, crs, feedback) -> AreaPlan:
        from shapely.geometry import box

        from ..core.geodesy import transform_polygons
        from ..core.kinematics.movingareas import moving_areas
        from ..core.kinematics.velocityclasses import classify

        grid = raster.grid
        outlines = transform_polygons([unit.extended for unit in units], crs, grid.crs)
        by_hand = [row.area.geometry for row in rows if row.area.manual]
        classes = classify(
            raster,
            outlines,
            self.parameterAsDouble(parameters, "DISTANCE", context),
            transform_polygons(by_hand, own, grid.crs),
            feedback.part(0, 0.2),
        )
        if not classes.classes.any() and not by_hand:
            raise InputError(
                tr(
                    "{path} has no velocities on or near the outlines. Does it cover them, and is "
                    "its CRS right?"
                ).format(path=raster.path)
            )
        drawn = moving_areas(
            classes,
            self.parameterAsBool(parameters, "SMOOTH", context),
            self.parameterAsInt(parameters, "SLOWEST", context),
            raster.period,
            raster.described,
            feedback.part(0.2, 0.4),
        )
        images = transform_polygons([area.geometry for area in drawn], grid.crs, own)
        drawn = [replace(area, geometry=image) for area, image in zip(drawn, images)]
        (coverage,) = transform_polygons([box(*grid.bounds)], grid.crs, own)
        anew = self.parameterAsBool(parameters, "REPLACE", context)
        return plan_areas(rows, drawn, coverage, anew)

    def _pictures(
        self, parameters, context, appearing, found, crs, areas, raster, dem, feedback
    ) -> dict[str, str]:
        """Draw report and figures; they appear when ``appearing`` is left without an error."""
        from ..core.files import whole_dataset
        from ..core.kinematics.report import write_kinematic_report

        report = self.output_path(parameters, "REPORT", context)
        folder = self.parameterAsString(parameters, "FIGURES", context) or None
        if report is None and folder is None:
            return {}
        most = self.parameterAsInt(parameters, "PICTURES", context)
        made_by = f"Rock Glacier Mapper {paths.plugin_version()}, {self.NAME}."
        new_report, new_folder = None, None
        if report is not None:
            new_report = appearing.enter_context(whole_dataset(report))
        if folder is not None:
            new_folder = appearing.enter_context(whole_dataset(Path(folder) / "figures")).parent
        write_kinematic_report(
            new_report, new_folder, found, crs, areas, raster, dem, most, made_by,
            feedback.part(0.7, 0.9),
        )  # fmt: skip
        outputs = {"REPORT": report, "FIGURES": folder}
        return {name: path for name, path in outputs.items() if path}


def _tell(found, feedback: Feedback) -> None:
    """Sum up the reasons."""
    without = [one for one in found if not one.attribute.category]
    for one in without[:20]:
        feedback.info(f"{one.unit.key}: {shown(one.attribute.reason)}")
    feedback.info(
        tr("{known} of {total} units have a kinematic attribute.").format(
            known=len(found) - len(without), total=len(found)
        )
    )
