"""The front of a rock glacier in the terrain: a steep lower rim above flatter ground.

RGIK (2023), *Guidelines for inventorying rock glaciers*, recognises a rock glacier by its front:
a steep talus between a convex break to the gentler tread above and a concave break to the gentler
ground below. Debris-covered glacier tongues thin out, and debris flows and fans run out on an even
slope: neither has such a rim.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from ..errors import InputError
from ..translation import tr

#: The rim: pixels up to this far from the edge, in metres. A front is rarely wider: TPRoGI (Sun et
#: al. 2024) cuts those back that reach more than 50 m from their upper edge to their foot.
_RIM_M = 40.0
#: The lower rim lies in the lowest part of the landform, as a share of its pixels.
_LOWEST = 0.2
#: The ground below: up to this far outside, in metres.
_RING_M = 40.0
#: Slope from which a rim is a front, in degrees; loose debris stands at 30° to 40°.
_STEEP = 30.0
#: Fewer pixels tell nothing.
_LEAST = 3


def front_features(
    mask: np.ndarray,
    elevation: np.ndarray,
    slope: np.ndarray,
    pixel_size_m: tuple[float, float],
) -> dict[str, float | None]:
    """How steep the lower rim of a landform is, and how much steeper than the ground below it.

    The *front rim* is made of the landform's pixels that lie within 40 m of its edge (two pixels at
    least), belong to the lowest fifth of its pixels, and are higher than the nearest pixel outside:
    a rim against a rising valley side is no front. The *ground below* are the pixels outside
    within 40 m of the landform (four pixels at least), except the row beside it, whose nearest
    pixel of the landform belongs to the front rim and is higher. The row beside the landform is
    left out because the slope there mixes both sides.

    Both slope and contrast should be high: talus slopes and moraines are steep without a break,
    and a contrast of a few degrees is only the usual concave profile of a valley side.

    Args:
        mask: bool (height, width), the landform; with 40 m of ground around it (four pixels at
            least): where the window ends earlier, less ground is compared.
        elevation: metres, (height, width), NaN = no data.
        slope: degrees, (height, width), NaN = no data.
        pixel_size_m: pixel width and height.

    Returns:
        ``front_slope``, mean slope of the front rim in degrees; ``front_share``, the share of it
        that is steeper than 30°; ``front_contrast``, ``front_slope`` minus the mean slope of the
        ground below. None where there are fewer than three pixels.

    Raises:
        InputError: shapes differ.
    """
    if not mask.shape == elevation.shape == slope.shape:
        raise InputError(
            tr(
                "Landform, elevation and slope must have one shape, not {mask}, {elevation} "
                "and {slope}."
            ).format(mask=mask.shape, elevation=elevation.shape, slope=slope.shape)
        )
    found = dict.fromkeys(("front_slope", "front_contrast", "front_share"))
    known = np.isfinite(elevation) & np.isfinite(slope)
    inside = mask & known
    if not inside.any() or mask.all():
        return found
    coarsest = max(pixel_size_m)
    rim = _lower_rim(mask, inside, elevation, pixel_size_m, max(_RIM_M, 2 * coarsest))
    if rim.sum() < _LEAST:
        return found
    slopes = slope[rim].astype(np.float64)
    found["front_slope"] = float(slopes.mean())
    found["front_share"] = float((slopes > _STEEP).mean())
    below = _below(mask, rim, elevation, pixel_size_m, max(_RING_M, 4 * coarsest)) & known
    if below.sum() >= _LEAST:
        ground = slope[below].mean(dtype=np.float64)
        found["front_contrast"] = float(found["front_slope"] - ground)
    return found


def _lower_rim(mask, inside, elevation, pixel_size_m, reach) -> np.ndarray:
    distance, nearest = _nearest(~mask, pixel_size_m)
    outside = elevation[tuple(nearest)]
    lowest = np.quantile(elevation[inside], _LOWEST)
    with np.errstate(invalid="ignore"):
        # From centre to centre: the first pixel of the rim is one pixel from the nearest outside.
        return inside & (distance <= reach) & (elevation <= lowest) & (outside < elevation)


def _below(mask, rim, elevation, pixel_size_m, reach) -> np.ndarray:
    distance, nearest = _nearest(mask, pixel_size_m)
    beside = ndimage.binary_dilation(mask, np.ones((3, 3), bool))
    with np.errstate(invalid="ignore"):
        lower = elevation < elevation[tuple(nearest)]
    return ~beside & (distance <= reach) & rim[tuple(nearest)] & lower


def _nearest(target, pixel_size_m) -> tuple[np.ndarray, np.ndarray]:
    """Distance in metres to the nearest pixel of ``target``, and its row and column."""
    width, height = pixel_size_m
    return ndimage.distance_transform_edt(~target, sampling=(height, width), return_indices=True)
