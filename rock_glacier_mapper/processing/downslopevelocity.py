"""Downslope velocity from InSAR: velocities of an inventory's landforms, in place, and a raster."""

from __future__ import annotations

import collections
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.files import remove_with_sidecars
from ..core.kinematics.settings import HIGH_ERROR, NO_REFERENCE, OK, UPSLOPE
from ..core.paths import plugin_version
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .inputs import qgis_crs, refuse_overwriting
from .insarinputs import given_of, is_hdf5, plain_number, product_name, settings_of
from .insarparameters import (
    AZIMUTH,
    COHERENCE,
    DEM,
    EXCLUDE,
    INCIDENCE,
    INVENTORY,
    LOS,
    ONLY_EMPTY,
    OUTPUT,
    PAIRS,
    REFERENCE_POINTS,
    add_parameters,
)
from .layeredits import edit_layer, require_editable
from .layers import polygons_in, require_crs
from .outlineedits import core_crs, machine_changes, read_outlines
from .polygons import no_place, read_features

if TYPE_CHECKING:
    from ..core.kinematics.products import Product
    from ..core.kinematics.velocity import Velocity

#: Fields that the outlines must have; see :func:`..core.kinematics.provenance.velocity_fields`.
_FIELDS = ("VDS_MEAN", "VDS_SIGMA", "KIN_QC")


class DownslopeVelocity(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:downslopevelocity``."""

    NAME = "downslopevelocity"
    TITLE = mark("Downslope velocity from InSAR")
    GROUP, GROUP_ID = mark("Kinematics"), "kinematics"
    SUMMARY = mark(
        "Measures the velocity of each landform down its slope from InSAR line-of-sight "
        "rasters, with its error, and says why where there is none."
    )
    HELP = mark(
        "<p>After Hu et al. (2023): displacement is taken relative to a stable place near "
        "each landform, made a velocity per year of 365.25 days, and divided by the "
        "sensitivity C, the share of a downslope motion that the line of sight sees: C = "
        "sin θ cos β cos(As − a) − cos θ sin β, with the incidence θ, the azimuth As to "
        "the satellite, slope β and aspect a of the smoothed DEM. VDS_MEAN, VDS_MEDIAN and "
        "VDS_P90 are statistics of the valid pixels in cm/yr, positive downslope. Pairs "
        "from summer overestimate the yearly mean: it is an apparent annual "
        "velocity.</p><p>VDS_SIGMA, the standard deviation of the mean, holds the errors "
        "of slope, aspect and line of sight (common to all pixels), the phase noise by "
        "coherence and looks, the scatter of the reference, and what orbit and atmosphere "
        "leave over its distance, as the stable ground around all landforms shows "
        "it.</p><p>KIN_QC is ok, or the reason why there is no velocity: no_data, "
        "insensitive_geometry (|C| below 0.2: the slope faces along the flight line or "
        "toward the radar), low_coherence (40 % of the outline or less is valid), "
        "no_reference, upslope_sign (more than half of the pixels would move upslope), "
        "high_error (20 % or more). Velocities from |C| below 0.3, or slopes below 5°, are "
        "marked as of low reliability. VLOS_MEAN, SENS_C, VALID_PCT, COH_MEAN, REF_LON, "
        "REF_LAT, REF_DIST, OBS_START, OBS_END, DT_DAYS and PASS say how it was "
        "measured.</p><p>Motion that differs by more than a quarter of the wavelength "
        "between neighbouring pixels of a pair is ambiguous: Sentinel-1 1.4 cm in 12 days "
        "(42 cm/yr along the line of sight), ALOS 5.9 cm in 46 days (47 "
        "cm/yr).</p><p>Values that a person entered are kept. A layer in edit mode stays "
        "in edit mode and the changes can be undone; otherwise they are saved, all or "
        "none.</p>"
    )
    TAGS = (
        "InSAR",
        "interferometry",
        "kinematics",
        "line of sight",
        "LOS",
        "displacement",
        "creep",
        "Sentinel-1",
        "MintPy",
        "HyP3",
    )

    def flags(self):  # noqa: D102
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: D102
        add_parameters(self)
        self.addOutput(QgsProcessingOutputVectorLayer("EDITED", tr("Edited layer")))
        self.addOutput(QgsProcessingOutputNumber("MEASURED", tr("Outlines with a velocity")))
        self.addOutput(QgsProcessingOutputNumber("REJECTED", tr("Outlines without a velocity")))

    def checkParameterValues(self, parameters, context):
        """Accept what QGIS's raster parameters do not: numbers for angles, and HDF5 files."""
        plain = dict(parameters)
        for name in (INCIDENCE, AZIMUTH):
            if plain_number(plain.get(name)) is not None or is_hdf5(plain.get(name)):
                plain[name] = None
        for name in (LOS, COHERENCE):
            if is_hdf5(plain.get(name)):
                plain[name] = plain.get(DEM)
        return super().checkParameterValues(plain, context)

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.kinematics.provenance import velocity_tags, write_velocities
        from ..core.kinematics.velocity import measure_velocities
        from ..core.raster import RasterSource

        layer = self._outlines(parameters, context)
        dem = self.band_path(parameters, DEM, context)
        self._keep_inputs(parameters, context, layer)
        settings = settings_of(self, parameters, context)
        products = self._products(parameters, context, feedback)
        crs = core_crs(layer.crs())
        features, shapes = read_outlines(
            read_features(layer), layer.featureCount(), feedback.part(0, 0.05)
        )
        found, maps = measure_velocities(
            shapes,
            crs,
            products,
            RasterSource(dem, (1,), "DEM"),
            settings,
            polygons_in(self, parameters, EXCLUDE, context, crs, feedback) or (),
            self._points(parameters, context, crs),
            feedback.part(0.05, 0.9),
        )
        _tell(found, feedback)
        changes = self._changes(parameters, context, features, found)
        results: dict[str, Any] = {}
        output = self.output_path(parameters, OUTPUT, context)
        if output is not None:
            tags = {**velocity_tags(products, settings), **self._provenance(parameters, context)}
            write_velocities(output, products[0].grid, maps, tags, feedback.part(0.9, 0.95))
            results[OUTPUT] = output
        try:
            if changes:
                known = {feature.id(): feature for feature in features}
                with edit_layer(layer, tr(self.TITLE), feedback) as edit:
                    edit.change_attributes(changes, feedback.part(0.95, 1), known)
        except BaseException:
            if output is not None:
                remove_with_sidecars(output)
            raise
        measured = sum(one.outcome == OK for one in found)
        results["EDITED"] = layer.source() if layer.providerType() == "ogr" else layer.id()
        return {**results, "MEASURED": measured, "REJECTED": len(found) - measured}

    def _outlines(self, parameters, context) -> QgsVectorLayer:
        layer = self.parameterAsVectorLayer(parameters, INVENTORY, context)
        if layer is None or not layer.isValid():
            raise InputError(
                tr(
                    "{layer} cannot be opened. Check the path and the name of the layer; if both "
                    "are right, another program may keep the file locked."
                ).format(layer=parameters.get(INVENTORY))
            )
        require_editable(layer, [*_FIELDS, *(f"{name}Src" for name in _FIELDS)])
        return layer

    def _keep_inputs(self, parameters, context, layer: QgsVectorLayer) -> None:
        """Refuse an output that would replace an input."""
        read: dict[str, Any] = {INVENTORY: vector_file(layer)}
        for name in (LOS, COHERENCE, DEM, INCIDENCE, AZIMUTH):
            if plain_number(parameters.get(name)) is None:
                read[name] = product_name(self, parameters, name, context)
        refuse_overwriting(self, parameters, context, (OUTPUT,), read)

    def _products(self, parameters, context, feedback: Feedback) -> list[Product]:
        from ..core.kinematics.pairs import read_pairs
        from ..core.kinematics.products import read_product

        los = product_name(self, parameters, LOS, context)
        coherence = product_name(self, parameters, COHERENCE, context)
        for name, path in ((LOS, los), (COHERENCE, coherence)):
            if path is None:
                raise InputError(tr("{name}: choose a raster.").format(name=name))
        given = given_of(self, parameters, context)
        products = [read_product(los, coherence, given, feedback)]
        table = self.text(parameters, PAIRS, context)
        for row in read_pairs(table, coherence, given) if table else ():
            if Path(row.los).resolve() != Path(los).resolve():
                products.append(read_product(row.los, row.coherence, row.given, feedback))
        return products

    def _points(self, parameters, context, crs) -> list[tuple[float, float]]:
        """The stable points in ``crs``."""
        if parameters.get(REFERENCE_POINTS) in (None, ""):
            return []
        source = self.parameterAsSource(parameters, REFERENCE_POINTS, context)
        if source is None:
            raise InputError(self.invalidSourceError(parameters, REFERENCE_POINTS))
        require_crs(source, REFERENCE_POINTS)
        transform = QgsCoordinateTransform(
            source.sourceCrs(), qgis_crs(crs), context.transformContext()
        )
        points = []
        for feature in read_features(source, False):
            geometry = feature.geometry()
            try:
                geometry.transform(transform)
            except QgsCsException as error:
                raise InputError(no_place(REFERENCE_POINTS, feature.id(), transform)) from error
            points += [(vertex.x(), vertex.y()) for vertex in geometry.vertices()]
        points = [point for point in points if all(map(math.isfinite, point))]
        if not points:
            raise InputError(
                tr("{name} holds no point. Leave it empty to search for references.").format(
                    name=REFERENCE_POINTS
                )
            )
        return points

    def _changes(self, parameters, context, features, found) -> dict[int, dict[str, Any]]:
        """New values of the outlines, by feature number."""
        from ..core.kinematics.provenance import velocity_fields

        only_empty = self.parameterAsBool(parameters, ONLY_EMPTY, context)
        changes = {}
        for feature, velocity in zip(features, found):
            values, _ = machine_changes(feature, velocity_fields(velocity), only_empty)
            if values:
                changes[feature.id()] = values
        return changes

    def _provenance(self, parameters, context) -> dict[str, str]:
        tags = {"SOFTWARE": f"Rock Glacier Mapper {plugin_version()}"}
        for name in (COHERENCE, DEM):
            tags[name] = product_name(self, parameters, name, context) or ""
        return tags


def _tell(found: list[Velocity], feedback: Feedback) -> None:
    """Sum up the outcomes, and what a common failure most likely means."""
    counts = collections.Counter(one.outcome for one in found)
    reasons = ", ".join(f"{name} {count}" for name, count in counts.most_common() if name != OK)
    feedback.info(
        tr("{count} of {total} outlines have a velocity.").format(
            count=counts[OK], total=len(found)
        )
        + (f" {tr('Without one')}: {reasons}." if reasons else "")
    )
    if counts[NO_REFERENCE]:
        feedback.warning(
            tr(
                "{count} outlines have no stable reference within 1500 m. Give REFERENCE_POINTS, "
                "or check that EXCLUDE does not cover all ground and that the coherence reaches "
                "0.6 on flat ground; steeper ground can be allowed with REFERENCE_SLOPE."
            ).format(count=counts[NO_REFERENCE])
        )
    upslope = sum(one.outcome == UPSLOPE and "within the error" not in one.note for one in found)
    if upslope > counts[OK] + counts[HIGH_ERROR] / 2 and upslope > 1:
        feedback.warning(
            tr(
                "Most outlines seem to move upslope. Is the sign of the line-of-sight raster "
                "reversed (LOS_POSITIVE), or the AZIMUTH in another convention?"
            )
        )
