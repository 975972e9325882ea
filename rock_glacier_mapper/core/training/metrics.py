"""Pixel figures of held-out places: precision, recall, F1, IoU, calibration, and how sure they are.

Scores are collected in histograms of the probability, so a whole validation set fits in memory. A
*place* is a spatial block: pixels of one place resemble each other, so intervals and the choice of
the threshold go by places, never by pixels or patches.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize, special

from ..translation import Phrase, mark

_BINS = 1000
#: Probability in the middle of each bin.
_MIDDLE = (np.arange(_BINS) + 0.5) / _BINS
#: Fewer places than this give no interval.
LEAST_PLACES = 3


class ScoreHistogram:
    """Counts of positive and negative pixels by probability; ``+`` pools two."""

    def __init__(self):
        self.positive = np.zeros(_BINS, np.int64)
        self.negative = np.zeros(_BINS, np.int64)

    def add(self, probability: np.ndarray, label: np.ndarray) -> None:
        """Count pixels; a label other than 0 and 1 is left out."""
        bins = np.minimum((probability * _BINS).astype(np.int64), _BINS - 1)
        self.positive += np.bincount(bins[label == 1], minlength=_BINS)
        self.negative += np.bincount(bins[label == 0], minlength=_BINS)

    def __add__(self, other: ScoreHistogram) -> ScoreHistogram:
        return pooled((self, other))

    def to_json(self) -> dict[str, list[int]]:
        """As plain lists, for a checkpoint or a log."""
        return {"positive": self.positive.tolist(), "negative": self.negative.tolist()}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> ScoreHistogram:
        """From :meth:`to_json`.

        Raises:
            ValueError: a list is missing, of the wrong length, or has a negative count.
        """
        histogram = cls()
        for name in ("positive", "negative"):
            counts = np.asarray(record.get(name, ()), np.int64)
            if counts.shape != (_BINS,) or (counts < 0).any():
                raise ValueError(f"'{name}' must be a list of {_BINS} counts.")
            setattr(histogram, name, counts)
        return histogram

    def curve(self) -> dict[str, np.ndarray]:
        """Threshold, precision, recall, F1 and IoU, one entry per histogram bin."""
        hits = self.positive[::-1].cumsum()[::-1].astype(float)
        false = self.negative[::-1].cumsum()[::-1].astype(float)
        total = max(float(self.positive.sum()), 1.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            precision = np.where(hits + false > 0, hits / (hits + false), 1.0)
        recall = hits / total
        return {
            "threshold": np.arange(_BINS) / _BINS,
            "precision": precision,
            "recall": recall,
            "f1": 2 * hits / (2 * hits + false + (total - hits)),
            "iou": hits / (total + false),
        }

    def base_rate(self) -> float:
        """Share of positive pixels: the average precision of a guess."""
        return float(self.positive.sum() / max(1, self.positive.sum() + self.negative.sum()))

    def average_precision(self) -> float:
        """Area under the precision-recall curve, as a step function."""
        curve = self.curve()
        recall = np.append(curve["recall"], 0.0)
        return float(np.sum((recall[:-1] - recall[1:]) * curve["precision"]))

    def at(self, threshold: float) -> dict[str, float]:
        """Figures at a probability threshold."""
        curve = self.curve()
        n = min(round(threshold * _BINS), _BINS - 1)
        return {name: round(float(values[n]), 4) for name, values in curve.items()}

    def best(self) -> dict[str, float]:
        """Figures at the threshold of the best F1."""
        return self.at(float(np.argmax(self.curve()["f1"])) / _BINS)

    def figures(self, threshold: float) -> dict[str, float | None]:
        """Everything that is reported of a set of pixels at a threshold.

        Returns:
            ``precision`` (user's accuracy), ``recall`` (producer's accuracy), ``f1``, ``iou`` of
            the class, ``area_bias`` (mapped area / true area - 1), ``average_precision``,
            ``base_rate`` and ``pixels``. Without any positive pixel the first six are None.
        """
        found: dict[str, float | None] = self.at(threshold)
        n = min(round(threshold * _BINS), _BINS - 1)
        mapped = int(self.positive[n:].sum() + self.negative[n:].sum())
        true = int(self.positive.sum())
        found["area_bias"] = round(mapped / true - 1, 4) if true else None
        found["average_precision"] = round(self.average_precision(), 4)
        names = ("precision", "recall", "f1", "iou", "area_bias", "average_precision")
        return {
            **{name: found[name] if true else None for name in names},
            "base_rate": round(self.base_rate(), 4),
            "pixels": int(self.positive.sum() + self.negative.sum()),
        }

    def tempered(self, temperature: float) -> ScoreHistogram:
        """The histogram after dividing the logits by a temperature, to the width of the bins."""
        bins = (special.expit(special.logit(_MIDDLE) / temperature) * _BINS).astype(np.int64)
        bins = np.minimum(bins, _BINS - 1)
        moved = ScoreHistogram()
        np.add.at(moved.positive, bins, self.positive)
        np.add.at(moved.negative, bins, self.negative)
        return moved

    def reliability(self, parts: int = 20) -> dict[str, np.ndarray]:
        """Reliability curve: what was said against what was observed.

        Args:
            parts: equal intervals of the probability; must divide 1000.

        Returns:
            ``said`` (mean probability), ``observed`` (share of positive pixels) and ``count``
            (pixels) of the intervals that have pixels.
        """
        counts = self.positive + self.negative
        count = counts.reshape(parts, -1).sum(1)
        known = count > 0
        said = (_MIDDLE * counts).reshape(parts, -1).sum(1)[known] / count[known]
        observed = self.positive.reshape(parts, -1).sum(1)[known] / count[known]
        return {"said": said, "observed": observed, "count": count[known]}

    def calibration_error(self, parts: int = 20) -> float:
        """Expected calibration error (Naeini et al. 2015, AAAI): mean \\|observed - said\\|."""
        curve = self.reliability(parts)
        gap = np.abs(curve["observed"] - curve["said"])
        return float((gap * curve["count"]).sum() / max(1, curve["count"].sum()))


def pooled(histograms: Iterable[ScoreHistogram]) -> ScoreHistogram:
    """All pixels of several histograms in one."""
    total = ScoreHistogram()
    for histogram in histograms:
        total.positive = total.positive + histogram.positive
        total.negative = total.negative + histogram.negative
    return total


def fit_temperature(histogram: ScoreHistogram) -> float:
    """The divisor of the logits that minimises the log loss (Guo et al. 2017, ICML).

    1 when there is nothing to fit to: no pixels, or all of one kind.
    """
    if not histogram.positive.any() or not histogram.negative.any():
        return 1.0
    logit = special.logit(_MIDDLE)

    def loss(log_temperature: float) -> float:
        scaled = logit / np.exp(log_temperature)
        return float(
            -(histogram.positive * special.log_expit(scaled)).sum()
            - (histogram.negative * special.log_expit(-scaled)).sum()
        )

    found = optimize.minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded")
    return float(np.exp(found.x))


def bootstrap_interval(
    histograms: Mapping[str, ScoreHistogram],
    figure: Callable[[ScoreHistogram], float | None],
    seed: int = 1,
    draws: int = 1000,
    level: float = 0.9,
) -> tuple[float, float] | None:
    """Percentile interval of a figure by resampling places with replacement.

    It covers the spread between places of this kind, not what another mountain range would bring.

    Args:
        histograms: by place.
        figure: of the pooled pixels, for example ``lambda h: h.at(0.5)["f1"]``.
        draws: resamples; those without any rock glacier pixel have no figure and do not count.
        level: share of the draws inside the interval.

    Returns:
        (low, high), or None with fewer than three places or when most draws have no figure.
    """
    places = list(histograms.values())
    if len(places) < LEAST_PLACES:
        return None
    rng = np.random.default_rng(seed)
    times = rng.multinomial(len(places), np.full(len(places), 1 / len(places)), size=draws)
    positive = times @ np.stack([h.positive for h in places])
    negative = times @ np.stack([h.negative for h in places])
    drawn = ScoreHistogram()
    values = []
    for drawn.positive, drawn.negative in zip(positive, negative):
        value = figure(drawn) if drawn.positive.any() else None
        if value is not None and math.isfinite(value):
            values.append(value)
    if len(values) <= draws / 2:
        return None
    low, high = np.quantile(values, ((1 - level) / 2, (1 + level) / 2))
    return float(low), float(high)


@dataclass(frozen=True)
class HeldOutChoice:
    """Threshold and temperature for the model, and figures that were not measured on their choice.

    Attributes:
        threshold: of the best F1 over all places, on the calibrated probability.
        temperature: fitted on all places.
        by_place: place to (threshold, temperature) as chosen on all *other* places.
        decisions: by place, the pixels that these said no to (probability 0) and yes to
            (probability 1): ``pooled(decisions.values()).figures(0.5)`` are the figures, and
            :func:`bootstrap_interval` gives their intervals.
        calibrated: by place, the scores with the temperature of the other places.
        independent: False when there was one place only; threshold and temperature were then
            chosen on the very place whose figures are given.
        note: the same in plain words, for card and report.
    """

    threshold: float
    temperature: float
    by_place: dict[str, tuple[float, float]]
    decisions: dict[str, ScoreHistogram]
    calibrated: dict[str, ScoreHistogram]
    independent: bool
    note: str

    def figures(self) -> dict[str, float | None]:
        """Figures pooled over the places: those at the threshold, average precision, ECE.

        The average precision is that of the calibrated scores; a choice of threshold has no part
        in it.
        """
        calibrated = pooled(self.calibrated.values())
        return {
            **pooled(self.decisions.values()).figures(0.5),
            "average_precision": round(calibrated.average_precision(), 4),
            "calibration_error": round(calibrated.calibration_error(), 4),
        }

    def intervals(self) -> dict[str, tuple[float, float]]:
        """90 % intervals of :meth:`figures` by :func:`bootstrap_interval`; those that exist."""
        found: dict[str, tuple[float, float] | None] = {
            name: bootstrap_interval(self.decisions, lambda h, name=name: h.figures(0.5)[name])
            for name in ("precision", "recall", "f1", "iou", "area_bias")
        }
        found["average_precision"] = bootstrap_interval(
            self.calibrated, ScoreHistogram.average_precision
        )
        found["calibration_error"] = bootstrap_interval(
            self.calibrated, ScoreHistogram.calibration_error
        )
        return {name: pair for name, pair in found.items() if pair is not None}


def held_out_choice(histograms: Mapping[str, ScoreHistogram]) -> HeldOutChoice:
    """Choose threshold and temperature, and score each place with those of all other places.

    A place whose others have no rock glacier takes the choice of all places.

    Args:
        histograms: raw scores by place, before any temperature.
    """
    whole = pooled(histograms.values())
    temperature, threshold = _choose(whole)
    by_place, decisions, calibrated = {}, {}, {}
    dependent = []
    for place, histogram in histograms.items():
        others = pooled(h for name, h in histograms.items() if name != place)
        if others.positive.any():
            own_temperature, own_threshold = _choose(others)
        else:
            own_temperature, own_threshold = temperature, threshold
            dependent.append(place)
        by_place[place] = own_threshold, own_temperature
        calibrated[place] = histogram.tempered(own_temperature)
        decisions[place] = _decided(calibrated[place], own_threshold)
    if not dependent:
        note = Phrase(
            mark(
                "Threshold and temperature that a place is scored with were chosen on all other "
                "held-out places ({count} in all), so the figures are not measured on the pixels "
                "that chose them. The model's own threshold and temperature come from all "
                "held-out places together."
            ),
            count=len(histograms),
        )
    else:
        reason = (
            mark("there is one held-out place only")
            if len(histograms) == 1
            else mark("rock glaciers lie in one held-out place only")
        )
        note = Phrase(
            mark(
                "Threshold and temperature were chosen on the same pixels that the figures are "
                "measured on, because {reason}. The figures at the threshold and the calibration "
                "error are therefore somewhat too good."
            ),
            reason=Phrase(reason),
        )
    return HeldOutChoice(
        threshold, temperature, by_place, decisions, calibrated, not dependent, note
    )


def _choose(histogram: ScoreHistogram) -> tuple[float, float]:
    temperature = fit_temperature(histogram)
    best = histogram.tempered(temperature).best()["threshold"]
    return temperature, max(best, 1 / _BINS)


def _decided(histogram: ScoreHistogram, threshold: float) -> ScoreHistogram:
    n = min(round(threshold * _BINS), _BINS - 1)
    decided = ScoreHistogram()
    for name in ("positive", "negative"):
        counts, target = getattr(histogram, name), getattr(decided, name)
        target[0], target[-1] = counts[:n].sum(), counts[n:].sum()
    return decided
