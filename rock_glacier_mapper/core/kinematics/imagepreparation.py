"""Images as they are correlated: grey values, shaded relief, or directions of gradients."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from ..raster import GridReader
from ..terrain import gradient
from .matching import orientation
from .trackingplan import DEM, ORIENTATION, Plan, Settings

#: Smoothing before the correlation (standard deviation of a Gaussian in pixels). Frequencies that
#: pixels cannot hold pull sub-pixel shifts to whole pixels: real orthophotos shifted by 0.25 pixels
#: came out 0.04 pixels wrong without it, and less than 0.005 with it.
SIGMA = 0.7
#: Pixels around a block that :func:`read_prepared` reads more.
_HALO = 8
#: Weights of red, green and blue in the luminance (ITU-R BT.709).
_LUMINANCE = 0.2126, 0.7152, 0.0722
#: Width of the smallest black area that counts as no data, in pixels.
_BLACK = 5
#: Light from the north-west at 45° for shaded relief.
_LIGHT = np.array([-0.5, 0.5, np.sqrt(0.5)])


def read_prepared(
    reader: GridReader, plan: Plan, settings: Settings, window: tuple[int, int, int, int]
) -> np.ndarray:
    """A window (column, row, width, height) of an image, ready to be correlated.

    Returns:
        float32 (1 or 2 channels, height, width), NaN = no data. It does not depend on the window.
    """
    column, row, width, height = window
    bands = reader.read(column - _HALO, row - _HALO, width + 2 * _HALO, height + 2 * _HALO)
    grey = _shaded(bands[0], plan) if settings.content == DEM else _grey(bands)
    grey = ndimage.gaussian_filter(grey, SIGMA)
    channels = orientation(grey) if settings.method == ORIENTATION else grey[None]
    return channels[:, _HALO:-_HALO, _HALO:-_HALO]


def _grey(bands: np.ndarray) -> np.ndarray:
    """Luminance of red, green and blue, or the first band; black areas are no data."""
    if len(bands) < 3:
        return bands[0]
    grey = np.tensordot(np.float32(_LUMINANCE), bands[:3], 1)
    # The collar of an image without a nodata value; single black pixels are shadows.
    black = (bands[:3] == 0).all(axis=0)
    if black.any():
        grey[ndimage.binary_opening(black, np.ones((_BLACK, _BLACK)))] = np.nan
    return grey


def _shaded(dem: np.ndarray, plan: Plan) -> np.ndarray:
    """Shaded relief, 0 to 255, lit from the north-west at 45°."""
    east, north = gradient(dem, plan.pixel, plan.pixel)
    length = np.sqrt(1 + east**2 + north**2)
    light = (-_LIGHT[0] * east - _LIGHT[1] * north + _LIGHT[2]) / length
    return (255 * np.maximum(light, 0)).astype(np.float32)
