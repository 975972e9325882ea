"""Does the object-based step beat plain thresholding of the same heatmap?

    .venv/bin/python tools/extraction_study.py [--seeds 910000-910011] [--size 640]
    .venv/bin/python tools/extraction_study.py --real FOLDER
    .venv/bin/python tools/extraction_study.py --true-masks --seeds 900200-900247

Generated scenes, each with its own relief, light and mix of landforms, or with ``--real`` the
Andes mosaics of the folder that ``make train`` takes (RG6 is the site that the model never saw).
Each is mapped with the shipped model at its default scales and turned into polygons: by cutting the
heatmap at thresholds and dropping parts below 0.01 km², and by ``extract_rock_glaciers``. Figures
are by area over all scenes together; overestimation is over landforms matched one to one. For
generated scenes a second table scores the separation into units: panoptic quality, reference units
that are split, mapped polygons that merge several. ``--true-masks`` scores the separation alone, on
the true masks of the systems. Scenes and heatmaps are kept in ``build/study``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
import rasterio.features
import shapely
from affine import Affine
from scipy import ndimage

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.accuracy import assess, match, segmentation_errors
from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.demo import generate_scene, random_settings, write_scene
from rock_glacier_mapper.core.heatmap import predict_at_scales
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.objects import Rules, extract_rock_glaciers
from rock_glacier_mapper.core.objects.units import separate_units
from rock_glacier_mapper.core.raster import RasterSource, grid_of, read_on_grid
from rock_glacier_mapper.core.vector import read_layer, read_polygons

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "rock_glacier_starter.onnx"
STUDY = ROOT / "build" / "study"
LEAST = 10_000.0


@dataclass
class Case:
    """A scene with its heatmap, true systems and units, and where these are known (None: all).

    Attributes:
        inputs: keyword arguments of ``extract_rock_glaciers``.
    """

    name: str
    heatmap: Path
    truth: list
    units: list
    area: shapely.Geometry | None
    inputs: dict


def predicted(network: Network, image: Path, heatmap: Path, **more: RasterSource) -> None:
    """Map an image, unless that was done before."""
    if heatmap.exists():
        return
    heatmap.parent.mkdir(parents=True, exist_ok=True)

    def stack_for(grid):
        return ChannelStack(network.card.channels, RasterSource(str(image)), grid, **more)

    grid = grid_of(RasterSource(str(image)))
    predict_at_scales(network, stack_for, grid, heatmap, network.card.scales)


def generated(network: Network, seed: int, size: int) -> Case:
    """A generated scene; units that touch are one system."""
    folder = STUDY / f"{seed}_{size}"
    if not (folder / "truth.gpkg").exists():
        scene = generate_scene(seed, random_settings(np.random.default_rng(seed), size))
        write_scene(scene, folder)
    files = {
        role: RasterSource(str(folder / f"{role}.tif")) for role in ("optical", "coherence", "dem")
    }
    heatmap = folder / "heatmap.tif"
    image = folder / "optical.tif"
    predicted(network, image, heatmap, coherence=files["coherence"], dem=files["dem"])
    units, crs = read_layer(folder / "truth.gpkg")
    systems: dict[int, list] = {}
    for unit in units:
        systems.setdefault(unit.attributes["system_id"], []).append(unit.geometry)
    return Case(
        str(seed),
        heatmap,
        [shapely.union_all(parts) for parts in systems.values()],
        [unit.geometry for unit in units],
        None,
        {
            "images": [files["optical"]],
            "dem": files["dem"],
            "glaciers": read_polygons(folder / "glaciers.gpkg", crs),
        },
    )


def real(network: Network, folder: Path, site: str) -> list[Case]:
    """The clear acquisitions of a site of the Andes, without DEM."""
    scenes = folder / "scenes" / "andes_s2_atacama28S"
    with rasterio.open(scenes / f"labels_{site}.tif") as dataset:
        labels, transform = dataset.read(1).astype(np.int32), dataset.transform
    with rasterio.open(scenes / f"composite_snowfree_{site}.tif") as dataset:
        known = (dataset.read() > 0).any(axis=0)
    truth = shapes(np.where(known, labels, 0), transform)
    area = shapely.union_all(shapes(known.astype(np.int32), transform))
    cases = []
    for image in sorted(scenes.glob(f"mosaic_{site}_clear*.tif")):
        heatmap = STUDY / f"{image.stem}.tif"
        predicted(network, image, heatmap)
        inputs = {"images": [RasterSource(str(image))]}
        cases.append(Case(image.stem, heatmap, truth, [], area, inputs))
    return cases


def shapes(labels: np.ndarray, transform) -> list:
    """Polygons of the labels above 0, along pixel sides."""
    found = rasterio.features.shapes(labels, labels > 0, 4, transform)
    return [shapely.make_valid(shapely.geometry.shape(shape)) for shape, _ in found]


def thresholded(case: Case, threshold: float) -> list:
    """What a plain threshold gives; parts that touch at corners are one."""
    heatmap = RasterSource(str(case.heatmap), (1,))
    grid = grid_of(heatmap)
    high = read_on_grid(heatmap, grid, unscale=True)[0] >= threshold
    found = rasterio.features.shapes(high.astype(np.uint8), high, 8, grid.transform)
    polygons = [shapely.geometry.shape(shape).buffer(0) for shape, _ in found]
    return [polygon for polygon in polygons if polygon.area >= LEAST]


def extracted(case: Case, rules: Rules, without: Sequence[str] = (), units: bool = False) -> list:
    """What the object-based step gives, without some of the inputs."""
    inputs = {name: value for name, value in case.inputs.items() if name not in without}
    heatmap = RasterSource(str(case.heatmap))
    found = extract_rock_glaciers(heatmap, rules, separate_units=units, **inputs)
    polygons = [one.geometry for one in found.kept]
    check(found)
    return polygons


def check(found) -> None:
    """Every polygon is valid, has a reason, overlaps no other; kept ones are large enough."""
    every = found.kept + found.rejected
    polygons = [one.geometry for one in every]
    assert all(polygon.is_valid for polygon in polygons)
    assert all(one.attributes["reason"] for one in every)
    assert all(one.attributes["area_km2"] >= 0.01 for one in found.kept)
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    common = (polygons[a].intersection(polygons[b]).area for a, b in zip(first, second) if a < b)
    assert sum(common) < 1e-6


def row(cases: list[Case], polygons: Callable[[Case], list]) -> str:
    """Figures over all cases, as the columns of the table."""
    common = mapped = true = 0.0
    excess, found, wrong, count, landforms = [], 0, 0, 0, 0
    for case in cases:
        made = polygons(case)
        if case.area is not None:
            made = [one.intersection(case.area) for one in made]
            made = [one for one in made if not one.is_empty]
        agreement = assess(made, case.truth)
        surface, truth = shapely.union_all(made), shapely.union_all(case.truth)
        common += surface.intersection(truth).area
        mapped, true = mapped + surface.area, true + truth.area
        for one, other in match(made, case.truth, 0).pairs:
            excess.append(made[one].area / case.truth[other].area - 1)
        found, wrong = found + agreement.found, wrong + agreement.false_finds
        count, landforms = count + len(made), landforms + len(case.truth)
    precision, recall = common / max(mapped, 1), common / true
    f1 = 2 * common / (mapped + true)
    over = f"{np.mean(excess):+.2f}" if excess else "-"
    return (
        f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {mapped / true - 1:+.2f} | {over} | "
        f"{found} of {landforms} | {wrong} of {count}"
    )


def unit_row(cases: list[Case], polygons: Callable[[Case], list]) -> str:
    """Panoptic quality and splitting over all cases, as the columns of the second table."""
    iou, pairs, wrong, missed, split, merged = 0.0, 0, 0, 0, 0, 0
    for case in cases:
        made = polygons(case)
        found = match(made, case.units)
        iou, pairs = iou + found.iou.sum(), pairs + len(found.iou)
        wrong, missed = (
            wrong + len(made) - len(found.iou),
            missed + len(case.units) - len(found.iou),
        )
        errors = segmentation_errors(made, case.units)
        split, merged = split + errors.split, merged + errors.merged
    quality = iou / (pairs + wrong / 2 + missed / 2)
    counts = f"{pairs} | {wrong} | {missed} | {split} | {merged}"
    return f"{quality:.3f} | {iou / max(pairs, 1):.3f} | {counts}"


def true_masks(seeds: range, size: int) -> None:
    """Print how well true systems are separated into units, without and with the DEM."""
    print("| systems | separated | PQ | SQ | matched | false | missed | split | merged |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    found: dict[str, list] = {"not": [], "by form": [], "with DEM": []}
    for seed in seeds:
        scene = generate_scene(seed, random_settings(np.random.default_rng(seed), size))
        margin = (len(scene.dem) - size) // 2
        dem = scene.dem[margin : margin + size, margin : margin + size]
        systems = {unit["unit_id"]: unit["system_id"] for unit in scene.truth_units}
        lookup = np.array([0, *(systems[number] for number in sorted(systems))])
        masks = lookup[scene.unit_labels]
        for place, system in zip(ndimage.find_objects(masks), range(1, masks.max() + 1)):
            if place is None:
                continue
            window = tuple(slice(max(0, side.start - 12), side.stop + 12) for side in place)
            mask = masks[window] == system
            truth = shapes(np.where(mask, scene.unit_labels[window], 0), Affine.identity())
            soft = ndimage.gaussian_filter(mask.astype(float), 1)
            for what, labels in (
                ("not", mask),
                ("by form", separate_units(mask, soft, least=100)),
                ("with DEM", separate_units(mask, soft, dem[window], least=100)),
            ):
                made = shapes(labels.astype(np.int32), Affine.identity())
                found[what].append((made, truth))
    for what, pairs in found.items():
        for name, least in (("all", 1), ("of several units", 2)):
            cases = [
                Case("", Path(), [], truth, None, {"made": made})
                for made, truth in pairs
                if len(truth) >= least
            ]
            line = unit_row(cases, lambda case: case.inputs["made"])
            print(f"| {len(cases)} {name} | {what} | {line} |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="910000-910011")
    parser.add_argument("--size", type=int, default=640)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--true-masks", action="store_true")
    given = parser.parse_args()
    if given.true_masks:
        first, last = (int(part) for part in given.seeds.split("-"))
        true_masks(range(first, last + 1), given.size)
        return
    network = Network(MODEL, "cpu")
    if given.real:
        groups = {site: real(network, given.real, site) for site in ("RG6", "W")}
    else:
        first, last = (int(part) for part in given.seeds.split("-"))
        seeds = range(first, last + 1)
        groups = {given.seeds: [generated(network, seed, given.size) for seed in seeds]}
    cut = network.card.threshold
    rules = Rules.load(given.rules) if given.rules else Rules(cut / 2, cut)
    print("| polygons by | precision | recall | F1 | area bias | overestimation | found | false |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, cases in groups.items():
        for threshold in (0.3, cut, 0.6):
            line = row(cases, lambda case, threshold=threshold: thresholded(case, threshold))
            print(f"| {name}: threshold {threshold:.2f} | {line} |", flush=True)
        for what, without in (
            ("object-based", ()),
            ("object-based, heatmap only", ("images", "dem", "glaciers")),
        ):
            line = row(cases, lambda case, without=without: extracted(case, rules, without))
            print(f"| {name}: {what} | {line} |", flush=True)
    if given.real:
        return
    print("\n| units | PQ | SQ | matched | false | missed | split | merged |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, cases in groups.items():
        for what, units, without in (
            ("not separated", False, ()),
            ("separated by form", True, ("dem",)),
            ("separated with DEM", True, ()),
        ):
            line = unit_row(
                cases,
                lambda case, units=units, without=without: extracted(case, rules, without, units),
            )
            print(f"| {name}: {what} | {line} |", flush=True)


if __name__ == "__main__":
    main()
