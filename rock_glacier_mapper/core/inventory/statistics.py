"""Statistics of landform attributes: moments, quartiles, directions, histogram bins.

Missing values are NaN and never count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..geodesy import azimuth_of
from ..translation import mark

#: Eight directions, each 45° wide and centred on its name.
SECTORS = (
    *(mark("N"), mark("NE"), mark("E"), mark("SE")),
    *(mark("S"), mark("SW"), mark("W"), mark("NW")),
)
#: Resultant length below which directions have no mean that says anything.
LEAST_RESULTANT = 0.1
#: Bins of a histogram, least and most; with others the step shrinks or grows.
_LEAST_BINS, _MOST_BINS = 6, 50


@dataclass(frozen=True)
class Summary:
    """What describes the values of an attribute; None where there are too few.

    Attributes:
        count: of the values that are known.
        deviation: standard deviation of the sample (n - 1); from two values on.
        lower, median, upper: quartiles, interpolated linearly between order statistics (type 7 of
            Hyndman and Fan 1996).
    """

    count: int
    mean: float | None = None
    deviation: float | None = None
    minimum: float | None = None
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    maximum: float | None = None


def summary(values: Sequence[float] | np.ndarray) -> Summary:
    """Describe values; those that are not finite do not count."""
    values = finite(values)
    if not values.size:
        return Summary(0)
    mean = math.fsum(values) / values.size
    deviation = None
    if values.size > 1:
        deviation = math.sqrt(math.fsum((values - mean) ** 2) / (values.size - 1))
    quartiles = np.quantile(values, (0, 0.25, 0.5, 0.75, 1)).tolist()
    return Summary(values.size, mean, deviation, *quartiles)


@dataclass(frozen=True)
class Direction:
    """What describes a set of directions.

    Attributes:
        mean: circular mean in degrees clockwise from north; None without directions, and where
            ``resultant`` is below :data:`LEAST_RESULTANT`.
        resultant: length of the mean unit vector: 1 when all directions are the same, 0 when they
            balance; None without directions.
        deviation: circular standard deviation in degrees, sqrt(-2 ln R).
    """

    count: int
    mean: float | None = None
    resultant: float | None = None
    deviation: float | None = None


def direction(
    degrees: Sequence[float] | np.ndarray, weights: Sequence[float] | np.ndarray | None = None
) -> Direction:
    """Circular mean of directions (Mardia and Jupp 2000, *Directional statistics*, section 2.2).

    Args:
        degrees: clockwise from north.
        weights: not negative; None = every direction counts once. Where a weight is missing the
            direction does not count.
    """
    degrees = np.asarray(degrees, np.float64)
    weights = np.ones(degrees.shape) if weights is None else np.asarray(weights, np.float64)
    known = np.isfinite(degrees) & np.isfinite(weights)
    angles, weights = np.radians(degrees[known]), weights[known]
    total = math.fsum(weights)
    if not total > 0:
        return Direction(int(known.sum()))
    east = math.fsum(weights * np.sin(angles)) / total
    north = math.fsum(weights * np.cos(angles)) / total
    resultant = min(math.hypot(east, north), 1.0)
    mean = None
    if resultant >= LEAST_RESULTANT:
        mean = azimuth_of(east, north)
    deviation = math.degrees(math.sqrt(-2 * math.log(resultant))) if resultant > 0 else None
    return Direction(int(known.sum()), mean, resultant, deviation)


def sector(degrees: Sequence[float] | np.ndarray) -> np.ndarray:
    """Number in :data:`SECTORS` of each direction, -1 where it is missing; int64 array.

    A sector reaches from 22.5° before its centre, which counts, to 22.5° behind it.
    """
    degrees = np.asarray(degrees, np.float64)
    known = np.isfinite(degrees)
    turned = np.where(known, degrees, 0.0) % 360
    # Compared with the limits and not divided, so that the limits themselves are exact.
    number = np.searchsorted(np.arange(8) * 45 + 22.5, turned, side="right") % 8
    return np.where(known, number, -1)


def bin_edges(values: Sequence[float] | np.ndarray, step: float) -> np.ndarray:
    """Limits of equal bins at multiples of a step; a bin holds its lower limit, not its upper.

    The step is multiplied by 2, 5, 10, … where the values would fill more than 50 bins, and divided
    by 2, 5 or 10 where they would fill fewer than 6.

    Returns:
        float64 array, empty without values.
    """
    values = finite(values)
    if not values.size:
        return np.zeros(0)
    low, high = float(values.min()), float(values.max())
    width = step
    if high - low > step * (_MOST_BINS - 1):
        longer = (step * n * 10.0**power for power in range(300) for n in (1, 2, 5))
        width = next(size for size in longer if high - low <= size * (_MOST_BINS - 1))
    elif low < high < low + step * (_LEAST_BINS - 1):
        finer = (step / n for n in (2, 5))
        width = next((s for s in finer if high - low >= s * (_LEAST_BINS - 1)), step / 10)
    first, last = math.floor(low / width), math.floor(high / width) + 1
    # Rounded: 3 * 0.1 is not the number that is written 0.3.
    edges = np.array([round(number * width, 9) for number in range(first, last + 1)])
    if edges[0] > low:
        edges = np.insert(edges, 0, round((first - 1) * width, 9))
    return edges if edges[-1] > high else np.append(edges, round((last + 1) * width, 9))


def histogram(values: Sequence[float] | np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Number of values in each bin, lower limits included, upper ones not; int64 array."""
    inner = finite(values)
    inner = inner[(inner >= edges[0]) & (inner < edges[-1])]
    where = np.searchsorted(edges, inner, side="right") - 1
    return np.bincount(where, minlength=len(edges) - 1)


def finite(values: Sequence[float] | np.ndarray) -> np.ndarray:
    """The finite values as a float64 array."""
    values = np.asarray(values, np.float64)
    return values[np.isfinite(values)]
