"""Position of the sun and transmittance of the atmosphere after Kumar et al. (1997).

Kumar, Skidmore and Knowles (1997), *Modelling topographic variation in solar radiation in a GIS
environment*, Int. J. Geogr. Inf. Sci. 11(5), 475-497; "eq." below counts in that paper. Angles
are in radians unless a name says otherwise; hour angles are positive before noon and count local
solar time. All functions take numbers or arrays.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

#: Solar constant in W m⁻² (eq. 7).
SOLAR_CONSTANT = 1367.0
DAYS_PER_YEAR = 365


def extraterrestrial_irradiance(day):
    """Irradiance normal to the sun outside the atmosphere in W m⁻² (eq. 7), day 1 to 365."""
    return SOLAR_CONSTANT * (1 + 0.0344 * np.cos(2 * math.pi * day / DAYS_PER_YEAR))


def declination(day):
    """Declination of the sun (eq. 4)."""
    return math.radians(23.45) * np.sin(2 * math.pi * (284 + day) / DAYS_PER_YEAR)


def sunrise_hour_angle(latitude, declination):
    """Hour angle of sunrise (eq. 6): 0 in the polar night, pi in the polar day."""
    return np.arccos(np.clip(-np.tan(latitude) * np.tan(declination), -1, 1))


def sun_vector(latitude, declination, hour_angle):
    """Unit vector to the sun: (east, north, up); up is the sine of the altitude (eq. 2).

    The vector takes the place of the paper's azimuth (eq. 3), which needs a test for the quadrant.
    """
    east = np.cos(declination) * np.sin(hour_angle)
    towards_equator = np.cos(declination) * np.cos(hour_angle)
    north = np.cos(latitude) * np.sin(declination) - np.sin(latitude) * towards_equator
    up = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * towards_equator
    return east, north, up


def air_mass(sine_of_altitude):
    """Relative optical air mass at sea level (eq. 11)."""
    height = 614 * sine_of_altitude
    return np.sqrt(1229 + height**2) - height


def pressure_ratio(elevation):
    """Pressure at an elevation in metres relative to sea level; multiplies the air mass."""
    return ((288 - 0.0065 * elevation) / 288) ** 5.256


def beam_transmittance(mass):
    """Share of the beam that passes the atmosphere (eq. 14)."""
    return 0.56 * (np.exp(-0.65 * mass) + np.exp(-0.095 * mass))


def diffuse_transmittance(beam):
    """Share that arrives scattered from the sky, from the beam's transmittance."""
    return 0.271 - 0.294 * beam


def reflected_transmittance(beam):
    """Share that reaches the surrounding ground, from the beam's transmittance."""
    return 0.271 + 0.706 * beam


@dataclass(frozen=True)
class SunTrack:
    """Positions of the sun over a year (or some days) at a latitude.

    Attributes:
        hour_angle, declination: of each position.
        energy: extraterrestrial energy normal to the sun for which the position stands, in
            kWh m⁻².
    """

    hour_angle: np.ndarray
    declination: np.ndarray
    energy: np.ndarray

    def at(self, latitude: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(east, north, up) of each position, see :func:`sun_vector`."""
        return sun_vector(latitude, self.declination, self.hour_angle)


def days_of_year(step: int) -> tuple[np.ndarray, np.ndarray]:
    """Every ``step``-th day, in the middle of the days for which it stands, and how many these are.

    Where 365 is no multiple of the step, the last group is smaller, so that nothing is counted
    twice.
    """
    first = np.arange(1, DAYS_PER_YEAR + 1, step)
    last = np.minimum(first + step - 1, DAYS_PER_YEAR)
    return (first + last) / 2, last - first + 1


def sun_track(
    latitude: float, time_step: float, days: np.ndarray, weights: np.ndarray | float = 1.0
) -> SunTrack:
    """Positions in the middle of time steps from sunrise to sunset.

    The steps count from noon; the first and the last of a day are cut at sunrise and sunset and
    their positions lie in the middle of what remains. The rule is thus symmetric about noon, and
    its sum changes smoothly with the latitude.

    Args:
        latitude: in radians.
        time_step: in minutes.
        days: days of the year; ``weights``: number of days for which each stands.
    """
    width = time_step * math.pi / 720
    weights = np.broadcast_to(np.asarray(weights, np.float64), np.shape(days))
    angles, tilts, energies = [], [], []
    for day, weight in zip(np.asarray(days, np.float64).tolist(), weights.tolist()):
        tilt = float(declination(day))
        sunrise = float(sunrise_hour_angle(latitude, tilt))
        edges = np.append(np.arange(0, sunrise - 1e-9, width), sunrise)
        middle, span = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
        hours = np.concatenate((span, span)) * (12 / math.pi)
        angles.append(np.concatenate((middle, -middle)))
        tilts.append(np.full(hours.size, tilt))
        energies.append(hours * (float(extraterrestrial_irradiance(day)) * weight / 1000))
    return SunTrack(*(np.concatenate(parts) for parts in (angles, tilts, energies)))
