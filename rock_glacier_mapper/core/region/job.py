"""The plan of mapping a region: its grid, scenes, units of work, and where their files lie.

A job is a folder. ``job.json`` holds the plan and a fingerprint of all that decides the result;
the finished parts of each unit lie in sub-folders, each whole or not at all. So a run that was
stopped, for whatever reason, goes on where it was, and several machines can share the work.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from affine import Affine
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from .. import plainjson
from ..errors import InputError
from ..files import PART, whole_file
from ..grid import Grid
from ..translation import tr

#: Ways to combine the probabilities of overlapping scenes.
COMBINATIONS = ("mean", "max", "first")

#: How names of lock files begin.
LOCK = "lock"
#: Units of a region; 1024 x 1024 pixels of 10 m each are a hundred million km².
_MOST_UNITS = 1_000_000
_PLAN = "job.json"
_MASK, _GLACIERS = "mask.wkb", "glaciers.wkb"
#: What a unit leaves, folder to suffix.
_PARTS = {
    "heatmaps": ".tif",
    "images": ".tif",
    "uncertainty": ".tif",
    "reports": ".json",
    "found": ".json",
    "failures": ".json",
}
#: Names that units get, and the largest JSON file of a job, bytes.
_UNIT_NAME = re.compile(r"r\d{4,9}c\d{4,9}")
_LARGEST = 1_000_000_000
#: Windows of units that are under way, and what is worked out once for all units.
_FOLDERS = (*_PARTS, "windows", "shared")


@dataclass(frozen=True)
class Unit:
    """A rectangle of the region's grid that is worked on by itself.

    Attributes:
        name: of its files.
        column, row, width, height: its place on the region's grid, pixels.
    """

    name: str
    column: int
    row: int
    width: int
    height: int

    @property
    def window(self) -> tuple[int, int, int, int]:
        """(column, row, width, height)."""
        return self.column, self.row, self.width, self.height

    @property
    def pixels(self) -> int:
        """Its area."""
        return self.width * self.height


@dataclass(frozen=True)
class Scene:
    """An image of a part of the region.

    Attributes:
        path: raster, in any CRS.
        band_roles: what its bands hold, role to band number.
        window: (column, row, width, height) of the region's grid that it covers; may reach beyond
            the grid.
        coherence: raster that goes with it, or None.
        date: day of acquisition, ISO 8601, or None when it is not known.
        state: size and time of change of its files, so that a replaced one is noticed.
        integer: whether its bands hold integers.
    """

    path: str
    band_roles: dict[str, int]
    window: tuple[int, int, int, int]
    coherence: str | None = None
    date: str | None = None
    state: str = ""
    integer: bool = True

    @property
    def name(self) -> str:
        """For messages."""
        return Path(self.path).name


@dataclass(frozen=True)
class PredictionSettings:
    """How the units are predicted; all of it decides the result.

    Attributes:
        scales: at which the images are looked at, 1 first.
        tile_size, margin: of the windows in pixels; None leaves them to the model.
        test_time_augmentation: mean over eight views.
        uncertainty: write the standard deviation of the probability too.
        combine: of scenes that overlap: ``mean`` (of the logits), ``max`` or ``first``.
        terrain: fields of :class:`..heatmap.plausibility.TerrainRule`; None leaves out no terrain.
        precision: of the network's arithmetic, see :class:`..inference.Network`.
    """

    scales: tuple[float, ...] = (1.0,)
    tile_size: int | None = None
    margin: int | None = None
    test_time_augmentation: bool = False
    uncertainty: bool = False
    combine: str = "mean"
    terrain: dict[str, float | None] | None = None
    precision: str = "auto"


@dataclass
class Job:
    """A region to map, and the folder in which this happens.

    Attributes:
        folder: of the job.
        grid: of the whole region.
        unit_size: side of a unit in pixels.
        extent: (column, row, width, height) of the grid to map. What lies around it still serves
            as context.
        scenes: in the order of their priority.
        units: those that have something to map, row by row.
        model: the ONNX file.
        prediction: how units are predicted.
        extraction: how landforms are extracted, plain values: ``rules``, ``segmentation`` and
            ``reshaping`` as dictionaries, ``separate_units``.
        dem: elevation raster, or None.
        mask: polygons in the region's CRS outside which nothing is mapped; None: everywhere.
        glaciers: outlines in the region's CRS.
        fingerprint: of all else that decides the result: ``prediction`` of the heatmaps,
            ``extraction`` of the landforms in them.
    """

    folder: Path
    grid: Grid
    unit_size: int
    extent: tuple[int, int, int, int]
    scenes: tuple[Scene, ...]
    units: tuple[Unit, ...]
    model: str
    prediction: PredictionSettings = field(default_factory=PredictionSettings)
    extraction: dict[str, Any] = field(default_factory=dict)
    dem: str | None = None
    mask: tuple[BaseGeometry, ...] | None = None
    glaciers: tuple[BaseGeometry, ...] = ()
    fingerprint: dict[str, Any] = field(default_factory=dict)

    # Where things lie ----------------------------------------------------------------------

    def heatmap(self, unit: Unit) -> Path:
        """Probability of a unit, GeoTIFF on its window of the grid."""
        return self._part("heatmaps", unit)

    def image(self, unit: Unit) -> Path:
        """Bands of a unit for the segmentation, GeoTIFF on its window of the grid."""
        return self._part("images", unit)

    def uncertainty(self, unit: Unit) -> Path:
        """Standard deviation of the probability of a unit."""
        return self._part("uncertainty", unit)

    def report(self, unit: Unit) -> Path:
        """What the prediction of a unit did, JSON; it is written last."""
        return self._part("reports", unit)

    def found(self, unit: Unit) -> Path:
        """Landforms that begin in a unit, JSON."""
        return self._part("found", unit)

    def failure(self, unit: Unit) -> Path:
        """Why a unit failed when it was last tried, JSON."""
        return self._part("failures", unit)

    def unit_lock(self, unit: Unit) -> Path:
        """Held by the worker of a unit."""
        return self.folder / "windows" / f"{unit.name}.lock"

    def windows(self, unit: Unit) -> Path:
        """Folder for the finished windows of a unit that is under way."""
        return self.folder / "windows" / unit.name

    def shared(self, name: str) -> Path:
        """A file that is worked out once and used by all units."""
        return self.folder / "shared" / name

    def mosaic(self, kind: str) -> Path:
        """The units of a kind (``heatmap``, ``image`` or ``uncertainty``) as one raster, VRT."""
        return self.folder / f"{kind}.vrt"

    def _part(self, kind: str, unit: Unit) -> Path:
        return self.folder / kind / f"{unit.name}{_PARTS[kind]}"

    # What is where -------------------------------------------------------------------------

    def scenes_of(self, unit: Unit) -> list[Scene]:
        """The scenes that reach into a unit, in the order of their priority."""
        return [self.scenes[number] for number in self._footprints.touching(unit.window)]

    @cached_property
    def _footprints(self) -> Footprints:
        return Footprints(self.scenes)

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        return {unit.name: unit for unit in self.units}

    def unit(self, name: str) -> Unit:
        """The unit of a name.

        Raises:
            InputError: there is none.
        """
        if name not in self._by_name:
            raise InputError(
                tr("The job {folder} has no unit {name}.").format(folder=self.folder, name=name)
            )
        return self._by_name[name]

    def unit_grid(self, unit: Unit) -> Grid:
        """The region's grid within a unit."""
        return self.grid.part(*unit.window)

    @property
    def mapped_grid(self) -> Grid:
        """The region's grid within the extent; that of the mosaics."""
        return self.grid.part(*self.extent)

    def inputs_of(self, unit: Unit) -> list[dict[str, Any]]:
        """The scenes of a unit, the state of their files among it, as its report keeps them."""
        return [json.loads(json.dumps(asdict(scene))) for scene in self.scenes_of(unit)]

    def predicted(self, unit: Unit) -> bool:
        """Whether a unit needs no more prediction: its files are there, from the same scenes."""
        report = read_record(self.report(unit))
        files = report.get("files")
        return (
            report.get("inputs") == self.inputs_of(unit)
            and isinstance(files, list)
            and all(isinstance(name, str) and (self.folder / name).exists() for name in files)
        )

    def extracted(self, unit: Unit) -> bool:
        """Whether the landforms of a unit are known."""
        return self.found(unit).exists()

    # On disk -------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the plan; its folder and sub-folders are made.

        Raises:
            InputError: the folder cannot be written.
        """
        refuse_links(self.folder)
        for name in _FOLDERS:
            _make(self.folder / name)
        _write_shapes(self.folder / _MASK, self.mask)
        _write_shapes(self.folder / _GLACIERS, self.glaciers)
        write_json(self.folder / _PLAN, self.plan())

    def plan(self) -> dict[str, Any]:
        """Plain values of all but the shapes, as they come back from JSON."""
        grid = self.grid
        plan = {
            "fingerprint": self.fingerprint,
            "grid": {
                "crs": grid.crs.to_wkt(),
                "transform": list(grid.transform)[:6],
                "width": grid.width,
                "height": grid.height,
            },
            "unit_size": self.unit_size,
            "extent": list(self.extent),
            "scenes": [asdict(scene) for scene in self.scenes],
            "units": [list(asdict(unit).values()) for unit in self.units],
            "model": self.model,
            "prediction": asdict(self.prediction),
            "extraction": self.extraction,
            "dem": self.dem,
        }
        return json.loads(json.dumps(plan))

    @classmethod
    def load(cls, folder: Path | str) -> Job:
        """The job of a folder.

        Raises:
            InputError: there is none, or it cannot be read.
        """
        folder = Path(folder)
        plan = read_json(folder / _PLAN)
        try:
            return cls._of(folder, plan)
        except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
            raise _no_job(folder) from None

    @classmethod
    def _of(cls, folder: Path, plan: dict[str, Any]) -> Job:
        grid, prediction = plan["grid"], plan["prediction"]
        return cls(
            folder,
            Grid(
                CRS.from_wkt(grid["crs"]),
                Affine(*grid["transform"]),
                grid["width"],
                grid["height"],
            ),
            plan["unit_size"],
            tuple(plan["extent"]),
            tuple(Scene(**{**scene, "window": tuple(scene["window"])}) for scene in plan["scenes"]),
            tuple(_unit(*values) for values in plan["units"]),
            plan["model"],
            PredictionSettings(**{**prediction, "scales": tuple(prediction["scales"])}),
            plan["extraction"],
            plan["dem"],
            _read_shapes(folder / _MASK),
            _read_shapes(folder / _GLACIERS) or (),
            plan["fingerprint"],
        )

    def clear_extraction(self) -> None:
        """Remove the landforms of all units, and the mosaics in which they were found."""
        for name in ("found", "shared"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            _make(self.folder / name)
        for path in self.folder.glob("*.vrt"):
            path.unlink(missing_ok=True)


def plan_changed(folder: Path | str) -> int:
    """When the plan in a folder was last written, nanoseconds.

    Raises:
        InputError: there is none.
    """
    try:
        return (Path(folder) / _PLAN).stat().st_mtime_ns
    except OSError as error:
        raise _no_job(Path(folder)) from error


def holds_job(folder: Path) -> bool:
    """Whether a folder holds the plan of a job."""
    return (folder / _PLAN).is_file()


def foreign_files(folder: Path) -> list[Path]:
    """What lies in a folder and does not come from a job."""
    known = {_PLAN, _MASK, _GLACIERS, *_FOLDERS}
    return [
        path
        for path in folder.iterdir()
        if path.name not in known
        and not path.name.startswith(LOCK)
        and path.suffix != ".vrt"
        and PART not in path.name
    ]


def clear_folder(folder: Path) -> None:
    """Remove a job from its folder, and nothing else."""
    (folder / _PLAN).unlink(missing_ok=True)  # first: without it the rest means nothing
    for name in _FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in (folder / _MASK, folder / _GLACIERS, *folder.glob("*.vrt")):
        path.unlink(missing_ok=True)


class Footprints:
    """The windows of many scenes, to find those that reach into a place."""

    def __init__(self, scenes: Sequence[Scene]):
        windows = np.array([scene.window for scene in scenes], np.int64).reshape(-1, 4)
        self._first, self._end = windows[:, :2], windows[:, :2] + windows[:, 2:]

    def touching(self, window: tuple[int, int, int, int]) -> np.ndarray:
        """Numbers of the scenes that reach into (column, row, width, height), rising."""
        first, size = np.array(window[:2]), np.array(window[2:])
        return np.flatnonzero(((self._first < first + size) & (first < self._end)).all(axis=1))


def plan_units(
    grid: Grid,
    size: int,
    scenes: Sequence[Scene],
    mask: Iterable[BaseGeometry] | None = None,
    extent: tuple[int, int, int, int] | None = None,
) -> tuple[Unit, ...]:
    """Squares of ``size`` pixels of the grid that a scene and the mask touch, row by row.

    They are cut from the extent's corner, and end where it ends.

    Args:
        grid: of the region.
        mask: polygons in its CRS.
        extent: (column, row, width, height) of the grid to map; all of it when None.

    Raises:
        InputError: far too many squares, as with a scene at a wrong place.
    """
    left, top, width, height = extent or (0, 0, grid.width, grid.height)
    right, bottom = left + width, top + height
    if -(-width // size) * -(-height // size) > _MOST_UNITS:
        raise InputError(
            tr(
                "The region has {width} x {height} pixels, which makes more than {most} units. Is "
                "a scene at a wrong place, or in a wrong coordinate reference system? Else choose "
                "a smaller EXTENT or a larger UNIT_SIZE."
            ).format(width=width, height=height, most=_MOST_UNITS)
        )
    footprints = Footprints(scenes)
    area = shapely.union_all(list(mask)) if mask is not None else None
    if area is not None:
        shapely.prepare(area)
    units = []
    for number_row, row in enumerate(range(top, bottom, size)):
        for number_column, column in enumerate(range(left, right, size)):
            window = column, row, min(size, right - column), min(size, bottom - row)
            if not len(footprints.touching(window)):
                continue
            if area is not None and not area.intersects(shapely.box(*grid.part(*window).bounds)):
                continue
            units.append(Unit(f"r{number_row:04d}c{number_column:04d}", *window))
    return tuple(units)


def write_json(path: Path, values: Any) -> None:
    """Write a JSON file, whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_text(json.dumps(values), encoding="utf-8")


def read_json(path: Path) -> Any:
    """The content of a JSON file; None when it is missing or damaged."""
    try:
        return plainjson.read(path, _LARGEST)
    except (OSError, ValueError):
        return None


def read_record(path: Path) -> dict[str, Any]:
    """The object in a JSON file; an empty one when it is missing, damaged or something else."""
    content = read_json(path)
    return content if isinstance(content, dict) else {}


def _unit(name: str, *window: int) -> Unit:
    """A unit of a plan; its name becomes part of paths."""
    if not _UNIT_NAME.fullmatch(name) or not all(isinstance(side, int) for side in window):
        raise ValueError(f"{name} is no unit")
    return Unit(name, *window)


def refuse_links(folder: Path) -> None:
    """Raise when a part of a job's folder is a link, by which it would be written elsewhere.

    Raises:
        InputError: naming the link.
    """
    for name in (*_FOLDERS, _PLAN, _MASK, _GLACIERS):
        if (folder / name).is_symlink():
            raise InputError(
                tr(
                    "{path} is a link to another place; nothing was written. Remove it, or choose "
                    "another WORK_FOLDER."
                ).format(path=folder / name)
            )


def _no_job(folder: Path) -> InputError:
    return InputError(
        tr(
            "{folder} is no job folder that can be seen from here, or its {plan} is damaged. "
            "Workers on other machines need it under the same path."
        ).format(folder=folder, plan=_PLAN)
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            tr(
                "The folder {folder} cannot be made ({strerror}). Choose another WORK_FOLDER."
            ).format(folder=folder, strerror=error.strerror)
        ) from error


def _write_shapes(path: Path, shapes: Iterable[BaseGeometry] | None) -> None:
    if shapes is None:
        path.unlink(missing_ok=True)
        return
    with whole_file(path) as temporary:
        temporary.write_bytes(shapely.to_wkb(shapely.GeometryCollection(list(shapes))))


def _read_shapes(path: Path) -> tuple[BaseGeometry, ...] | None:
    if not path.exists():
        return None
    return tuple(shapely.from_wkb(path.read_bytes()).geoms)
