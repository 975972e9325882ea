"""Several pairs of a pass to one rate, and several passes to one downslope velocity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Products whose angles differ less (degrees) have the same line of sight.
_SAME_ANGLE = 2.0
#: Least standard deviation of a pixel's rate (cm/yr) in a weight.
_LEAST = 1e-6


@dataclass
class Stack:
    """The products of one line of sight in a neighbourhood; arrays are (height, width).

    Attributes:
        rate: cm/yr toward the satellite, relative to the reference, NaN = not valid.
        sigma: standard deviation of a pixel's rate by phase noise.
        coherence: weighted mean of the valid products.
        incidence, azimuth: degrees, arrays or numbers.
    """

    rate: np.ndarray
    sigma: np.ndarray
    coherence: np.ndarray
    incidence: np.ndarray | float
    azimuth: np.ndarray | float


def group_by_sight(angles: Sequence[tuple[float, float, str]]) -> list[list[int]]:
    """Positions of the products that share a line of sight.

    Args:
        angles: incidence and azimuth (degrees) and name of the pass of each product.
    """
    groups: list[list[int]] = []
    for number, (incidence, azimuth, track) in enumerate(angles):
        for group in groups:
            first = angles[group[0]]
            turn = (azimuth - first[1] + 180) % 360 - 180
            same = abs(incidence - first[0]) < _SAME_ANGLE and abs(turn) < _SAME_ANGLE
            if same and track == first[2]:
                group.append(number)
                break
        else:
            groups.append([number])
    return groups


def stack_pairs(
    rates: Sequence[np.ndarray], sigmas: Sequence[np.ndarray], coherences: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weighted mean of the rates of several pairs, pixel by pixel.

    The weights are the inverse variances of the rates. As the rate of a pair is its displacement
    divided by its time, that is Δt² / σ² with the σ of the displacement.

    Args:
        rates, sigmas, coherences: an array of a pair each, all of one shape; rates and their
            standard deviations in one unit (cm/yr), NaN = not valid.

    Returns:
        (rate, its standard deviation, mean coherence with the same weights), of that shape; NaN
        where no pair is valid.
    """
    if len(rates) == 1:
        known = np.where(np.isfinite(rates[0]), 1.0, np.nan)
        return rates[0], np.maximum(sigmas[0], _LEAST) * known, coherences[0] * known
    total = np.zeros(rates[0].shape)
    weights, coherent = np.zeros_like(total), np.zeros_like(total)
    for rate, sigma, coherence in zip(rates, sigmas, coherences):
        known = np.isfinite(rate)
        weight = np.where(known, 1 / np.maximum(sigma, _LEAST) ** 2, 0.0)
        weights += weight
        total += weight * np.where(known, rate, 0.0)
        coherent += weight * np.where(known, coherence, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        none = np.where(weights > 0, 1.0, np.nan)
        return total / weights * none, none / np.sqrt(weights), coherent / weights * none


def pass_weights(
    sensitivities: Sequence[np.ndarray], valid: Sequence[np.ndarray], sigmas: Sequence[float]
) -> list[np.ndarray]:
    """Factors of the passes' rates whose sum is the downslope velocity, pixel by pixel.

    Least squares along the downslope direction, v = Σ C v_LOS / σ² / Σ C² / σ²; with one pass that
    is v_LOS / C.

    Args:
        sensitivities: C of each pass, (height, width).
        valid: where each pass has a rate.
        sigmas: standard deviation of each pass's rate.

    Returns:
        A weight array each, 0 where the pass has no rate; NaN where none has.
    """
    parts = [
        np.where(known, c, 0.0) / sigma**2 for c, known, sigma in zip(sensitivities, valid, sigmas)
    ]
    total = sum(part * c for part, c in zip(parts, sensitivities))
    with np.errstate(divide="ignore", invalid="ignore"):
        return [np.where(total > 0, part / np.where(total > 0, total, 1), np.nan) for part in parts]
