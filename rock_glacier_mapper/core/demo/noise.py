"""Random fields and small array helpers that the scene generator is built from."""

from __future__ import annotations

import numpy as np
from scipy import fft, ndimage


def spectral_noise(
    rng: np.random.Generator,
    shape: tuple[int, int],
    shortest: float,
    longest: float,
    slope: float = 1.5,
    stretch: float = 1.0,
    strike: float = 0.0,
) -> np.ndarray:
    """Gaussian random field with a power-law amplitude spectrum between two wavelengths.

    Args:
        rng: source of randomness.
        shape: (rows, columns).
        shortest, longest: wavelength band in pixels.
        slope: amplitude falls as frequency ** -slope (1.5 to 2 looks like mountain relief).
        stretch: how many times longer the features are along ``strike``.
        strike: direction of the long axis in radians, clockwise from north.

    Returns:
        float32 (rows, columns), mean 0, standard deviation 1.
    """
    rows, columns = (fft.next_fast_len(n + 8) for n in shape)
    spectrum = fft.rfft2(rng.standard_normal((rows, columns), dtype=np.float32))
    fy = fft.fftfreq(rows).astype(np.float32)[:, None]
    fx = fft.rfftfreq(columns).astype(np.float32)[None, :]
    if stretch != 1.0:
        along = fx * np.sin(strike) - fy * np.cos(strike)
        across = fx * np.cos(strike) + fy * np.sin(strike)
        frequency = np.hypot(along * stretch, across)
    else:
        frequency = np.hypot(fx, fy)
    low, high = 1.0 / max(longest, 2.0), 1.0 / max(shortest, 1.4)
    frequency[0, 0] = low
    gain = np.maximum(frequency, low) ** -slope
    gain *= np.exp(-((frequency / high) ** 4)) * (1 - np.exp(-((frequency / low) ** 2)))
    field = fft.irfft2(spectrum * gain, s=(rows, columns))[: shape[0], : shape[1]]
    field -= field.mean()
    field /= max(float(field.std()), 1e-9)
    return field.astype(np.float32)


def smoothstep(values: np.ndarray | float, start: float, end: float) -> np.ndarray:
    """0 below ``start``, 1 above ``end`` (or reversed when end < start), smooth between."""
    t = np.clip((np.asarray(values, dtype=np.float32) - start) / (end - start), 0, 1)
    return t * t * (3 - 2 * t)


def blur(array: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian smoothing in pixels, float32; wide kernels run on a coarser grid."""
    array = np.asarray(array, dtype=np.float32)
    if sigma < 0.2:
        return array
    factor = int(sigma // 3)
    if factor < 2 or min(array.shape) < 8 * factor:
        return ndimage.gaussian_filter(array, sigma, mode="nearest", truncate=3.0)
    rows, columns = (int(np.ceil(n / factor)) for n in array.shape)
    pad = ((0, rows * factor - array.shape[0]), (0, columns * factor - array.shape[1]))
    small = np.pad(array, pad, mode="edge").reshape(rows, factor, columns, factor).mean((1, 3))
    small = ndimage.gaussian_filter(small, sigma / factor, mode="nearest", truncate=3.0)
    return resample(small, array.shape, factor)


def resample(small: np.ndarray, shape: tuple[int, int], factor: float) -> np.ndarray:
    """Bilinear values of a grid with ``factor`` times larger pixels and the same corner."""
    rows = np.clip((np.arange(shape[0]) + 0.5) / factor - 0.5, 0, small.shape[0] - 1)
    columns = np.clip((np.arange(shape[1]) + 0.5) / factor - 0.5, 0, small.shape[1] - 1)
    r0 = np.minimum(rows.astype(int), max(small.shape[0] - 2, 0))
    c0 = np.minimum(columns.astype(int), max(small.shape[1] - 2, 0))
    fr = (rows - r0).astype(np.float32)[:, None]
    fc = (columns - c0).astype(np.float32)[None, :]
    r1, c1 = np.minimum(r0 + 1, small.shape[0] - 1), np.minimum(c0 + 1, small.shape[1] - 1)
    small = small.astype(np.float32)
    by_row = small[r0] * (1 - fr) + small[r1] * fr
    return by_row[:, c0] * (1 - fc) + by_row[:, c1] * fc


def downslope(elevation: np.ndarray, pixel: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Slope tangent and the downslope unit vector.

    Returns:
        (tangent of slope, step in rows, step in columns), each float32.
    """
    gy, gx = np.gradient(np.asarray(elevation, dtype=np.float32), pixel)
    tangent = np.hypot(gx, gy)
    safe = np.maximum(tangent, 1e-6)
    return tangent, -gy / safe, -gx / safe


def streaks(
    noise: np.ndarray, dy: np.ndarray, dx: np.ndarray, length: int, step: float = 1.0
) -> np.ndarray:
    """Noise smeared along a direction field (line integral convolution), standard deviation 1.

    Args:
        noise: (rows, columns).
        dy, dx: unit vectors of the field.
        length: samples to each side.
        step: pixels between samples.
    """
    rows, columns = noise.shape
    y0, x0 = np.mgrid[0:rows, 0:columns].astype(np.float32)
    total = noise.astype(np.float32).copy()
    for sign in (step, -step):
        y, x = y0.copy(), x0.copy()
        index = None
        for _ in range(length):
            flat = slice(None) if index is None else index
            y += sign * (dy if index is None else dy.ravel()[flat])
            x += sign * (dx if index is None else dx.ravel()[flat])
            np.clip(y, 0, rows - 1, out=y)
            np.clip(x, 0, columns - 1, out=x)
            index = np.rint(y).astype(np.int32) * columns + np.rint(x).astype(np.int32)
            total += noise.ravel()[index]
    total -= total.mean()
    return total / max(float(total.std()), 1e-9)


def carried_down(
    source: np.ndarray, dy: np.ndarray, dx: np.ndarray, steps: int, keep: float
) -> np.ndarray:
    """Carry a supply (0..1) down the direction field, losing ``1 - keep`` per pixel."""
    rows, columns = source.shape
    y = np.clip(np.arange(rows)[:, None] - dy, 0, rows - 1)
    x = np.clip(np.arange(columns)[None, :] - dx, 0, columns - 1)
    index = np.rint(y).astype(np.int32) * columns + np.rint(x).astype(np.int32)
    supply = source.astype(np.float32).copy()
    for _ in range(steps):
        supply = np.maximum(supply, keep * supply.ravel()[index])
    return supply
