"""What a fit of rules gives: the rules, held-out figures, and what the file of rules tells."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ...translation import tr
from ..rules import Rules

F1, BIAS = TARGETS = ("f1", "bias")
_DRAWS, _LEVEL, _LEAST_BLOCKS = 1000, 0.9, 3
FIGURES = ("precision", "recall", "f1", "iou", "area_bias")


@dataclass(frozen=True)
class AreaFigures:
    """Agreement by area, inside the area of the reference.

    Attributes:
        mapped_km2, reference_km2, common_km2: areas.
        precision, recall, f1, iou, area_bias: as in :class:`..accuracy.Agreement`.
    """

    mapped_km2: float
    reference_km2: float
    common_km2: float
    precision: float | None
    recall: float | None
    f1: float | None
    iou: float | None
    area_bias: float | None

    @classmethod
    def of(cls, areas: np.ndarray) -> AreaFigures:
        """From (…, 3) areas in m²: mapped, reference, common; pooled."""
        total = areas.reshape(-1, 3).sum(axis=0)
        values = (float(figure(name, total)) for name in FIGURES)
        return cls(
            *(float(area) / 1e6 for area in total),
            *(value if math.isfinite(value) else None for value in values),
        )


@dataclass(frozen=True)
class Setting:
    """A pair of thresholds in a fold: the rules fitted with it, and what they do held out.

    Attributes:
        chosen: whether the fold's rules have this pair.
    """

    rules: Rules
    held_out: AreaFigures
    chosen: bool


@dataclass(frozen=True)
class Fold:
    """One part of the blocks, held out.

    Attributes:
        blocks: (column, row) of the blocks held out, in block sizes from the origin of the CRS.
        rules: fitted on all other blocks.
        held_out: what these rules do on the held-out blocks.
        start: what the start rules do there.
        settings: every pair of thresholds that was tried.
    """

    blocks: tuple[tuple[int, int], ...]
    rules: Rules
    held_out: AreaFigures
    start: AreaFigures
    settings: tuple[Setting, ...]


@dataclass(frozen=True)
class RuleEffect:
    """What one rule does on held-out blocks, each with the rules fitted on the others.

    Attributes:
        name: of the rule; ``thresholds`` for the pair of thresholds.
        start, fitted: value before, and fitted on all blocks.
        by_fold: value in each fold.
        f1_gain: held-out F1 less the held-out F1 with the start value of this rule alone; 0 where
            no fold moved it.
        true_lost_km2, false_removed_km2: on the reference and beside it, what fails this rule,
            whether or not other rules drop it too; None for the thresholds.
    """

    name: str
    start: Any
    fitted: Any
    by_fold: tuple
    f1_gain: float
    true_lost_km2: float | None = None
    false_removed_km2: float | None = None


@dataclass(frozen=True)
class Fitted:
    """Result of :func:`fit_rules`.

    Attributes:
        rules: fitted on all blocks; the ones to use. They have no figures of their own: those
            below are of rules fitted in the same way on part of the blocks.
        start: the rules before.
        target, wanted_bias: what was fitted for.
        folds: by fold.
        held_out, start_held_out: fitted and start rules, pooled over the same held-out blocks.
        intervals: 90 % bootstrap intervals over blocks of the held-out figures, and of
            ``f1_gain``, the F1 of the fitted less that of the start rules; empty with fewer than
            three blocks.
        curves: held-out (value, figures) over ``seed_threshold`` and over ``min_probability``, the
            other rules as fitted in each fold.
        effects: of the thresholds and of every searched rule whose feature is known.
        notes: what was read, left out and counted, in plain words.
        counts: reference landforms, blocks, areas.
    """

    rules: Rules
    start: Rules
    target: str
    wanted_bias: float
    folds: tuple[Fold, ...]
    held_out: AreaFigures
    start_held_out: AreaFigures
    intervals: dict[str, tuple[float, float]]
    curves: dict[str, tuple[tuple[float, AreaFigures], ...]]
    effects: tuple[RuleEffect, ...]
    notes: tuple[str, ...]
    counts: dict[str, Any]

    @property
    def f1_gain(self) -> float | None:
        """Held-out F1 of the fitted rules less that of the start rules."""
        if self.held_out.f1 is None or self.start_held_out.f1 is None:
            return None
        return self.held_out.f1 - self.start_held_out.f1

    def record(self) -> dict[str, Any]:
        """What a file of rules should say of its making, as plain values."""
        return {
            "target": self.target,
            "wanted_area_bias": self.wanted_bias if self.target == BIAS else None,
            **self.counts,
            "protocol": "rules of a fold are fitted on the other folds' blocks; figures are by "
            "area, pooled over the held-out blocks; 90 % bootstrap intervals over blocks",
            "held_out": _rounded(asdict(self.held_out)),
            "intervals": {name: _rounded(list(pair)) for name, pair in self.intervals.items()},
            "start_held_out": _rounded(asdict(self.start_held_out)),
            "start_rules": self.start.to_dict(),
            "rules_by_fold": [_differences(fold.rules, self.start) for fold in self.folds],
            "f1_gain_by_rule": {one.name: round(one.f1_gain, 4) for one in self.effects},
            "notes": list(self.notes),
        }


def figure(name: str, areas: np.ndarray) -> np.ndarray:
    """A figure from (…, 3) mapped, reference and common areas; NaN where undefined."""
    mapped, reference, common = np.moveaxis(np.asarray(areas, float), -1, 0)
    parts = {
        "precision": (common, mapped),
        "recall": (common, reference),
        "f1": (2 * common, mapped + reference),
        "iou": (common, mapped + reference - common),
        "area_bias": (mapped - reference, reference),
    }
    above, below = parts[name]
    return np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0)


def intervals_of(
    held_out: np.ndarray, start: np.ndarray, seed: int
) -> dict[str, tuple[float, float]]:
    """Percentile intervals of the figures by resampling blocks with replacement."""
    count = len(held_out)
    if count < _LEAST_BLOCKS:
        return {}
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), _DRAWS)
    drawn, before = times @ held_out, times @ start
    values = {name: figure(name, drawn) for name in FIGURES}
    values["f1_gain"] = values["f1"] - figure("f1", before)
    ends = (1 - _LEVEL) / 2, (1 + _LEVEL) / 2
    return {
        name: tuple(float(end) for end in np.nanquantile(one, ends))
        for name, one in values.items()
        if np.isfinite(one).sum() > _DRAWS / 2
    }


def verdict(fitted: Fitted) -> list[str]:
    """Whether fitting helped, in plain words."""
    gain = fitted.f1_gain
    if fitted.target == BIAS:
        after, before = (
            abs(one.area_bias - fitted.wanted_bias)
            for one in (fitted.held_out, fitted.start_held_out)
        )
        if after < before:
            return []
        return [
            tr(
                "On held-out blocks the area bias is no nearer to the wanted one than that of the "
                "start rules. Keep the start rules, or fit on a larger reference area."
            )
        ]
    if gain is None:
        return []
    if fitted.rules == fitted.start:
        return [tr("No rule moved: on this area no change of the start rules is a sure gain.")]
    low = fitted.intervals.get("f1_gain", (-1.0, 1.0))[0]
    if gain <= 0:
        return [
            tr(
                "On held-out blocks the fitted rules are no better than the start rules (F1 "
                "{gain:+.3f}). Keep the start rules, or fit on a larger reference area."
            ).format(gain=gain)
        ]
    if low <= 0:
        return [
            tr(
                "The gain on held-out blocks (F1 {gain:+.3f}) lies within the spread between "
                "blocks. A larger reference area would tell whether it is real."
            ).format(gain=gain)
        ]
    return []


def _differences(rules: Rules, start: Rules) -> dict[str, float | None]:
    before = start.to_dict()
    return {name: value for name, value in rules.to_dict().items() if value != before[name]}


def _rounded(values: Any) -> Any:
    if isinstance(values, dict):
        return {name: _rounded(value) for name, value in values.items()}
    if isinstance(values, list):
        return [_rounded(value) for value in values]
    return round(values, 4) if isinstance(values, float) else values
