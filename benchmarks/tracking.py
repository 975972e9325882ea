"""Feature tracking: processor time against scikit-image, window by window.

    make benchmark
    python benchmarks/tracking.py --pair first.tif second.tif

The same windows, search range and points: for each point ``match_template`` over the search area,
then ``phase_cross_correlation`` with an upsampling of 20 on the windows at the best match, in a
loop; against the whole of :func:`..kinematics.tracking.track` on one thread. Also how far both are
from a known shift. Without a pair, made from noise like a boulder field, moved by 6.3 and -3.8
pixels.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from scipy import ndimage
from skimage.feature import match_template
from skimage.registration import phase_cross_correlation

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.kinematics.tracking import track
from rock_glacier_mapper.core.kinematics.trackingplan import Plan, Settings, make_plan
from rock_glacier_mapper.core.kinematics.vectorfilter import OK
from rock_glacier_mapper.core.raster import RasterSource, read_on_grid

SHIFT = 6.3, -3.8
YEARS = 5.0
UPSAMPLING = 20
#: Every so many points are matched by the loop; its time is given for all.
SHARE = 20


def make_pair(folder: Path, size: int = 1000) -> list[Path]:
    """An image, and the same moved by :data:`SHIFT` (rows, columns), with noise."""
    rng = np.random.default_rng(0)
    noise = ndimage.gaussian_filter(rng.normal(size=(size, size)), 1.2)
    one = 120 + 40 * noise / noise.std()
    two = np.fft.ifft2(ndimage.fourier_shift(np.fft.fft2(one), SHIFT)).real
    paths = []
    for name, image in (("first", one), ("second", two)):
        image = np.clip(image + rng.normal(0, 5, image.shape), 1, 255).astype(np.uint8)
        paths.append(folder / f"{name}.tif")
        profile = {"driver": "GTiff", "count": 1, "dtype": "uint8", "crs": "EPSG:32632"}
        place = Affine(0.5, 0, 6e5, 0, -0.5, 5.2e6)
        with rasterio.open(
            paths[-1], "w", height=size, width=size, transform=place, **profile
        ) as dataset:
            dataset.write(image, 1)
    return paths


def loop(one: np.ndarray, two: np.ndarray, plan: Plan, points: np.ndarray) -> np.ndarray:
    """Displacements (n, 2) of points (row, column) with scikit-image."""
    half, radius, found = plan.window // 2, plan.radius, []
    for row, column in points:
        rows, columns = slice(row - half, row + half), slice(column - half, column + half)
        template = one[rows, columns]
        area = two[
            row - half - radius : row + half + radius,
            column - half - radius : column + half + radius,
        ]
        surface = match_template(area, template)
        down, right = (v - radius for v in np.unravel_index(surface.argmax(), surface.shape))
        moved = two[
            row + down - half : row + down + half, column + right - half : column + right + half
        ]
        rest = phase_cross_correlation(template, moved, upsample_factor=UPSAMPLING)[0]
        found.append((down - rest[0], right - rest[1]))
    return np.array(found)


def measure(first: str, second: str, velocity: float, known: bool) -> None:
    """Both ways on a pair, printed."""
    settings = Settings(max_velocity=velocity, workers=1)
    sources = RasterSource(first), RasterSource(second)
    plan = make_plan(*sources, YEARS, settings)
    begin = time.process_time()
    field = track(*sources, plan, settings)
    spent = time.process_time() - begin
    row, column = plan.centres(slice(None), slice(None))
    good = np.flatnonzero(field.reason.ravel() == OK)
    rim = plan.window // 2 + 2 * plan.radius
    height, width = plan.grid.shape
    inner = (np.minimum(row, height - row)[good] > rim) & (
        np.minimum(column, width - column)[good] > rim
    )
    chosen = good[inner][::SHARE]
    images = [read_on_grid(source, plan.grid)[:3].mean(axis=0) for source in sources]
    begin = time.process_time()
    other = loop(*images, plan, np.stack((row, column), axis=1)[chosen])
    each = (time.process_time() - begin) / chosen.size
    searched = int((field.reason != 1).sum())
    print(
        f"  {plan.grid.width} x {plan.grid.height}, window {plan.window}, search {plan.radius} "
        f"pixels: {searched} points in {spent:.1f} s ({1000 * spent / searched:.2f} ms each); "
        f"scikit-image {1000 * each:.2f} ms each: {each * searched / spent:.1f} times as long",
        flush=True,
    )
    own = np.stack((field.down.ravel(), field.right.ravel()), axis=1)[chosen]
    if known:
        for name, found in (("here", own), ("scikit-image", other)):
            error = found - SHIFT
            print(
                f"    {name:13} bias {np.abs(error.mean(axis=0)).max():.4f}, median size of error "
                f"{np.median(np.hypot(*error.T)):.4f} pixels"
            )
    else:
        apart = np.hypot(*(own - other).T)
        print(f"    median difference between both {np.median(apart):.3f} pixels")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pair", nargs=2, help="two images")
    parser.add_argument("--velocity", type=float, nargs="+", default=[2.0, 8.0])
    arguments = parser.parse_args()
    print("Feature tracking, one thread, processor time")
    with tempfile.TemporaryDirectory() as folder:
        pair = arguments.pair or make_pair(Path(folder))
        for velocity in arguments.velocity:
            measure(*map(str, pair), velocity, arguments.pair is None)


if __name__ == "__main__":
    main()
