"""The main job on the embedded scene, every step through ``qgis_process``.

    make demo

Generates the scene, prepares the stack, predicts the heatmap, extracts rock glaciers, makes the
RGIK inventory, fills its attributes, suggests restricted outlines, measures velocities from both
radar passes, draws moving areas and checks the inventory; then lays out a QGIS project and three
maps and compares the result with the known truth. The scene is synthetic: its figures say nothing
about real places.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

NOTE = "Synthetic demo scene, no real place"


def run_step(algorithm: str, parameters: dict[str, object]) -> None:
    """One step through ``qgis_process``, which shows its progress."""
    command = [os.environ["QGIS_PROCESS"], "run", f"rockglacier:{algorithm}", "--"]
    command += [f"{name}={value}" for name, value in parameters.items()]
    print(f"\n=== {algorithm}", flush=True)
    begin = time.monotonic()
    if subprocess.run(command).returncode != 0:
        raise SystemExit(f"rockglacier:{algorithm} failed; see above.")
    print(f"=== {algorithm} took {time.monotonic() - begin:.1f} s", flush=True)


def demo(folder: Path) -> None:
    """Run the whole chain into ``folder``; what an earlier run left there is replaced."""
    begin = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    scene = folder / "scene"
    run_step("createdemoscene", {"SEED": 7, "SIZE": 1024, "OUTPUT": scene})
    run_step(
        "preparestack",
        {
            "OPTICAL": scene / "optical.tif",
            "COHERENCE": scene / "coherence.tif",
            "DEM": scene / "dem.tif",
            "OUTPUT": folder / "stack.tif",
        },
    )
    run_step("predictheatmap", {"INPUT": folder / "stack.tif", "OUTPUT": folder / "heatmap.tif"})
    run_step(
        "extractrockglaciers",
        {
            "HEATMAP": folder / "heatmap.tif",
            "IMAGE": scene / "optical.tif",
            "DEM": scene / "dem.tif",
            "GLACIERS": scene / "glaciers.gpkg",
            "SEPARATE_UNITS": "true",
            "OUTPUT": folder / "candidates.gpkg",
            "REJECTED": folder / "rejected.gpkg",
            "OBJECTS": folder / "objects.gpkg",
        },
    )
    run_step(
        "createinventory",
        {
            "CANDIDATES": folder / "candidates.gpkg",
            "SOUR_DATA": NOTE,
            "MAPPER": "Rock Glacier Mapper demo",
            "OUTPUT": folder / "inventory.gpkg",
        },
    )
    run_step(
        "populateattributes",
        {
            "INVENTORY": f"{folder / 'inventory.gpkg'}|layername=GO",
            "DEM": scene / "dem.tif",
            "GLACIERS": scene / "glaciers.gpkg",
        },
    )
    run_step(
        "restrictedoutlines",
        {
            "INVENTORY": f"{folder / 'inventory.gpkg'}|layername=GO",
            "DEM": scene / "dem.tif",
        },
    )
    pairs = folder / "pairs.csv"
    pairs.write_text("los\nscene/los_descending.tif\n", encoding="utf-8")
    run_step(
        "downslopevelocity",
        {
            "LOS": scene / "los_ascending.tif",
            "PAIRS": pairs,
            "COHERENCE": scene / "coherence.tif",
            "DEM": scene / "dem.tif",
            "EXCLUDE": scene / "glaciers.gpkg",
            "INVENTORY": f"{folder / 'inventory.gpkg'}|layername=GO",
            "OUTPUT": folder / "velocity.tif",
        },
    )
    run_step(
        "movingareas",
        {
            "VELOCITY": folder / "velocity.tif",
            "INVENTORY": f"{folder / 'inventory.gpkg'}|layername=GO",
            "DEM": scene / "dem.tif",
            "REPORT": folder / "kinematics.html",
        },
    )
    run_step(
        "checkinventory",
        {
            "INVENTORY": folder / "inventory.gpkg",
            "OUTPUT": folder / "findings.csv",
            "HTML": folder / "findings.html",
        },
    )
    print("\n=== project and maps", flush=True)
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "demo_project.py"), str(folder)], check=True
    )
    summary = compare(folder)
    summary["seconds"] = round(time.monotonic() - begin, 1)
    (folder / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    report(folder, summary)


def compare(folder: Path) -> dict[str, object]:
    """Figures of the inventory's outlines against the truth of the scene."""
    from rock_glacier_mapper.core.accuracy import assess
    from rock_glacier_mapper.core.vector import read_layer, read_polygons

    truth, crs = read_layer(folder / "scene" / "truth.gpkg")
    mapped = read_polygons(folder / "inventory.gpkg", crs, "UNITS")
    agreement = assess(mapped, [feature.geometry for feature in truth])
    return {
        "scene": NOTE,
        "found": agreement.found,
        "missed": agreement.missed,
        "false_finds": agreement.false_finds,
        "mapped_polygons": len(mapped),
        "area_precision": _rounded(agreement.precision),
        "area_recall": _rounded(agreement.recall),
        "area_f1": _rounded(agreement.f1),
        "area_bias": _rounded(agreement.area_bias),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def report(folder: Path, summary: dict[str, object]) -> None:
    """Print the table and where everything is."""
    print(f"\n{NOTE}: these figures say nothing about real images.")
    for name, text in (
        ("found", "true rock glaciers found (half of the area or more)"),
        ("missed", "true rock glaciers missed"),
        ("false_finds", "mapped polygons mostly off any true one"),
        ("area_precision", "area precision (user's accuracy)"),
        ("area_recall", "area recall (producer's accuracy)"),
        ("area_f1", "area F1"),
        ("area_bias", "mapped area / true area - 1"),
        ("seconds", "seconds in all"),
    ):
        print(f"  {summary[name]!s:>7}  {text}")
    print("\nEverything is in", folder)
    for name, text in (
        ("inventory.gpkg", "the RGIK inventory (layers AOI, PM, MA, GO, RGS, REVIEW_LOG)"),
        ("findings.html", "what the check of the inventory found"),
        ("kinematics.html", "velocities, maps and profiles of the landforms; velocity.tif"),
        ("demo.qgz", "QGIS project with all layers"),
        ("map.png", "rock glaciers over the image"),
        ("heatmap.png", "heatmap over the image"),
        ("objects.png", "image objects and candidates, a part of the scene"),
        ("heatmap.tif", "probability raster"),
        (
            "candidates.gpkg",
            "polygons with their reasons; rejected.gpkg has the others, objects.gpkg the objects",
        ),
        ("scene", "inputs and truth"),
        ("summary.json", "the table above"),
    ):
        print(f"  {name:<16} {text}")


if __name__ == "__main__":
    demo(Path(sys.argv[1]).resolve())
