"""Which patches train and which validate: by block of ground, by landform, or at random.

Blocks and landforms keep places apart: no training patch shares ground with a validation patch.
The sides are drawn from the rock glaciers alone, so negatives that are added in a later round of
training never move a rock glacier to the other side.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from ..errors import InputError
from ..grid import Grid
from ..translation import tr
from .dataset import TRAIN, VALIDATION
from .outlines import Source
from .windows import Box, cover, overlapping

BLOCK, LANDFORM, RANDOM = RULES = ("block", "landform", "random")
#: Blocks are at least this wide where the stack is large enough, in metres.
_BLOCK_SIZE_M = 5000.0
_DRAWS = 200
#: Windows planned in all while draws are compared.
_EFFORT = 100_000

Cell = tuple[int, int]
#: (kind of source is positive, split), the more precious first.
PRECEDENCE = ((True, VALIDATION), (True, TRAIN), (False, VALIDATION), (False, TRAIN))


@dataclass(frozen=True)
class PlannedWindow:
    """A window with its side.

    Attributes:
        column, row: upper left pixel.
        source: for which it was cut.
        split: ``train`` or ``validation``.
        place: name of its block or landform; empty for a random split.
    """

    column: int
    row: int
    source: Source
    split: str
    place: str

    @property
    def corner(self) -> tuple[int, int]:
        """(column, row)."""
        return self.column, self.row


@dataclass(frozen=True)
class Lattice:
    """Square blocks on multiples of their size in the coordinates of the CRS.

    Attributes:
        grid: of the stack.
        size: side of a block in map units.
    """

    grid: Grid
    size: float

    def cell(self, x: float, y: float) -> Cell:
        """The block of a point, counted from the origin of the CRS to the east and north."""
        return math.floor(x / self.size), math.floor(y / self.size)

    def bounds(self, cell: Cell) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) in map units."""
        column, row = cell
        return tuple(n * self.size for n in (column, row, column + 1, row + 1))

    def box(self, first: Cell, last: Cell) -> Box:
        """Whole pixels of the image inside the blocks from ``first`` (south-west) to ``last``."""
        left, bottom, _, _ = self.bounds(first)
        _, _, right, top = self.bounds(last)
        upper, lower = ~self.grid.transform * (left, top), ~self.grid.transform * (right, bottom)
        box = Box(
            *(math.ceil(n - 1e-6) for n in upper),
            *(math.floor(n + 1e-6) for n in lower),
        )
        return box.common(Box(0, 0, self.grid.width, self.grid.height))

    def room(self, cell: Cell, sides: dict[Cell, str], side: str, around: Box) -> Box:
        """Pixels around a block, grown over neighbours towards ``around``, that are of its side.

        Args:
            sides: of the blocks that have one; the others are free to both.
        """
        grid = self.grid.part(
            around.left, around.top, around.right - around.left, around.bottom - around.top
        )
        left, bottom, right, top = grid.bounds
        least, most = self.cell(left, bottom), self.cell(right, top)
        west, south = east, north = cell

        def free(columns: range, rows: range) -> bool:
            return all(sides.get((i, j), side) == side for i in columns for j in rows)

        while west > least[0] and free(range(west - 1, west), range(south, north + 1)):
            west -= 1
        while east < most[0] and free(range(east + 1, east + 2), range(south, north + 1)):
            east += 1
        while south > least[1] and free(range(west, east + 1), range(south - 1, south)):
            south -= 1
        while north < most[1] and free(range(west, east + 1), range(north + 1, north + 2)):
            north += 1
        return self.box((west, south), (east, north))


def block_name(cell: Cell) -> str:
    """Name of a block as the index gives it."""
    return f"block {cell[0]} {cell[1]}"


def choose_block_size(grid: Grid, patch_size: int) -> float:
    """Side of a block in metres: twice a patch, at least 5 km, but nine blocks for the stack."""
    side = grid.resolution
    wanted = max(_BLOCK_SIZE_M, 2 * patch_size * side)
    most = math.sqrt(grid.width * grid.height / 9) * side
    size = min(wanted, most)
    step = 10 ** (math.floor(math.log10(size)) - 1)
    return math.floor(size / step + 1e-9) * step


@dataclass
class Splitter:
    """Plans windows around sources and gives each its side.

    Attributes:
        grid: of the stack.
        size, overlap: of windows in pixels.
        rule: ``block``, ``landform`` or ``random``.
        share: of the rock glacier area (by block, by landform) or of the windows that validates.
        seed: of all draws.
        block_size_m: side of a block in metres, for the rule ``block``.
        usable: whether a window at (column, row) seems to have enough data.
    """

    grid: Grid
    size: int
    overlap: int
    rule: str
    share: float
    seed: int
    block_size_m: float
    usable: Callable[[int, int], bool]
    sides: dict[Hashable, str] = field(default_factory=dict)

    def __post_init__(self):
        self.image = Box(0, 0, self.grid.width, self.grid.height)
        self.lattice = Lattice(self.grid, self.block_size_m / self.grid.unit_in_metres)

    def plan(self, positives: list[Source], negatives: list[Source]) -> list[PlannedWindow]:
        """Windows of all sources, duplicates of one side once, in the order of precedence.

        Windows of different sides may still overlap; see :func:`keep_apart`.

        Raises:
            InputError: a side would stay empty.
        """
        if self.rule == RANDOM:
            return self._at_random(positives + negatives)
        self.sides = self._draw_sides(positives)
        windows = self._windows(positives, self.sides) + self._windows(negatives, self.sides)
        order = {kind: number for number, kind in enumerate(PRECEDENCE)}
        windows.sort(key=lambda w: order[w.source.positive, w.split])
        once: dict[tuple, PlannedWindow] = {}
        for window in windows:
            once.setdefault((window.corner, window.split), window)
        return list(once.values())

    def block_features(self, windows: list[PlannedWindow]) -> list[tuple[str, str, object]]:
        """(name, split, square) of the blocks in which windows or rock glaciers lie."""
        cells = dict(self.sides)
        for window in windows:
            cells.setdefault(self.lattice.cell(*window.source.point), window.split)
        return [
            (block_name(cell), side, shapely.box(*self.lattice.bounds(cell)))
            for cell, side in sorted(cells.items())
        ]

    def _key(self, source: Source) -> Hashable:
        if self.rule == BLOCK:
            return self.lattice.cell(*source.point)
        return source.id

    def _side(self, source: Source, sides: dict[Hashable, str]) -> str:
        key = self._key(source)
        if key in sides and (source.positive or self.rule == BLOCK):
            return sides[key]
        digest = hashlib.sha256(f"{self.seed} {key}".encode()).digest()
        below = int.from_bytes(digest[:8], "big") < self.share * 2**64
        return VALIDATION if below else TRAIN

    def _windows(self, sources: list[Source], sides: dict[Hashable, str]) -> list[PlannedWindow]:
        windows = []
        for source in sources:
            side, limits = self._side(source, sides), self.image
            if self.rule == BLOCK:
                cell, region = self._key(source), source.region
                around = Box(
                    region.left - self.size,
                    region.top - self.size,
                    region.right + self.size,
                    region.bottom + self.size,
                ).common(self.image)
                # Context is cut at the border of the side, the landform itself never.
                limits = self.lattice.room(cell, sides, side, around).joined(source.envelope)
                place = block_name(cell)
            else:
                place = f"{'landform' if source.positive else 'negative'} {source.id}"
            corners = cover(
                source.region.common(limits), limits, self.image, self.size, self.overlap
            )
            windows += [PlannedWindow(*corner, source, side, place) for corner in corners]
        return windows

    def _at_random(self, sources: list[Source]) -> list[PlannedWindow]:
        windows: dict[tuple[int, int], PlannedWindow] = {}
        for window in self._windows(sources, {}):
            windows.setdefault(window.corner, window)
        usable = [window for window in windows.values() if self.usable(*window.corner)]
        rng = np.random.default_rng(self.seed)
        held_out: set[tuple[int, int]] = set()
        for positive in (True, False):
            corners = [w.corner for w in usable if w.source.positive is positive]
            if positive and len(corners) < 2:
                raise InputError(
                    tr(
                        "There is room for {count} patch(es) of rock glaciers with enough "
                        "data; training and validation need one each. Choose a smaller "
                        "PATCH_SIZE or MIN_VALID, or add rock glaciers."
                    ).format(count=len(corners))
                )
            count = max(round(self.share * len(corners)), int(positive))
            drawn = rng.permutation(len(corners))[: min(count, max(0, len(corners) - 1))]
            held_out.update(corners[n] for n in drawn)
        return [
            replace(window, split=VALIDATION if window.corner in held_out else TRAIN, place="")
            for window in windows.values()
        ]

    def _draw_sides(self, positives: list[Source]) -> dict[Hashable, str]:
        """Sides of the blocks or landforms with rock glaciers: the best of many seeded draws.

        Good is a share of area near the wanted one, and few training windows that must be left
        out because they overlap validation windows.
        """
        areas: dict[Hashable, int] = {}
        for source in positives:
            areas[self._key(source)] = areas.get(self._key(source), 0) + source.area
        keys = sorted(areas)
        draws: dict[frozenset, float] = {}
        rng = np.random.default_rng(self.seed)
        for _ in range(_DRAWS if len(keys) > 1 else 0):
            order = rng.permutation(len(keys))
            reached = np.cumsum([areas[keys[n]] for n in order])[:-1] / sum(areas.values())
            count = int(np.argmin(np.abs(reached - self.share))) + 1
            miss = abs(reached[count - 1] / self.share - 1)
            draws[frozenset(keys[n] for n in order[:count])] = miss
        ranked = sorted(draws, key=lambda chosen: draws[chosen])
        best, lowest, planned = None, math.inf, 0
        for chosen in ranked:
            if draws[chosen] >= lowest or (best is not None and planned > _EFFORT):
                break
            sides = {key: VALIDATION if key in chosen else TRAIN for key in keys}
            windows = self._windows(positives, sides)
            planned += len(windows)
            lost = self._share_lost(windows)
            if lost is not None and draws[chosen] + lost < lowest:
                best, lowest = sides, draws[chosen] + lost
        if best is None:
            raise InputError(self._advice(len(keys)))
        return best

    def _share_lost(self, windows: list[PlannedWindow]) -> float | None:
        """Share of windows that overlap across the split; None when a side stays empty."""
        corners = {w.corner: w.split for w in windows if self.usable(*w.corner)}
        held_out = [corner for corner, split in corners.items() if split == VALIDATION]
        training = [corner for corner, split in corners.items() if split == TRAIN]
        lost = int(overlapping(training, held_out, self.size).sum())
        if not held_out or lost == len(training):
            return None
        return lost / len(corners)

    def _advice(self, count: int) -> str:
        side, block = self.size * self.grid.resolution / 1000, self.block_size_m / 1000
        if self.rule == BLOCK:
            where = tr("{count} block(s) of {size:g} km").format(count=count, size=block)
        else:
            where = tr("{count} place(s)").format(count=count)
        smaller = "BLOCK_SIZE" if self.rule == BLOCK and block >= 2 * side else "PATCH_SIZE"
        other = tr("landform or random") if self.rule == BLOCK else "random"
        return tr(
            "Training and validation cannot be kept apart: the usable rock glaciers lie in "
            "{where}, and a patch is {side:g} km wide. Choose a smaller {parameter}, add rock "
            "glaciers that lie farther away, or choose another SPLIT ({other}; the figures of a "
            "random split are too good)."
        ).format(where=where, side=side, parameter=smaller, other=other)


def keep_apart(
    windows: list[PlannedWindow], size: int, keep: Callable[[PlannedWindow], bool]
) -> int:
    """Go through windows so that no kept one overlaps a kept one of the other side.

    Validation goes before training, and rock glaciers go before negatives: what comes later gives
    way to what was kept before.

    Args:
        windows: of a :class:`Splitter`.
        size: of a window in pixels.
        keep: called for each window that overlaps none of the other side; tells whether it is
            kept (a window without data is not, and then nothing gives way to it).

    Returns:
        How many windows gave way.
    """
    kept: dict[tuple[bool, str], list[tuple[int, int]]] = {}
    left_out = 0
    for kind in PRECEDENCE:
        group = [w for w in windows if (w.source.positive, w.split) == kind]
        rivals = [c for (_, split), corners in kept.items() if split != kind[1] for c in corners]
        crossing = overlapping([w.corner for w in group], rivals, size)
        left_out += int(crossing.sum())
        kept[kind] = [
            window.corner
            for window, crosses in zip(group, crossing)
            if not crosses and keep(window)
        ]
    return left_out
