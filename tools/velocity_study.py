"""Are velocities from InSAR unbiased, and their errors honest?

    .venv/bin/python tools/velocity_study.py [--seeds 930000-930059] [--size 512]

Generated scenes, each with its own relief, coherence and looks, seen from both passes through
atmosphere, orbital ramp and phase noise, with decorrelated glaciers. The velocity of each true unit
is measured and compared with the mean of its true velocity. Two tables: the scenes as they are
drawn, where the ground moves exactly down the smoothed surface, and with directions and lines of
sight that err by as much as the settings say. Of the velocities that pass all filters: bias of the
mean, and the share of truths within the stated standard deviation, which for honest errors is 68 %.
"""

from __future__ import annotations

import argparse
import collections
import math
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import rasterio.features

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.demo import Scene, generate_scene, random_settings, write_scene
from rock_glacier_mapper.core.demo.sensors import sensitivity
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.kinematics.products import Given, read_product
from rock_glacier_mapper.core.kinematics.settings import (
    BEST_PASS,
    OK,
    PER_PIXEL,
    UNIFORM,
    Settings,
)
from rock_glacier_mapper.core.kinematics.velocity import Velocity, measure_velocities
from rock_glacier_mapper.core.raster import RasterSource

PASSES = "ascending", "descending"
#: Ways to measure: name to settings and passes.
WAYS = {
    "both passes": (Settings(), PASSES),
    "best pass": (Settings(passes=BEST_PASS), PASSES),
    "ascending only": (Settings(), PASSES[:1]),
    "both, per pixel": (Settings(direction=PER_PIXEL), PASSES),
    "both, uniform": (Settings(direction=UNIFORM), PASSES),
}


def with_geometry_errors(scene: Scene, rng: np.random.Generator, settings: Settings) -> Scene:
    """The scene with units that move in directions other than the DEM says, and turned orbits."""
    slope, aspect = scene.components["slope"].copy(), scene.components["aspect"].copy()
    for unit in scene.truth_units:
        here = scene.unit_labels == unit["unit_id"]
        slope[here] += math.radians(rng.normal(0, settings.slope_error))
        aspect[here] += math.radians(rng.normal(0, settings.aspect_error))
    changed = {}
    for name in PASSES:
        radar = getattr(scene, name)
        turned = replace(
            radar,
            incidence_deg=radar.incidence_deg + rng.normal(0, settings.incidence_error),
            azimuth_deg=radar.azimuth_deg + rng.normal(0, settings.azimuth_error),
        )
        motion = scene.components["velocity"] * sensitivity(turned, slope, aspect) * radar.years
        observed = getattr(scene, f"los_{name}")
        changed[f"los_{name}"] = observed - scene.components[f"motion_{name}"] + motion
    return replace(scene, **{name: v.astype(np.float32) for name, v in changed.items()})


def true_means(scene: Scene) -> list[float]:
    """Mean true velocity (cm/yr) of each unit."""
    means = []
    for unit in scene.truth_units:
        inside = rasterio.features.rasterize(
            [unit["geometry"]], out_shape=scene.coherence.shape, transform=scene.transform
        ).astype(bool)
        means.append(100 * float(scene.components["velocity"][inside].mean()))
    return means


def measured(scene: Scene, folder: Path) -> dict[str, list[Velocity]]:
    """Velocities of the true units, by way."""
    write_scene(scene, folder)
    given = Given(looks=float(scene.settings.looks))
    products = {
        name: read_product(
            str(folder / f"los_{name}.tif"), str(folder / "coherence.tif"), given, Feedback()
        )
        for name in PASSES
    }
    glaciers = [glacier["geometry"] for glacier in scene.glaciers]
    outlines = [unit["geometry"] for unit in scene.truth_units]
    dem = RasterSource(str(folder / "dem.tif"), role="DEM")
    return {
        way: measure_velocities(
            outlines, scene.crs, [products[n] for n in passes], dem, settings, glaciers
        )[0]
        for way, (settings, passes) in WAYS.items()
    }


def show(title: str, pairs: dict[str, list[tuple[Velocity, float]]]) -> None:
    """One line for each way."""
    print(f"\n{title}")
    print(f"{'':16} units    ok   bias of sums   mean error   within 1 sigma   2 sigma   reasons")
    for way, of_way in pairs.items():
        accepted = [(v, t) for v, t in of_way if v.outcome == OK]
        reasons = collections.Counter(v.outcome for v, _ in of_way if v.outcome != OK)
        found = np.array([v.mean for v, _ in accepted])
        sigma = np.array([v.sigma for v, _ in accepted])
        truth = np.array([t for _, t in accepted])
        relative = found / truth - 1
        score = np.abs(found - truth) / sigma
        print(
            f"{way:16} {len(of_way):5d} {len(accepted):5d}   "
            f"{100 * (found.sum() / truth.sum() - 1):+8.1f} %    "
            f"{100 * relative.mean():+6.1f} ± {100 * relative.std() / math.sqrt(len(found)):.1f} % "
            f"{100 * (score <= 1).mean():10.0f} % {100 * (score <= 2).mean():12.0f} %   "
            + ", ".join(f"{name} {count}" for name, count in sorted(reasons.items()))
        )


def main() -> None:
    """Run the study."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="930000-930059")
    parser.add_argument("--size", type=int, default=512)
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    tables = [collections.defaultdict(list), collections.defaultdict(list)]
    for seed in range(int(first), int(last or first) + 1):
        rng = np.random.default_rng(seed)
        scene = generate_scene(seed, random_settings(rng, arguments.size))
        if not scene.truth_units:
            continue
        truth = true_means(scene)
        turned = with_geometry_errors(scene, rng, Settings())
        for table, one in zip(tables, (scene, turned)):
            with tempfile.TemporaryDirectory() as folder:
                for way, velocities in measured(one, Path(folder)).items():
                    table[way] += zip(velocities, truth)
        print(f"scene {seed}: {len(truth)} units", flush=True)
    show("Scenes as they are drawn", tables[0])
    show("With errors of direction and line of sight", tables[1])


if __name__ == "__main__":
    main()
