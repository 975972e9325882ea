"""Which image objects belong to a landform, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .merging import Merged
from .rules import Rules

#: Spectral indices whose object means the rules look at.
INDICES = ("ndvi", "ndsi", "ndwi")

#: Status of an object.
LANDFORM, BACKGROUND = "landform", "background"


@dataclass(frozen=True)
class Membership:
    """What the rules say of N image objects.

    Attributes:
        member: whether the object belongs to a landform, bool (N,).
        probability: mean of the smoothed heatmap, float64 (N,).
        seed_share: share of its pixels that reach the seed threshold, float64 (N,).
        cover: what else the ground is, by object number: the reasons in words.
    """

    member: np.ndarray
    probability: np.ndarray
    seed_share: np.ndarray
    cover: dict[int, list[str]]
    rules: Rules

    @property
    def covered(self) -> np.ndarray:
        """Whether the object is vegetation, snow or water, bool (N,)."""
        covered = np.zeros(len(self.member), bool)
        covered[list(self.cover)] = True
        return covered

    def score(self, number: int) -> float:
        """For ranking, 0 to 1: the mean probability; 0 for what is covered by something else."""
        return 0.0 if number in self.cover else float(self.probability[number])

    def reason(self, number: int) -> tuple[str, str]:
        """Status and reason of an object, in plain language with the numbers that decided."""
        rules, limit = self.rules, self.rules.object_probability
        mean, share = self.probability[number], self.seed_share[number]
        if number in self.cover:
            return BACKGROUND, "; ".join(self.cover[number])
        if not self.member[number]:
            return BACKGROUND, f"mean probability {mean:.2f} < {limit:.2f}"
        if mean >= limit:
            return LANDFORM, f"mean probability {mean:.2f} ≥ {limit:.2f}"
        if share >= rules.seed_share:
            return LANDFORM, f"seed share {share:.0%} ≥ {rules.seed_share:.0%}"
        return LANDFORM, f"borders a landform, mean probability {mean:.2f} ≥ {rules.threshold:.2f}"


def classify_objects(
    merged: Merged,
    probability: np.ndarray,
    seed_pixels: np.ndarray,
    rules: Rules,
    features: Mapping[str, np.ndarray] | None = None,
) -> Membership:
    """Classify objects by probability, seeds, cover and neighbourhood.

    An object belongs to a landform when its mean probability reaches the object threshold or its
    share of seed pixels the seed share; then objects with a mean of at least the support threshold
    join, while the landform has the wanted share of their border. Vegetation, snow and water by
    the rules on spectral indices belong to none.

    Args:
        merged: the objects and their neighbours.
        probability: mean of the smoothed heatmap, (N,).
        seed_pixels: seed pixels, (N,).
        features: may hold ``ndvi_mean``, ``ndsi_mean``, ``ndwi_mean``, (N,), NaN = unknown.
    """
    table, graph = merged.table, merged.graph
    count = len(table.n)
    share = seed_pixels / table.n
    cover = _cover(features or {}, rules, count)
    open_ground = np.ones(count, bool)
    open_ground[list(cover)] = False
    member = (probability >= rules.object_probability) | (share >= max(rules.seed_share, 1e-9))
    member &= open_ground
    candidate = open_ground & (probability >= rules.threshold)
    while True:
        border = np.bincount(graph.first, graph.length * member[graph.second], count)
        border += np.bincount(graph.second, graph.length * member[graph.first], count)
        joins = candidate & ~member & (border > 0)
        joins &= border >= rules.grow_border * table.perimeter
        if not joins.any():
            return Membership(member, probability, share, cover, rules)
        member |= joins


def _cover(features: Mapping[str, np.ndarray], rules: Rules, count: int) -> dict[int, list[str]]:
    known = {index: features[f"{index}_mean"] for index in INDICES if f"{index}_mean" in features}
    suspect = np.zeros(count, bool)
    for index, values in known.items():
        limit = getattr(rules, f"max_{index}")
        if limit is not None:
            suspect |= values > limit
    return {
        int(number): list(
            rules.cover(
                {
                    index: float(values[number])
                    for index, values in known.items()
                    if np.isfinite(values[number])
                }
            )
        )
        for number in np.flatnonzero(suspect)
    }
