"""Errors of InSAR velocities: phase noise, geometry, and what remains of the atmosphere."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from .settings import DAYS_PER_YEAR

#: Coherences beyond are taken as these; the formula has poles at 0 and 1.
_COHERENCES = 0.05, 0.999


def phase_deviation(coherence, looks: float):
    """Standard deviation of the interferometric phase (radians) by coherence and looks.

    The Cramér-Rao bound sqrt((1 - γ²) / (2 L γ²)) of Rodríguez and Martin (1992), IEE Proc. F
    139(2), 147-159; good for more than a few looks.
    """
    gamma2 = np.clip(coherence, *_COHERENCES) ** 2
    return np.sqrt((1 - gamma2) / (2 * looks * gamma2))


def los_deviation(coherence, looks: float, wavelength: float, days: float):
    """Standard deviation of the line-of-sight rate of a pair of images.

    Args:
        coherence: number or array.
        looks: number of independent looks that the phase is a mean of.
        wavelength: in metres, or another unit of length.
        days: between the images.

    Returns:
        Metres a year, or that unit a year, in the shape of ``coherence``.
    """
    to_rate = wavelength / (4 * math.pi) * DAYS_PER_YEAR / days
    return to_rate * phase_deviation(coherence, looks)


@dataclass
class StructureFunction:
    """How much the rates of stable ground differ with distance: a pass's residual atmosphere.

    The squared difference of two places, by distance, from the places of all landforms together;
    robust to places that do move (Cressie and Hawkins 1980, Math. Geol. 12, 115-125). Orbital
    ramps, troposphere and ionosphere are in it, as far as they act over such distances
    (Hanssen 2001, *Radar interferometry*, section 4.7).

    Attributes:
        step: width of a class of distances in metres.
    """

    step: float = 100.0
    _roots: np.ndarray = field(default_factory=lambda: np.zeros(60), repr=False)
    _counts: np.ndarray = field(default_factory=lambda: np.zeros(60), repr=False)

    def add(self, x: np.ndarray, y: np.ndarray, values: np.ndarray) -> None:
        """Add the places around one landform: metres, and rates (n,)."""
        i, j = np.triu_indices(len(values), 1)
        if i.size == 0:
            return
        number = (np.hypot(x[i] - x[j], y[i] - y[j]) / self.step).astype(int)
        near = number < len(self._counts)
        root = np.sqrt(np.abs(values[i] - values[j]))[near]
        size = len(self._counts)
        self._roots += np.bincount(number[near], root, size)
        self._counts += np.bincount(number[near], minlength=size)

    def semivariance(self, distance: np.ndarray) -> np.ndarray:
        """Half the mean squared difference over distances in metres; 0 at no distance.

        Beyond the distances of the places it grows in proportion to the distance, between the
        powers 5/3 and 2/3 of turbulence (Hanssen 2001). NaN everywhere when there were too few
        places.
        """
        known = self._counts >= 30
        if not known.any():
            return np.full(np.shape(distance), np.nan)
        count = self._counts[known]
        half = 0.5 * (self._roots[known] / count) ** 4 / (0.457 + 0.494 / count)
        middle = (np.flatnonzero(known) + 0.5) * self.step
        rising = np.maximum.accumulate(half)
        within = np.interp(distance, np.append(0, middle), np.append(0, rising))
        return within * np.maximum(1.0, np.divide(distance, middle[-1]))


def block_variance(
    semivariance, x: np.ndarray, y: np.ndarray, reference: tuple[float, float]
) -> float:
    """Variance of the difference between the mean over places and a reference.

    The estimation variance of a block by a point, 2 E γ(block, point) - E γ(block, block)
    (Journel and Huijbregts 1978, *Mining geostatistics*, section II.C).

    Args:
        semivariance: function of distance in metres.
        x, y: places in metres, (n,).
        reference: its place.
    """
    some = slice(None, None, max(1, len(x) // 200))
    x, y = x[some], y[some]
    to_reference = semivariance(np.hypot(x - reference[0], y - reference[1])).mean()
    within = semivariance(np.hypot(x[:, None] - x, y[:, None] - y)).mean()
    return float(max(2 * to_reference - within, 0.0))
