"""From the objects of a landform to polygons: reshaping, units, outlines, features.

Work is done in a window around each group of touching objects, so that its cost follows the
landforms and not the scene.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from affine import Affine
from scipy import ndimage
from shapely.geometry import Polygon

from . import shaping, units
from .features import form_features, landform_features
from .outlines import outlines
from .shaping import Reshaping

#: Reads layers of a window of the scene: column, row, width, height → name → float array.
Layers = Callable[[int, int, int, int], Mapping[str, np.ndarray]]

#: Rim of ground around a landform that its features look at: metres, and pixels at least.
_RIM_M, _LEAST_RIM = 70.0, 10

_EIGHT = np.ones((3, 3), bool)


@dataclass(frozen=True)
class Place:
    """Where masks lie in the scene.

    Attributes:
        row, column: of the first pixel.
        transform: pixel to map of the scene.
        pixel_m: pixel width and height in metres.
        unit: length of a map unit in metres.
    """

    row: int
    column: int
    transform: Affine
    pixel_m: tuple[float, float]
    unit: float

    def at(self, row: int, column: int) -> Place:
        """The same scene, from a pixel of these masks on."""
        return Place(self.row + row, self.column + column, self.transform, self.pixel_m, self.unit)

    def map(self) -> Affine:
        """Pixel to map of the masks."""
        return self.transform * Affine.translation(self.column, self.row)

    @property
    def pixel_km2(self) -> float:
        """Area of a pixel."""
        return self.pixel_m[0] * self.pixel_m[1] / 1e6


@dataclass(frozen=True)
class Masks:
    """Masks of one window, bool (height, width).

    Attributes:
        landform: pixels of the objects that belong to landforms.
        seeds: pixels that reach the seed threshold.
        free: pixels that may be used; where it is False lie other windows' landforms or no data.
        other: pixels of landforms of other windows, whose holes are not filled.
    """

    landform: np.ndarray
    seeds: np.ndarray
    free: np.ndarray
    other: np.ndarray

    def window(self, rows: slice, columns: slice, rim: int) -> Masks:
        """A part of the masks, with a rim of nothing."""
        return Masks(*(np.pad(array[rows, columns], rim) for array in vars(self).values()))

    def without(self, others: np.ndarray) -> Masks:
        """The masks when ``others`` of the landform pixels belong to other landforms."""
        return Masks(self.landform & ~others, self.seeds, self.free & ~others, self.other | others)


@dataclass(frozen=True)
class Outline:
    """One landform, or one unit of it.

    Attributes:
        system: number of the landform in its window.
        polygon: in map units; valid.
        values: features by field name.
        why: what separates it from the other units of its system; empty when it is alone.
    """

    system: int
    polygon: Polygon
    values: dict[str, float | None]
    why: str = ""


@dataclass(frozen=True)
class Shaper:
    """How masks become polygons.

    Attributes:
        reshaping: of the outlines.
        hole_pixels: size of the largest hole to fill.
        least_pixels: landforms below this are left out.
        unit_pixels: smallest unit.
        separate: how to split landforms into units; None: not.
    """

    reshaping: Reshaping
    hole_pixels: int
    least_pixels: float
    unit_pixels: int
    separate: units.UnitSettings | None

    def outlines(self, masks: Masks, layers: Layers, place: Place) -> Iterator[list[Outline]]:
        """The polygons of each landform of a window; an empty list for one too small to list."""
        system = 0
        rim = max(_LEAST_RIM, math.ceil(_RIM_M / min(place.pixel_m)))
        for rows, columns, others in _groups(masks.landform, self.reshaping.reach):
            part = masks.window(rows, columns, rim).without(np.pad(others, rim))
            here = place.at(rows.start - rim, columns.start - rim)
            height, width = part.landform.shape
            window = layers(here.column, here.row, width, height)
            neck = max(2, round(self.reshaping.neck_m / min(place.pixel_m)))
            shaped = shaping.reshaped(
                part.landform,
                part.free & self._growable(window, part.landform.shape),
                part.other,
                self.hole_pixels,
                neck,
                self.reshaping,
            )
            for number, place_of in enumerate(ndimage.find_objects(shaped.labels), start=1):
                system += 1
                if shaped.target[number] < self.least_pixels:
                    yield []
                    continue
                inner = tuple(slice(s.start - rim, s.stop + rim) for s in place_of)
                inner = tuple(slice(max(0, s.start), s.stop) for s in inner)
                yield self._system(
                    system,
                    shaped.labels[inner] == number,
                    (shaped.target[number], shaped.origin[number]),
                    part.seeds[inner],
                    {name: values[inner] for name, values in window.items()},
                    here.at(inner[0].start, inner[1].start),
                )

    def _growable(self, layers: Mapping[str, np.ndarray], shape: tuple[int, int]) -> np.ndarray:
        """Where the layers let outlines grow; no data in a layer is no obstacle."""
        free = np.ones(shape, bool)
        if self.reshaping.max_slope is not None and "slope" in layers:
            free &= ~(layers["slope"] > self.reshaping.max_slope)
        return free & ~(layers["smoothed"] < self.reshaping.min_probability)

    def _system(
        self,
        system: int,
        mask: np.ndarray,
        areas: tuple[float, float],
        seeds: np.ndarray,
        layers: Mapping[str, np.ndarray],
        place: Place,
    ) -> list[Outline]:
        labels, why = mask.astype(np.int32), {}
        if self.separate is not None:
            labels, why = self._units(mask, layers, place)
        pixels = np.bincount(labels.ravel())
        target, origin = (area / mask.sum() for area in areas)
        found = []
        for number, polygon in outlines(labels, pixels * target, place.map()).items():
            unit = labels == number
            values = form_features(polygon, place.unit)
            values |= landform_features(unit, layers, seeds, place.pixel_m)
            before = pixels[number] * origin * place.pixel_km2
            values["area_change"] = values["area_km2"] / before - 1 if before else None
            found.append(Outline(system, polygon, values, why.get(number, "")))
        return found

    def _units(
        self, mask: np.ndarray, layers: Mapping[str, np.ndarray], place: Place
    ) -> tuple[np.ndarray, dict[int, str]]:
        """Units of a landform, and for each what separates it from its neighbours."""
        found = units.separation(
            mask,
            layers["smoothed"],
            layers.get("elevation"),
            pixel_m=math.sqrt(place.pixel_m[0] * place.pixel_m[1]),
            settings=self.separate,
            least=self.unit_pixels,
        )
        why: dict[int, list[str]] = {}
        for border in found.borders:
            for number in (border.first, border.second):
                why.setdefault(number, []).append(border.reason)
        return found.labels, {number: _unit_of(reasons) for number, reasons in why.items()}


def _unit_of(reasons: list[str]) -> str:
    return "unit of a system, split at " + "; ".join(dict.fromkeys(reasons))


def _groups(mask: np.ndarray, reach: int) -> Iterator[tuple[slice, slice, np.ndarray]]:
    """Windows around the groups of landforms that are near each other.

    Yields rows and columns of the window, and the pixels in it of landforms of other groups.
    """
    near = ndimage.maximum_filter(mask, 2 * reach + 1, mode="constant")
    groups = ndimage.label(near, _EIGHT, output=np.int32)[0]
    del near
    for number, (rows, columns) in enumerate(ndimage.find_objects(groups), start=1):
        yield rows, columns, mask[rows, columns] & (groups[rows, columns] != number)
