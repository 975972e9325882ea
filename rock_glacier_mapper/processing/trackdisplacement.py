"""Surface displacement from two images: vectors, velocities, and the motion of landforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.paths import plugin_version
from ..core.translation import mark, shown, tr
from .base import RockGlacierAlgorithm, vector_file
from .inputs import refuse_overwriting
from .layeredits import edit_layer, require_editable
from .layers import polygons_in, style_when_loaded, write_sink
from .outlineedits import core_crs, machine_changes, read_outlines
from .polygons import read_features
from .trackparameters import (
    DEM,
    END,
    FIRST,
    HELP,
    INVENTORY,
    OUTPUT,
    SECOND,
    STABLE,
    START,
    VELOCITY,
    add_parameters,
    settings_of,
)

if TYPE_CHECKING:
    from ..core.kinematics.displacement import Displacement

#: Fields that the outlines must have; see :meth:`..core.kinematics.landformmotion.Motion.fields`.
_FIELDS = ("VDS_MEAN", "VDS_SIGMA", "KIN_QC")
_STYLE = "displacement.qml"


class TrackDisplacement(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:trackdisplacement``."""

    NAME = "trackdisplacement"
    TITLE = mark("Surface displacement from two images")
    GROUP, GROUP_ID = mark("Kinematics"), "kinematics"
    SUMMARY = mark(
        "Tracks surface features between two images of different dates: displacement "
        "vectors and velocities in metres per year, with their errors from stable ground."
    )
    HELP = HELP
    TAGS = (
        "feature tracking",
        "image correlation",
        "kinematics",
        "velocity",
        "orthophoto",
        "optical flow",
        "creep",
    )

    def flags(self):  # noqa: D102
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: D102
        add_parameters(self)
        self.addOutput(QgsProcessingOutputNumber("VALID", tr("Valid vectors")))
        self.addOutput(QgsProcessingOutputNumber("UPDATED", tr("Outlines with a velocity")))
        self.addOutput(
            QgsProcessingOutputNumber("STABLE_RMSE", tr("RMSE on stable ground (metres)"))
        )

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.kinematics.displacement import (
            FIELDS,
            Vectors,
            measure_displacement,
            write_velocity,
        )
        from ..core.kinematics.imagedates import image_date
        from ..core.raster import RasterSource, grid_of

        first, second = self._images(parameters, context)
        layer = self._outlines(parameters, context)
        dem = self.band_path(parameters, DEM, context)
        self._keep_inputs(parameters, context, first, second, dem, layer)
        start = image_date(self.text(parameters, START, context), first, START, feedback)
        end = image_date(self.text(parameters, END, context), second, END, feedback)
        one, two = RasterSource(first, (), "first image"), RasterSource(second, (), "second image")
        crs = grid_of(one).metric().crs
        landforms = None
        if layer is not None:
            landforms = polygons_in(self, {INVENTORY: layer}, INVENTORY, context, crs, feedback)
        field = measure_displacement(
            one,
            two,
            start,
            end,
            settings_of(self, parameters, context),
            polygons_in(self, parameters, STABLE, context, crs, feedback),
            landforms,
            feedback.part(0, 0.85),
        )
        _tell(field, feedback)
        feedback.check()
        output = self.output_path(parameters, VELOCITY, context)
        rows = Vectors(field) if parameters.get(OUTPUT) not in (None, "") else []
        changes, updated = {}, 0
        if layer is not None:
            changes, updated = self._motions(
                parameters, context, layer, field, dem, feedback.part(0.85, 0.95)
            )
        feedback.check()
        results: dict[str, Any] = {
            "VALID": int(field.valid.sum()),
            "UPDATED": updated,
            "STABLE_RMSE": float((field.stable.rmse**2).sum() ** 0.5),
        }
        if output is not None:
            write_velocity(output, field, self._provenance(first, second))
            results[VELOCITY] = output
        destination = write_sink(
            self,
            parameters,
            OUTPUT,
            context,
            field.plan.grid.crs,
            FIELDS,
            rows,
            QgsWkbTypes.Type.Point,
        )
        if destination is not None:
            results[OUTPUT] = destination
            style_when_loaded(context, destination, _STYLE)
        if changes:
            with edit_layer(layer, tr(self.TITLE)) as edit:
                edit.change_attributes(changes)
        return results

    def _images(self, parameters, context) -> tuple[str, str]:
        paths = []
        for name in (FIRST, SECOND):
            path = self.raster_path(parameters, name, context)
            if path is None:
                raise InputError(tr("{name}: choose an image.").format(name=name))
            paths.append(path)
        if paths[0] == paths[1]:
            raise InputError(tr("FIRST and SECOND are the same image. Choose two of other dates."))
        return paths[0], paths[1]

    def _outlines(self, parameters, context) -> QgsVectorLayer | None:
        if parameters.get(INVENTORY) in (None, ""):
            return None
        layer = self.parameterAsVectorLayer(parameters, INVENTORY, context)
        if layer is None or not layer.isValid():
            raise InputError(
                tr("{layer} cannot be opened. Check the path and the name of the layer.").format(
                    layer=parameters.get(INVENTORY)
                )
            )
        require_editable(layer, [*_FIELDS, *(f"{name}Src" for name in _FIELDS)])
        return layer

    def _keep_inputs(self, parameters, context, first, second, dem, layer) -> None:
        """Refuse outputs that would replace an input."""
        read = {FIRST: first, SECOND: second, DEM: dem, STABLE: None, INVENTORY: None}
        stable = self.parameterAsVectorLayer(parameters, STABLE, context)
        for name, one in ((STABLE, stable), (INVENTORY, layer)):
            if one is not None:
                read[name] = vector_file(one)
        refuse_overwriting(self, parameters, context, (OUTPUT, VELOCITY), read)

    def _provenance(self, first: str, second: str) -> dict[str, str]:
        software = f"Rock Glacier Mapper {plugin_version()}"
        return {"SOFTWARE": software, "FIRST": first, "SECOND": second}

    def _motions(
        self, parameters, context, layer, field: Displacement, dem: str | None, feedback
    ) -> tuple[dict[int, dict[str, Any]], int]:
        """(new values of the outlines by feature number, how many have a velocity)."""
        from ..core.inventory.attributes import terrain_attributes
        from ..core.kinematics.landformmotion import landform_motions
        from ..core.raster import RasterSource

        crs = core_crs(layer.crs())
        features, shapes = read_outlines(read_features(layer), layer.featureCount(), feedback)
        aspects = None
        if dem is not None:
            terrain = terrain_attributes(shapes, crs, RasterSource(dem, (1,), "DEM"), feedback)
            aspects = [one.values["ASPECT"] for one in terrain]
        motions = landform_motions(
            field,
            shapes,
            crs,
            aspects,
            self.parameterAsDouble(parameters, "MIN_VALID", context),
            self.parameterAsDouble(parameters, "MAX_ERROR", context),
        )
        changes = {}
        for feature, motion in zip(features, motions):
            if motion is None:
                continue
            values, _ = machine_changes(feature, motion.fields(field), False)
            if values:
                changes[feature.id()] = values
        inside = [motion for motion in motions if motion is not None]
        updated = sum(motion.outcome == "ok" for motion in inside)
        feedback.info(
            tr(
                "{updated} of {total} outlines got a velocity; {outside} lie outside of the "
                "images, {without} have none (see KIN_QC)."
            ).format(
                updated=updated,
                total=len(motions),
                outside=len(motions) - len(inside),
                without=len(inside) - updated,
            )
        )
        return changes, updated


def _tell(field: Displacement, feedback: Feedback) -> None:
    """Statistics for the log."""
    from ..core.kinematics.vectorfilter import REASONS

    plan, stable = field.plan, field.stable
    feedback.info(
        tr(
            "Window {window} pixels ({metres:.3g} m), step {step:.3g} m, search {radius} pixels, "
            "{years:.3g} years."
        ).format(
            window=plan.window,
            metres=plan.window * plan.pixel,
            step=plan.step * plan.pixel,
            radius=plan.radius,
            years=plan.years,
        )
    )
    counts = {name: int((field.reason == n).sum()) for n, name in enumerate(REASONS)}
    feedback.info(", ".join(f"{name} {count}" for name, count in counts.items() if count))
    feedback.info(
        tr(
            "Stable ground ({where}): {count} vectors; median {dx:+.3f} m east, {dy:+.3f} m north "
            "taken off ({model}); then RMSE {rmse_x:.3f} and {rmse_y:.3f} m, NMAD {nmad_x:.3f} and "
            "{nmad_y:.3f} m ({rate:.3f} m/yr), {outliers:.0f} % outliers."
        ).format(
            where=shown(field.where_stable),
            count=stable.count,
            dx=stable.median[0],
            dy=stable.median[1],
            model=stable.model,
            rmse_x=stable.rmse[0],
            rmse_y=stable.rmse[1],
            nmad_x=stable.nmad[0],
            nmad_y=stable.nmad[1],
            rate=stable.deviation / plan.years,
            outliers=100 * stable.outliers,
        )
    )
