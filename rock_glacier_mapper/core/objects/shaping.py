"""Reshaping of landform masks: growing and shrinking with surface tension, holes, necks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from skimage.segmentation import expand_labels

from ..errors import InputError
from ..translation import tr

_EIGHT = np.ones((3, 3), bool)
#: Most passes of growing or shrinking.
_PASSES = 50


@dataclass(frozen=True)
class Reshaping:
    """How the outlines of landforms are reshaped.

    The defaults smooth outlines without moving them: one pass of growing and one of shrinking, each
    where more, or less, than half of a 5 × 5 box is landform.

    Attributes:
        grow, shrink: passes ("pixel-based object resizing"); each moves the outline by a pixel at
            most. More growing than shrinking makes landforms larger.
        surface_tension: share of the box that must be landform for a pixel to join, and below
            which it leaves; 0 to 1.
        box: side of the box in pixels, odd.
        max_slope: outlines do not grow into ground steeper than this, degrees; None: they may.
        min_probability: nor where the smoothed heatmap is lower than this.
        max_growth: most that growing may add, as a share of the landform's area.
        neck_m: parts narrower than this are cut, in metres; always at least those one pixel wide.
    """

    grow: int = 1
    shrink: int = 1
    surface_tension: float = 0.5
    box: int = 5
    max_slope: float | None = 50.0
    min_probability: float = 0.0
    max_growth: float = 0.25
    neck_m: float = 20.0

    def __post_init__(self):
        for name in ("grow", "shrink"):
            if not (isinstance(getattr(self, name), int) and 0 <= getattr(self, name) <= _PASSES):
                raise InputError(
                    tr("{name} must be 0 to {passes} passes.").format(name=name, passes=_PASSES)
                )
        if self.box % 2 == 0 or not 3 <= self.box <= 15:
            raise InputError(
                tr("The box must have an odd side of 3 to 15 pixels, not {box}.").format(
                    box=self.box
                )
            )
        for name in ("surface_tension", "min_probability"):
            if not 0 <= getattr(self, name) <= 1:
                raise InputError(
                    tr("{name} must lie between 0 and 1, not {value}.").format(
                        name=name, value=getattr(self, name)
                    )
                )
        for name in ("max_growth", "neck_m"):
            if not 0 <= getattr(self, name) < np.inf:
                raise InputError(
                    tr("{name} must be 0 or more, not {value}.").format(
                        name=name, value=getattr(self, name)
                    )
                )
        if self.max_slope is not None and not 0 <= self.max_slope <= 90:
            raise InputError(
                tr("max_slope must be 0 to 90 degrees, not {max_slope}.").format(
                    max_slope=self.max_slope
                )
            )

    @property
    def reach(self) -> int:
        """How far from a landform its reshaping looks, in pixels."""
        return self.grow + self.box // 2 + 2


def surface_tension(
    mask: np.ndarray, allowed: np.ndarray | None = None, settings: Reshaping | None = None
) -> np.ndarray:
    """Smooth outlines by growing and shrinking passes ("pixel-based object resizing").

    A pixel beside the object joins it where the object fills more than a share of the box around
    the pixel; then a rim pixel of the object leaves it where the object fills less.

    Args:
        mask, allowed: bool (height, width); growth stays within ``allowed``.
        settings: passes, box and share; growth beyond ``max_growth`` is not made.
    """
    settings = settings or Reshaping()
    box, share = settings.box, settings.surface_tension
    grown, most = mask, (1 + settings.max_growth) * mask.sum()
    for _ in range(settings.grow):
        grow = ndimage.binary_dilation(grown, _EIGHT) & ~grown & (_box_share(grown, box) > share)
        if allowed is not None:
            grow &= allowed
        if grown.sum() + grow.sum() > most or not grow.any():
            break
        grown = grown | grow
    for _ in range(settings.shrink):
        inner = ndimage.binary_erosion(grown, _EIGHT)
        grown = inner | (grown & (_box_share(grown, box) >= share))
    return grown


def fill_holes(mask: np.ndarray, most: int) -> np.ndarray:
    """Fill holes of up to ``most`` pixels. Background that meets the window's rim is no hole."""
    holes, count = ndimage.label(~mask, _EIGHT)
    size = np.bincount(holes.ravel(), minlength=count + 1)
    small = size <= most
    small[0] = False
    for rim in (holes[0], holes[-1], holes[:, 0], holes[:, -1]):
        small[rim] = False
    return mask | small[holes]


def cut_necks(mask: np.ndarray, width: int = 2) -> np.ndarray:
    """Remove parts narrower than ``width`` pixels (opening with a square, which shifts nothing).

    Corners that the square wears off wider parts come back, as far as they lie within a third of
    the width.
    """
    size = max(2, width)
    opened = ndimage.binary_opening(mask, np.ones((size, size), bool))
    if size < 4:
        return opened
    return ndimage.binary_dilation(opened, _EIGHT, iterations=size // 3, mask=mask)


def components(mask: np.ndarray) -> np.ndarray:
    """4-connected parts, numbered row by row: int32 (height, width). Each is one polygon."""
    return ndimage.label(mask, output=np.int32)[0]


@dataclass(frozen=True)
class Shaped:
    """Result of :func:`reshaped`.

    Attributes:
        labels: 4-connected parts, int32 (height, width).
        target: area that the outline of each part should have, in pixels, float64 (parts + 1).
        origin: area of the objects of each part before reshaping, in pixels, float64 (parts + 1).
    """

    labels: np.ndarray
    target: np.ndarray
    origin: np.ndarray


def reshaped(
    mask: np.ndarray,
    allowed: np.ndarray,
    blocked: np.ndarray,
    hole_pixels: int,
    neck_pixels: int = 2,
    settings: Reshaping | None = None,
) -> Shaped:
    """Landforms of a mask of objects, and the area that each should keep.

    Holes are filled, outlines smoothed by :func:`surface_tension`, necks cut. Surface tension
    wears off convex corners; the pixels worn off count in the target area of the part beside
    them, so that outlines (:mod:`.outlines`) can make up for it. Growth beyond one pass for each
    pass of shrinking is meant, and counts too.

    Args:
        mask: bool (height, width), with a rim of background.
        allowed: where outlines may grow.
        blocked: where holes are not filled, as other landforms may lie there.
        hole_pixels: size of the largest hole to fill.
        neck_pixels: parts narrower than this are cut.
    """
    settings = settings or Reshaping()
    filled = mask | (fill_holes(mask, hole_pixels) & ~blocked)
    smoothed = surface_tension(filled, allowed & ~blocked, settings)
    labels = components(cut_necks(smoothed, neck_pixels))
    count = int(labels.max(initial=0))
    target = np.bincount(labels.ravel(), minlength=count + 1).astype(np.float64)
    near = expand_labels(labels, settings.reach)
    if settings.grow == settings.shrink:
        target -= np.bincount(labels[smoothed & ~filled], minlength=count + 1)
        target += np.bincount(near[filled & ~smoothed], minlength=count + 1)
    origin = np.bincount(near[mask], minlength=count + 1).astype(np.float64)
    return Shaped(labels, target, origin)


def _box_share(mask: np.ndarray, box: int) -> np.ndarray:
    return ndimage.uniform_filter(mask.astype(np.float32), box, mode="constant")
