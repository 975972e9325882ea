"""Search of the rules for one pair of thresholds, and when a move is worth it."""

from __future__ import annotations

import contextlib
import math
from dataclasses import replace

import numpy as np

from ...errors import InputError
from ..rules import Rules
from .landforms import SEARCHED, Landforms

#: Thresholds and rules move from their start only if the F1 of the fitting blocks rises by more
#: than this, and by more than ``_SURE`` standard errors of the rise over these blocks. Without the
#: second condition, rules fitted on small areas of generated scenes did worse than the start rules
#: on other scenes.
LEAST_GAIN = 0.002
_SURE = 2.0
_QUANTILES = np.linspace(0, 1, 21)


class Search:
    """Rules for one pair of thresholds, by the landforms and the reference of some blocks.

    Args:
        run: the landforms.
        reference: area of each block, m².
        chosen: bool (blocks,).
        least: smallest ``min_area_km2`` to try.
    """

    def __init__(self, run: Landforms, reference: np.ndarray, chosen: np.ndarray, least: float):
        self.least = least
        self.run = run.part(chosen[run.block])
        index = np.cumsum(chosen) - 1
        self.reference = reference[chosen]
        rows = np.arange(len(self.run.block)), index[self.run.block]
        self.areas = np.zeros((2, len(self.run.block), len(self.reference)))
        self.areas[0][rows], self.areas[1][rows] = self.run.areas.T

    def path(self, rules: Rules) -> list[Rules]:
        """The rules after each accepted move, from the given ones on."""
        path, names = [rules], self.run.known()
        while len(path) <= 3 * len(names):
            found = [one for name in names if (one := self._move(path[-1], name))]
            if not found:
                break
            path.append(max(found, key=lambda one: one[0])[1])
        return path

    def _move(self, rules: Rules, name: str) -> tuple[float, Rules] | None:
        """The surest gain of F1 that one rule can bring; None when it is not worth it."""
        candidates = self.candidates(rules, name)
        if not candidates:
            return None
        others = self.run.keeps(rules, without=name)
        kept = np.stack([others & self.run.passes(one, name) for one in [rules, *candidates]])
        mapped, common = kept @ self.areas[0], kept @ self.areas[1]
        gain, sure = worth(mapped, common, self.reference)
        if not sure.any():
            return None
        best = np.flatnonzero(sure & (gain >= gain[sure].max() - 1e-9))
        middle = int(best[len(best) // 2])
        return float(gain[middle]), candidates[middle]

    def candidates(self, rules: Rules, name: str) -> list[Rules]:
        """The rules with other values of one of them, in the order of the values."""
        one = SEARCHED[name]
        values = self.run.features[one.feature]
        values = values[np.isfinite(values)]
        if values.size == 0:
            return []
        tried = set(one.values) or _limits(values, one.lowest)
        if name == "min_area_km2":
            tried = {value for value in tried if value >= self.least}
        found = []
        for value in sorted(tried - {getattr(rules, name)}):
            with contextlib.suppress(InputError):  # beyond the range of the rule
                found.append(replace(rules, **{name: value}))
        return found


def worth(
    mapped: np.ndarray, common: np.ndarray, reference: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Gain of F1 of each row but the first over the first, and whether it is worth a move.

    With F the F1 of the first row, another row has a higher F1 exactly if the sum over blocks of
    2 (rise of common) - F (rise of mapped) is positive (Dinkelbach 1967, Manag. Sci. 13:492-498).
    The standard error of that sum over blocks tells whether the gain is more than the luck of few
    blocks.

    Args:
        mapped, common: (rows, blocks) areas.
        reference: (blocks,) areas.
    """
    f1 = 2 * common.sum(axis=1) / (mapped.sum(axis=1) + reference.sum())
    rise = 2 * (common[1:] - common[0]) - f1[0] * (mapped[1:] - mapped[0])
    blocks = len(reference)
    error = np.sqrt(blocks * rise.var(axis=1, ddof=min(1, blocks - 1)))
    gain = f1[1:] - f1[0]
    return gain, (gain > LEAST_GAIN) & (rise.sum(axis=1) > _SURE * error)


def _limits(values: np.ndarray, lowest: bool) -> set[float]:
    """Limits to try: midway between neighbouring quantiles, and one that drops nothing.

    Midway, because a limit right at a landform that was kept would drop the next one like it.
    """
    found = np.unique(
        [float(f"{value:.3g}") for value in np.quantile(values, _QUANTILES, method="nearest")]
    )
    middles = (found[:-1] + found[1:]) / 2
    end = values.min() if lowest else values.max()
    step = 10.0 ** (math.floor(math.log10(abs(end))) - 2) if end else 1.0
    beyond = (math.floor if lowest else math.ceil)(end / step) * step
    return {float(f"{value:.4g}") for value in (*middles, beyond)}
