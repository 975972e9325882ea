"""Superpixels: watershed by steepest descent, the same whatever the tiles.

Small, compact regions that follow the image's edges are the atoms that region merging
(:mod:`.merging`) joins to objects. Every pixel drains to its lowest neighbour on the gradient
image; the pixels that drain to one minimum are a superpixel. Where a pixel drains depends on the
few pixels around it and on its place in the scene, on nothing else; so tiles and windows cannot
change the result, however long the way to the minimum is. A term that rises with the distance
from the centre of the pixel's cell, in a lattice fixed to the scene, keeps superpixels compact
and makes them square where the image is flat.

Sources: watershed by rain falling, Bieniek & Moga 2000 (Pattern Recognition 33:907-916); minima
on a regular grid by spatially regularised gradient as in "waterpixels", Machairas et al. 2015
(IEEE Trans. Image Process. 24:3707-3716).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

#: Pixels around a window that :func:`gradient` and :func:`drainage` look at.
HALO = 9

#: The relief is in whole numbers of 1/16 band unit per pixel: ties are ties on every machine.
_UNITS = 16
#: How much higher, in band units per pixel, the relief is half a cell away from its centre.
_COMPACTNESS = 4.0
#: Minima behind a ridge of one pixel that is not higher than this (band units per pixel) join
#: the basin on its other side.
_DYNAMICS = 4.0

#: Relief where there is no data; nothing drains there.
_WALL = np.int32(1 << 27)

#: Codes of where a pixel drains, in raster order: up, left, itself, right, down.
_UP, _LEFT, _ITSELF, _RIGHT, _DOWN = range(5)


def gradient(bands: np.ndarray, weights: Sequence[float]) -> np.ndarray:
    """Weighted sum over the bands of the gradient magnitude after smoothing.

    Smoothing is by the binomial kernel 1 4 6 4 1 (standard deviation 1 pixel), the derivative by
    central differences.

    Args:
        bands: float (bands, height, width); NaN is no data, in all bands at once, and makes no
            edge.
        weights: one for each band.

    Returns:
        float32 (height, width), in band units per pixel. Beyond the window, the border pixels are
        repeated.
    """
    known = np.isfinite(bands[0])
    total = np.zeros(known.shape, np.float32)
    gaps = None if known.all() else _Gaps(known)
    for band, weight in zip(bands, weights):
        band = np.asarray(band, np.float32)
        smooth = _binomial(np.pad(band if gaps is None else gaps.filled(band), 3, mode="edge"))
        across = smooth[1:-1, 2:] - smooth[1:-1, :-2]
        down = smooth[2:, 1:-1] - smooth[:-2, 1:-1]
        across *= across
        down *= down
        across += down
        np.sqrt(across, out=across)
        across *= np.float32(weight / 2)
        total += across
    return total


def drainage(
    gradient_magnitude: np.ndarray, valid: np.ndarray, row: int = 0, column: int = 0, step: int = 6
) -> np.ndarray:
    """To which neighbour each pixel drains.

    Args:
        gradient_magnitude: float (height, width), see :func:`gradient`.
        valid: bool (height, width); valid pixels drain to valid ones, the others to themselves.
        row, column: place of the first pixel in the scene.
        step: lattice cell size in pixels.

    Returns:
        uint8 (height, width): 0 up, 1 left, 2 itself (a minimum), 3 right, 4 down. Beyond the
        window there is no data.
    """
    relief = _relief(gradient_magnitude, valid, row, column, step)
    padded = np.pad(relief, 1, constant_values=_WALL << 3)
    # The code in the lowest three bits lets the first in raster order win among equals, so that
    # water never runs in circles.
    lowest = padded[:-2, 1:-1] | _UP
    np.minimum(lowest, padded[1:-1, :-2] | _LEFT, out=lowest)
    np.minimum(lowest, relief | _ITSELF, out=lowest)
    np.minimum(lowest, padded[1:-1, 2:] | _RIGHT, out=lowest)
    np.minimum(lowest, padded[2:, 1:-1] | _DOWN, out=lowest)
    code = (lowest & 7).astype(np.uint8)
    code[~valid] = _ITSELF
    _breach(code, padded)
    return code


def basins(code: np.ndarray, inner: tuple[slice, slice]) -> tuple[np.ndarray, np.ndarray]:
    """Follow the drainage to the minima, or to where it leaves a part of the window.

    Args:
        code: of the window, see :func:`drainage`.
        inner: the part, as slices.

    Returns:
        Of each pixel of the part, the flat index in the window of its minimum or of the first
        pixel outside the part on its way: int32 (height, width) of the part.
    """
    height, width = code.shape
    move = _moves(width)
    target = np.arange(height * width, dtype=np.int32).reshape(code.shape)
    target[inner] += move[code[inner]]
    flat = target.ravel()
    while True:
        further = flat[flat]
        if np.array_equal(further, flat):
            return flat.reshape(code.shape)[inner]
        flat = further


def superpixels(
    gradient_magnitude: np.ndarray, valid: np.ndarray, row: int = 0, column: int = 0, step: int = 6
) -> np.ndarray:
    """Superpixels of a window in memory; for the arguments see :func:`drainage`.

    Returns:
        int32 (height, width) labels from 1 on, in raster order of the minima; 0 where not valid.
    """
    whole = slice(0, valid.shape[0]), slice(0, valid.shape[1])
    minimum = basins(drainage(gradient_magnitude, valid, row, column, step), whole)
    return numbered(minimum, valid)[0]


def numbered(minimum: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels 1..N by rising ``minimum``, int32, 0 where not valid; and the N values."""
    used = np.zeros(int(minimum.max(initial=0)) + 1, bool)
    used[minimum[valid]] = True
    number = np.cumsum(used, dtype=np.int32)
    labels = number[minimum]
    labels[~valid] = 0
    return labels, np.flatnonzero(used)


def _relief(gradient_magnitude, valid, row, column, step) -> np.ndarray:
    """Whole numbers to descend on, times 8: int32."""
    height, width = valid.shape
    unit = _UNITS * _COMPACTNESS / (step / 2) ** 2
    far_r, far_c = (
        (((start + np.arange(size)) % step - (step - 1) / 2) ** 2 * unit).astype(np.float32)
        for start, size in ((row, height), (column, width))
    )
    relief = gradient_magnitude * np.float32(_UNITS)
    relief += far_r[:, None]
    relief += far_c[None, :]
    np.rint(relief, out=relief)
    relief = relief.astype(np.int32)
    relief[~valid] = _WALL
    return relief << 3


def _breach(code: np.ndarray, padded: np.ndarray) -> None:
    """Let shallow minima drain over a ridge of one pixel to something lower; changes ``code``.

    The way goes to a neighbour that itself drains to a pixel before this minimum in the order of
    (relief, raster); so each breach leads to a lower place, and water never runs in circles.

    Args:
        code: uint8 (height, width).
        padded: relief, times 8, with a wall of one pixel around: (height + 2, width + 2).
    """
    move = _moves(padded.shape[1])
    ways = np.pad(code, 1, constant_values=_ITSELF).ravel()
    relief = padded.ravel()
    place = np.flatnonzero((ways == _ITSELF) & (relief < _WALL << 3))
    here = relief[place]
    limit = here + (int(_DYNAMICS * _UNITS) << 3)
    best = np.full(place.size, _ITSELF, np.uint8)
    lowest, lowest_at = here.copy(), place.copy()
    for direction in (_UP, _LEFT, _RIGHT, _DOWN):
        ridge = place + move[direction]
        beyond = ridge + move[ways[ridge]]
        value = relief[beyond]
        better = (value < lowest) | (value == lowest) & (beyond < lowest_at)
        better &= relief[ridge] <= limit
        best[better] = direction
        lowest[better], lowest_at[better] = value[better], beyond[better]
    ways[place] = best
    code[:] = ways.reshape(padded.shape)[1:-1, 1:-1]


def _moves(width: int) -> np.ndarray:
    """Steps in a flat array whose rows have this length, for each code."""
    return np.array([-width, -1, 0, 1, width], np.int32)


class _Gaps:
    """Fills pixels without data from the data around them, so that they make no edge."""

    def __init__(self, known: np.ndarray):
        self.known = known
        self.weight = self._spread(known.astype(np.float32))
        self.near = ~known & (self.weight > 0)

    def filled(self, band: np.ndarray) -> np.ndarray:
        """``band`` with a local mean in the gaps up to 4 pixels from data, 0 beyond."""
        out = np.where(self.known, band, np.float32(0))
        out[self.near] = self._spread(out)[self.near] / self.weight[self.near]
        return out

    @staticmethod
    def _spread(values: np.ndarray) -> np.ndarray:
        return _binomial(_binomial(np.pad(values, 4)))


def _binomial(values: np.ndarray) -> np.ndarray:
    """Mean with the kernel 1 4 6 4 1 / 16 in both directions; two pixels less at every side.

    Exact for multiples of 1/16 up to 255, as 16 bits more are enough for the result.
    """
    for _ in range(2):
        values = _thirds(values[:-2], values[1:-1], values[2:])
        values = _thirds(values[:, :-2], values[:, 1:-1], values[:, 2:])
    return values


def _thirds(before: np.ndarray, middle: np.ndarray, after: np.ndarray) -> np.ndarray:
    out = before + after
    out *= np.float32(0.5)
    out += middle
    out *= np.float32(0.5)
    return out
