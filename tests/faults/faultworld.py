"""Small inputs for every algorithm that writes, and what each run reads, writes and edits."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from affine import Affine
from conftest import UTM32, make_patches, write_raster
from regions import DISCS, X0, Y0, make_disc_model, make_scene
from scipy import ndimage

from rock_glacier_mapper.core.vector import Feature, write_layer

SIZE = 300
PLACE = Affine(10, 0, X0, 0, -10, Y0)
#: Inventory value that a person entered; no run may change it.
MANUAL = ("GO", "ELE_MEAN", 1234.5)


@dataclass(frozen=True)
class Case:
    """A run of an algorithm.

    Attributes:
        name: of the algorithm.
        label: of the case; the algorithm's name unless there are several.
        parameters: ``{world}`` and ``{out}`` in texts become the folders of inputs and outputs.
        outputs: files and folders that it writes, relative to ``{out}``.
        edits: whether it edits ``{out}/inventory.gpkg`` in place.
        quick: whether it takes part in ``make test``.
        processing: whether it needs QGIS's own algorithms.
        kept: names that a stopped run may leave for the next one to go on with.
        timed: outputs that tell how long something took.
        early: outputs that a stopped run writes for what it has so far.
        grows: outputs that are folders whose files appear one by one.
        kills: how often the full suite kills it.
    """

    name: str
    parameters: dict
    outputs: tuple[str, ...] = ()
    edits: bool = False
    quick: bool = False
    processing: bool = False
    kept: tuple[str, ...] = ()
    grows: tuple[str, ...] = ()
    timed: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    kills: int = 24
    label: str = ""

    def __str__(self) -> str:
        return self.label or self.name

    def filled(self, world: Path, out: Path) -> dict:
        """The parameters for these folders."""

        def fill(value):
            if isinstance(value, str):
                return value.replace("{world}", str(world)).replace("{out}", str(out))
            return [fill(one) for one in value] if isinstance(value, list) else value

        return {name: fill(value) for name, value in self.parameters.items()}


GO = "{out}/inventory.gpkg|layername=GO"
STORED = "{world}/inventory.gpkg|layername=GO"
DEM = "{world}/dem.tif"
DAYS = {"START": "2018-08-01", "END": "2020-08-01"}

CASES = (
    Case(
        "checkinstallation",
        {"OUTPUT": "{out}/installation.html"},
        ("installation.html",),
        timed=("installation.html",),
        kills=6,
    ),
    Case(
        "createdemoscene",
        {"SIZE": 256, "OUTPUT": "{out}/scene"},
        ("scene",),
    ),
    Case(
        "preparestack",
        {"OPTICAL": "{world}/a.tif", "DEM": DEM, "OUTPUT": "{out}/stack.tif"},
        ("stack.tif",),
        quick=True,
    ),
    Case(
        "exportpatches",
        {
            "STACK": "{world}/a.tif", "ROCK_GLACIERS": "{world}/candidates.gpkg",
            "PATCH_SIZE": 64, "OVERLAP": 16, "BUFFER": 500, "OUTPUT": "{out}/patches",
        },
        ("patches",),
    ),
    Case(
        "trainmodel",
        {
            "PATCHES": "{world}/patches", "EPOCHS": 2, "EPOCH_SAMPLES": 8, "BATCH_SIZE": 4,
            "CROP_SIZE": 64, "TARGET_IOU": 1.0, "DEVICE": "cpu", "MODEL": "{out}/m.onnx",
            "LOG": "{out}/log.csv", "REPORT": "{out}/report.html",
        },
        ("m.onnx", "log.csv", "report.html"),
        kept=("m.training",),
        timed=("log.csv", "report.html"),
        early=("m.onnx", "log.csv", "report.html"),
        kills=12,
    ),
    Case(
        "collectnegatives",
        {
            "CANDIDATES": "{world}/reviewed.gpkg", "STATUS_FIELD": "status",
            "OUTPUT": "{out}/negatives.gpkg",
        },
        ("negatives.gpkg",),
    ),
    Case(
        "trainrounds",
        {
            "STACK": "{world}/a.tif", "ROCK_GLACIERS": "{world}/candidates.gpkg",
            "START": "{world}/network.onnx", "ROUNDS": 1, "BUFFER": 300, "PATCH_SIZE": 64,
            "OVERLAP": 0, "EPOCHS": 1, "BATCH_SIZE": 8, "MODEL": "{out}/m.onnx",
            "VALIDATION_SHARE": 0.3, "REPORT": "{out}/report.html",
            "OUTPUT": "{out}/negatives.gpkg",
        },
        ("m.onnx", "report.html", "negatives.gpkg"),
        timed=("report.html",),
        processing=True,
        kills=6,
    ),
    Case(
        "predictheatmap",
        {
            "INPUT": "{world}/a.tif", "MODEL": "{world}/model.onnx", "DEVICE": "cpu",
            "OUTPUT": "{out}/heatmap.tif", "UNCERTAINTY": "{out}/uncertainty.tif",
            "TEST_TIME_AUGMENTATION": True,
        },
        ("heatmap.tif", "uncertainty.tif"),
        kept=("heatmap.tif.unfinished",),
    ),
    Case(
        "fitrules",
        {
            "HEATMAP": "{world}/heatmap.tif", "REFERENCE": "{world}/reference.gpkg",
            "BLOCK_SIZE": 1000, "FOLDS": 2, "OUTPUT": "{out}/rules.json",
            "CURVE": "{out}/curve.png", "TABLE": "{out}/table.csv",
        },
        ("rules.json", "curve.png", "table.csv"),
    ),
    Case(
        "extractrockglaciers",
        {
            "HEATMAP": "{world}/heatmap.tif", "DEM": DEM, "OUTPUT": "{out}/candidates.gpkg",
            "REJECTED": "{out}/rejected.shp", "OBJECTS": "{out}/objects.geojson",
        },
        ("candidates.gpkg", "rejected.shp", "objects.geojson"),
    ),
    Case(
        "mapregion",
        {
            "SCENES": ["{world}/a.tif", "{world}/b.tif"], "MODEL": "{world}/model.onnx",
            "UNIT_SIZE": 200, "DEVICE": "cpu", "WORKERS": 1, "OUTPUT": "{out}/region.gpkg",
            "HEATMAP": "{out}/heatmap.tif", "INVENTORY": "{out}/region_inventory.gpkg",
        },
        ("region.gpkg", "heatmap.tif", "region_inventory.gpkg"),
        kept=("region.gpkg.job",),
    ),
    Case(
        "mapregion",
        {
            "SCENES": ["{world}/a.tif", "{world}/b.tif"], "MODEL": "{world}/model.onnx",
            "UNIT_SIZE": 200, "DEVICE": "cpu", "WORKERS": 2, "OUTPUT": "{out}/region.gpkg",
        },
        ("region.gpkg",),
        kept=("region.gpkg.job",),
        label="mapregion (2 workers)",
    ),
    Case(
        "createinventory",
        {"CANDIDATES": "{world}/candidates.gpkg", "OUTPUT": "{out}/new.gpkg"},
        ("new.gpkg",),
    ),
    Case(
        "appendtoinventory",
        {
            "CANDIDATES": "{world}/more.gpkg", "INVENTORY": GO, "DUPLICATES": "replace_automatic",
            "OVERLAP": 0.3,
        },
        edits=True,
        quick=True,
    ),
    Case(
        "solarradiation",
        {
            "DEM": "{world}/coarse.tif", "DAY_STEP": 73, "TIME_STEP": 120, "DIRECTIONS": 8,
            "POLYGONS": "{world}/candidates.gpkg", "SEARCH_RADIUS": 1,
            "OUTPUT": "{out}/radiation.tif", "OUTPUT_POLYGONS": "{out}/means.gpkg",
        },
        ("radiation.tif", "means.gpkg"),
    ),
    Case("populateattributes", {"INVENTORY": GO, "DEM": DEM}, edits=True),
    Case(
        "restrictedoutlines",
        {"INVENTORY": GO, "DEM": DEM, "CUT_FRONTS": True, "MIN_SLOPE": 12.0, "MAX_FRONT": 20.0},
        edits=True,
    ),
    Case(
        "downslopevelocity",
        {
            "INVENTORY": GO, "LOS": "{world}/los.tif", "COHERENCE": "{world}/coherence.tif",
            "DEM": DEM, "OUTPUT": "{out}/velocity.tif",
        },
        ("velocity.tif",),
        edits=True,
    ),
    Case(
        "trackdisplacement",
        {
            "FIRST": "{world}/first.tif", "SECOND": "{world}/second.tif", "INVENTORY": GO,
            "WINDOW": 160, "STEP": 80, "MAX_VELOCITY": 30, **DAYS,
            "OUTPUT": "{out}/vectors.gpkg", "VELOCITY": "{out}/speed.tif",
        },
        ("vectors.gpkg", "speed.tif"),
        edits=True,
    ),
    Case(
        "movingareas",
        {
            "INVENTORY": GO, "VELOCITY": "{world}/velocity.tif", "DEM": DEM, "PICTURES": 1,
            "REPORT": "{out}/kinematics.html", "FIGURES": "{out}/figures",
        },
        ("kinematics.html", "figures"),
        edits=True,
        grows=("figures",),
    ),
    Case(
        "checkinventory",
        {
            "INVENTORY": STORED, "OUTPUT": "{out}/findings.csv", "PROBLEMS": "{out}/places.gpkg",
            "HTML": "{out}/findings.html",
        },
        ("findings.csv", "places.gpkg", "findings.html"),
        quick=True,
    ),
    Case(
        "inventoryreport",
        {"INVENTORY": STORED, "OUTPUT": "{out}/report.html", "GRID_LAYER": "{out}/grid.gpkg"},
        ("report.html", "report_files", "grid.gpkg"),
        grows=("report_files",),
    ),
    Case(
        "exportrogi",
        {"INVENTORY": STORED, "COUNTRY": "AT", "FORCE": True, "OUTPUT": "{out}/rogi.gpkg"},
        ("rogi.gpkg",),
        quick=True,
    ),
    Case(
        "samplemarkers",
        {"INVENTORY": "{world}/inventory.gpkg|layername=PM", "SHARE": 100.0,
         "OUTPUT": "{out}/sample.gpkg"},
        ("sample.gpkg",),
        quick=True,
    ),
    Case(
        "assessaccuracy",
        {
            "MAPPED": "{world}/candidates.gpkg", "REFERENCE": "{world}/reference.gpkg",
            "DRAWS": 100, "OUTPUT": "{out}/accuracy.csv", "MATCHES": "{out}/matches.gpkg",
            "HTML": "{out}/accuracy.html",
        },
        ("accuracy.csv", "matches.gpkg", "accuracy.html"),
    ),
    Case(
        "compareinventories",
        {
            "INVENTORY": STORED, "OTHERS": ["{world}/reference.gpkg"],
            "OUTPUT": "{out}/comparison.gpkg", "HTML": "{out}/comparison.html",
        },
        ("comparison.gpkg", "comparison.html"),
    ),
)  # fmt: skip


def circles(shift: float = 0.0) -> list:
    """Outlines of the discs."""
    return [shapely.Point(X0 + x + shift, Y0 - y).buffer(125, quad_segs=6) for x, y in DISCS]


def make_world(folder: Path, full: bool) -> None:
    """Write the inputs; the inventory and the heatmap are made by the algorithms themselves."""
    rng = np.random.default_rng(4)
    rows, columns = np.mgrid[0:SIZE, 0:SIZE].astype(float)
    bumps = ndimage.gaussian_filter(rng.normal(size=(SIZE, SIZE)), 6)
    dem = 3000 - 2.2 * rows + 40 * bumps / bumps.std()
    write_raster(folder / "dem.tif", dem.astype(np.float32), PLACE)
    coarse = dem[::3, ::3].astype(np.float32)
    write_raster(folder / "coarse.tif", coarse, Affine(30, 0, X0, 0, -30, Y0))
    make_scene(folder / "a.tif")
    _write(folder / "candidates.gpkg", circles())
    _write(folder / "reference.gpkg", circles(40))
    far = [shapely.box(X0 + x, Y0 - 2900, X0 + x + 150, Y0 - 2700) for x in (100, 900, 2000)]
    near = [shapely.box(X0 + 630, Y0 - 700, X0 + 800, Y0 - 500)]  # touches the first disc
    _write(folder / "more.gpkg", [*far, *near, circles(30)[2]])
    if not full:
        return
    make_scene(folder / "b.tif", 1200, 700, seed=1)
    make_disc_model(folder / "model.onnx")
    make_patches(folder / "patches", count=8, size=64)
    statuses = ["accepted", "removed", "removed", "accepted", "removed"]
    write_layer(
        folder / "reviewed.gpkg",
        "reviewed",
        [Feature(shape, {"status": status}) for shape, status in zip(circles(), statuses)],
        UTM32,
    )
    discs = np.zeros((SIZE, SIZE), bool)
    for x, y in DISCS:
        discs |= (10 * columns + 5 - x) ** 2 + (10 * rows + 5 - y) ** 2 < 120**2
    los = np.where(discs, -0.004, 0.0) + rng.normal(0, 1e-4, discs.shape)
    tags = {
        "START": "2021-07-10", "END": "2021-08-15", "UNIT": "m", "INCIDENCE_DEG": "39",
        "AZIMUTH_DEG": "180", "LOS_POSITIVE": "toward", "PASS": "ascending", "LOOKS": "16",
        "WAVELENGTH_M": "0.0555",
    }  # fmt: skip
    write_raster(folder / "los.tif", los.astype(np.float32), PLACE, tags=tags)
    write_raster(folder / "coherence.tif", np.full(los.shape, 0.8, np.float32), PLACE)
    velocity = np.where(discs, 25 + columns / 10, 0.2).astype(np.float32)
    write_raster(
        folder / "velocity.tif",
        np.stack([velocity, np.full_like(velocity, 0.1)]),
        PLACE,
        names=("downslope velocity", "standard deviation"),
        tags={"UNIT": "cm/yr", "OBS_START": "2018-07-03", "OBS_END": "2018-09-13"},
    )
    noise = ndimage.gaussian_filter(rng.normal(size=(SIZE, SIZE)), 1.2)
    first = (120 + 40 * noise / noise.std()).astype(np.float32)
    moved = ndimage.shift(first, (1.5, 0.5), mode="reflect").astype(np.float32)
    write_raster(folder / "first.tif", first, PLACE)
    write_raster(folder / "second.tif", np.where(discs, moved, first).astype(np.float32), PLACE)


def _write(path: Path, shapes: list) -> None:
    write_layer(path, path.stem, [Feature(shape) for shape in shapes], UTM32)


def fresh(out: Path, world: Path, case: Case, keep: bool = False) -> Path:
    """The folder for outputs with the inventory to edit, as before any run.

    Args:
        keep: leave earlier outputs.
    """
    if not keep:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
    if case.edits:
        for path in out.glob("inventory.gpkg*"):
            path.unlink()
        shutil.copy(world / "inventory.gpkg", out / "inventory.gpkg")
    return out
