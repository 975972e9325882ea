"""All attributes of an inventory's landforms that a machine can measure, from all inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..pointvalues import environment
from ..raster import RasterSource, open_raster
from ..translation import shown, tr
from .attributes import SIZE_FIELDS, SOURCE_FIELD, TERRAIN_FIELDS, terrain_attributes
from .climate import (
    annual_precipitation,
    mean_annual_temperature,
    plain_values,
    raster_values,
)
from .rasterunits import FROM_FILE

if TYPE_CHECKING:
    from .upslope import UpslopeSuggestion

#: Fields from rasters other than the DEM.
PISR, PISR_VARIANT, MAAT, MAGT, PRECIPITATION = "PISR", "PISR_VAR", "MAAT", "MAGT", "AP"
GLACIER_DISTANCE = "GLA_DIST"
#: All fields that :func:`measure` may fill.
FIELDS = (
    "AREA",
    *SIZE_FIELDS,
    SOURCE_FIELD,
    *TERRAIN_FIELDS,
    PISR,
    PISR_VARIANT,
    MAAT,
    MAGT,
    PRECIPITATION,
    GLACIER_DISTANCE,
)
#: Tag of a radiation raster that names its variant.
VARIANT_TAG = "PISR_VARIANT"


@dataclass(frozen=True)
class Inputs:
    """Where attributes come from; fields of inputs that are None are not filled.

    Attributes:
        dem: elevation.
        pisr: potential incoming solar radiation, kWh m⁻² a⁻¹.
        maat, magt: mean annual air and ground temperature, in ``temperature_unit``.
        precipitation: in ``precipitation_unit``.
        glaciers: polygons in the CRS of the landforms.
    """

    dem: RasterSource
    pisr: RasterSource | None = None
    maat: RasterSource | None = None
    magt: RasterSource | None = None
    precipitation: RasterSource | None = None
    temperature_unit: str = FROM_FILE
    precipitation_unit: str = FROM_FILE
    glaciers: Sequence[BaseGeometry] | None = None


@dataclass
class Measured:
    """Attributes of one landform.

    Attributes:
        values: field name to value, None = no value; only the fields that inputs were given for.
        note: what to know about the values, or empty.
        upslope: suggestion of the upslope connection, or None without glaciers.
    """

    values: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    upslope: UpslopeSuggestion | None = None


def measure(
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    inputs: Inputs,
    with_front: Sequence[bool] | None = None,
    feedback: Feedback | None = None,
) -> list[Measured]:
    """Measure landforms.

    Args:
        polygons: valid polygons or multipolygons in ``crs``.
        with_front: see :func:`.attributes.terrain_attributes`.

    Raises:
        InputError: an input cannot be read, or its unit is not known.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    # First the quick ones, whose inputs may be wrong.
    others = _raster_fields(polygons, crs, inputs, feedback.part(0, 0.2))
    end = 1.0 if inputs.glaciers is None else 0.7
    terrain = terrain_attributes(polygons, crs, inputs.dem, feedback.part(0.2, end), with_front)
    found = [Measured(dict(result.values), result.note) for result in terrain]
    for name, values in others.items():
        for one, value in zip(found, values):
            one.values[name] = value
    if inputs.glaciers is not None:
        from .upslope import upslope_suggestions

        with environment():
            suggestions = upslope_suggestions(
                polygons, crs, inputs.dem, inputs.glaciers, feedback.part(end, 1)
            )
        for one, suggestion in zip(found, suggestions):
            one.upslope = suggestion
            distance = suggestion.glacier_distance_m
            one.values[GLACIER_DISTANCE] = None if distance is None else round(distance, 1)
    return found


def _raster_fields(
    polygons: Sequence[BaseGeometry], crs: CRS, inputs: Inputs, feedback: Feedback
) -> dict[str, list]:
    """Values by field name."""
    fields: dict[str, list] = {}
    for number, (name, source) in enumerate(
        (
            (MAAT, inputs.maat),
            (MAGT, inputs.magt),
            (PRECIPITATION, inputs.precipitation),
            (PISR, inputs.pisr),
        )
    ):
        if source is None:
            continue
        part = feedback.part(number / 4, (number + 1) / 4)
        found = raster_values(polygons, crs, source, part, zonal=name == PISR)
        what = source.role
        if name == PISR:
            fields[PISR] = plain_values(found, 1)
            variant = _variant(source, feedback)
            fields[PISR_VARIANT] = [None if v is None else variant for v in fields[PISR]]
        elif name == PRECIPITATION:
            fields[name] = annual_precipitation(found, inputs.precipitation_unit, what, feedback)
        else:
            fields[name] = mean_annual_temperature(found, inputs.temperature_unit, what, feedback)
        missing = sum(value is None for value in fields[name])
        if missing:
            feedback.warning(
                tr(
                    "{what}: {missing} of {count} outlines lie outside the raster or on its "
                    "gaps; their {name} stays empty."
                ).format(what=what, missing=missing, count=len(polygons), name=name)
            )
        feedback.info(tr("{what}: {rule}.").format(what=what, rule=shown(found.rule)))
    return fields


def _variant(source: RasterSource, feedback: Feedback) -> str | None:
    with open_raster(source.path, source.role) as dataset:
        variant = dataset.tags().get(VARIANT_TAG)
    if not variant:
        feedback.info(
            tr(
                "{role}: the raster does not say how it was computed; {pisr_variant} stays "
                "empty. Values of different variants must not be mixed in one inventory."
            ).format(role=source.role, pisr_variant=PISR_VARIANT)
        )
    return variant or None
