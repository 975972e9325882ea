"""Prediction of heatmaps: what the engine costs beside the network.

    python benchmarks/prediction.py            # all but the largest scenes, a few minutes
    python benchmarks/prediction.py --full     # 120 Mpx too
    python benchmarks/prediction.py bare overhead scaling gpu   # single parts

Parts:

* ``bare``: end to end (reading, terrain, network, writing) against bare ``session.run`` on the same
  windows, with the shipped network. Goal: at most 1.05 times.
* ``overhead``: a network of one 9 x 9 convolution on 8192 x 8192 x 3 bytes in windows of 512. Time
  outside ``session.run`` per window (goal: at most 3 ms), growth of resident memory in a process of
  its own (goal: at most 200 MB), and against a loop that reads, runs and writes one window after
  the other (goal on a GPU: at least 3 times as fast).
* ``tiles``: the tile size that is chosen for 2 GB of memory, against the model's own.
* ``scaling``: 1, 4, 16 (``--full``: 120) megapixels; seconds and memory, each in a process of its
  own. Goal: linear within 10 %, memory flat.
* ``gpu``: windows per second in single and half precision and the share of the time that the
  network runs, where ONNX Runtime has a GPU; hours for a plateau.

Kinds of runs alternate, and figures are medians of the ratios within a round, because the speed of
a shared machine drifts. Seconds of processor time are given beside those of the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.windows import Window

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import plan_tiles, predict_heatmap
from rock_glacier_mapper.core.inference import Network, calibrate
from rock_glacier_mapper.core.paths import default_model
from rock_glacier_mapper.core.raster import RasterSource

ROUNDS = 3
#: A plateau, pixels: 2.5 million km² (Sun et al. 2024) at 4.77 m.
PLATEAU = 2.5e6 * 1e6 / 4.77**2


def write_scene(folder: Path, size: int, bands: int, dtype: str, dem: bool) -> tuple[str, str]:
    """A scene with structure, so that it compresses like an image, written in strips."""
    profile = {
        "crs": "EPSG:32632",
        "transform": Affine(10, 0, 6e5, 0, -10, 5.2e6),
        "width": size,
        "height": size,
        "driver": "GTiff",
        "tiled": True,
        "blockxsize": 512,
        "blockysize": 512,
        "compress": "deflate",
        "predictor": 2,
    }
    rng = np.random.default_rng(0)
    top = 200 if dtype == "uint8" else 4000
    columns = np.arange(size)
    names = {3: ("red", "green", "blue"), 4: ("blue", "green", "red", "nir")}[bands]
    paths = str(folder / f"image_{size}.tif"), str(folder / f"dem_{size}.tif")
    with rasterio.open(paths[0], "w", count=bands, dtype=dtype, **profile) as image:
        for number, name in enumerate(names, start=1):
            image.set_band_description(number, name)
        for row in range(0, size, 512):
            rows = np.arange(row, min(row + 512, size))[:, None]
            base = 0.5 + 0.2 * np.sin(rows / 37) + 0.2 * np.cos((columns + rows) / 53)
            noise = rng.normal(0, 0.02, (bands, len(rows), size))
            values = np.clip((base + noise) * top, 1, 1.25 * top).astype(dtype)
            image.write(values, window=Window(0, row, size, len(rows)))
    if dem:
        profile["predictor"] = 3
        with rasterio.open(paths[1], "w", count=1, dtype="float32", **profile) as target:
            for row in range(0, size, 512):
                rows = np.arange(row, min(row + 512, size))[:, None]
                heights = 2500 + 400 * np.sin(rows / 61) * np.cos(columns / 71) + 2 * columns
                window = Window(0, row, size, len(rows))
                target.write(heights.astype(np.float32), 1, window=window)
    return paths


def small_model(folder: Path) -> str:
    """One convolution of 9 x 9 over three bands: next to no work, so that the rest shows."""
    from conftest import make_model

    weights = np.random.default_rng(1).normal(0, 0.05, (1, 3, 9, 9))
    return make_model(folder / "small.onnx", weights=weights, margin=51, tile_size=512)


def processor_seconds() -> float:
    """Of this process, all its threads, user and system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(work) -> tuple[float, float, object]:
    """(seconds of the clock, of the processor, result)."""
    begin, cpu = time.perf_counter(), processor_seconds()
    result = work()
    return time.perf_counter() - begin, processor_seconds() - cpu, result


def predict(network, image: str, dem: str | None, output: Path, **options):
    """The engine, from files to a file."""
    with rasterio.open(image) as dataset:
        grid = Grid.of(dataset)
    source = RasterSource(dem) if dem else None
    with ChannelStack(network.card.channels, RasterSource(image), grid, dem=source) as stack:
        return predict_heatmap(network, stack, output, encoding="uint16", **options)


def windows_of(network, size: int, tile: int) -> list[tuple[int, int]]:
    """(height, width) of the windows of a square scene."""
    card, grid = network.card, Grid(None, Affine.identity(), size, size)
    strips = plan_tiles(grid, (0, 0, size, size), tile, card.margin, card.stride)
    return [(tile.read_height, tile.read_width) for strip in strips for tile in strip]


def bare(folder: Path, full: bool) -> None:
    """End to end against the network alone on the same windows."""
    network = Network(default_model(), "cpu")
    channels, noise = len(network.card.channels), np.random.default_rng(1)
    for size, tile in ((2000, 1024), (4096, 1024), (4096, 2048)):
        image, dem = write_scene(folder, size, 4, "uint16", dem=True)
        shapes = windows_of(network, size, tile)
        inputs = {s: noise.normal(size=(1, channels, *s)).astype(np.float32) for s in set(shapes)}

        def alone(shapes=shapes, inputs=inputs):
            for shape in shapes:
                network.run(inputs[shape])

        def whole(image=image, dem=dem, tile=tile):
            return predict(network, image, dem, folder / "h.tif", tile_size=tile)

        alone()
        rounds = [(timed(alone), timed(whole)) for _ in range(ROUNDS)]
        print(f"{size} x {size} pixels, {len(shapes)} windows of {tile}, 4 bands and a DEM")
        print(f"  session.run alone    {statistics.median(a[0] for a, _ in rounds):8.2f} s")
        print(f"  end to end           {statistics.median(b[0] for _, b in rounds):8.2f} s")
        for name, n in (("clock", 0), ("processor", 1)):
            ratio = statistics.median(b[n] / a[n] for a, b in rounds)
            print(f"  ratio, {name:14s}{ratio:8.3f}   (goal: at most 1.05)")
        each = statistics.median(b[1] - a[1] for a, b in rounds) / len(shapes)
        print(f"  beside the network   {1000 * each:8.1f} ms of processor time per window")


def loop(network, image: str, output: Path) -> float:
    """Read, run, write, one window after the other; seconds within the network."""
    card, inside = network.card, 0.0
    with rasterio.open(image) as source:
        grid = Grid.of(source)
        sample = source.read(out_shape=(3, 1024, 1024)).astype(np.float32)
        low, centre, high = np.percentile(sample, (15.9, 50, 84.1), axis=(1, 2))
        spread = ((high - low) / 2)[:, None, None].astype(np.float32)
        centre = centre[:, None, None].astype(np.float32)
        region = 0, 0, grid.width, grid.height
        profile = {**source.profile, "count": 1, "dtype": "float32", "predictor": 3}
        with rasterio.open(output, "w", **profile) as target:
            for strip in plan_tiles(grid, region, card.tile_size, card.margin, card.stride):
                for t in strip:
                    window = Window(t.left, t.top, t.read_width, t.read_height)
                    values = source.read(window=window, boundless=True).astype(np.float32)
                    values = np.clip((values - centre) / spread, -4, 4)
                    begin = time.perf_counter()
                    raw = network.run(values[None])
                    inside += time.perf_counter() - begin
                    seen = network.probabilities(raw)[0]
                    top, left = t.row - t.top, t.column - t.left
                    core = seen[top : top + t.height, left : left + t.width]
                    target.write(core, 1, window=Window(t.column, t.row, t.width, t.height))
    return inside


def overhead(folder: Path, full: bool) -> None:
    """Time outside the network per window, memory, and a plain loop."""
    image, _ = write_scene(folder, 8192, 3, "uint8", dem=False)
    model = small_model(folder)
    network = Network(model, "cpu")
    count = len(windows_of(network, 8192, 512))
    rounds = []
    for _ in range(ROUNDS):
        ours = timed(lambda: predict(network, image, None, folder / "h.tif"))
        plain = timed(lambda: loop(network, image, folder / "l.tif"))
        rounds.append((ours, plain))
    print(f"8192 x 8192 x 3 bytes, {count} windows of 512, one convolution")
    for name, n, inside in (
        ("engine", 0, lambda r: r[0][2].running),
        ("plain loop", 1, lambda r: r[1][2]),
    ):
        total = statistics.median(r[n][0] for r in rounds)
        rest = statistics.median((r[n][0] - inside(r)) / count for r in rounds)
        print(f"  {name:12s} {total:7.2f} s, outside the network {1000 * rest:6.2f} ms per window")
    writing = statistics.median(ours[2].writing / count for ours, _ in rounds)
    print(f"  of these {1000 * writing:.2f} ms for making the Cloud Optimized GeoTIFF at the end")
    ratio = statistics.median(plain[0] / ours[0] for ours, plain in rounds)
    print(f"  the loop takes {ratio:.2f} times as long")
    used = child("one", model, image, "", "512", folder)
    print(f"  memory grows by {used['grown_mb']:.0f} MB (goal: at most 200)")


def tiles(folder: Path, full: bool) -> None:
    """The chosen tile size against the model's own."""
    network, size = Network(default_model(), "cpu"), 4096
    image, dem = write_scene(folder, size, 4, "uint16", dem=True)
    spent, _, tiling = timed(lambda: calibrate(network, (10980, 10980), network.card.margin, 2000))
    print(f"10980 x 10980 pixels: {tiling.report} Chosen in {spent:.1f} s.")
    rounds = []
    for _ in range(ROUNDS):
        own = timed(lambda: predict(network, image, dem, folder / "h.tif"))
        chosen = timed(
            lambda: predict(network, image, dem, folder / "h.tif", tile_size=tiling.tile_size)
        )
        rounds.append((own, chosen))
    ratio = statistics.median(own[0] / chosen[0] for own, chosen in rounds)
    print(f"  {size} x {size} pixels: {ratio:.2f} times as fast as with the model's own tiles")


def scaling(folder: Path, full: bool) -> None:
    """Time and memory against the number of pixels."""
    sizes = [1024, 2048, 4096, *([10980] if full else [])]
    found = []
    for size in sizes:
        image, dem = write_scene(folder, size, 4, "uint16", dem=True)
        found.append(child("one", str(default_model()), image, dem, "1024", folder))
    print("megapixels   seconds  s per useful Mpx  s per Mpx in the network  memory MB")
    for size, used in zip(sizes, found):
        useful, inferred = size**2 / 1e6, used["inferred"] / 1e6
        print(
            f"  {useful:8.1f}  {used['seconds']:8.1f}  {used['seconds'] / useful:16.3f}"
            f"  {used['seconds'] / inferred:24.3f}  {used['grown_mb']:9.0f}"
        )


def child(*arguments) -> dict:
    """Run a part of this file in a process of its own, which prints JSON."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def resident_mb(kind: str) -> float:
    """Resident memory now (VmRSS) or at most since it was reset (VmHWM); Linux."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(kind):
            return int(line.split()[1]) / 1024
    raise SystemExit("Memory can only be measured on Linux.")


def one(model: str, image: str, dem: str, tile: str, folder: str) -> None:
    """One prediction; prints seconds and growth of resident memory."""
    network = Network(model, "cpu")
    before = resident_mb("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    size = int(tile)
    spent, _, _ = timed(
        lambda: predict(network, image, dem or None, Path(folder) / "one.tif", tile_size=size)
    )
    grown = resident_mb("VmHWM") - before
    with rasterio.open(image) as dataset:
        shapes = windows_of(network, dataset.width, size)
    inferred = sum(height * width for height, width in shapes)
    print(json.dumps({"seconds": spent, "grown_mb": grown, "inferred": inferred}))


def gpu(folder: Path, full: bool) -> None:
    """Windows per second on a GPU, and what that means for a plateau."""
    network = Network(default_model(), "auto", precision="float32")
    print(" ".join(network.report))
    if not network.on_gpu:
        print("  no GPU here; on the processor instead:")
    size = 10980 if network.on_gpu else 2048
    image, dem = write_scene(folder, size, 4, "uint16", dem=True)
    for precision in ("float32", "float16") if network.on_gpu else ("float32",):
        network = Network(default_model(), "auto", precision=precision)
        tiling = calibrate(network, (size, size), network.card.margin, 8000)
        predict(network, image, dem, folder / "h.tif", tile_size=tiling.tile_size)
        spent, _, result = timed(
            lambda n=network, t=tiling: predict(
                n, image, dem, folder / "h.tif", tile_size=t.tile_size
            )
        )
        hours = spent / size**2 * PLATEAU / 3600
        print(
            f"  {precision}: tiles of {tiling.tile_size}, {result.tiles / spent:.1f} windows a "
            f"second, {result.running / spent:.0%} of the time in the network"
        )
        print(
            f"  {spent:.1f} s / {size**2:.3g} px x {PLATEAU:.3g} px = {hours:.0f} h for a plateau "
            "at one scale"
        )


PARTS = {"bare": bare, "overhead": overhead, "tiles": tiles, "scaling": scaling, "gpu": gpu}


def main() -> None:
    """Run the parts that are asked for."""
    if sys.argv[1:2] == ["one"]:
        one(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--full", action="store_true", help="120 megapixels too")
    given = parser.parse_args()
    for name in given.parts or PARTS:
        if name not in PARTS:
            parser.error(f"no part {name}")
        print(f"-- {name}")
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder), given.full)


if __name__ == "__main__":
    main()
