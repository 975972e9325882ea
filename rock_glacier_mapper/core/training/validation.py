"""Scoring a network on held-out scenes, place by place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from ..channels import Channel
from ..errors import InputError
from ..translation import tr
from .metrics import ScoreHistogram, pooled
from .parallel import Team
from .scenes import IGNORE, TrainingScene

#: Windows of scenes are padded to multiples of this many pixels, a multiple of every stride.
_STRIDE = 32


@torch.no_grad()
def score_places(
    network: torch.nn.Module,
    scenes: Sequence[TrainingScene],
    *,
    drop: Sequence[str] = (),
    channels: tuple[Channel, ...] = (),
    rim: int = 0,
    team: Team | None = None,
) -> dict[str, ScoreHistogram]:
    """Histogram of the probability over whole scenes, for each place.

    Args:
        network: in evaluation mode.
        drop: roles to take away, to see how the network does without them; needs ``channels``.
        rim: pixels at the scenes' edges that do not count.
        team: processes that share the scenes.

    Raises:
        InputError: the network gave values that are not numbers.
    """
    device = next(network.parameters()).device
    team = team or Team(device)
    dropped = [n for n, channel in enumerate(channels) if channel.role in drop]
    places = sorted({scene.place for scene in scenes})
    histograms = {place: ScoreHistogram() for place in places}
    for scene in scenes[team.rank :: team.size]:
        probability = predict_scene(network, scene, dropped=dropped)
        if not np.isfinite(probability).all():
            raise InputError(
                tr("The network gives values that are not numbers. Choose a lower LEARNING_RATE.")
            )
        label = scene.label
        if rim:
            label = label.copy()
            label[:rim] = label[-rim:] = IGNORE
            label[:, :rim] = label[:, -rim:] = IGNORE
        histograms[scene.place].add(probability, label)
    counts = np.stack([[h.positive, h.negative] for h in histograms.values()])
    for histogram, (positive, negative) in zip(histograms.values(), team.total(counts)):
        histogram.positive, histogram.negative = positive, negative
    return histograms


@torch.no_grad()
def predict_scene(
    network: torch.nn.Module,
    scene: TrainingScene,
    temperature: float = 1.0,
    dropped: Sequence[int] = (),
) -> np.ndarray:
    """Probability over a whole scene at once, float32 (H, W).

    Args:
        temperature: divisor of the logits.
        dropped: numbers of channels that are taken as missing.
    """
    height, width = scene.label.shape
    padded = np.zeros(
        (1, scene.values.shape[0], -(-height // _STRIDE) * _STRIDE, -(-width // _STRIDE) * _STRIDE),
        np.float32,
    )
    padded[0, :, :height, :width] = scene.values
    padded[:, list(dropped)] = 0
    image = torch.from_numpy(padded).to(next(network.parameters()).device)
    logits = network(image).float()[0, 0, :height, :width]
    return torch.sigmoid(logits / temperature).cpu().numpy()


def epoch_figures(places: dict[str, ScoreHistogram]) -> dict[str, float]:
    """The row of the log: log loss, average precision, and the figures at the best F1.

    Whatever the epoch's calibration, IoU, precision, recall and F1 are those of the threshold that
    is best on these scenes, as the finished model will have one chosen too.
    """
    whole = pooled(places.values())
    best = whole.best()
    return {
        "loss": log_loss(whole),
        **{name: best[name] for name in ("iou", "precision", "recall", "f1", "threshold")},
        "average_precision": whole.average_precision(),
    }


def log_loss(histogram: ScoreHistogram) -> float:
    """Mean binary cross-entropy, to the width of the histogram's bins."""
    count = len(histogram.positive)
    middle = (np.arange(count) + 0.5) / count
    total = histogram.positive.sum() + histogram.negative.sum()
    loss = -(histogram.positive * np.log(middle) + histogram.negative * np.log1p(-middle)).sum()
    return float(loss / max(1, total))
