"""Pixel figures of held-out scenes: precision, recall, F1, IoU, average precision, calibration.

Scores are collected in histograms of the probability, so a whole validation set fits in memory.
"""

from __future__ import annotations

import numpy as np
from scipy import optimize, special

_BINS = 1000


class ScoreHistogram:
    """Counts of positive and negative pixels by probability."""

    def __init__(self):
        self.positive = np.zeros(_BINS, np.int64)
        self.negative = np.zeros(_BINS, np.int64)

    def add(self, probability: np.ndarray, label: np.ndarray) -> None:
        """Count pixels; a label other than 0 and 1 is left out."""
        bins = np.minimum((probability * _BINS).astype(np.int64), _BINS - 1)
        self.positive += np.bincount(bins[label == 1], minlength=_BINS)
        self.negative += np.bincount(bins[label == 0], minlength=_BINS)

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

    def calibration_error(self, parts: int = 20) -> float:
        """Expected calibration error: mean |observed share - probability| over equal bins."""
        positive = self.positive.reshape(parts, -1).sum(1)
        count = positive + self.negative.reshape(parts, -1).sum(1)
        middle = (np.arange(_BINS) + 0.5) / _BINS
        counts = self.positive + self.negative
        said = (middle * counts).reshape(parts, -1).sum(1)
        return float(np.abs(positive - said).sum() / max(1, count.sum()))


def fit_temperature(histogram: ScoreHistogram) -> float:
    """The divisor of the logits that minimises the log loss (Guo et al. 2017, ICML)."""
    middle = (np.arange(_BINS) + 0.5) / _BINS
    logit = special.logit(middle)

    def loss(log_temperature: float) -> float:
        scaled = logit / np.exp(log_temperature)
        return float(
            -(histogram.positive * special.log_expit(scaled)).sum()
            - (histogram.negative * special.log_expit(-scaled)).sum()
        )

    found = optimize.minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded")
    return float(np.exp(found.x))
