"""How well image objects agree with true outlines: boundaries and areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage


@dataclass
class Quality:
    """Agreement of objects with the true landforms; shares from 0 to 1.

    Attributes:
        objects: number of objects.
        recall: share of the true outline within two pixels of an object's border.
        precision: share of the objects' borders within two pixels of a true outline. Low for all
            tools, as a scene has more edges than outlines of landforms.
        boundary_f: harmonic mean of both.
        under_segmentation: share of the scene in the wrong class when every object takes the
            landform (or the background) that fills most of it; 1 minus the achievable
            segmentation accuracy of Liu et al. 2011 (CVPR, 2097-2104).
        best_object: mean over the landforms of the intersection over union with the one object
            that fits it best; low means over-segmentation.
    """

    objects: int
    recall: float
    precision: float
    boundary_f: float
    under_segmentation: float
    best_object: float


def assess(labels: np.ndarray, truth: np.ndarray, reach: float = 2.0) -> Quality:
    """Compare objects with landforms.

    Args:
        labels: int (height, width), any numbers.
        truth: int (height, width), 0 is background.
        reach: tolerance of boundaries in pixels.
    """
    own, true = _boundaries(labels), _boundaries(truth)
    recall = float((_distance(own)[true] <= reach).mean())
    precision = float((_distance(true)[own] <= reach).mean())
    names, objects = np.unique(labels, return_inverse=True)
    count = int(truth.max()) + 1
    key, common = np.unique(objects.reshape(-1) * count + truth.ravel(), return_counts=True)
    part, landform = key // count, key % count
    largest = np.zeros(names.size, np.int64)
    np.maximum.at(largest, part, common)
    union = np.bincount(part, common)[part] + np.bincount(truth.ravel())[landform] - common
    best = np.zeros(count)
    np.maximum.at(best, landform, common / union)
    present = np.unique(landform[landform > 0])
    return Quality(
        names.size,
        recall,
        precision,
        2 * recall * precision / (recall + precision),
        1 - float(largest.sum()) / labels.size,
        float(best[present].mean()),
    )


def _boundaries(labels: np.ndarray) -> np.ndarray:
    """Pixels whose right or lower neighbour has another label."""
    out = np.zeros(labels.shape, bool)
    out[:, :-1] |= labels[:, 1:] != labels[:, :-1]
    out[:-1] |= labels[1:] != labels[:-1]
    return out


def _distance(mask: np.ndarray) -> np.ndarray:
    """Distance in pixels to the nearest pixel of the mask."""
    return ndimage.distance_transform_edt(~mask)
