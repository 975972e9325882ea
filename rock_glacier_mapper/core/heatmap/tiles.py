"""Cutting a scene into windows whose predictions fit together without seams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import InputError
from ..grid import Grid
from ..translation import tr


@dataclass(frozen=True)
class Tile:
    """A window to predict and the core of it that is kept, in pixels of the grid.

    Attributes:
        column, row, width, height: the core.
        left, top, read_width, read_height: the window with its rim.
    """

    column: int
    row: int
    width: int
    height: int
    left: int
    top: int
    read_width: int
    read_height: int


def plan_tiles(
    grid: Grid, region: tuple[int, int, int, int], tile_size: int, margin: int, stride: int
) -> list[list[Tile]]:
    """Strips of tiles whose cores cover ``region`` exactly once.

    Args:
        grid: the whole grid; windows never reach beyond it, except to fill up the last stride.
        region: (column, row, width, height) to predict.
        tile_size: side of a window with its rim, pixels.
        margin: rim to discard, pixels.
        stride: windows start and end at multiples of it.

    Returns:
        The strips from north to south, each with its tiles from west to east.

    Raises:
        InputError: the tile size leaves no core.
    """
    rim = _up(margin, stride)
    step = (tile_size - 2 * rim) // stride * stride
    if step <= 0:
        raise InputError(
            tr(
                "TILE_SIZE {tile_size} is too small: this model discards a rim of {rim} "
                "pixels on every side. Choose at least {smallest}."
            ).format(tile_size=tile_size, rim=rim, smallest=2 * rim + stride)
        )
    canvas = _up(grid.width, stride), _up(grid.height, stride)
    column, row, width, height = region
    strips = []
    for core_row, core_height, top, read_height in _cut(row, height, step, rim, stride, canvas[1]):
        strips.append(
            [
                Tile(core_column, core_row, core_width, core_height, left, top, read, read_height)
                for core_column, core_width, left, read in _cut(
                    column, width, step, rim, stride, canvas[0]
                )
            ]
        )
    return strips


def _cut(
    start: int, length: int, step: int, rim: int, stride: int, canvas: int
) -> Iterator[tuple[int, int, int, int]]:
    end = start + length
    first = start // stride * stride
    while first < end:
        core = max(first, start)
        core_end = min(first + step, end)
        left = max(0, first - rim)
        right = min(canvas, _up(core_end, stride) + rim)
        yield core, core_end - core, left, right - left
        first += step


def _up(value: int, stride: int) -> int:
    return -(-value // stride) * stride
