"""Exporting patches end to end, against a bare rasterio loop over the same windows.

    make benchmark

Prints the patches per second and the ratio to a loop that reads each window from the stack and
writes it, with a mask, as the same kind of GeoTIFF. Runs of both kinds alternate; each figure is
the median of three. The contact sheet takes the same time from 48 patches on, so the ratio is also
given without it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.windows import Window
from scipy.ndimage import gaussian_filter
from shapely.geometry import Point

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.patches import contact_sheet
from rock_glacier_mapper.core.patches.dataset import read_dataset, read_patch
from rock_glacier_mapper.core.patches.export import PatchSettings, export_patches
from rock_glacier_mapper.core.patches.outlines import Outline

SIZE, LANDFORMS, REPEATS = 4000, 60, 3
ROLES = ("blue", "green", "red", "nir", "coherence", "slope")
X0, Y0 = 6e5, 5.2e6


def write_stack(path: Path) -> None:
    """Six float bands of smooth noise, written as ``preparestack`` does."""
    rng = np.random.default_rng(0)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=SIZE,
        height=SIZE,
        count=len(ROLES),
        dtype="float32",
        crs="EPSG:32632",
        transform=Affine(10, 0, X0, 0, -10, Y0),
        nodata=-9999,
        tiled=True,
        blockxsize=256,
        blockysize=256,
        compress="deflate",
        predictor=3,
    ) as dataset:
        for number, role in enumerate(ROLES, start=1):
            band = gaussian_filter(rng.normal(size=(SIZE, SIZE)).astype(np.float32), 2)
            dataset.write(0.2 + band, number)
            dataset.set_band_description(number, role)


def bare_loop(stack: Path, folder: Path, corners: list[tuple[int, int]], size: int) -> None:
    """Read each window and write it with an empty mask."""
    with rasterio.open(stack) as source:
        for number, (column, row) in enumerate(corners):
            window = Window(column, row, size, size)
            profile = {
                "driver": "GTiff",
                "width": size,
                "height": size,
                "crs": source.crs,
                "transform": source.window_transform(window),
                "tiled": True,
                "blockxsize": 256,
                "blockysize": 256,
                "compress": "deflate",
            }
            image = folder / f"{number}.tif"
            with rasterio.open(
                image, "w", count=source.count, dtype="float32", predictor=3, **profile
            ) as target:
                target.write(source.read(window=window))
            mask = folder / f"{number}_mask.tif"
            with rasterio.open(mask, "w", count=1, dtype="uint8", predictor=2, **profile) as target:
                target.write(np.zeros((size, size), np.uint8), 1)


def main() -> None:
    """Measure and print."""
    rng = np.random.default_rng(1)
    spots = zip(rng.uniform(1000, 39000, (LANDFORMS, 2)), rng.uniform(150, 600, LANDFORMS))
    outlines = [
        Outline(str(number), Point(X0 + x, Y0 - y).buffer(radius))
        for number, ((x, y), radius) in enumerate(spots)
    ]
    settings = PatchSettings()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stack = folder / "stack.tif"
        write_stack(stack)
        roles = {role: number for number, role in enumerate(ROLES, start=1)}
        whole, bare, sheet, reading = [], [], [], []
        for number in range(REPEATS):
            out = folder / f"patches{number}"
            begin = time.perf_counter()
            export_patches(stack, roles, outlines, [], out, settings)
            whole.append(time.perf_counter() - begin)
            dataset = read_dataset(out)
            corners = [(patch.column, patch.row) for patch in dataset.patches]
            plain = folder / f"plain{number}"
            plain.mkdir()
            begin = time.perf_counter()
            bare_loop(stack, plain, corners, settings.patch_size)
            bare.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            contact_sheet.draw_contact_sheet(dataset, folder / "sheet.png", Feedback())
            sheet.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            for patch in dataset.patches[:20]:
                read_patch(dataset, patch, dataset.channels)
            reading.append((time.perf_counter() - begin) / min(20, len(dataset.patches)))
    ratio = statistics.median(w / b for w, b in zip(whole, bare))
    without = statistics.median((w - s) / b for w, s, b in zip(whole, sheet, bare))
    seconds = statistics.median(whole)
    print(f"patches of {settings.patch_size} pixels, {len(ROLES)} bands: {len(corners)}")
    print(f"exported per second: {len(corners) / seconds:.1f}")
    print(f"bare loop per second: {len(corners) / statistics.median(bare):.1f}")
    print(f"ratio of times, export / bare loop: {ratio:.2f}")
    print(f"without the contact sheet ({statistics.median(sheet):.1f} s): {without:.2f}")
    print(f"reading a patch for training: {1000 * statistics.median(reading):.0f} ms")


if __name__ == "__main__":
    main()
