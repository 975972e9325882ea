"""Several levels of objects of a scene: superpixels in tiles, then region merging of the whole.

Each tile gives its fragments (superpixels, or the parts of them that lie in the tile), their sums
and their neighbours. Fragments are joined to superpixels by adding, as regions are joined to
objects. So no tile needs to know another one, and memory holds one number per pixel and some 100
bytes per superpixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError
from ..feedback import Feedback
from ..pipeline import in_threads
from ..translation import tr
from . import merging, superpixels

if TYPE_CHECKING:
    from .segmentation import SceneBands


#: Rows that are renamed at once.
_STRIP = 256

#: Share of the tiles in the time of a run.
_TILES_SHARE = 0.6


@dataclass
class Level:
    """One level of objects; object k has label k + 1.

    Attributes:
        scale: the scale parameter.
        merged: table and graph of the objects, and how the regions of the level below (the
            superpixels below the finest level) went into them.
        parent: object of the next coarser level that each object is part of, int32 (N,); None at
            the coarsest level.
    """

    scale: float
    merged: merging.Merged
    parent: np.ndarray | None = None

    @property
    def table(self) -> merging.RegionTable:
        """Sums of the objects."""
        return self.merged.table

    @property
    def graph(self) -> merging.RegionGraph:
        """Neighbours among the objects."""
        return self.merged.graph


@dataclass(eq=False)
class Levels(Sequence):
    """Levels of objects from fine to coarse, each nested in the next; a sequence of them.

    Attributes:
        window: (column, row, width, height) in the scene.
        finest: labels of the finest level, int32 (height, width); 0 is no data or outside the
            gate.
        superpixels: number of regions before merging.
    """

    window: tuple[int, int, int, int]
    finest: np.ndarray
    superpixels: int
    _levels: tuple[Level, ...]

    def __len__(self) -> int:
        return len(self._levels)

    def __getitem__(self, level):
        return self._levels[level]

    def ancestors(self, level: int) -> np.ndarray:
        """Object of ``level`` that each object of the finest level is part of, int32 (N,)."""
        own = np.arange(len(self[0].table.n), dtype=np.int32)
        for finer in self._levels[: range(len(self))[level]]:
            own = finer.parent[own]
        return own

    def labels(self, level: int = 0) -> np.ndarray:
        """Label raster of a level, int32 (height, width); a copy except for the finest."""
        if range(len(self))[level] == 0:
            return self.finest
        return merging.relabelled(self.finest, self.ancestors(level))


def segment_scene(
    scene: SceneBands,
    scales: Sequence[float],
    *,
    window: tuple[int, int, int, int] | None = None,
    feedback: Feedback | None = None,
) -> Levels:
    """Segment all pixels of a scene that have data.

    Args:
        scene: open.
        scales: scale parameter of each level, rising; each level goes on merging from the one
            below.
        window: (column, row, width, height) in the scene's pixels; the whole scene when None.

    Raises:
        InputError: scales that do not rise, or a window that is not in the scene.
        Cancelled: the user stopped the run.
    """
    height, width = scene.grid.shape
    window = window or (0, 0, width, height)
    column, row, columns, rows = window
    if min(column, row) < 0 or min(columns, rows) < 1:
        raise InputError(
            tr("The window {window} is empty or begins outside the scene.").format(window=window)
        )
    if column + columns > width or row + rows > height:
        raise InputError(
            tr("The window {window} reaches beyond the scene ({width} × {height}).").format(
                window=window, width=width, height=height
            )
        )
    return segment_window(scene, window, scales, None, feedback)


def segment_window(
    scene: SceneBands,
    window: tuple[int, int, int, int],
    scales: Sequence[float],
    gate: np.ndarray | None = None,
    feedback: Feedback | None = None,
) -> Levels:
    """Segment the pixels of a window that have data and lie in ``gate`` (bool; all when None).

    Raises:
        InputError: scales that do not rise.
        Cancelled: the user stopped the run.
    """
    scales = [float(scale) for scale in scales]
    if not scales or not all(a < b for a, b in zip(scales, scales[1:])):
        raise InputError(
            tr("The scales of the levels must rise, at least one; not {scales}.").format(
                scales=scales
            )
        )
    feedback = feedback or Feedback()
    labels, table, graph, order = _regions(scene, window, gate, feedback.part(0, _TILES_SHARE))
    count = len(table.n)
    settings = scene.settings
    levels: list[Level] = []
    for number, scale in enumerate(scales):
        share = (1 - _TILES_SHARE) / len(scales)
        start = _TILES_SHARE + number * share
        merged = merging.merge(
            table,
            graph,
            scene.weights,
            scale,
            settings.shape,
            settings.compactness,
            feedback.part(start, start + share),
            order,
            overwrite=number == 0,
        )
        if levels:
            levels[-1].parent = merged.parent
        levels.append(Level(scale, merged))
        table, graph, order = merged.table, merged.graph, merged.order
    _rename(labels, levels[0].merged.parent, feedback)
    feedback.progress(1.0)
    return Levels(tuple(window), labels, count, tuple(levels))


@dataclass
class _Fragments:
    """The parts of superpixels in one tile; fragment k has label k + 1.

    Attributes:
        labels: int32, of the tile.
        table, graph: of the fragments, boxes in the pixels of the window.
        target: flat index in the window of each fragment's minimum, or of the first pixel outside
            the tile on the way there; int64 (N,).
    """

    labels: np.ndarray
    table: merging.RegionTable
    graph: merging.RegionGraph
    target: np.ndarray


def _regions(scene, window, gate, feedback):
    """Superpixels of a window: labels, table, graph, and ranks that are mixed in space."""
    column, row, width, height = window
    tiles = _tiles(height, width, scene.settings.tile)
    if gate is not None:
        tiles = [tile for tile in tiles if gate[tile].any()]
    labels = np.zeros((height, width), np.int32)
    found: list[_Fragments] = []
    count = 0

    def run(tile):
        return _fragments(scene, window, gate, tile)

    for done, (tile, part) in enumerate(in_threads(run, tiles, scene.settings.workers, feedback)):
        np.add(part.labels, count, out=labels[tile], where=part.labels > 0)
        part.labels = None
        part.graph.first += count
        part.graph.second += count
        count += part.target.size
        found.append(part)
        feedback.progress((done + 1) / len(tiles))
    if not count:
        empty = merging.described(labels[:0], np.empty((len(scene.weights), 0, width)))
        return labels, *empty, np.empty(0, np.int32)
    region, root, place = _region_of(found, labels)
    graph, joint = _joined_graph(found, labels, tiles, region, root.size)
    table = _joined_table(found, region, root)
    np.subtract.at(table.perimeter, joint[0], 2 * joint[1])
    _rename(labels, region, feedback)
    place = (place // width + row) * scene.grid.width + place % width + column
    return labels, table, graph, _ranks(place)


def _tiles(height: int, width: int, size: int) -> list[tuple[slice, slice]]:
    return [
        (slice(top, min(top + size, height)), slice(left, min(left + size, width)))
        for top in range(0, height, size)
        for left in range(0, width, size)
    ]


def _fragments(scene: SceneBands, window, gate, tile: tuple[slice, slice]) -> _Fragments:
    """Read a tile and find its superpixels as far as they lie in it."""
    rows, columns = tile
    halo = superpixels.HALO
    top, left = rows.start - halo, columns.start - halo
    height, width = rows.stop - rows.start + 2 * halo, columns.stop - columns.start + 2 * halo
    row, column = window[1] + top, window[0] + left
    values = scene.segmentation_bands(column, row, width, height)
    valid = np.isfinite(values[0]) & _cut(gate, window, top, left, height, width)
    slope = superpixels.gradient(values, scene.weights)
    code = superpixels.drainage(slope, valid, row, column, scene.settings.seed_step)
    inner = slice(halo, height - halo), slice(halo, width - halo)
    end = superpixels.basins(code, inner)
    labels, target = superpixels.numbered(end, valid[inner])
    table, graph = merging.described(labels, values[(slice(None), *inner)])
    table.box += np.array([rows.start, columns.start] * 2, np.int32)
    return _Fragments(
        labels, table, graph, (target // width + top) * window[2] + target % width + left
    )


def _cut(gate, window, top: int, left: int, height: int, width: int) -> np.ndarray:
    """The pixels of a part of the window to segment, none beyond it; the part may reach out."""
    out = np.zeros((height, width), bool)
    rows = slice(max(top, 0), min(top + height, window[3]))
    columns = slice(max(left, 0), min(left + width, window[2]))
    inside = (
        slice(rows.start - top, rows.stop - top),
        slice(columns.start - left, columns.stop - left),
    )
    out[inside] = True if gate is None else gate[rows, columns]
    return out


def _region_of(found: list[_Fragments], labels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Which fragments are one superpixel.

    Returns:
        Superpixel of each fragment, int32, numbered in raster order of the minima; the fragment
        of each superpixel that holds the minimum; and the minima as flat indices in the window.
    """
    target = np.concatenate([part.target for part in found])
    owner = labels.ravel()[target] - 1
    while True:
        further = owner[owner]
        if np.array_equal(further, owner):
            break
        owner = further
    root = np.flatnonzero(owner == np.arange(owner.size, dtype=np.int32))
    root = root[np.argsort(target[root])]
    number = np.empty(owner.size, np.int32)
    number[root] = np.arange(root.size, dtype=np.int32)
    return number[owner], root, target[root]


def _joined_graph(found: list[_Fragments], labels, tiles, region, count: int):
    """Graph of the superpixels, and borders inside them; takes the graphs from ``found``.

    Returns:
        The graph (in no order), and the superpixels and lengths of the borders between two
        fragments of the same.
    """
    graphs = [part.graph for part in found]
    for line in {tile[0].start for tile in tiles} - {0}:
        graphs.append(_seam(labels[line - 1], labels[line], region.size))
    for line in {tile[1].start for tile in tiles} - {0}:
        graphs.append(_seam(labels[:, line - 1], labels[:, line], region.size))
    for part in found:
        part.graph = None
    first = region[np.concatenate([graph.first for graph in graphs])]
    second = region[np.concatenate([graph.second for graph in graphs])]
    length = np.concatenate([graph.length for graph in graphs])
    del graphs
    inner = first == second
    joint = first[inner], length[inner]
    # A superpixel of one fragment meets another such only once.
    split = np.bincount(region, minlength=count) > 1
    several = split[first] | split[second]
    alone = ~several
    several &= ~inner
    graph = merging.gathered(first[several], second[several], length[several], count)
    # Numbers of superpixels need not rise with those of their fragments.
    one, other = first[alone], second[alone]
    return merging.RegionGraph(
        np.concatenate([np.minimum(one, other), graph.first]),
        np.concatenate([np.maximum(one, other), graph.second]),
        np.concatenate([length[alone], graph.length]),
    ), joint


def _seam(one: np.ndarray, other: np.ndarray, count: int) -> merging.RegionGraph:
    """Neighbours among ``count`` fragments across a line between tiles."""
    both = (one > 0) & (other > 0)
    return merging.gathered(one[both] - 1, other[both] - 1, None, count)


def _joined_table(found: list[_Fragments], region, root) -> merging.RegionTable:
    """Table of the superpixels, borders inside them still counted; empties ``found``."""
    extra = np.ones(region.size, bool)
    extra[root] = False
    extra = np.flatnonzero(extra)
    into = region[extra]
    columns = {}
    for name in ("n", "total", "squares", "perimeter", "box"):
        whole = np.concatenate([vars(part.table).pop(name) for part in found])
        column = columns[name] = whole[root]
        if name == "box":
            np.minimum.at(column[:, :2], into, whole[extra, :2])
            np.maximum.at(column[:, 2:], into, whole[extra, 2:])
        else:
            np.add.at(column, into, whole[extra])
    return merging.RegionTable(**columns)


def _ranks(place: np.ndarray) -> np.ndarray:
    """Ranks of pixels of the scene in an order that jumps about; the same for every window.

    The flat indices are mixed by the finaliser of MurmurHash3, a bijection of 64-bit integers.
    """
    mixed = place.astype(np.uint64)
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(33)
    ranks = np.empty(place.size, np.int32)
    ranks[np.argsort(mixed)] = np.arange(place.size)
    return ranks


def _rename(labels: np.ndarray, parent: np.ndarray, feedback: Feedback) -> None:
    """:func:`.merging.relabelled` in place."""
    for start in range(0, len(labels), _STRIP):
        feedback.check()
        part = labels[start : start + _STRIP]
        part[:] = merging.relabelled(part, parent)
