"""Incidence and azimuth of a product, as numbers or rasters, in degrees of one convention."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError
from ..raster import RasterSource
from ..translation import tr
from . import geometry
from .plausibility import sample_of
from .sources import open_product

if TYPE_CHECKING:
    from .products import Given

#: Plausible angles between the vertical and the line of sight (degrees).
_INCIDENCES = 10.0, 75.0


@dataclass(frozen=True)
class Angle:
    """A viewing angle.

    Attributes:
        value: as given, or the typical value of the raster.
        source: raster, or None where the angle is the same everywhere.
        radians: unit of what is given.
        convention: of an azimuth; None for an incidence.
        elevation: an incidence is given as the angle above the horizontal.
    """

    value: float
    source: RasterSource | None = None
    radians: bool = False
    convention: str | None = None
    elevation: bool = False
    name: str = ""

    def degrees(self, given):
        """Given values in degrees, in the convention of :mod:`.geometry`."""
        value = np.degrees(given) if self.radians else given
        if self.elevation:
            return 90.0 - value
        if self.convention is not None:
            return geometry.azimuth_to_satellite(value, self.convention)
        return value

    def typical(self) -> float:
        """One value in degrees that stands for the raster."""
        return float(self.degrees(self.value))

    def describe(self) -> str:
        """In words, with the conversion."""
        shown = math.degrees(self.value) if self.radians else self.value
        where = unit = above = ""
        if self.source is not None:
            where = tr("in the middle of {name}: ").format(name=Path(self.name).name)
        if self.radians:
            unit = tr(" (given as {angle:.4g} rad)").format(angle=self.value)
        if self.convention is None:
            if self.elevation:
                above = tr(" ({angle:.4g}° above the horizontal)").format(angle=shown)
            return tr("{where}{angle:.4g}° from the vertical{above}{unit}.").format(
                where=where, angle=self.typical(), above=above, unit=unit
            )
        return f"{where}{geometry.describe_azimuth(shown, self.convention)}{unit}"


def look_angle(given: float | str, how: Given, role: str, wanted: tuple[str, ...]) -> Angle:
    """An angle that the user gives as a number or a raster.

    Args:
        how: unit and convention.
        role: INCIDENCE or AZIMUTH.
        wanted: names of the data set in a MintPy file.

    Raises:
        InputError: it cannot be read, or its unit is not the one named.
    """
    azimuth = role == "AZIMUTH"
    convention = how.convention if azimuth else None
    if not isinstance(given, str):
        if not math.isfinite(given):
            raise InputError(tr("{role} is no number.").format(role=role))
        angle = Angle(float(given), None, how.radians, convention)
        _check_unit(np.array([angle.value]), angle, role)
        return angle
    opened = open_product(given, role, wanted)
    name = opened.file.name.lower()
    elevation = not azimuth and "lv_theta" in name
    if not azimuth and name.rpartition(".")[0].endswith("inc_map"):
        raise InputError(
            tr(
                "INCIDENCE: {given} seems to be the local incidence angle of HyP3, which is "
                "measured from the slope. Use the look vector (…_lv_theta.tif) or "
                "…_inc_map_ell.tif."
            ).format(given=given)
        )
    if azimuth and opened.name.rpartition("//")[2] == "azimuthAngle":
        convention = geometry.MINTPY
    sample = sample_of(opened.source)
    if sample.size == 0:
        raise InputError(
            tr(
                "{role}: {given} has no data. Choose another raster, or give the angle as a number."
            ).format(role=role, given=given)
        )
    radians = how.radians or name.rpartition(".")[0].endswith(("lv_theta", "lv_phi", "inc_map_ell"))
    middle = float(np.median(sample))
    angle = Angle(middle, opened.source, radians, convention, elevation, given)
    _check_unit(sample, angle, role)
    return angle


def check_incidence(angle: Angle) -> None:
    """See that an incidence is one from the vertical.

    Raises:
        InputError: it cannot be.
    """
    value = angle.typical()
    if not _INCIDENCES[0] <= value <= _INCIDENCES[1]:
        raise InputError(
            tr(
                "INCIDENCE {value:.4g}° is no radar's incidence angle: it is measured from "
                "the vertical at the ground, about 20° to 50°. Was an angle from the "
                "horizontal, or the azimuth, given?"
            ).format(value=value)
        )


def _check_unit(values: np.ndarray, angle: Angle, role: str) -> None:
    largest = float(np.abs(values).max())
    if angle.radians:
        if largest > 2 * math.pi + 1e-6:
            raise InputError(
                tr(
                    "{role}: {value:.5g} cannot be in radians; it looks like degrees. Choose "
                    "degrees under ANGLE_UNIT."
                ).format(role=role, value=angle.value)
            )
        return
    fewest = math.pi / 2 if role == "INCIDENCE" else 2 * math.pi
    if 0 < largest <= fewest:
        raise InputError(
            tr(
                "{role}: {value:.5g} looks like radians ({degrees:.4g}°), but degrees are "
                "expected. Choose radians under ANGLE_UNIT, or give degrees."
            ).format(role=role, value=angle.value, degrees=math.degrees(angle.value))
        )
    if largest > 360:
        raise InputError(
            tr("{role}: {largest:.5g} is no angle in degrees. Is it the right raster?").format(
                role=role, largest=largest
            )
        )
