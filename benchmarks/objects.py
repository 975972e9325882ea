"""Segmentation of a scene into objects: time, memory and quality, against other tools.

    make benchmark
    python benchmarks/objects.py --full

Prints tables for three questions. *tools*: this project (full scene), GRASS ``i.segment``, the
large-scale mean shift of the Orfeo ToolBox and ``felzenszwalb`` of scikit-image on the same raster:
processor time, peak memory, and agreement with the true outlines of rock glaciers and glaciers.
Below each other tool stands the level of ours with the nearest number of objects not above its
own. Goals: a tenth of the processor time of GRASS and OTB, at equal or better quality. *large*: a
scene of the size of a Sentinel-2 tile (goal: under 120 s on two cores, under 3 GB). *gate*: only
the surroundings of a heatmap with support on 1 % of the scene, against the full scene (goal: 20
times faster).

The raster is a synthetic scene of ``rock_glacier_mapper.core.demo``: blue, green, red and near
infrared, scaled to 8 bits. It is drawn once and kept in ``build/benchmark``. Every tool runs in a
process of its own, with one thread (the large scene with all cores); times and peak memory are
those of the process and its children, from the start of the program to the label raster on the
disk. With ``--full``, the scene has 2048 x 2048 pixels, the large one 10980 x 10980, and the other
tools run with three thresholds each; this takes half an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import rasterio
import rasterio.features
from scipy import ndimage

sys.path.insert(0, str(Path(__file__).parent.parent))

from segmentation_quality import Quality, assess

from rock_glacier_mapper.core.objects import Rules, SegmentationSettings, gating
from rock_glacier_mapper.core.objects.multiresolution import segment_scene
from rock_glacier_mapper.core.objects.segmentation import SceneBands, segment_gate
from rock_glacier_mapper.core.raster import RasterSource

FOLDER = Path(__file__).parent.parent / "build" / "benchmark"
LARGE = 10980
PARTS = ("tools", "large", "gate")
#: Parameter of each other tool: its usual value, then further ones for a fair comparison.
THRESHOLDS = {
    "GRASS i.segment": (0.1, 0.05, 0.03),
    "OTB LSMS": (15, 25, 8),
    "felzenszwalb": (100, 300, 1000),
}
PACKAGES = {
    "GRASS i.segment": ("grass", "grass-core"),
    "OTB LSMS": ("otbcli_LargeScaleMeanShift", "otb-bin"),
}
#: Levels of ours that the others are compared with.
SCALES = tuple(round(10 * 1.2**step, 1) for step in range(20))
GATED_SHARE = 0.01


@dataclass
class Usage:
    """Seconds and megabytes of a process and its children."""

    wall: float
    cpu: float
    peak: float


# --- input -------------------------------------------------------------------------------------


def scene_files(size: int) -> tuple[Path, Path, Path]:
    """Image, true landforms and a heatmap with support on 1 % of the scene, as files."""
    paths = tuple(FOLDER / f"{name}_{size}.tif" for name in ("image", "truth", "heatmap"))
    if not all(path.exists() for path in paths):
        print(f"drawing a scene of {size} x {size} pixels …", flush=True)
        subprocess.run(_worker("draw", size, *paths), check=True)
    return paths


def mirrored(path: Path, size: int) -> Path:
    """The raster repeated by mirroring until it has this size."""
    target = path.with_name(f"{path.stem}_{size}.tif")
    if not target.exists():
        subprocess.run(_worker("mirror", path, target, size), check=True)
    return target


def job_draw(size: str, *paths: str) -> None:
    """Draw a scene and write its image, truth and heatmap."""
    from rock_glacier_mapper.core.demo import SceneSettings, generate_scene

    scene = generate_scene(1, SceneSettings(size=int(size), nodata_wedge=(0.0, 0.0)))
    outlines = [one["geometry"] for one in scene.truth_units + scene.glaciers]
    truth = rasterio.features.rasterize(
        [(shape, number) for number, shape in enumerate(outlines, start=1)],
        out_shape=(int(size), int(size)),
        transform=scene.transform,
        dtype="int32",
    )
    image = np.stack([_to_byte(band) for band in scene.optical[:4]])
    for path, values in zip(paths, (image, truth[None], _heatmap(scene.unit_labels)[None])):
        _write(Path(path), values, scene.transform, scene.crs, values.shape[1], values)


def job_mirror(path: str, target: str, size: str) -> None:
    """Write a raster repeated by mirroring."""
    with rasterio.open(path) as source:
        values, transform, crs = source.read(), source.transform, source.crs
    side = np.arange(values.shape[1])
    index = np.resize(np.concatenate([side, side[::-1]]), int(size))
    bands = (band[np.ix_(index, index)] for band in values)
    _write(Path(target), bands, transform, crs, int(size), values)


def _to_byte(band: np.ndarray) -> np.ndarray:
    low, high = np.percentile(band, (1, 99))
    return np.clip(1 + 254 * (band - low) / (high - low), 1, 255).round().astype(np.uint8)


def _heatmap(units: np.ndarray) -> np.ndarray:
    """Blurred rock glaciers, as many as fill 1 % of the scene; the rest near 0."""
    sizes = np.bincount(units.ravel())[1:]
    kept = 1 + np.flatnonzero(np.cumsum(sizes) <= GATED_SHARE * units.size)
    shape = ndimage.gaussian_filter(np.isin(units, kept).astype(np.float32), 2)
    noise = np.random.default_rng(0).random(units.shape, np.float32)
    return (0.9 * shape + 0.1 * noise).astype(np.float32)


def _write(path: Path, bands, transform, crs, size: int, like: np.ndarray) -> None:
    """Write square bands with the data type and the band count of ``like``."""
    temporary = path.with_suffix(".part")
    with rasterio.open(
        temporary,
        "w",
        driver="GTiff",
        width=size,
        height=size,
        count=len(like),
        dtype=like.dtype,
        crs=crs,
        transform=transform,
        nodata={"u": 0, "f": -1}.get(like.dtype.kind),
        tiled=True,
        blockxsize=512,
        blockysize=512,
        compress="deflate",
        zlevel=1,
        photometric="minisblack",
        alpha="no",
    ) as target:
        for number, band in enumerate(bands, start=1):
            target.write(band, number)
    temporary.rename(path)


# --- running -----------------------------------------------------------------------------------


def measured(command: list[str], log: Path) -> Usage | None:
    """Run a command to its end; None when it fails (its output is in ``log``)."""
    environment = os.environ | {
        "OMP_NUM_THREADS": "1",
        "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS": "1",
        "OTB_MAX_RAM_HINT": "1000",
        "GDAL_CACHEMAX": "128",
    }
    begin = time.perf_counter()
    with open(log, "wb") as output:
        child = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        print(f"failed: {' '.join(command[:2])} … (see {log})")
        return None
    wall = time.perf_counter() - begin
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def command_of(tool: str, image: Path, threshold: float, output: Path) -> list[str]:
    """How to run a tool on an image."""
    if tool == "GRASS i.segment":
        script = (
            f"r.in.gdal -o input={image} output=i --o --q && g.region raster=i.1 && "
            "i.group group=g subgroup=g input=i.1,i.2,i.3,i.4 --q && "
            f"i.segment group=g output=s threshold={threshold} minsize=50 memory=1000 --o --q && "
            f"r.out.gdal -c input=s output={output} type=UInt32 -f --o --q"
        )
        return ["grass", "--tmp-location", "XY", "--exec", "bash", "-c", script]
    if tool == "OTB LSMS":
        options = f"-spatialr 5 -ranger {threshold} -minsize 50 -mode raster -mode.raster.out"
        return [PACKAGES[tool][0], "-in", str(image), *options.split(), str(output), "uint32"]
    return _worker("felzenszwalb", image, output, threshold)


def _worker(job: str, *arguments) -> list[str]:
    return [sys.executable, __file__, "--job", job, *map(str, arguments)]


# --- jobs, each in a process of its own ----------------------------------------------------------


def job_ours(image: str, output: str, workers: str, *scales: str) -> None:
    """Segment an image; with several scales, write one band for each level."""
    settings = SegmentationSettings(workers=int(workers))
    with SceneBands(images=[RasterSource(image, role="image")], settings=settings) as scene:
        levels = segment_scene(scene, [float(scale) for scale in scales])
        grid = scene.grid
    with rasterio.open(
        output,
        "w",
        driver="GTiff",
        width=grid.width,
        height=grid.height,
        count=len(levels),
        dtype="int32",
        crs=grid.crs,
        transform=grid.transform,
    ) as target:
        for number in range(len(levels)):
            target.write(levels.labels(number), number + 1)
    print(f"{levels.superpixels} superpixels, {len(levels[0].table.n)} objects")


def job_felzenszwalb(image: str, output: str, scale: str) -> None:
    """The graph-based segmentation of scikit-image."""
    from skimage.segmentation import felzenszwalb

    with rasterio.open(image) as source:
        values = np.moveaxis(source.read(), 0, 2)
        profile = source.profile
    labels = felzenszwalb(values, float(scale), sigma=1, min_size=50, channel_axis=2)
    profile = {key: profile[key] for key in ("driver", "width", "height", "crs", "transform")}
    with rasterio.open(output, "w", count=1, dtype="int32", **profile) as target:
        target.write(labels.astype(np.int32), 1)


def job_gate(image: str, heatmap: str) -> None:
    """Seconds of the steps near a heatmap's support, and of the full scene."""
    rules, settings = Rules(), SegmentationSettings(workers=1)
    clock = _Clock()
    with SceneBands(
        RasterSource(heatmap), [RasterSource(image, role="image")], settings=settings
    ) as scene:
        clock.stop("opening, with the stretch of the image")
        classes = gating.classify(scene, rules)
        clock.stop("classes of the heatmap")
        gates = [gate for gate, _ in gating.gates_of(scene, rules, gating.whole(scene), classes)]
        clock.stop("gates")
        objects = 0
        for gate in gates:
            found = segment_gate(scene, gate.mask, gate.row, gate.column)
            objects += len(found.merged.table.n)
        clock.stop("segmentation of the gates")
        whole = segment_scene(scene, (settings.scale,))
        clock.stop("segmentation of the full scene")
    support = np.count_nonzero((classes == gating.SUPPORT) | (classes == gating.SEED))
    share = [100 * part / classes.size for part in (support, sum(one.mask.sum() for one in gates))]
    print(f"\nsupport {share[0]:.1f} %, gates {share[1]:.1f} % of the scene; ", end="")
    print(f"{objects} objects in {len(gates)} gates, {len(whole[0].table.n)} in the full scene\n")
    print("| step | seconds of processor time |\n| --- | ---: |")
    for name, seconds in clock.times.items():
        print(f"| {name} | {seconds:.2f} |")
    opening, classes, gates, near, full = clock.times.values()
    print(f"\nfull scene / gated, segmentation alone: {full / near:.1f} (goal: 20)")
    gated = classes + gates + near
    print(f"full scene / (classes + gates + segmentation of the gates): {full / gated:.1f}")
    print(f"the same, with the opening on both sides: {(opening + full) / (opening + gated):.1f}")


class _Clock:
    def __init__(self):
        self.times: dict[str, float] = {}
        self._last = time.process_time()

    def stop(self, name: str) -> None:
        now = time.process_time()
        self.times[name] = now - self._last
        self._last = now


# --- parts -------------------------------------------------------------------------------------


def part_tools(size: int, full: bool) -> None:
    """Ours against the other tools."""
    image, truth, _ = scene_files(size)
    print(f"\n## Tools, {size} x {size} pixels, 4 bands of 8 bits\n")
    scale = SegmentationSettings().scale
    output = FOLDER / "labels.tif"
    ours = measured(_worker("ours", image, output, 1, scale), FOLDER / "ours.log")
    if ours is None:
        return
    rows = [("this project", f"scale {scale:g}", ours, _quality(output, truth)[0])]
    levels = FOLDER / "levels.tif"
    measured(_worker("ours", image, levels, 1, *SCALES), FOLDER / "levels.log")
    nested = _quality(levels, truth)
    for tool, thresholds in THRESHOLDS.items():
        program, package = PACKAGES.get(tool, (sys.executable, ""))
        if shutil.which(program) is None:
            print(f"{tool} is missing: install the Debian package {package}.")
            continue
        for threshold in thresholds if full else thresholds[:1]:
            usage = measured(command_of(tool, image, threshold, output), FOLDER / "tool.log")
            if usage is not None:
                quality = _quality(output, truth)[0]
                rows.append((tool, f"{threshold:g}", usage, quality))
                level = _level_below(nested, quality.objects)
                rows.append(("· this project", f"scale {SCALES[level]:g}", None, nested[level]))
    _print_table(rows, ours.cpu)


def _quality(labels: Path, truth: Path) -> list[Quality]:
    """Quality of each band of a label raster, reckoned in a process of its own."""
    done = subprocess.run(
        _worker("quality", labels, truth), check=True, stdout=subprocess.PIPE, text=True
    )
    return [Quality(**values) for values in json.loads(done.stdout)]


def job_quality(labels: str, truth: str) -> None:
    """Print the quality of each band of a label raster."""
    with rasterio.open(truth) as source:
        landforms = source.read(1)
    with rasterio.open(labels) as source:
        found = [asdict(assess(source.read(band), landforms)) for band in source.indexes]
    print(json.dumps(found))


def _level_below(nested: list[Quality], objects: int) -> int:
    """The finest level with no more objects than this."""
    fitting = [number for number, quality in enumerate(nested) if quality.objects <= objects]
    return fitting[0] if fitting else len(nested) - 1


def _print_table(rows, cpu: float) -> None:
    print(
        "\n| tool | parameter | CPU s | × ours | wall s | peak MB | objects | boundary F | recall "
        "| precision | under-segmentation | best object |"
    )
    print("| --- | --- |" + " ---: |" * 10)
    for tool, parameter, usage, quality in rows:
        used = "| | |"
        if usage is not None:
            used = f"{usage.cpu:.1f} | {usage.cpu / cpu:.1f} | {usage.wall:.1f} | {usage.peak:.0f}"
        print(
            f"| {tool} | {parameter} | {used} | {quality.objects} | {quality.boundary_f:.3f} | "
            f"{quality.recall:.3f} | {quality.precision:.3f} | {quality.under_segmentation:.4f} | "
            f"{quality.best_object:.3f} |"
        )


def part_large(size: int, large: int) -> None:
    """Ours on a scene as large as a satellite tile."""
    image = mirrored(scene_files(size)[0], large)
    print(f"\n## Large scene, {large} x {large} pixels, 4 bands\n")
    log, output = FOLDER / "large.log", FOLDER / "large_labels.tif"
    scale = SegmentationSettings().scale
    usage = measured(_worker("ours", image, output, 0, scale), log)
    output.unlink(missing_ok=True)
    if usage is not None:
        print("| wall s | CPU s | peak MB | |\n| ---: | ---: | ---: | --- |")
        print(
            f"| {usage.wall:.1f} | {usage.cpu:.1f} | {usage.peak:.0f} | {log.read_text().strip()} |"
        )
        print("\ngoals for 10980 x 10980 pixels: 120 s on two cores, 3072 MB")


def part_gate(size: int, large: int) -> None:
    """The surroundings of the heatmap's support against the full scene."""
    image, _, heatmap = scene_files(size)
    image, heatmap = mirrored(image, large), mirrored(heatmap, large)
    print(f"\n## Near the heatmap against the full scene, {large} x {large} pixels")
    log = FOLDER / "gate.log"
    if measured(_worker("gate", image, heatmap), log) is not None:
        print(log.read_text())


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--size", type=int, help="side of the drawn scene in pixels")
    parser.add_argument("--large", type=int, help="side of the large scene in pixels")
    parser.add_argument("--full", action="store_true", help="full sizes, all thresholds")
    parser.add_argument("--job", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        globals()[f"job_{options.job[0]}"](*options.job[1:])
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    size = options.size or (2048 if options.full else 1024)
    large = options.large or (LARGE if options.full else 4096)
    if "tools" in options.parts:
        part_tools(size, options.full)
    if "large" in options.parts:
        part_large(size, large)
    if "gate" in options.parts:
        part_gate(size, large)


if __name__ == "__main__":
    main()
