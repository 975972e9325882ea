"""Where to segment: hysteresis threshold of the heatmap, and gates around its support.

Rock glaciers fill a few per cent of a scene. Segmenting only near the heatmap's support costs
seconds where the whole scene costs minutes, and memory in proportion. Each gate is segmented alone,
so it is also what a region is divided by: :func:`gates_of` finds the gates of one unit of a scene
without reading the rest of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr
from .rules import Rules
from .segmentation import SceneBands, smooth

#: Classes of the pixels of a scene.
NONE, SUPPORT, SEED, NO_DATA = 0, 1, 2, 255

#: Part of a scene: its rows and its columns, as numpy takes them.
Window = tuple[slice, slice]

#: First margin around a unit beyond what distances need, in pixels; most gates end within it.
_MARGIN = 64

#: Windows of more pixels than this are told to the user; each pixel takes some 20 bytes.
_LARGE = 1 << 26

#: Rows that are read at once, and side of the blocks that are smoothed, in pixels.
_STRIP, _BLOCK = 512, 256

_EIGHT = np.ones((3, 3), bool)


@dataclass(frozen=True)
class Gate:
    """A connected part of the scene within some distance of the seeded support.

    Attributes:
        row, column: place in the scene of the first pixel of the masks.
        first: row and column in the scene of its first pixel, row by row; tells gates apart.
        mask: its pixels, bool (height, width).
        seeds: those of them that reach the seed threshold, bool (height, width).
        other: pixels of other gates in the same window, bool (height, width).
    """

    row: int
    column: int
    first: tuple[int, int]
    mask: np.ndarray
    seeds: np.ndarray
    other: np.ndarray


def classify(
    scene: SceneBands, rules: Rules, feedback: Feedback | None = None, window: Window | None = None
) -> np.ndarray:
    """Classes of the smoothed heatmap, read in strips: uint8 (height, width).

    Args:
        window: part of the scene; the whole when None.

    Returns:
        ``SEED`` from the seed threshold on, ``SUPPORT`` from the threshold on, else ``NONE``;
        ``NO_DATA`` without data. A pixel's class does not depend on the window.

    Raises:
        InputError: values outside 0..1.
    """
    feedback = feedback or Feedback()
    rows, columns = window or whole(scene)
    height, width = rows.stop - rows.start, columns.stop - columns.start
    classes = np.full((height, width), NO_DATA, np.uint8)
    halo = scene.halo
    for row in range(0, height, _STRIP):
        feedback.check()
        part = classes[row : row + _STRIP]
        raw = scene.probability(
            columns.start - halo, rows.start + row - halo, width + 2 * halo, len(part) + 2 * halo
        )
        _check_range(raw[halo : halo + len(part), halo : halo + width])
        for top in range(0, len(part), _BLOCK):
            for left in range(0, width, _BLOCK):
                block = part[top : top + _BLOCK, left : left + _BLOCK]
                around = raw[top : top + _BLOCK + 2 * halo, left : left + _BLOCK + 2 * halo]
                _classify_block(block, around, scene, rules)
        feedback.progress((row + len(part)) / height)
    return classes


def _classify_block(classes: np.ndarray, raw: np.ndarray, scene: SceneBands, rules: Rules) -> None:
    """Fill in the classes of a block from the heatmap in and around it."""
    inner = tuple(slice(scene.halo, scene.halo + side) for side in classes.shape)
    classes[np.isfinite(raw[inner])] = NONE
    # A mean is no higher than the highest value, but for rounding: most of a scene needs none.
    if np.fmax.reduce(raw, axis=None) >= rules.threshold * (1 - 1e-5):
        values = smooth(raw, scene.settings.smoothing)[inner]
        classes[values >= rules.threshold] = SUPPORT
        classes[values >= rules.seed_threshold] = SEED


def whole(scene: SceneBands) -> Window:
    """The window of a whole scene."""
    return tuple(slice(0, size) for size in scene.grid.shape)


def everything(classes: np.ndarray) -> Gate:
    """One gate of all pixels of a scene that have data."""
    nothing = np.zeros(classes.shape, bool)
    return Gate(0, 0, (0, 0), classes != NO_DATA, classes == SEED, nothing)


def gates_of(
    scene: SceneBands,
    rules: Rules,
    unit: Window,
    classes: np.ndarray,
    feedback: Feedback | None = None,
    *,
    seedless: bool = False,
) -> Iterator[tuple[Gate, Feedback]]:
    """The gates of a unit: those whose first seed pixel, row by row, lies in it.

    Gates are the connected parts (8-connectivity) of what has data and lies within the settings'
    ``gate_m`` of the seeded support, which is the hysteresis of Canny 1986 (IEEE Trans. Pattern
    Anal. Mach. Intell. 8:679-698): the connected parts of the support that hold a seed. As every
    seed lies in one gate and in one unit, the units of a partition have each gate once.

    What is read grows from the unit until the gate is certain. Support that goes on beyond what is
    read may hold a seed there or not. A gate is certain when it ends before the first pixel that
    support beyond could reach, and its window holds the same gates in both cases. Gates with an
    earlier seed in sight, outside the unit, are another unit's and are left at once. Memory holds
    the unit, or the gate, with a margin.

    Args:
        classes: of the unit, see :func:`classify`.
        seedless: give gates without a seed too: parts that gaps in the data cut off the support.
            Only where the unit is the whole scene.

    Yields:
        Each gate and a feedback for the work on it.

    Raises:
        InputError: values outside 0..1 around the unit.
        Cancelled: the user stopped the run.
    """
    feedback = feedback or Feedback()
    seeds = classes == SEED
    if not seeds.any():
        return
    search = _Search(scene, rules)
    rows, columns = (
        _between(np.flatnonzero(seeds.any(axis=axis)), side.start)
        for axis, side in zip((1, 0), unit)
    )
    del seeds
    around = search.widened((rows, columns), _MARGIN)
    window = tuple(slice(min(a.start, b.start), max(a.stop, b.stop)) for a, b in zip(unit, around))
    area = search.read(window, unit, classes, feedback)

    def inside(row: np.ndarray, column: np.ndarray) -> np.ndarray:
        return (
            (row >= unit[0].start)
            & (row < unit[0].stop)
            & (column >= unit[1].start)
            & (column < unit[1].stop)
        )

    yield from search.gates(window, area, inside, _MARGIN, feedback, seedless)


class _Search:
    """Finds gates in windows of a scene that grow until the gates in them are certain."""

    def __init__(self, scene: SceneBands, rules: Rules):
        self.scene, self.rules = scene, rules
        self.shape = scene.grid.shape
        self.radius = scene.settings.gate_m / scene.grid.resolution
        self.reach = math.ceil(self.radius)

    def widened(self, window: Window, margin: int) -> Window:
        """A window with room for a gate around what it holds, and a margin."""
        wide = 2 * self.reach + margin
        return tuple(
            slice(max(0, side.start - wide), min(size, side.stop + wide))
            for side, size in zip(window, self.shape)
        )

    def read(
        self, window: Window, known: Window, classes: np.ndarray, feedback: Feedback
    ) -> np.ndarray:
        """Classes of a window, of which a part may be known already."""
        if window == known:
            return classes
        joint = tuple(
            slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(window, known)
        )
        (rows, columns), (top, left) = window, (side.start for side in window)
        out = np.empty((rows.stop - top, columns.stop - left), np.uint8)
        out[_within(joint, window)] = classes[_within(joint, known)]
        silent = feedback.part(0, 0)
        above, below = slice(top, joint[0].start), slice(joint[0].stop, rows.stop)
        before, after = slice(left, joint[1].start), slice(joint[1].stop, columns.stop)
        for part in ((above, columns), (below, columns), (joint[0], before), (joint[0], after)):
            if all(side.stop > side.start for side in part):
                out[_within(part, window)] = classify(self.scene, self.rules, silent, part)
        return out

    def gates(
        self,
        window: Window,
        classes: np.ndarray,
        mine: Callable[[np.ndarray, np.ndarray], np.ndarray],
        margin: int,
        feedback: Feedback,
        seedless: bool = False,
    ) -> Iterator[tuple[Gate, Feedback]]:
        """Gates whose first seed is ``mine`` (of rows and columns in the scene, bool)."""
        feedback.check()
        certain, possible, inner = self._near(window, classes, feedback)
        labels = ndimage.label(possible, _EIGHT, output=np.int32)[0]
        boxes = ndimage.find_objects(labels)
        seeds = classes[_within(inner, window)] == SEED
        sure = labels
        if possible is not certain:
            sure = ndimage.label(certain, _EIGHT, output=np.int32)[0]
        # The first seed of a gate is also that of one of the parts that are certain.
        first = _firsts(sure, seeds)
        row, column = first // labels.shape[1] + inner[0].start, first % labels.shape[1]
        column += inner[1].start
        chosen = mine(row, column)
        row, column, numbers = row[chosen], column[chosen], labels.ravel()[first[chosen]]
        del sure
        wanted = range(1, len(boxes) + 1) if seedless else np.unique(numbers).tolist()
        open_ended = self._open_ended(labels, inner)
        uncertain = {
            number
            for number in wanted
            if open_ended[number]
            or (
                possible is not certain
                and (possible[boxes[number - 1]] ^ certain[boxes[number - 1]]).any()
            )
        }
        del possible, certain
        ready = [number for number in wanted if number not in uncertain]
        order = ready + sorted(uncertain)
        ends = np.cumsum([0, *(seeds[boxes[number - 1]].size for number in order)])
        ends = (ends / max(ends[-1], 1)).tolist()
        parts = {n: feedback.part(a, b) for n, a, b in zip(order, ends, ends[1:])}
        for number in ready:
            yield _gate(labels, number, boxes[number - 1], seeds, inner), parts[number]
        known = row * self.shape[1] + column
        growing = [(n, boxes[n - 1], known[numbers == n]) for n in sorted(uncertain)]
        del labels, boxes, seeds
        for number, box, firsts in growing:
            here = tuple(_moved(side, edge.start) for side, edge in zip(box, inner))
            wider = self.widened(here, 2 * margin)
            if _size(wider) > _LARGE >= _size(window):
                self._warn(wider, feedback)
            area = self.read(wider, window, classes, parts[number])

            def among(row, column, firsts=firsts):
                return np.isin(row * self.shape[1] + column, firsts)

            yield from self.gates(wider, area, among, 2 * margin, parts[number])

    def _near(
        self, window: Window, classes: np.ndarray, feedback: Feedback
    ) -> tuple[np.ndarray, np.ndarray, Window]:
        """What is near seeded support.

        Returns:
            bool arrays: near support that is certainly seeded, and near support that may be (the
            same array when they are equal); and the window of the scene that they cover, which
            support outside the one given cannot reach.
        """
        support = (classes == SUPPORT) | (classes == SEED)
        parts, count = ndimage.label(support, _EIGHT, output=np.int32)
        del support
        seeded = np.zeros(count + 1, bool)
        seeded[parts[classes == SEED]] = True
        unknown = self._open_ended(parts, window) & ~seeded
        inner = tuple(
            slice(
                side.start + (self.reach if side.start > 0 else 0),
                side.stop - (self.reach if side.stop < size else 0),
            )
            for side, size in zip(window, self.shape)
        )
        cut = _within(inner, window)
        data = classes[cut] != NO_DATA
        near = np.zeros(classes.shape, bool)
        places = ndimage.find_objects(parts)
        self._spread(near, parts, np.flatnonzero(seeded), places, feedback)
        certain = near[cut] & data
        if not unknown.any():
            return certain, certain, inner
        self._spread(near, parts, np.flatnonzero(unknown), places, feedback)
        return certain, near[cut] & data, inner

    def _spread(self, near, parts, numbers, places, feedback: Feedback) -> None:
        """Set what lies within the radius of some parts."""
        reach = self.reach
        for number in numbers.tolist():
            rows, columns = (
                slice(max(0, side.start - reach), min(size, side.stop + reach))
                for side, size in zip(places[number - 1], near.shape)
            )
            # In strips, as distances take some 50 bytes per pixel.
            for top in range(rows.start, rows.stop, _STRIP):
                feedback.check()
                strip = slice(top, min(top + _STRIP, rows.stop))
                around = slice(max(rows.start, top - reach), min(strip.stop + reach, rows.stop))
                outside = parts[around, columns] != number
                if not outside.all():
                    distance = ndimage.distance_transform_edt(outside)
                    inner = _moved(strip, -around.start)
                    near[strip, columns] |= distance[inner] <= self.radius

    def _open_ended(self, labels: np.ndarray, window: Window) -> np.ndarray:
        """Which labels meet a side of the window that is not the scene's; bool (labels + 1)."""
        out = np.zeros(int(labels.max(initial=0)) + 1, bool)
        for axis, (side, size) in enumerate(zip(window, self.shape)):
            if side.start > 0:
                out[labels.take(0, axis)] = True
            if side.stop < size:
                out[labels.take(-1, axis)] = True
        out[0] = False
        return out

    def _warn(self, window: Window, feedback: Feedback) -> None:
        height, width = (side.stop - side.start for side in window)
        feedback.warning(
            tr(
                "The heatmap's support is connected over {width} × {height} pixels or more "
                "(from column {start}, row {row} on), which are worked on as one and take "
                "memory in proportion. If that is not meant, raise the threshold or lower "
                "the distance around the support."
            ).format(width=width, height=height, start=window[1].start, row=window[0].start)
        )


def _gate(labels: np.ndarray, number: int, box: Window, seeds: np.ndarray, window: Window) -> Gate:
    here = labels[box]
    mask = here == number
    row, column = (side.start + edge.start for side, edge in zip(box, window))
    first = row, column + int(mask[0].argmax())
    return Gate(row, column, first, mask, seeds[box] & mask, (here > 0) & ~mask)


def _firsts(labels: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """Flat index of the first seed of each label that has one."""
    places = np.flatnonzero(seeds)
    return places[np.unique(labels.ravel()[places], return_index=True)[1]]


def _between(numbers: np.ndarray, start: int) -> slice:
    return slice(start + int(numbers[0]), start + int(numbers[-1]) + 1)


def _size(window: Window) -> int:
    return math.prod(side.stop - side.start for side in window)


def _moved(side: slice, by: int) -> slice:
    return slice(side.start + by, side.stop + by)


def _within(part: Window, window: Window) -> Window:
    """A part of the scene in the pixels of a window."""
    return tuple(_moved(side, -edge.start) for side, edge in zip(part, window))


def _check_range(values: np.ndarray) -> None:
    low, high = (float(end.reduce(values, axis=None)) for end in (np.fmin, np.fmax))
    if low < -1e-3 or high > 1 + 1e-3:
        raise InputError(
            tr(
                "The heatmap has values from {low:g} to {high:g}; probabilities lie between "
                "0 and 1. Divide it first (by 255 or 100, raster calculator), or set its "
                "nodata value."
            ).format(low=low, high=high)
        )
