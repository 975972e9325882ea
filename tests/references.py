"""Formulas written out plainly, to which tests compare what the program does in another way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rock_glacier_mapper.core.kinematics.geometry import partials, sensitivity
from rock_glacier_mapper.core.kinematics.settings import Settings
from rock_glacier_mapper.core.solar import sun


def line_of_sight(incidence, azimuth) -> np.ndarray:
    """Unit vector (east, north, up) from the ground to the satellite, in the last axis."""
    theta, toward = np.radians(incidence), np.radians(azimuth)
    return _vector(np.sin(theta) * np.sin(toward), np.sin(theta) * np.cos(toward), np.cos(theta))


def downslope_vector(slope, aspect) -> np.ndarray:
    """Unit vector (east, north, up) straight down the slope, in the last axis."""
    beta, facing = np.radians(slope), np.radians(aspect)
    return _vector(np.cos(beta) * np.sin(facing), np.cos(beta) * np.cos(facing), -np.sin(beta))


def _vector(*components) -> np.ndarray:
    return np.stack(np.broadcast_arrays(*components), axis=-1)


def downslope_deviation(
    v_los, sigma_los, incidence, azimuth, slope, aspect, errors: Settings | None = None
):
    """Standard deviation of the downslope velocity of one pixel and pass.

    First-order propagation of independent errors of v_LOS and the four angles (degrees); those of
    the angles are of the settings.
    """
    errors = errors or Settings()
    c = sensitivity(incidence, azimuth, slope, aspect)
    by = partials(incidence, azimuth, slope, aspect)
    turned = (
        (by.slope * math.radians(errors.slope_error)) ** 2
        + (by.aspect * math.radians(errors.aspect_error)) ** 2
        + (by.incidence * math.radians(errors.incidence_error)) ** 2
        + (by.azimuth * math.radians(errors.azimuth_error)) ** 2
    )
    return np.sqrt((sigma_los / c) ** 2 + (v_los / c**2) ** 2 * turned)


@dataclass(frozen=True)
class Irradiation:
    """Energy in kWh m⁻².

    Attributes:
        extraterrestrial: direct, without an atmosphere.
        direct, diffuse, reflected: through the atmosphere.
    """

    extraterrestrial: float
    direct: float
    diffuse: float
    reflected: float

    @property
    def total(self) -> float:
        """Direct, diffuse and reflected energy."""
        return self.direct + self.diffuse + self.reflected


def plane_irradiation(
    latitude: float,
    slope: float,
    aspect: float,
    elevation: float | None = None,
    day_step: int = 5,
    time_step: float = 30.0,
    albedo: float = 0.2,
    days: Sequence[int] | None = None,
) -> Irradiation:
    """Energy on an unshaded plane in a year, or on some days.

    Args:
        latitude, slope, aspect: in degrees, aspect clockwise from north and downslope.
        elevation: in metres, for the pressure; None leaves the air mass that of sea level.
        time_step: in minutes.
        days: days of the year that count, instead of the whole year.
    """
    phi, tilt, facing = (math.radians(angle) for angle in (latitude, slope, aspect))
    chosen, weights = (days, 1) if days is not None else sun.days_of_year(day_step)
    track = sun.sun_track(phi, time_step, np.asarray(chosen), weights)
    east, north, up = track.at(phi)
    incidence = (
        east * math.sin(tilt) * math.sin(facing)
        + north * math.sin(tilt) * math.cos(facing)
        + up * math.cos(tilt)
    )
    beam = track.energy * np.maximum(incidence, 0) * (up > 0)
    pressure = 1.0 if elevation is None else sun.pressure_ratio(elevation)
    transmittance = sun.beam_transmittance(sun.air_mass(up) * pressure)
    level = track.energy * np.maximum(up, 0)
    diffuse = (level * sun.diffuse_transmittance(transmittance)).sum()
    reflected = (level * sun.reflected_transmittance(transmittance)).sum()
    return Irradiation(
        float(beam.sum()),
        float((beam * transmittance).sum()),
        float(diffuse * math.cos(tilt / 2) ** 2),
        float(albedo * reflected * math.sin(tilt / 2) ** 2),
    )
