"""Small regions: scenes with bright discs, which a real model finds, and running jobs on them."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import rasterio
from affine import Affine
from conftest import UTM32, make_model, write_raster

from rock_glacier_mapper.core import pythonprocess
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.region.job import PredictionSettings
from rock_glacier_mapper.core.region.merging import HEATMAP, write_mosaic, write_result
from rock_glacier_mapper.core.region.running import map_region, plan_job
from rock_glacier_mapper.core.region.scenes import list_scenes, open_scenes, region_grid

X0, Y0 = 600000, 5200000
#: Centres (x, y) of the discs, metres from the corner (X0, Y0) to the east and south.
DISCS = ((500, 600), (1990, 1010), (1500, 2500), (3300, 1600), (2600, 2580))
RADIUS = 130


def make_disc_model(path, **card):
    """A model that finds bright places: probability about 0.9 in them, 0.2 elsewhere."""
    weights = np.full((1, 3, 9, 9), 0.0024, np.float32)
    return make_model(path, weights=weights, threshold=0.5, **card)


def make_scene(path, left=0, top=0, size=300, crs=UTM32, seed=0, corner=(X0, Y0), **options):
    """A picture of 10 m pixels whose corner lies ``left`` and ``top`` metres from (X0, Y0)."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:size, 0:size]
    x, y = left + 10 * columns + 5, top + 10 * rows + 5
    base = np.full((size, size), 100.0)
    for centre in DISCS:
        base[(x - centre[0]) ** 2 + (y - centre[1]) ** 2 < RADIUS**2] += 50
    bands = np.stack([base + rng.normal(0, 10, base.shape) for _ in range(3)])
    transform = Affine(10, 0, corner[0] + left, 0, -10, corner[1] - top)
    return write_raster(path, np.clip(bands, 1, 255).astype(np.uint8), transform, crs, **options)


class Told(Feedback):
    """Keeps messages; cancels when ``stop`` says so."""

    def __init__(self, stop=None):
        self.infos, self.warnings, self.fractions, self.stop = [], [], [], stop

    def info(self, text):
        self.infos.append(text)

    def warning(self, text):
        self.warnings.append(text)

    def progress(self, fraction):
        self.fractions.append(fraction)

    def is_cancelled(self):
        return self.stop is not None and self.stop(self)


def plan(folder, sources, model, unit_size=128, **options):
    """A job on scenes."""
    scenes = open_scenes(list_scenes([str(source) for source in sources]), 10.0)
    grid = region_grid([scene.grid for scene in scenes], 10.0, options.pop("crs", None))
    options.setdefault("prediction", PredictionSettings(terrain=None))
    options.setdefault("extraction", {"rules": {"threshold": 0.3, "seed_threshold": 0.5}})
    return plan_job(folder, grid, scenes, model, resolution=10.0, unit_size=unit_size, **options)


def finish(job, workers=None, feedback=None):
    """Run a job to its end; the heatmap's values, and the landforms as plain values."""
    mapped = map_region(job, workers, feedback=feedback)
    output = job.folder.parent / f"{job.folder.name}.tif"
    write_mosaic(job, HEATMAP, output, {}, Feedback())
    write_result(output.with_suffix(".gpkg"), mapped.kept, mapped.rejected, job)
    with rasterio.open(output) as dataset:
        values = dataset.read(1)
    landforms = [(one.geometry.wkb_hex, one.attributes) for one in mapped.kept + mapped.rejected]
    return mapped, values, landforms


#: Runs a job as a program of its own, as a user's script would.
SCRIPT = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from regions import Told, plan
from rock_glacier_mapper.core.region.running import Workers, map_region
class Printing(Told):
    def info(self, text):
        print(text, flush=True)
job = plan(Path({folder!r}), {sources!r}, {model!r})
map_region(job, Workers({count}), feedback=Printing())
"""


def start(folder, sources, model, count):
    """A job in a process of its own, which can be killed."""
    here = os.path.dirname(__file__)
    script = SCRIPT.format(
        path=[here],
        folder=str(folder),
        sources=[str(source) for source in sources],
        model=str(model),
        count=count,
    )
    return subprocess.Popen(
        [sys.executable, "-c", script],
        env=pythonprocess.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
