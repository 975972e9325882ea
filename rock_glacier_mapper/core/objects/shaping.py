"""Reshaping of landform masks: surface tension, holes, necks, and separation into units."""

from __future__ import annotations

import numpy as np
from scipy import ndimage
from skimage.measure import label
from skimage.morphology import local_maxima, reconstruction
from skimage.segmentation import expand_labels, watershed

_EIGHT = np.ones((3, 3), bool)


def surface_tension(
    mask: np.ndarray, allowed: np.ndarray | None = None, box: int = 5, share: float = 0.5
) -> np.ndarray:
    """Smooth outlines by one growing and one shrinking pass ("pixel-based object resizing").

    A pixel beside the object joins it where the object fills more than ``share`` of the box
    around the pixel; then a rim pixel of the object leaves it where the object fills less.

    Args:
        mask, allowed: bool (height, width); growth stays within ``allowed``.
        box: side of the box in pixels, odd.
    """
    rim = ndimage.binary_dilation(mask, _EIGHT) & ~mask
    grow = rim & (_box_share(mask, box) > share)
    if allowed is not None:
        grow &= allowed
    grown = mask | grow
    inner = ndimage.binary_erosion(grown, _EIGHT)
    return inner | (grown & (_box_share(grown, box) >= share))


def fill_holes(mask: np.ndarray, most: int) -> np.ndarray:
    """Fill holes of up to ``most`` pixels. Background that meets the window's rim is no hole."""
    holes, count = ndimage.label(~mask, _EIGHT)
    size = np.bincount(holes.ravel(), minlength=count + 1)
    small = size <= most
    small[0] = False
    for rim in (holes[0], holes[-1], holes[:, 0], holes[:, -1]):
        small[rim] = False
    return mask | small[holes]


def cut_necks(mask: np.ndarray) -> np.ndarray:
    """Remove parts one pixel wide (opening with 2 × 2 pixels, which shifts nothing)."""
    return ndimage.binary_opening(mask, np.ones((2, 2), bool))


def components(mask: np.ndarray) -> np.ndarray:
    """4-connected parts, numbered row by row: int32 (height, width). Each is one polygon."""
    return ndimage.label(mask, output=np.int32)[0]


def reshaped(
    mask: np.ndarray, allowed: np.ndarray, blocked: np.ndarray, hole_pixels: int
) -> tuple[np.ndarray, np.ndarray]:
    """Landforms of a mask of objects, and the area that each should keep.

    Holes are filled, outlines smoothed by :func:`surface_tension`, necks cut. Surface tension
    wears off convex corners; the pixels worn off count in the target area of the part beside
    them, so that outlines (:mod:`.outlines`) can make up for it.

    Args:
        mask: bool (height, width), with a rim of background.
        allowed: where outlines may grow.
        blocked: where holes are not filled, as other landforms may lie there.
        hole_pixels: size of the largest hole to fill.

    Returns:
        int32 labels (4-connected parts), and float64 (parts + 1) target areas in pixels.
    """
    filled = mask | (fill_holes(mask, hole_pixels) & ~blocked)
    smoothed = surface_tension(filled, allowed)
    labels = components(cut_necks(smoothed))
    count = int(labels.max(initial=0))
    target = np.bincount(labels.ravel(), minlength=count + 1).astype(np.float64)
    target -= np.bincount(labels[smoothed & ~filled], minlength=count + 1)
    worn = filled & ~smoothed
    if worn.any():
        target += np.bincount(expand_labels(labels, 3)[worn], minlength=count + 1)
    return labels, target


def separate_units(
    mask: np.ndarray, probability: np.ndarray, neck: float = 0.7, least: int = 1
) -> np.ndarray:
    """Propose units inside one landform: watershed of probability × distance to the edge.

    Two parts are two units where the surface, on the best way from one peak to the other, sinks
    below ``neck`` times the lower peak: h-maxima of the logarithm of the surface are the markers.
    Units below ``least`` pixels join the neighbour with the longest common border.

    Args:
        mask: bool (height, width), 4-connected.
        probability: float (height, width), the smoothed heatmap.
        neck: 0 to 1; lower separates less.

    Returns:
        int32 labels 1..k inside the mask, each 4-connected; 1 everywhere when nothing separates.

    Source: Soille 2003, Morphological Image Analysis, chapters 6.3 and 9 (h-maxima, marker
    watershed).
    """
    padded = np.pad(mask, 1)
    distance = ndimage.distance_transform_edt(padded)[1:-1, 1:-1]
    surface = distance * np.clip(np.nan_to_num(probability, nan=0.0), 0.05, 1)
    logarithm = np.where(mask, np.log(np.maximum(surface, 1e-6)), np.log(1e-6))
    # Rounding keeps the reconstruction free of maxima that are only rounding noise.
    logarithm = np.round(logarithm, 6)
    lowered = reconstruction(np.round(logarithm + np.log(neck), 6), logarithm)
    peaks = np.pad(np.round(lowered, 6), 1, constant_values=-99.0)
    markers = label(local_maxima(peaks)[1:-1, 1:-1] & mask, connectivity=2)
    if markers.max() < 2:
        return mask.astype(np.int32)
    units = watershed(-logarithm, markers, mask=mask, connectivity=1).astype(np.int32)
    return _without_small(_connected(units), least)


def _connected(units: np.ndarray) -> np.ndarray:
    """Every 4-connected part of every label gets a number of its own."""
    return label(units, background=0, connectivity=1).astype(np.int32)


def _without_small(units: np.ndarray, least: int) -> np.ndarray:
    while True:
        size = np.bincount(units.ravel())
        size[0] = 0
        numbers = np.flatnonzero(size)
        smallest = min(numbers, key=lambda number: (size[number], number))
        if len(numbers) == 1 or size[smallest] >= least:
            break
        units[units == smallest] = _closest(units, smallest)
    names = np.zeros(size.size, np.int32)
    names[numbers] = np.arange(1, len(numbers) + 1)
    return names[units]


def _closest(units: np.ndarray, number: int) -> int:
    """The neighbour with which a unit shares the longest border."""
    shared = np.zeros(int(units.max()) + 1, np.int64)
    for one, other in ((units[:, :-1], units[:, 1:]), (units[:-1], units[1:])):
        shared += np.bincount(other[one == number], minlength=shared.size)
        shared += np.bincount(one[other == number], minlength=shared.size)
    shared[[0, number]] = 0
    return int(shared.argmax())


def _box_share(mask: np.ndarray, box: int) -> np.ndarray:
    return ndimage.uniform_filter(mask.astype(np.float32), box, mode="constant")
