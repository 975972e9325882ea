"""Landforms of one pair of thresholds as columns, and the rules that are searched on them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from ...vector import Feature
from ..rules import KEPT, Rules
from .place import Place


class Searched(NamedTuple):
    """A rule on finished landforms that is searched.

    Attributes:
        feature: name of the landform's feature that it limits.
        lowest: whether it is a lower limit.
        off: value that drops nothing.
        values: to try; quantiles of the feature when empty.
    """

    feature: str
    lowest: bool
    off: float | None
    values: tuple[float, ...] = ()


#: Rules that judge finished landforms. Those that shape objects (object_threshold, the spectral
#: indices, …) are not among them: another value would give other polygons than the ones measured.
SEARCHED: dict[str, Searched] = {
    "min_probability": Searched("prob_mean", True, 0.0),
    "min_area_km2": Searched("area_km2", True, 0.0),
    "min_slope": Searched("slope_mean", True, 0.0),
    "max_slope": Searched("slope_mean", False, 90.0),
    "max_elongation": Searched("elongation", False, 1e9),
    "min_compactness": Searched("compactness", True, 0.0),
    "min_front_contrast": Searched("front_contrast", True, None),
    "glacier_demand": Searched("glacier_overlap", True, 0.0, (0.0, 0.15, 0.3, 0.45, 0.6)),
    "max_glacier_overlap": Searched("glacier_overlap", False, 1.0, (0.1, 0.25, 0.5, 0.75, 0.9)),
}
#: These make one limit together: :meth:`Rules.demanded_probability`.
DEMAND = ("min_probability", "glacier_demand", "max_glacier_overlap")


def thresholds_of(rules: Rules) -> tuple[float, float]:
    """Threshold and seed threshold."""
    return rules.threshold, rules.seed_threshold


def searched() -> dict[str, Searched]:
    """Those of :data:`SEARCHED` that :class:`Rules` has."""
    known = {field.name for field in fields(Rules)}
    return {name: one for name, one in SEARCHED.items() if name in known}


def free_rules(start: Rules, pair: tuple[float, float]) -> Rules:
    """The start rules with a pair of thresholds and all searched rules off but the least area."""
    off = {name: one.off for name, one in searched().items()}
    off["min_area_km2"] = start.min_area_km2
    return replace(start, threshold=pair[0], seed_threshold=pair[1], **off)


@dataclass
class Landforms:
    """The landforms of one pair of thresholds, as columns.

    Attributes:
        pair: the thresholds.
        shapes: their polygons.
        features: float64 (n,), NaN where unknown.
        others: bool (n,), whether the rules that are not searched keep them.
        areas: float64 (n, 2), mapped and common area in m².
        group, block: int (n,), filled in by :class:`Blocks`.
    """

    pair: tuple[float, float]
    shapes: np.ndarray
    features: dict[str, np.ndarray]
    others: np.ndarray
    areas: np.ndarray
    group: np.ndarray
    block: np.ndarray

    @classmethod
    def of(
        cls, found: Sequence[Feature], start: Rules, pair: tuple[float, float], place: Place
    ) -> Landforms:
        """Polygons of an extraction with :func:`free_rules`, of any status."""
        shapes = np.array([one.geometry for one in found], object)
        areas = place.areas(shapes) if len(shapes) else np.zeros((0, 2))
        # Smaller ones than the user's least area are dropped whatever is fitted.
        rows = [
            number
            for number, one in enumerate(found)
            if areas[number, 0] > 0 and not one.attributes["area_km2"] < start.min_area_km2
        ]
        chosen = [found[row].attributes for row in rows]
        free = free_rules(start, pair)
        names = {one.feature for one in searched().values()}
        empty = np.zeros(len(rows), np.int64)
        return cls(
            pair,
            shapes[rows],
            {name: _column(chosen, name) for name in names},
            np.array([free.judge(one).status == KEPT for one in chosen], bool),
            areas[rows],
            empty,
            empty,
        )

    def part(self, rows: np.ndarray) -> Landforms:
        """Some of the landforms."""
        columns = {name: values[rows] for name, values in self.features.items()}
        return Landforms(
            self.pair,
            self.shapes[rows],
            columns,
            self.others[rows],
            self.areas[rows],
            self.group[rows],
            self.block[rows],
        )

    def known(self) -> list[str]:
        """Searched rules whose features at least one landform has."""
        return [
            name
            for name, one in searched().items()
            if np.isfinite(self.features[one.feature]).any()
        ]

    def passes(self, rules: Rules, name: str) -> np.ndarray:
        """Whether a searched rule keeps each landform, as in :meth:`Rules.judge`; bool (n,)."""
        if name in DEMAND:
            overlap, place = np.unique(self.features["glacier_overlap"], return_inverse=True)
            demand = np.array(
                [
                    rules.demanded_probability(None if np.isnan(one) else float(one))
                    for one in overlap
                ]
            )
            return self.features["prob_mean"] >= demand[place]
        limit, one = getattr(rules, name), SEARCHED[name]
        values = self.features[one.feature]
        if limit is None:
            return np.ones(len(values), bool)
        return ~(values < limit) if one.lowest else ~(values > limit)

    def fails(self, rules: Rules, name: str) -> np.ndarray:
        """What a rule drops; a lack of probability is laid to the glaciers if they raised it."""
        failed = ~self.passes(rules, name)
        if name not in DEMAND:
            return failed
        without = self.passes(replace(rules, glacier_demand=0.0), name)
        return failed & (~without if name == "min_probability" else without)

    def keeps(self, rules: Rules, without: str | None = None) -> np.ndarray:
        """Whether all rules keep each landform, the one ``without`` left out; bool (n,)."""
        kept = self.others.copy()
        for name in ("min_probability", *(n for n in searched() if n not in DEMAND)):
            if name != without and not (name in DEMAND and without in DEMAND):
                kept &= self.passes(rules, name)
        return kept


def _column(rows: Sequence[Mapping[str, Any]], name: str) -> np.ndarray:
    values = (row.get(name) for row in rows)
    return np.array([math.nan if value is None else float(value) for value in values], float)
