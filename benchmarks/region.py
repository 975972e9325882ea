"""Mapping a region: workers, units, and what the region costs beside the single steps.

    python benchmarks/region.py [--size 2048]

A generated scene of the demo kind with a DEM, the shipped network at one scale. In one run:

* the steps *Predict heatmap* and *Extract rock glaciers* on the whole scene;
* the same as a region with units of half the side, with one worker and with two;
* the region with units of a quarter of the side.

The landforms of all must be equal, or the benchmark fails. Seconds of the clock; with two workers
each has half of the processor's cores, as one has all of them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.demo.scene import SceneSettings, generate_scene, write_scene
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.heatmap import predict_heatmap
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.objects import extract_rock_glaciers
from rock_glacier_mapper.core.paths import default_model
from rock_glacier_mapper.core.raster import RasterSource, grid_of
from rock_glacier_mapper.core.region.job import PredictionSettings
from rock_glacier_mapper.core.region.running import Workers, map_region, plan_job
from rock_glacier_mapper.core.region.scenes import list_scenes, open_scenes, region_grid


def single_steps(folder: Path, image: str, dem: str) -> tuple[float, list]:
    """Seconds and landforms of the two steps on the whole scene."""
    begin = time.perf_counter()
    network = Network(default_model(), "cpu")
    grid, heatmap = grid_of(RasterSource(image)), str(folder / "heatmap.tif")
    with ChannelStack(
        network.card.channels, RasterSource(image), grid, dem=RasterSource(dem)
    ) as stack:
        predict_heatmap(network, stack, heatmap, encoding="uint16", memory_mb=2000)
    found = extract_rock_glaciers(
        RasterSource(heatmap), images=[RasterSource(image)], dem=RasterSource(dem)
    )
    return time.perf_counter() - begin, found.kept


def region(folder: Path, image: str, dem: str, unit: int, workers: int) -> tuple[float, list]:
    """Seconds and landforms of the region."""
    begin = time.perf_counter()
    resolution = Network(default_model(), "cpu").card.resolution_m
    scenes = open_scenes(list_scenes([image]), resolution)
    job = plan_job(
        folder / f"job_{unit}_{workers}",
        region_grid([scene.grid for scene in scenes], resolution, None),
        scenes,
        default_model(),
        resolution=resolution,
        prediction=PredictionSettings(),
        dem=dem,
        unit_size=unit,
    )
    mapped = map_region(job, Workers(workers, device="cpu"), feedback=Feedback())
    return time.perf_counter() - begin, mapped.kept


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=2048, help="side of the scene, pixels")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = folder / "scene"
        write_scene(generate_scene(3, SceneSettings(size=size)), scene)
        image, dem = str(scene / "optical.tif"), str(scene / "dem.tif")
        alone, expected = single_steps(folder, image, dem)
        print(f"{size} x {size} pixels, {len(expected)} rock glaciers")
        print(f"  the two steps by themselves      {alone:8.1f} s")
        for unit, workers in ((size // 2, 1), (size // 2, 2), (size // 4, 1)):
            seconds, found = region(folder, image, dem, unit, workers)
            same = [one.geometry.wkb for one in found] == [one.geometry.wkb for one in expected]
            if not same:
                raise SystemExit("The landforms differ.")
            print(
                f"  units of {unit:5d}, {workers} worker{'s' if workers > 1 else ' '}       "
                f"{seconds:8.1f} s   {seconds / alone:5.2f} times the two steps"
            )


if __name__ == "__main__":
    main()
