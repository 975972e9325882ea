"""In which order a person should look at candidates: the most doubtful and largest first."""

from __future__ import annotations

import numpy as np

#: Share of each term in the priority.
WEIGHTS = {"uncertainty": 0.5, "margin": 0.3, "size": 0.2}

#: Standard deviation of the heatmap at which a candidate is as uncertain as can be: half of the
#: largest one that values from 0 to 1 can have.
FULL_UNCERTAINTY = 0.25

#: Areas in km² between which the size term rises from 0 to 1, on a logarithmic scale: RGIK's
#: smallest landform, and one larger than 99 % of those of TPRoGI.
AREA_RANGE = 0.01, 1.0


def priority(
    uncertainty: np.ndarray, score: np.ndarray, area_km2: np.ndarray, limit: float = 0.5
) -> np.ndarray:
    """Review priority of candidates, 0 (clear and small) to 1 (doubtful and large).

    The weighted mean of three terms, each 0 to 1, over those that are known:

    * uncertainty: standard deviation of the probability / 0.25;
    * margin: 1 at the limit between accepted and rejected, 0 for a score of 0 or 1,
      ``1 - |score - limit| / max(limit, 1 - limit)`` (margin sampling; Lewis & Gale 1994,
      SIGIR, 3-12);
    * size: logarithm of the area from 0.01 km² (0) to 1 km² (1), because a wrong decision about a
      large landform changes the statistics of an inventory more.

    Args:
        uncertainty: (N,) standard deviation of the probability; NaN = not known.
        score: (N,) score of the rules or mean probability, 0 to 1; NaN = not known.
        area_km2: (N,); NaN = not known.
        limit: score from which a candidate is accepted.

    Returns:
        float64 (N,); 0 where nothing is known.
    """
    uncertainty, score, area = (
        np.asarray(values, np.float64) for values in (uncertainty, score, area_km2)
    )
    low, high = np.log(AREA_RANGE)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = (np.log(np.where(area > 0, area, np.nan)) - low) / (high - low)
    terms = {
        "uncertainty": uncertainty / FULL_UNCERTAINTY,
        "margin": 1 - np.abs(score - limit) / max(limit, 1 - limit),
        "size": size,
    }
    total, weight = np.zeros(area.shape), np.zeros(area.shape)
    for name, share in WEIGHTS.items():
        known = ~np.isnan(terms[name])
        total[known] += share * np.clip(terms[name][known], 0, 1)
        weight[known] += share
    return np.divide(total, weight, out=np.zeros(area.shape), where=weight > 0)
