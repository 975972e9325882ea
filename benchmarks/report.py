"""The report of an inventory of TPRoGI's size: time and memory, and its tables against SQL.

    eval "$(make -s env)"; .venv/bin/python benchmarks/report.py

Makes once, in ``build/benchmark``, an inventory of 44,273 rock glaciers (TPRoGI, Sun et al. 2024)
that are spread in clusters over 30° x 12°, with all attributes filled at random near TPRoGI's
published means, writes its report and prints wall time, processor time and peak memory. Goal: under
three minutes. Counts, sums and means of the tables are then compared with SQL on the GeoPackage.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from rasterio.crs import CRS
from shapely import affinity
from shapely.geometry import Point, box

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.files import whole_file
from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.report.units import read_units
from rock_glacier_mapper.core.report.writing import folder_of, write_report

FOLDER = Path(__file__).parent.parent / "build" / "benchmark"
WGS84 = CRS.from_epsg(4326)
TPROGI, GOAL = 44273, 180.0
WEST, EAST, SOUTH, NORTH = 73.0, 103.0, 27.5, 39.5
CATEGORIES = ("G-RG", "GF-RG", "DMS-RG", "T-RG", None)
ACTIVITY = ("Active", "Active uncertain", "Transitional", "Relict", None)
#: Mean and spread of attributes, near those of TPRoGI.
NORMAL = {
    "ELE_MIN": (4729, 420),
    "SLO_MEAN": (17.7, 5),
    "MAAT": (-2.7, 2.6),
    "MAGT": (-1.6, 2.2),
    "AP": (597, 220),
    "PISR": (2930, 330),
}


def outlines(count: int, rng: np.random.Generator) -> list:
    """Ellipses in degrees, in clusters as mountains are."""
    centres = rng.uniform((WEST, SOUTH), (EAST, NORTH), (60, 2))
    places = centres[rng.integers(0, 60, count)] + rng.normal(0, (0.8, 0.35), (count, 2))
    places = np.clip(places, (WEST, SOUTH), (EAST, NORTH))
    unit, shapes = Point(0, 0).buffer(1, 16), []
    for east, north in places.tolist():
        area = min(rng.lognormal(math.log(0.09), 0.9), 4.6)
        radius = math.sqrt(area / math.pi) / 111.2
        shape = affinity.scale(unit, 1.4 * radius, radius / 1.4)
        shape = affinity.scale(
            affinity.rotate(shape, rng.uniform(0, 180)), 1 / math.cos(math.radians(north)), 1
        )
        shapes.append(affinity.translate(shape, east, north))
    return shapes


def make(path: Path, count: int) -> None:
    """The inventory, with all attributes that the report shows."""
    rng, schema = np.random.default_rng(0), load_schema()
    candidates = [Candidate(shape) for shape in outlines(count, rng)]
    area = [box(WEST, SOUTH, EAST, NORTH)]
    layers = build_inventory(candidates, WGS84, schema, area, {}).layers
    for row in layers["GO"]:
        values = {name: round(float(rng.normal(*of)), 2) for name, of in NORMAL.items()}
        values |= {name: abs(values[name]) for name in ("SLO_MEAN", "AP")}
        values |= {"ASPECT": round(float(rng.vonmises(0.3, 0.8)) * 180 / math.pi % 360, 1)}
        values |= {"ELE_MEAN": values["ELE_MIN"] + 90, "ELE_MAX": values["ELE_MIN"] + 180}
        values |= {"VDS_MEAN": round(float(rng.lognormal(2.8, 0.8)), 2), "VDS_SIGMA": 1.0}
        values |= {name: int(rng.integers(0, 3)) for name in ("RelFr", "RelUpsCon")}
        row.attributes.update(values | {"AREA": round(float(rng.lognormal(-2.4, 0.9)), 5)})
    for row in layers["PM"]:
        row.attributes["SUBREGION"] = f"Range {int(row.geometry.x - WEST) // 4 + 1}"
        row.attributes["UpslHu"] = CATEGORIES[rng.integers(0, 5)]
        row.attributes["ActiCl"] = ACTIVITY[rng.integers(0, 5)]
        row.attributes["KinAtt"] = int(rng.integers(0, 8))
        row.attributes["Landform"] = int(rng.choice(3, p=(0.2, 0.77, 0.03)))
    with whole_file(path) as temporary:
        write_inventory(temporary, schema, layers, WGS84.to_wkt())


def write(path: str, output: str) -> None:
    """Write the report in this process and print what it took, as JSON."""
    begin = time.perf_counter(), time.process_time()
    schema = load_schema()
    units = read_units(path, schema)
    read = time.process_time() - begin[1]
    cells = len(write_report(output, units, schema).cells)
    took = time.perf_counter() - begin[0], time.process_time() - begin[1]
    status = Path("/proc/self/status").read_text(encoding="ascii").split()
    peak = int(status[status.index("VmHWM:") + 1]) / 1024
    print(json.dumps({"wall": took[0], "processor": took[1], "read": read, "peak": peak,
                      "units": len(units), "cells": cells}))  # fmt: skip


def compare(path: Path, folder: Path) -> int:
    """Number of values in tables that were compared with SQL; all must agree."""
    rows = "FROM GO JOIN PM USING (PrimaryID) WHERE OutType = 'Extended' AND Landform <> 2"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:

        def ask(what: str) -> list[tuple]:
            return base.execute(what).fetchall()

        pairs = []
        for name, column in (("statistics", 0), ("upslope_categories", 1), ("regions", 1)):
            with open(folder / f"table_{name}.csv", encoding="utf-8") as file:
                table = list(csv.reader(file))[1:]
            if name == "statistics":
                names = ("AREA", "ELE_MIN", "ELE_MEAN", "ELE_MAX", *list(NORMAL)[1:], "VDS_MEAN")
                for row, field in zip(table, names):
                    pairs += zip(row[1:3], ask(f"SELECT count({field}), avg({field}) {rows}")[0])
            else:
                field = "UpslHu" if name.startswith("upslope") else "SUBREGION"
                total = 8 if field == "UpslHu" else 3
                groups = f"SELECT {field}, count(*), sum(GO.AREA) {rows} GROUP BY {field}"
                found = {key or "not assessed": values for key, *values in ask(groups)}
                for row in table:
                    if row[0] in found:
                        pairs += zip((row[column], row[total]), found[row[0]])
    for got, wanted in pairs:
        if not math.isclose(float(got), wanted, rel_tol=1e-9):
            raise SystemExit(f"{got} is not {wanted}, what SQL says")
    return len(pairs)


def main(arguments: argparse.Namespace) -> None:
    """Print the figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"report_{arguments.count}.gpkg"
    if not path.exists():
        make(path, arguments.count)
    output = FOLDER / f"report_{arguments.count}.html"
    command = [sys.executable, __file__, "--write", str(path), str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    took = json.loads(done.stdout.strip().splitlines()[-1])
    print(
        f"{took['units']} rock glaciers, {took['cells']} cells: {took['wall']:.1f} s wall, "
        f"{took['processor']:.1f} s processor ({took['read']:.1f} s reading), peak "
        f"{took['peak']:.0f} MB (goal: {GOAL:.0f} s)"
    )
    print(f"{compare(path, folder_of(output))} values of the tables agree with SQL")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(*sys.argv[2:])
    else:
        parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
        parser.add_argument("--count", type=int, default=TPROGI, help="rock glaciers")
        main(parser.parse_args())
