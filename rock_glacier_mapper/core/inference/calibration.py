"""Larger windows with the same rim waste less on overlaps: how large they may be here."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from affine import Affine

from ..feedback import Feedback
from ..grid import Grid
from ..translation import tr
from .machine import free_memory, memory_growth
from .network import Network
from .outofmemory import OutOfMemory

#: Sides of windows to choose from, in units of the model's own.
_FACTORS = (1, 1.5, 2, 3, 4)
#: Windows at once to choose from, on other devices than the processor.
_BATCHES = (2, 4, 8, 16)
#: Share of the predicted run that measuring may cost, for memory and for each comparison.
_PROBE, _SHARE = 0.01, 0.02
#: Side of the smallest window whose memory says something of larger ones, pixels.
_LEAST_PROBE = 256
#: A choice must save at least this share of the run to leave the model's own.
_WORTH = 0.02
#: Memory of a network where it cannot be measured, bytes per pixel. Measured: 210 for the shipped
#: compact network.
_UNKNOWN = 1500
#: The least to reckon with, whatever a measurement says: 16 maps of features, twice.
_LEAST_BYTES = 128
#: Windows of input in memory: one runs, one waits, one is being prepared.
_INPUTS = 3
_MB = 1e6


@dataclass(frozen=True)
class Tiling:
    """How to cut a region into windows.

    Attributes:
        tile_size: side of a window with its rim, pixels.
        batch: windows to run at once.
        report: the choice and its reason in words; "" where there was none to make.
    """

    tile_size: int
    batch: int = 1
    report: str = ""


@dataclass(frozen=True)
class _Plan:
    """What a tile size means for a region.

    Attributes:
        tile_size: side of a window with its rim, pixels.
        windows: how many there are.
        pixels: of all windows.
        largest: (height, width) of the largest window.
    """

    tile_size: int
    windows: int
    pixels: int
    largest: tuple[int, int]


def calibrate(
    network: Network,
    region_shape: tuple[int, int],
    margin: int,
    memory_mb: float = 2000,
    feedback: Feedback | None = None,
    place: tuple[int, int, int, int] | None = None,
) -> Tiling:
    """The tile size and batch that map a region soonest within some memory.

    Of T x T pixels of a window only (T - 2 rim)² are kept, so large windows waste less. The pixels
    to infer are counted for this very region; the memory is predicted from a probe of up to the
    model's own window; the most promising sizes are timed where the run is long enough. All this
    costs no more than a few hundredths of the run.

    Args:
        network: the model; its values do not depend on the choice.
        region_shape: (height, width) to map, pixels.
        margin: rim to discard, pixels.
        memory_mb: that windows and network may take, MB; half of what is free if that is less.
        place: (column, row, width, height): where the region starts in a larger grid, and the size
            of that grid, whose pixels are context; the region is the whole grid when None.

    Returns:
        The model's own tile size where nothing saves more than two hundredths, where the region
        is one window of it, or where the model takes windows of one size only.

    Raises:
        InputError: the margin leaves nothing of a window, or the model fails.
        Cancelled: as ``feedback`` says.
    """
    card = network.card
    if network.window is not None:
        size = min(card.tile_size, *network.window)
        text = tr("Windows of {size} pixels; the model takes no larger ones.")
        return Tiling(size, 1, text.format(size=size))
    plans = list(_plans(region_shape, place, card.tile_size, margin, card.stride))
    own = plans[0]
    if own.windows == 1:
        return Tiling(own.tile_size)
    feedback = feedback or Feedback()
    bytes_per_pixel = 4 * _INPUTS * len(card.channels)
    if not network.on_gpu:
        bytes_per_pixel += _measure_memory(network, own)
    budget = memory_mb * _MB
    free = free_memory()
    if free is not None:
        budget = min(budget, free / 2)
    fitting = [p for p in plans[1:] if bytes_per_pixel * math.prod(p.largest) <= budget]
    best, seconds = _choose(network, own, fitting, feedback)
    batch = 1
    if network.on_gpu:
        windows = int(budget // (bytes_per_pixel * math.prod(best.largest)))
        batch = _choose_batch(network, best, windows, seconds, feedback)
    network.release_memory()
    memory = batch * bytes_per_pixel * math.prod(best.largest)
    return Tiling(best.tile_size, batch, _words(own, best, batch, memory, budget, network.on_gpu))


def _plans(
    shape: tuple[int, int],
    place: tuple[int, int, int, int] | None,
    own: int,
    margin: int,
    stride: int,
) -> Iterator[_Plan]:
    """The model's own tile size, then larger ones as long as they change anything."""
    # Not above: the heatmap package is built on this one.
    from ..heatmap.tiles import plan_tiles

    height, width = shape
    column, row, *whole = place or (0, 0, width, height)
    grid = Grid(None, Affine.identity(), *whole)
    before = None
    for factor in _FACTORS:
        size = own if factor == 1 else round(own * factor / stride) * stride
        # Rows and columns are cut apart from each other.
        columns = plan_tiles(grid, (column, row, width, 1), size, margin, stride)[0]
        strips = plan_tiles(grid, (column, row, 1, height), size, margin, stride)
        rows = [strip[0] for strip in strips]
        widths, heights = [t.read_width for t in columns], [t.read_height for t in rows]
        plan = _Plan(
            size, len(rows) * len(columns), sum(widths) * sum(heights), (max(heights), max(widths))
        )
        if before is None or plan.windows < before.windows:
            yield plan
        before = plan


def _measure_memory(network: Network, own: _Plan) -> float:
    """Bytes per pixel that the network takes beside its input, on the processor."""
    stride = network.card.stride
    most = max(own.tile_size, _LEAST_PROBE)
    side = min(math.isqrt(int(_PROBE * own.pixels)), most) // stride * stride
    if side < _LEAST_PROBE // stride * stride:
        return _UNKNOWN
    image = _image(network, 1, (side, side))
    network.release_memory()
    grown = memory_growth(lambda: network.run(image))
    if grown is None:
        return _UNKNOWN
    return max(grown / side**2, _LEAST_BYTES)


def _choose(
    network: Network, own: _Plan, fitting: list[_Plan], feedback: Feedback
) -> tuple[_Plan, float]:
    """The best plan and the seconds of one of its largest windows, 0 where it was not timed."""
    fitting = sorted(fitting, key=lambda plan: plan.pixels)
    left = _SHARE * own.pixels - 2 * math.prod(own.largest)
    scores: list[tuple[float, float, _Plan]] = []
    for plan in fitting:
        left -= 2 * math.prod(plan.largest)
        if left < 0:
            break
        if not scores:
            seconds = _seconds(network, 1, own.largest, feedback)
            scores.append((seconds / math.prod(own.largest) * own.pixels, seconds, own))
        try:
            seconds = _seconds(network, 1, plan.largest, feedback)
        except OutOfMemory:
            continue
        scores.append((seconds / math.prod(plan.largest) * plan.pixels, seconds, plan))
    if not scores:
        # Too short a run to time anything: pixels tell. What a GPU can hold they do not.
        candidates = fitting[:1] if not network.on_gpu else []
        scores = [(plan.pixels, 0.0, plan) for plan in (own, *candidates)]
    best = min(scores, key=lambda score: score[0])
    if best[0] > (1 - _WORTH) * scores[0][0]:
        best = scores[0]
    return best[2], best[1]


def _choose_batch(
    network: Network, plan: _Plan, most: int, seconds: float, feedback: Feedback
) -> int:
    """Windows at once: as many as make each of them faster, and fit."""
    chosen = 1
    left = _SHARE * plan.windows
    if not seconds and left >= 2:
        seconds = _seconds(network, 1, plan.largest, feedback)
    for batch in _BATCHES:
        left -= 2 * batch
        if left < 0 or batch > most:
            break
        try:
            each = _seconds(network, batch, plan.largest, feedback) / batch
        except OutOfMemory:
            break
        if network.largest_batch < batch or each > (1 - _WORTH) * seconds:
            break
        chosen, seconds = batch, each
    return chosen


def _seconds(network: Network, batch: int, shape: tuple[int, int], feedback: Feedback) -> float:
    """Time of one run; not the first one, which takes its memory from the system."""
    image = _image(network, batch, shape)
    feedback.check()
    network.run(image)
    feedback.check()
    start = time.perf_counter()
    network.run(image)
    return time.perf_counter() - start


def _image(network: Network, batch: int, shape: tuple[int, int]) -> np.ndarray:
    """Noise, as scaled input."""
    rng = np.random.default_rng(0)
    size = (batch, len(network.card.channels), *shape)
    return rng.standard_normal(size, np.float32)


def _words(own: _Plan, best: _Plan, batch: int, memory: float, budget: float, on_gpu: bool) -> str:
    room = "" if on_gpu else tr(", about {memory:.1f} GB").format(memory=memory / 1e9)
    at_once = tr(", {count} at once").format(count=batch) if batch > 1 else ""
    if best.tile_size != own.tile_size:
        saved = 1 - best.pixels / own.pixels
        return tr(
            "Windows of {size} instead of {own_size} pixels{at_once}: {saved:.0%} less work in "
            "overlaps{room}."
        ).format(
            size=best.tile_size, own_size=own.tile_size, at_once=at_once, saved=saved, room=room
        )
    if memory > budget and not on_gpu:
        return tr(
            "Windows of {size} pixels, the model's own, need about {memory:.1f} GB, more than the "
            "{budget:.1f} GB to be used."
        ).format(size=own.tile_size, memory=memory / 1e9, budget=budget / 1e9)
    return tr("Windows of {size} pixels, the model's own{at_once}{room}.").format(
        size=own.tile_size, at_once=at_once, room=room
    )
