"""Where to segment: hysteresis threshold of the heatmap, and windows around its support.

Rock glaciers fill a few per cent of a scene. Segmenting only near the heatmap's support costs
seconds where the whole scene costs minutes, and memory in proportion.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from ..errors import InputError
from ..feedback import Feedback
from .rules import Rules
from .segmentation import SceneBands

#: Classes of the pixels of a scene.
NONE, SUPPORT, SEED, NO_DATA = 0, 1, 2, 255

_STRIP = 512
_EIGHT = np.ones((3, 3), bool)


def classify(scene: SceneBands, rules: Rules, feedback: Feedback | None = None) -> np.ndarray:
    """Classes of the smoothed heatmap, read in strips: uint8 (height, width).

    Returns:
        ``SEED`` from the seed threshold on, ``SUPPORT`` from the threshold on, else ``NONE``;
        ``NO_DATA`` without data.

    Raises:
        InputError: values outside 0..1, or no data at all.
    """
    feedback = feedback or Feedback()
    height, width = scene.grid.shape
    classes = np.full((height, width), NO_DATA, np.uint8)
    for row in range(0, height, _STRIP):
        feedback.check()
        rows = min(_STRIP, height - row)
        raw, values = scene.heatmap(0, row, width, rows)
        _check_range(raw)
        part = classes[row : row + rows]
        part[np.isfinite(values)] = NONE
        part[values >= rules.threshold] = SUPPORT
        part[values >= rules.seed_threshold] = SEED
        feedback.progress((row + rows) / height)
    if (classes == NO_DATA).all():
        raise InputError("The heatmap has no data anywhere. Check its nodata value and its extent.")
    return classes


def seeded_support(classes: np.ndarray) -> np.ndarray:
    """Hysteresis: the connected parts (8-connectivity) of the support that hold a seed; bool.

    Source: Canny 1986, IEEE Trans. Pattern Anal. Mach. Intell. 8:679-698.
    """
    parts, count = ndimage.label((classes == SUPPORT) | (classes == SEED), _EIGHT, output=np.int32)
    seeded = np.zeros(count + 1, bool)
    seeded[parts[classes == SEED]] = True
    seeded[0] = False
    return seeded[parts]


def gates(
    support: np.ndarray, data: np.ndarray, radius: float, feedback: Feedback | None = None
) -> tuple[np.ndarray, list[tuple[slice, slice]]]:
    """Parts of the scene within ``radius`` pixels of the support; overlapping ones are one.

    Args:
        support, data: bool (height, width); pixels without data are in no gate.

    Returns:
        int32 (height, width) gate numbers 1..n, 0 outside; and the window of each gate.
    """
    feedback = feedback or Feedback()
    reach = int(np.ceil(radius))
    near = np.zeros(support.shape, bool)
    parts, _ = ndimage.label(support, _EIGHT, output=np.int32)
    for number, place in enumerate(ndimage.find_objects(parts), start=1):
        if number % 256 == 0:
            feedback.check()
        window = tuple(
            slice(max(0, side.start - reach), min(size, side.stop + reach))
            for side, size in zip(place, support.shape)
        )
        near[window] |= ndimage.distance_transform_edt(parts[window] != number) <= radius
    del parts
    near &= data
    labels, _ = ndimage.label(near, _EIGHT, output=np.int32)
    return labels, ndimage.find_objects(labels)


def whole_scene(classes: np.ndarray) -> tuple[np.ndarray, list[tuple[slice, slice]]]:
    """One gate of all pixels with data, as :func:`gates` gives them; uint8."""
    gate = (classes != NO_DATA).astype(np.uint8)
    return gate, [tuple(slice(0, size) for size in classes.shape)]


def _check_range(values: np.ndarray) -> None:
    if not np.isfinite(values).any():
        return
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if low < -1e-3 or high > 1 + 1e-3:
        raise InputError(
            f"The heatmap has values from {low:g} to {high:g}; probabilities lie between 0 and 1. "
            "Divide it first (by 255 or 100, raster calculator), or set its nodata value."
        )
