"""Input of the network, window by window, with as little repeated work as memory allows.

The windows of a scene overlap: with a rim of 192 pixels a window of 1024 is 2.6 times its core. So
the scene is walked in *panels*, runs of neighbouring columns of tiles, from north to south. A
panel's scaled channels roll through a buffer as high as a window: of each new row of windows only
the rows are read and computed that the last one did not have. Windows are cut from the buffer.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

import numpy as np
import rasterio
import rasterio.features
import shapely
from shapely.geometry.base import BaseGeometry

from ..channels import ChannelStack
from ..grid import Grid
from .plausibility import PlausibleTerrain, TerrainRule
from .tiles import Tile

#: Least size of GDAL's cache of decoded blocks while a scene is read, MB.
_LEAST_CACHE = 32
#: Rows that are read at once: more of them need more memory, fewer the surroundings more often.
_ROWS = 512
#: Arrays that wait to be filled again.
_MOST_SPARE = 4


@dataclass
class Window:
    """A window of the scene, ready for the network.

    Attributes:
        number: of the tile, counted row by row.
        tile: its place.
        values: scaled channels, float32 (channels, read_height, read_width), contiguous, and
            nobody else's; None when there is nothing to predict.
        valid: bool (height, width) of the core: where a probability is wanted.
        zero: bool (height, width): pixels whose probability is 0 whatever the network says, as
            their terrain is implausible; None when there are none.
        why: there is nothing to predict: "nodata", "mask" or "terrain"; else "".
    """

    number: int
    tile: Tile
    values: np.ndarray | None
    valid: np.ndarray
    zero: np.ndarray | None = None
    why: str = ""
    _spare: SimpleQueue | None = field(default=None, repr=False)

    def release(self) -> None:
        """Give ``values`` back, to be filled anew: nothing may look at them any more.

        Not needed, but new memory costs more than what is put into it.
        """
        values, self.values = self.values, None
        if values is not None and self._spare is not None and self._spare.qsize() < _MOST_SPARE:
            self._spare.put(values.base)


def windows(
    stack: ChannelStack,
    tiles: list[list[Tile]],
    *,
    area: BaseGeometry | None = None,
    terrain: TerrainRule | None = None,
    done: Collection[int] = (),
    buffer_mb: float = 128,
) -> Iterator[Window]:
    """The windows of a scene, each as if it had been read for itself.

    Use it in one thread. The order is that of the panels.

    Args:
        stack: channels of the network, entered.
        tiles: strips of :func:`.plan_tiles`.
        area: in the grid's CRS; outside it no probability is wanted.
        terrain: leaves out what cannot be a rock glacier, where the inputs tell.
        done: numbers of tiles that are not wanted. What only they need is not read.
        buffer_mb: memory for a panel, MB (10**6 bytes); one column of tiles is the least.

    Raises:
        InputError: an input is damaged.
    """
    if area is not None:
        shapely.prepare(area)
    with ExitStack() as files:
        ground = None
        if terrain is not None and terrain.applies_to(stack):
            ground = files.enter_context(terrain.on(stack))
        spare: SimpleQueue = SimpleQueue()
        widest = max((tile.read_width for tile in tiles[0]), default=0) if tiles else 0
        for first, last in _panels(stack, tiles, buffer_mb):
            panel = _Panel(stack, [strip[first:last] for strip in tiles], widest)
            for row, strip in enumerate(tiles):
                start = row * len(strip)
                numbers = [n for n in range(start + first, start + last) if n not in done]
                if not numbers:
                    continue
                with _block_cache(panel.cache_mb):
                    row_of_windows = [
                        _outlook(stack, n, strip[n - start], area, ground) for n in numbers
                    ]
                    wanted = [window.tile for window in row_of_windows if not window.why]
                    if wanted:
                        panel.load(wanted)
                for window in row_of_windows:
                    yield window if window.why else _filled(window, panel, spare)


def _panels(
    stack: ChannelStack, tiles: list[list[Tile]], buffer_mb: float
) -> Iterator[tuple[int, int]]:
    """Runs of tile columns (first, last + 1) as wide as the memory allows, and alike."""
    if not tiles:
        return
    strip, most = tiles[0], buffer_mb * 1e6 / _bytes_per_column(stack, tiles)
    widest = 1
    while widest < len(strip) and _width(strip[: widest + 1]) <= most:
        widest += 1
    count = -(-len(strip) // widest)
    edges = [len(strip) * n // count for n in range(count + 1)]
    yield from zip(edges[:-1], edges[1:])


def _bytes_per_column(stack: ChannelStack, tiles: list[list[Tile]]) -> int:
    """Memory for a column of pixels of a panel: the buffer, and elevations with their sums."""
    height = max(strip[0].read_height for strip in tiles)
    relief = min(height, _ROWS) + 2 * stack.halo if stack.derives_terrain else 0
    return height * (4 * len(stack.channels) + 1) + 16 * relief


def _width(tiles: list[Tile]) -> int:
    return tiles[-1].left + tiles[-1].read_width - tiles[0].left


def _outlook(
    stack: ChannelStack,
    number: int,
    tile: Tile,
    area: BaseGeometry | None,
    ground: PlausibleTerrain | None,
) -> Window:
    """A window without values: outside the area, implausible, or still to be filled.

    Of the latter ``valid`` tells what is inside the area.
    """
    core = tile.column, tile.row, tile.width, tile.height
    valid = _inside(stack.grid, tile, area)
    if not valid.any():
        return Window(number, tile, None, valid, None, "mask")
    if ground is None:
        return Window(number, tile, None, valid)
    zero = ~ground.plausible(*core)
    if not (zero | ~valid).all():
        return Window(number, tile, None, valid, zero if zero.any() else None)
    valid &= stack.has_data(*core)
    if not valid.any():
        return Window(number, tile, None, valid, None, "nodata")
    return Window(number, tile, None, valid, zero, "terrain")


def _inside(grid: Grid, tile: Tile, area: BaseGeometry | None) -> np.ndarray:
    core = grid.part(tile.column, tile.row, tile.width, tile.height)
    if area is None or area.contains(box := shapely.box(*core.bounds)):
        return np.ones(core.shape, bool)
    if not area.intersects(box):
        return np.zeros(core.shape, bool)
    return rasterio.features.geometry_mask([area], core.shape, core.transform, invert=True)


def _filled(window: Window, panel: _Panel, spare: SimpleQueue) -> Window:
    """The window with its values, unless the image has no data where they are wanted."""
    tile, valid = window.tile, window.valid
    valid &= panel.valid(tile)
    if window.zero is not None and (window.zero | ~valid).all():
        window.why = "terrain" if valid.any() else "nodata"
    elif not valid.any():
        window.why = "nodata"
    if window.why == "nodata":
        window.zero = None
    if not window.why:
        window.values, window._spare = panel.values(tile, spare), spare
    return window


class _Panel:
    """Scaled channels of a run of tile columns, of the rows of one row of tiles.

    A row of the grid lies in row modulo its height of the buffer, so that nothing moves.
    """

    def __init__(self, stack: ChannelStack, tiles: list[list[Tile]], widest: int):
        self._stack = stack
        self._left, width = tiles[0][0].left, _width(tiles[0])
        self._height = max(strip[0].read_height for strip in tiles)
        self._largest = len(stack.channels) * self._height * widest
        self._values = np.empty((len(stack.channels), self._height, width), np.float32)
        self._valid = np.empty((self._height, width), bool)
        #: Rows that are loaded, and in which columns.
        self._rows, self._columns = (0, 0), []
        #: Cache for a row of blocks of the image, and for as much of the other rasters.
        self.cache_mb = max(_LEAST_CACHE, 2e-6 * (width + 1024) * stack.block_column_bytes)

    def load(self, tiles: list[Tile]) -> None:
        """Make the windows of some tiles of one strip available."""
        first, last = tiles[0].top, tiles[0].top + tiles[0].read_height
        need = _joined((tile.left, tile.left + tile.read_width) for tile in tiles)
        kept = self._columns if self._rows[0] <= first < self._rows[1] else []
        known = min(last, self._rows[1]) if kept else first
        for left, right in need:
            for start, end in _without(left, right, kept):
                self._read(start, end, first, known)
            self._read(left, right, known, last)
        self._rows, self._columns = (first, last), need

    def _read(self, left: int, right: int, first: int, last: int) -> None:
        """Read rows ``first`` to ``last - 1`` into the buffer, round its end."""
        while first < last:
            place = first % self._height
            rows = min(last - first, self._height - place, _ROWS)
            lines, columns = (
                slice(place, place + rows),
                slice(left - self._left, right - self._left),
            )
            self._stack.read_scaled(
                left, first, self._values[:, lines, columns], self._valid[lines, columns]
            )
            first += rows

    def values(self, tile: Tile, spare: SimpleQueue) -> np.ndarray:
        """A copy of the window of a tile, in spare memory where there is some."""
        shape = len(self._values), tile.read_height, tile.read_width
        try:
            memory = spare.get_nowait()
        except Empty:
            memory = np.empty(self._largest, np.float32)
        out = memory[: math.prod(shape)].reshape(shape)
        columns = slice(tile.left - self._left, tile.left - self._left + tile.read_width)
        for place, lines in self._pieces(tile.top, tile.read_height):
            out[:, lines] = self._values[:, place, columns]
        return out

    def valid(self, tile: Tile) -> np.ndarray:
        """Where the image has data: bool (height, width) of a tile's core."""
        out = np.empty((tile.height, tile.width), bool)
        columns = slice(tile.column - self._left, tile.column - self._left + tile.width)
        for place, lines in self._pieces(tile.row, tile.height):
            out[lines] = self._valid[place, columns]
        return out

    def _pieces(self, row: int, height: int) -> Iterator[tuple[slice, slice]]:
        """Rows of the buffer, and of a window, that belong together."""
        done = 0
        while done < height:
            place = (row + done) % self._height
            count = min(height - done, self._height - place)
            yield slice(place, place + count), slice(done, done + count)
            done += count


def _joined(spans) -> list[tuple[int, int]]:
    """Spans (first, end), sorted, with those that touch made one."""
    joined: list[tuple[int, int]] = []
    for first, end in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((first, end))
    return joined


def _without(first: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of ``first`` to ``end`` without some sorted spans."""
    for start, stop in spans:
        if stop <= first or start >= end:
            continue
        if start > first:
            yield first, start
        first = max(first, stop)
    if first < end:
        yield first, end


@contextmanager
def _block_cache(megabytes: float) -> Iterator[None]:
    """Limit GDAL's cache of decoded blocks, which else grows to a twentieth of the memory."""
    # In bytes: rasterio hands the number on as it is, and GDAL takes small ones for megabytes.
    with rasterio.Env(GDAL_CACHEMAX=int(megabytes * 1e6)):
        yield
