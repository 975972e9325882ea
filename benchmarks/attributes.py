"""Populating the attributes of an inventory: speed and memory, beside QGIS's zonal statistics.

    make benchmark
    eval "$(make -s env)"; .venv/bin/python benchmarks/attributes.py --count 44273 --size 20000

Prints rows per second of processor time and of wall time, and peak memory, of *Populate RGIK
attributes* (area, size, elevation, slope and aspect; with ``--all`` also climate, solar radiation
and the upslope connection) and of QGIS's ``native:zonalstatisticsfb`` for elevation alone, on the
same outlines and DEM. TPRoGI (Sun et al. 2024) has 44,273 rock glaciers: the goal is to populate as
many, without solar radiation, in under ten minutes on two cores and under 2 GB.

The outlines are ellipses with the median area of TPRoGI's (0.09 km²) and the spread of a real
inventory; the DEM is smooth noise at 30 m, written block by block, so that it may be larger than
memory. Both are drawn once and kept in ``build/benchmark``. Each algorithm runs in a process of its
own with one thread. Skipped where QGIS's Python modules are not found.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.windows import Window
from scipy.ndimage import zoom
from shapely import affinity
from shapely.geometry import Point, box

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.files import whole_file
from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.vector import Feature, write_layer

FOLDER = Path(__file__).parent.parent / "build" / "benchmark"
CELL, BLOCK = 30.0, 512
X0, Y0 = 2e5, 3.9e6
UTM = CRS.from_epsg(32645)
#: Median area (m²), spread of its logarithm, largest area; and the ratio of the axes.
AREA, SPREAD, LARGEST, RATIO = 0.09e6, 0.9, 4.6e6, 2.0
TPROGI = 44273


def write_dem(path: Path, size: int) -> None:
    """Mountains of smooth noise, ``size`` x ``size`` cells, block by block."""
    coarse = np.random.default_rng(0).normal(size=(size // 64 + 8, size // 64 + 8))
    with (
        whole_file(path) as temporary,
        rasterio.open(
            temporary,
            "w",
            driver="GTiff",
            width=size,
            height=size,
            count=1,
            dtype="float32",
            crs=UTM,
            transform=Affine(CELL, 0, X0, 0, -CELL, Y0),
            nodata=-9999,
            tiled=True,
            blockxsize=BLOCK,
            blockysize=BLOCK,
            compress="deflate",
            predictor=3,
            bigtiff="if_safer",
        ) as dataset,
    ):
        for row in range(0, size, BLOCK):
            for column in range(0, size, BLOCK):
                part = coarse[row // 64 : row // 64 + 12, column // 64 : column // 64 + 12]
                fine = zoom(part, 64, order=3, grid_mode=True, mode="nearest")[128:640, 128:640]
                width, height = min(BLOCK, size - column), min(BLOCK, size - row)
                window = Window(column, row, width, height)
                z = 4700 + 300 * fine[:height, :width]
                dataset.write(z.astype("float32"), 1, window=window)


def outlines(count: int, size: int) -> list:
    """Ellipses all over the DEM."""
    rng = np.random.default_rng(1)
    unit, reach = Point(0, 0).buffer(1, 16), CELL * size - 6000
    shapes = []
    for _ in range(count):
        radius = math.sqrt(min(rng.lognormal(math.log(AREA), SPREAD), LARGEST) / math.pi)
        long, short = radius * math.sqrt(RATIO), radius / math.sqrt(RATIO)
        shape = affinity.rotate(affinity.scale(unit, long, short), rng.uniform(0, 180))
        x, y = X0 + 3000 + reach * rng.random(), Y0 - 3000 - reach * rng.random()
        shapes.append(affinity.translate(shape, x, y))
    return shapes


def write_inputs(count: int, size: int) -> dict[str, Path]:
    """DEM, inventory and further inputs; those that exist are kept."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    paths = {
        "dem": FOLDER / f"attributes_dem_{size}.tif",
        "inventory": FOLDER / f"attributes_{count}_{size}.gpkg",
        "glaciers": FOLDER / f"attributes_glaciers_{count}_{size}.gpkg",
        "climate": FOLDER / f"attributes_climate_{size}.tif",
    }
    if not paths["dem"].exists():
        write_dem(paths["dem"], size)
    shapes = None
    if not paths["inventory"].exists():
        shapes = outlines(count, size)
        schema = load_schema()
        layers = build_inventory([Candidate(shape) for shape in shapes], UTM, schema).layers
        with whole_file(paths["inventory"]) as temporary:
            write_inventory(temporary, schema, layers, UTM.to_wkt())
    if not paths["glaciers"].exists():
        shapes = (shapes or outlines(count, size))[::5]
        ice = [Feature(box(x, y, x + 800, y + 800), {}) for x, y in (s.bounds[2:] for s in shapes)]
        with whole_file(paths["glaciers"]) as temporary:
            write_layer(temporary, "glaciers", ice, UTM)
    if not paths["climate"].exists():
        cells = math.ceil(size * CELL / 1000) + 2
        with rasterio.open(
            paths["climate"], "w", driver="GTiff", width=cells, height=cells, count=1,
            dtype="float32", crs=UTM, transform=Affine(1000, 0, X0 - 1000, 0, -1000, Y0 + 1000),
        ) as dataset:  # fmt: skip
            dataset.write(np.random.default_rng(2).uniform(-9, 2, (1, cells, cells)).astype("f4"))
            dataset.set_band_unit(1, "degC")
    return paths


def run_one(name: str, parameters: dict) -> None:
    """Run an algorithm in this process and print what it took, as JSON."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.analysis import QgsNativeAlgorithms
    from qgis.core import (
        QgsApplication,
        QgsProcessingAlgorithm,
        QgsProcessingContext,
        QgsProcessingFeedback,
    )

    from rock_glacier_mapper.processing.populateattributes import PopulateAttributes

    application = QgsApplication([], False)
    application.initQgis()
    registry = QgsApplication.processingRegistry()
    registry.addProvider(QgsNativeAlgorithms(registry))
    algorithm = PopulateAttributes().create()
    if name != "populateattributes":
        algorithm = registry.createAlgorithmById(name)
    begin = time.perf_counter(), time.process_time()
    _, ok = QgsProcessingAlgorithm.run(
        algorithm, parameters, QgsProcessingContext(), QgsProcessingFeedback(False), {}, False
    )
    took = time.perf_counter() - begin[0], time.process_time() - begin[1]
    # Not ru_maxrss, which starts from the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii").split()
    peak = int(status[status.index("VmHWM:") + 1]) / 1024
    print(json.dumps({"ok": ok, "wall": took[0], "processor": took[1], "peak": peak}))
    sys.stdout.flush()
    os._exit(0)  # QGIS need not be torn down


def measure(name: str, parameters: dict) -> dict:
    """Run an algorithm in a process of its own."""
    command = [sys.executable, __file__, "--one", name, json.dumps(parameters)]
    limits = {"OMP_NUM_THREADS": "1", "GDAL_NUM_THREADS": "1"}
    done = subprocess.run(
        command, env={**os.environ, **limits}, capture_output=True, text=True, check=False
    )
    try:
        return json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        raise SystemExit(f"{name} failed:\n{done.stderr}") from None


def main(arguments: argparse.Namespace) -> None:
    """Print the table."""
    paths = write_inputs(arguments.count, arguments.size)
    copy = FOLDER / "attributes_run.gpkg"
    shutil.copy(paths["inventory"], copy)
    ours = {"INVENTORY": f"{copy}|layername=GO", "DEM": str(paths["dem"])}
    if arguments.all:
        ours |= dict.fromkeys(("MAAT", "MAGT"), str(paths["climate"]))
        ours["GLACIERS"] = str(paths["glaciers"])
    theirs = {
        "INPUT": f"{paths['inventory']}|layername=GO",
        "INPUT_RASTER": str(paths["dem"]),
        "RASTER_BAND": 1,
        "COLUMN_PREFIX": "_",
        "STATISTICS": [2, 3, 5, 6],
        "OUTPUT": str(FOLDER / "attributes_native.gpkg"),
    }
    gigabytes = arguments.size**2 * 4 / 2**30
    print(f"{arguments.count} outlines, DEM of {arguments.size}² cells ({gigabytes:.1f} GB)\n")
    heads = ("rows/s", "rows/CPU s", "wall s", "CPU s", "peak MB")
    print(f"{'algorithm':<27}" + "".join(f"{head:>11}" for head in heads))
    for name, parameters in (("populateattributes", ours), ("native:zonalstatisticsfb", theirs)):
        took = measure(name, parameters)
        rates = arguments.count / took["wall"], arguments.count / took["processor"]
        values = (*rates, took["wall"], took["processor"], took["peak"])
        print(f"{name:<27}" + "".join(f"{value:>11.1f}" for value in values), flush=True)
        if name == "populateattributes":
            minutes = [TPROGI / rate / 60 for rate in rates]
    print(
        f"\n{TPROGI} outlines at this rate: {minutes[0]:.1f} min, {minutes[1]:.1f} min of "
        "processor time (goal: 10)"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(sys.argv[2], json.loads(sys.argv[3]))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=3000, help="outlines")
    parser.add_argument("--size", type=int, default=6000, help="cells along a side of the DEM")
    parser.add_argument("--all", action="store_true", help="with climate and glaciers")
    if importlib.util.find_spec("qgis") is None:
        print('Skipped: QGIS is not found. Run eval "$(make -s env)" first.')
    else:
        main(parser.parse_args())
