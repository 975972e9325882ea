"""Where patches lie: square windows that cover the surroundings of a landform."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree


@dataclass(frozen=True)
class Box:
    """A rectangle of whole pixels: columns ``left`` to ``right``, rows ``top`` to ``bottom``.

    The ends are exclusive.
    """

    left: int
    top: int
    right: int
    bottom: int

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def common(self, other: Box) -> Box:
        """What both share; of negative size where they lie apart."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


def cover(region: Box, limits: Box, image: Box, size: int, overlap: int) -> list[tuple[int, int]]:
    """Upper left corners (column, row) of windows that cover a region.

    Neighbours overlap by ``overlap`` pixels; the last one of a row or column is moved back so that
    it ends with the region. Where the region is smaller than a window there is one, centred, moved
    inside ``limits`` if it fits there, else inside the image. Only where the image is smaller than
    a window does it reach beyond the image.

    Args:
        region: to cover, inside the image.
        limits: where windows should stay, inside the image.
        image: the whole raster.
        size, overlap: of windows, in pixels.
    """
    columns = _positions(
        (region.left, region.right), (limits.left, limits.right), image.right, size, size - overlap
    )
    rows = _positions(
        (region.top, region.bottom), (limits.top, limits.bottom), image.bottom, size, size - overlap
    )
    return [(column, row) for row in rows for column in columns]


def _positions(
    region: tuple[int, int], limits: tuple[int, int], length: int, size: int, stride: int
) -> list[int]:
    start, end = region
    if end - start > size:
        return [*range(start, end - size, stride), end - size]
    low, high = limits if limits[1] - limits[0] >= size else (0, length)
    centred = (start + end - size) // 2
    return [max(low, min(centred, high - size))]


def overlapping(
    windows: list[tuple[int, int]], others: list[tuple[int, int]], size: int
) -> np.ndarray:
    """Which of ``windows`` share area with any of ``others``: bool (len(windows),).

    Squares of one size do so when their corners are closer than ``size`` in both directions.
    """
    if not windows or not others:
        return np.zeros(len(windows), bool)
    return cKDTree(others).query(windows, p=np.inf)[0] < size
