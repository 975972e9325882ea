"""Predicting a heatmap end to end, against bare ``session.run`` on the same windows.

    make benchmark

Prints the ratio (goal: at most 1.10), the seconds for a canvas of 2000 x 2000 pixels (goal: under
60 on two cores), the time outside ``session.run`` per window, and the growth of memory. Runs of
both kinds alternate; each figure is the median of three.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import plan_tiles, predict_heatmap
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.paths import default_model
from rock_glacier_mapper.core.raster import RasterSource

SIZE = 2000
REPEATS = 3


def write_inputs(folder: Path) -> tuple[str, str]:
    """An image of four 16-bit bands and a DEM of noise."""
    rng = np.random.default_rng(0)
    grid = {
        "crs": "EPSG:32632",
        "transform": Affine(10, 0, 6e5, 0, -10, 5.2e6),
        "width": SIZE,
        "height": SIZE,
        "driver": "GTiff",
        "tiled": True,
        "compress": "deflate",
    }
    image, dem = str(folder / "image.tif"), str(folder / "dem.tif")
    with rasterio.open(image, "w", count=4, dtype="uint16", **grid) as dataset:
        dataset.write(rng.integers(200, 4000, (4, SIZE, SIZE), dtype=np.uint16))
    with rasterio.open(dem, "w", count=1, dtype="float32", **grid) as dataset:
        dataset.write(np.cumsum(rng.normal(0, 3, (1, SIZE, SIZE)), 2).astype(np.float32) + 2500)
    return image, dem


def main() -> None:
    """Measure and print."""
    network = Network(default_model(), "cpu")
    card = network.card
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        image, dem = write_inputs(folder)
        with rasterio.open(image) as dataset:
            grid = Grid.of(dataset)
        region = 0, 0, SIZE, SIZE
        strips = plan_tiles(grid, region, card.tile_size, card.margin, card.stride)
        windows = [(t.read_height, t.read_width) for strip in strips for t in strip]
        noise = np.random.default_rng(1)
        inputs = {
            size: noise.normal(size=(1, len(card.channels), *size)).astype(np.float32)
            for size in set(windows)
        }
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        bare, whole = [], []
        for _ in range(REPEATS):
            begin = time.perf_counter()
            for size in windows:
                network.probability(inputs[size])
            bare.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            with ChannelStack(
                card.channels, RasterSource(image), grid, dem=RasterSource(dem)
            ) as stack:
                predict_heatmap(network, stack, folder / "heatmap.tif")
            whole.append(time.perf_counter() - begin)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ratio = statistics.median(w / b for w, b in zip(whole, bare))
    outside = (statistics.median(whole) - statistics.median(bare)) / len(windows)
    print(f"canvas of {SIZE} x {SIZE} pixels, {len(windows)} windows of {card.tile_size} pixels")
    print(f"  end to end             {statistics.median(whole):8.2f} s")
    print(f"  bare session.run       {statistics.median(bare):8.2f} s")
    print(f"  ratio                  {ratio:8.2f}   (goal: at most 1.10)")
    print(f"  outside, per window    {1000 * outside:8.1f} ms")
    print(f"  growth of memory       {(after - before) / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
