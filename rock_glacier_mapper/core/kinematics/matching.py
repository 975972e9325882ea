"""Finding image windows of a first date in an image of a second date, to a fraction of a pixel.

Windows go through in batches as arrays (n, channels, height, width). A window has one channel, its
grey values, or two, the components of its orientation image (:func:`orientation`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import fft

#: Farthest sub-pixel shift from the best whole pixel, in pixels; farther means divergence.
MAX_REFINEMENT = 1.5
#: Pixels that :func:`refine` needs around the windows.
MARGIN = 5
#: Steps of the least-squares refinement; its error shrinks about tenfold with each.
_ITERATIONS = 4
#: Half width of the Lanczos kernel in pixels.
_LANCZOS = 4
#: Correlations within this distance of the peak belong to it, in pixels.
_PEAK_RADIUS = 2
#: Transforms of several windows at a time must have a fixed count to give the same bits always.
_LANES = 16


@dataclass
class Peaks:
    """The best whole-pixel match of each window; arrays (n,).

    Attributes:
        row, column: displacement in pixels, downwards and to the right.
        correlation: normalised cross-correlation there, NaN = no match possible.
        snr: signal-to-noise ratio, the correlation over the root mean square of the correlations
            elsewhere in the search area; NaN = unknown.
        at_edge: the peak lies on the edge of what could be searched.
    """

    row: np.ndarray
    column: np.ndarray
    correlation: np.ndarray
    snr: np.ndarray
    at_edge: np.ndarray


@dataclass
class Refined:
    """Sub-pixel matches; arrays (n,).

    Attributes:
        row, column: shift in pixels to add to the whole-pixel displacement; NaN = diverged.
        correlation: between the first window and the resampled second one.
        row_error, column_error: formal standard deviations in pixels, for uncorrelated noise.
    """

    row: np.ndarray
    column: np.ndarray
    correlation: np.ndarray
    row_error: np.ndarray
    column_error: np.ndarray


def orientation(image: np.ndarray) -> np.ndarray:
    """The direction of the grey-value gradient as unit vectors, 0 where there is no gradient.

    Fitch et al. (2002), *Orientation correlation*, BMVC: insensitive to the brightness and the
    contrast of the images, also where they change from place to place.

    Args:
        image: (height, width), NaN = no data.

    Returns:
        (2, height, width) float32; NaN at the rim and beside no data.
    """
    out = np.full((2, *image.shape), np.nan, np.float32)
    across = image[1:-1, 2:] - image[1:-1, :-2]
    down = image[2:, 1:-1] - image[:-2, 1:-1]
    length = np.hypot(across, down)
    length[length == 0] = 1
    out[:, 1:-1, 1:-1] = across / length, down / length
    out[:, np.isnan(image)] = np.nan
    return out


def best_matches(first: np.ndarray, second: np.ndarray) -> Peaks:
    """Whole-pixel displacements by normalised cross-correlation over the whole search area.

    The correlation coefficients are those of Lewis (1995), *Fast normalized cross-correlation*,
    computed by Fourier transform, channels added up. Places where the second window would hold
    no data are not candidates.

    Args:
        first: (n, c, w, w) without NaN.
        second: (n, c, w + 2r, w + 2r) around the same centres, NaN = no data; n a multiple
            of 16.
    """
    surface = correlation_surface(first, second)
    count, size, _ = surface.shape
    flat = surface.reshape(count, -1)
    known = np.isfinite(flat)
    best = np.where(known, flat, -np.inf).argmax(axis=1)
    every = np.arange(count)
    row, column = np.divmod(best, size)
    correlation = np.where(known.any(axis=1), flat[every, best], np.nan)

    lags = np.arange(size)
    far_rows = np.abs(lags - row[:, None]) > _PEAK_RADIUS
    far_columns = np.abs(lags - column[:, None]) > _PEAK_RADIUS
    far = (far_rows[:, :, None] | far_columns[:, None, :]) & known.reshape(surface.shape)
    energy = np.where(far, surface, 0).astype(np.float64)
    energy = np.einsum("nij,nij->n", energy, energy)
    with np.errstate(invalid="ignore", divide="ignore"):
        snr = correlation / np.sqrt(energy / far.sum(axis=(1, 2)))

    padded = np.pad(surface, ((0, 0), (1, 1), (1, 1)), constant_values=np.nan)
    around = [
        padded[every, row + 1 + i, column + 1 + j] for i, j in ((-1, 0), (1, 0), (0, -1), (0, 1))
    ]
    radius = size // 2
    return Peaks(
        row - radius,
        column - radius,
        correlation,
        np.where(np.isfinite(snr), snr, np.nan),
        ~np.isfinite(around).all(axis=0),
    )


def correlation_surface(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Normalised cross-correlation at all whole-pixel displacements.

    Args:
        first, second: see :func:`best_matches`.

    Returns:
        (n, 2r + 1, 2r + 1) float32, NaN where it is not defined.
    """
    window, extent = first.shape[-1], second.shape[-1]
    size = extent - window + 1
    if len(first) % _LANES:
        raise ValueError(f"the number of windows must be a multiple of {_LANES}")
    hole = np.isnan(second).any(axis=1)
    level = np.where(hole[:, None], 0, second).mean(axis=(2, 3), keepdims=True)
    centred = np.where(hole[:, None], 0, second - level).astype(np.float32)
    template = (first - first.mean(axis=(2, 3), keepdims=True)).astype(np.float32)
    length = fft.next_fast_len(extent, real=True), fft.next_fast_len(extent, real=True)
    spectrum = fft.rfft2(centred, length) * fft.rfft2(template, length).conj()
    product = fft.irfft2(spectrum.sum(axis=1), length)[:, :size, :size]

    energy = np.zeros((len(first), size, size))
    for channel in centred.transpose(1, 0, 2, 3):
        total = _box_sum(channel, window)
        energy += _box_sum(channel.astype(np.float64) ** 2, window) - total**2 / window**2
    own = np.einsum("ncij,ncij->n", template, template, dtype=np.float64)
    # What is left of a window without texture is rounding.
    least = 1e-6 * window**2 * np.maximum(centred.var(axis=(1, 2, 3), dtype=np.float64), 1e-12)
    possible = (energy > least[:, None, None]) & (own > 0)[:, None, None]
    if hole.any():
        possible &= _box_sum(hole, window) < 0.5
    scale = np.sqrt(np.where(possible, energy * own[:, None, None], np.inf))
    return np.where(possible, product / scale, np.nan).astype(np.float32)


def _box_sum(images: np.ndarray, window: int) -> np.ndarray:
    """Sums over all windows of images (n, s, s); float64 (n, s - window + 1, ...)."""
    total = np.zeros((len(images), *(size + 1 for size in images.shape[1:])))
    np.cumsum(images, axis=1, dtype=np.float64, out=total[:, 1:, 1:])
    np.cumsum(total[:, 1:, 1:], axis=2, out=total[:, 1:, 1:])
    tall = total[:, window:] - total[:, :-window]
    return tall[:, :, window:] - tall[:, :, :-window]


def refine(first: np.ndarray, second: np.ndarray) -> Refined:
    """Sub-pixel shifts by least-squares matching, with brightness and contrast free.

    Gauss-Newton steps on the translation (Gruen 1985, *Adaptive least squares correlation*), both
    windows resampled half of the way with a Lanczos kernel, so that the smoothing of the
    resampling is the same in both and does not pull the result to whole pixels.

    Args:
        first: (n, c, w + 2 MARGIN, w + 2 MARGIN) around the windows' centres.
        second: the same around the best whole-pixel match. Both without NaN.
    """
    count = len(first)
    shift = np.zeros((count, 2))
    for step in range(_ITERATIONS + 1):
        one = _standard(_shifted(first, -shift / 2))
        two = _standard(_shifted(second, shift / 2))
        difference = (two - one)[..., 1:-1, 1:-1]
        mean = one + two
        across = (mean[..., 1:-1, 2:] - mean[..., 1:-1, :-2]) / 4
        down = (mean[..., 2:, 1:-1] - mean[..., :-2, 1:-1]) / 4
        a, b, c = (_dot(x, y) for x, y in ((down, down), (down, across), (across, across)))
        determinant = a * c - b * b
        with np.errstate(invalid="ignore", divide="ignore"):
            noise = _dot(difference, difference) / (difference[0].size - 2)
            errors = np.sqrt(noise * c / determinant), np.sqrt(noise * a / determinant)
            if step == _ITERATIONS:
                break
            p, q = _dot(down, difference), _dot(across, difference)
            change = np.stack((c * p - b * q, a * q - b * p), axis=1) / determinant[:, None]
        change = np.where(np.isfinite(change), change, 0)
        shift = np.clip(shift - np.clip(change, -1, 1), -MAX_REFINEMENT, MAX_REFINEMENT)
    correlation = _dot(one, two) / one[0].size
    lost = (np.abs(shift) >= MAX_REFINEMENT).any(axis=1) | ~(determinant > 0)
    shift[lost] = np.nan
    return Refined(shift[:, 0], shift[:, 1], correlation, *errors)


def _dot(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return np.einsum("ncij,ncij->n", one, two, dtype=np.float64)


def _standard(windows: np.ndarray) -> np.ndarray:
    """Windows with mean 0 in each channel and mean square 1."""
    centred = windows - windows.mean(axis=(2, 3), keepdims=True)
    scale = np.sqrt(_dot(centred, centred) / centred[0].size)
    scale[scale == 0] = 1
    return centred / scale[:, None, None, None].astype(np.float32)


def _shifted(windows: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Windows resampled at a shift, (n, c, w + 2, w + 2); one more pixel than w at each side.

    Args:
        windows: (n, c, w + 2 MARGIN, w + 2 MARGIN).
        shift: (n, 2) rows and columns, less than 1 in size.
    """
    taps = np.arange(-_LANCZOS, _LANCZOS + 1)
    distance = taps[None] - shift.T[..., None]
    kernel = np.sinc(distance) * np.sinc(distance / _LANCZOS) * (np.abs(distance) < _LANCZOS)
    kernel = (kernel / kernel.sum(axis=-1, keepdims=True)).astype(np.float32)
    size = windows.shape[-1] - 2 * _LANCZOS
    rows = 0
    for tap in range(taps.size):
        rows = rows + kernel[0, :, tap, None, None, None] * windows[:, :, tap : tap + size]
    out = 0
    for tap in range(taps.size):
        out = out + kernel[1, :, tap, None, None, None] * rows[..., tap : tap + size]
    return out
