"""Mapping a region: planning it, having the units done, and putting the result together.

Phase 1 predicts the units, phase 2 finds the landforms that begin in them, phase 3 assembles these.
Any run goes on where the one before it ended, whether it was cancelled, failed or killed; neither
the number of workers nor the size of the units changes the result.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import shapely
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..files import file_state
from ..grid import Grid
from ..lock import locked
from ..paths import plugin_version
from ..raster import RasterSource, grid_of
from ..translation import tr
from ..vector import Feature
from . import merging
from .dask_workers import DaskWorkers
from .job import (
    COMBINATIONS,
    LOCK,
    Job,
    PredictionSettings,
    Scene,
    Unit,
    clear_folder,
    foreign_files,
    holds_job,
    plan_units,
    read_record,
    refuse_links,
    write_json,
)
from .merging import extract_unit
from .scenes import SceneFile, absolute, window_on
from .worker import DONE, EXTRACT, PREDICT, STOP
from .workers import Outcome, Pool, Processes, ThisProcess

__all__ = [
    "Mapped",
    "Workers",
    "default_folder",
    "extract_unit",
    "map_region",
    "parse_share",
    "plan_job",
    "remove_job",
]

#: Side of a unit where none is chosen, pixels.
UNIT_SIZE = 4096
#: Packages whose version may show in the result.
_PACKAGES = ("numpy", "scipy", "scikit-image", "shapely", "rasterio", "onnxruntime")
#: Shares of the run's progress: prediction, extraction.
_PREDICTION, _EXTRACTION = (0.02, 0.85), (0.85, 0.96)
_PLAN_LOCK = f"{LOCK}-plan"
#: Seconds to wait for another run that makes the plan.
_PLANNING = 120.0


@dataclass(frozen=True)
class Workers:
    """Who works.

    Attributes:
        count: of processes on this machine; 1 is this process itself.
        scheduler: address of a Dask scheduler, whose workers then do the work.
        device: of the network.
        threads: of each worker; 0 shares the processor's cores out.
        memory_mb: of each worker, for windows in the network; None leaves it to the prediction.
    """

    count: int = 1
    scheduler: str | None = None
    device: str = "auto"
    threads: int = 0
    memory_mb: float | None = None

    def pool(self, job: Job) -> Pool:
        """The workers of a job.

        Raises:
            MissingPackageError: they need a package that is not installed.
        """
        options: dict[str, Any] = {"device": self.device, "threads": self.threads}
        if self.memory_mb is not None:
            options["memory_mb"] = self.memory_mb
        if self.scheduler:
            return DaskWorkers(job, self.scheduler, options)
        if self.count > 1:
            return Processes(job, self.count, options)
        return ThisProcess(job, options)


@dataclass
class Mapped:
    """What a run came to.

    Attributes:
        complete: False when it did a share, and others are to follow.
        kept, rejected: landforms, see :class:`..objects.Extraction`.
        units: a polygon for each unit with what was done there.
        failed: names of units without result.
        resumed: number of units that earlier runs had predicted.
        notes: of the extraction.
    """

    complete: bool = False
    kept: list[Feature] = field(default_factory=list)
    rejected: list[Feature] = field(default_factory=list)
    units: list[Feature] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    resumed: int = 0
    notes: dict[str, Any] = field(default_factory=dict)


# Planning ------------------------------------------------------------------------------------


def default_folder(output: str | os.PathLike) -> Path:
    """The job's folder where none is chosen: beside the output."""
    return Path(f"{output}.job")


def parse_share(text: str | None) -> tuple[int, int] | None:
    """The k-th of n shares from a string such as ``2/8``; None when it is empty.

    Raises:
        InputError: it is none.
    """
    if not text or not text.strip():
        return None
    part, slash, whole = text.partition("/")
    try:
        share = int(part), int(whole)
    except ValueError:
        share = 0, 0
    if not slash or not 1 <= share[0] <= share[1]:
        raise InputError(
            tr("SHARE: '{text}' is not of the form k/n with k from 1 to n, such as 2/8.").format(
                text=text
            )
        )
    return share


def plan_job(
    folder: str | os.PathLike,
    grid: Grid,
    scenes: Sequence[SceneFile],
    model: str | os.PathLike,
    *,
    resolution: float,
    prediction: PredictionSettings | None = None,
    extraction: dict[str, Any] | None = None,
    coherence: str | None = None,
    dem: str | None = None,
    mask: Sequence[BaseGeometry] | None = None,
    glaciers: Sequence[BaseGeometry] = (),
    extent: tuple[int, int, int, int] | None = None,
    unit_size: int = UNIT_SIZE,
) -> Job:
    """The plan of a region; nothing is written.

    Args:
        folder: of the job.
        grid: of the region, from :func:`.scenes.region_grid`.
        scenes: in the order of their priority.
        model: ONNX file, for images of ``resolution`` metres.
        prediction, extraction, dem, mask, glaciers, extent, unit_size: see :class:`.job.Job`.
        coherence: raster for all scenes.

    Raises:
        InputError: unusable settings or rasters, or nothing to map in the mask and extent.
    """
    prediction = prediction or PredictionSettings()
    model = os.path.abspath(model)
    coherence, dem = (path and absolute(path) for path in (coherence, dem))
    for path, role in ((coherence, "coherence raster"), (dem, "DEM")):
        if path:
            grid_of(RasterSource(path, role=role))  # refuses what no unit could use
    if prediction.combine not in COMBINATIONS:
        raise InputError(
            tr("COMBINE: '{combine}' is none of {combinations}.").format(
                combine=prediction.combine, combinations=", ".join(COMBINATIONS)
            )
        )
    if unit_size < 64:
        raise InputError(
            tr("UNIT_SIZE {unit_size} is too small; choose at least 64 pixels.").format(
                unit_size=unit_size
            )
        )
    placed = tuple(
        Scene(
            scene.path,
            scene.band_roles,
            window_on(grid, scene.grid, resolution),
            coherence,
            scene.date,
            scene.state,
            scene.integer,
        )
        for scene in scenes
    )
    extent = extent or (0, 0, grid.width, grid.height)
    units = plan_units(grid, unit_size, placed, mask, extent)
    if not units:
        raise InputError(
            tr(
                "There is nothing to map: no scene lies in the mask and the extent. Check "
                "MASK and EXTENT, and their CRS."
            )
        )
    job = Job(
        Path(folder).absolute(),
        grid,
        unit_size,
        extent,
        placed,
        units,
        model,
        prediction,
        extraction or {},
        dem,
        tuple(mask) if mask is not None else None,
        tuple(glaciers),
    )
    job.fingerprint = _fingerprint(job, coherence)
    return job


def _fingerprint(job: Job, coherence: str | None) -> dict[str, Any]:
    """What decides the result beside the scenes of each unit, as it comes back from JSON."""
    grid = job.grid
    versions = {"plugin": plugin_version()}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = None
    rasters = {"coherence": coherence, "dem": job.dem}
    files = {role: [path, file_state([path])] for role, path in rasters.items() if path}
    fingerprint = {
        "prediction": {
            "versions": versions,
            "grid": [grid.crs.to_wkt(), *list(grid.transform)[:6], grid.width, grid.height],
            "extent": job.extent,
            "unit_size": job.unit_size,
            "bands": sorted({role for scene in job.scenes for role in scene.band_roles}),
            "integer": all(scene.integer for scene in job.scenes),
            "files": files,
            "model": hashlib.sha256(Path(job.model).read_bytes()).hexdigest(),
            "settings": asdict(job.prediction),
            "mask": _digest(job.mask),
        },
        "extraction": {"settings": job.extraction, "glaciers": _digest(job.glaciers)},
    }
    return json.loads(json.dumps(fingerprint))


def _digest(shapes: Sequence[BaseGeometry] | None) -> str | None:
    if shapes is None:
        return None
    whole = hashlib.sha256()
    for shape in shapes:
        whole.update(shapely.to_wkb(shape))
    return whole.hexdigest()


def _open(job: Job, share: tuple[int, int] | None, feedback: Feedback) -> None:
    """Make the job's folder that of this plan; what fits it stays.

    Raises:
        InputError: the folder holds something else; or another job, while shares are done.
    """
    if not holds_job(job.folder):
        if foreign_files(job.folder):
            raise InputError(
                tr("WORK_FOLDER {folder} exists and holds no job. Choose a new folder.").format(
                    folder=job.folder
                )
            )
        clear_folder(job.folder)  # what a run left that was killed while it began
        job.save()
        return
    refuse_links(job.folder)
    plan = read_record(job.folder / "job.json")
    earlier = plan.get("fingerprint")
    earlier = earlier if isinstance(earlier, dict) else {}
    if earlier.get("prediction") == job.fingerprint["prediction"]:
        if earlier.get("extraction") != job.fingerprint["extraction"]:
            feedback.info(
                tr(
                    "The parameters of the extraction differ from those of the run before; "
                    "the heatmaps are used again."
                )
            )
            job.save()
            job.clear_extraction()
        elif plan != job.plan():
            job.save()  # scenes were replaced, and their units notice; or somebody changed the file
        return
    before = earlier.get("prediction")
    changed = _changed(before if isinstance(before, dict) else {}, job.fingerprint["prediction"])
    if share is not None:
        raise InputError(
            tr(
                "The folder {folder} holds a job with other inputs ({changed}). Remove it, "
                "or choose another WORK_FOLDER."
            ).format(folder=job.folder, changed=changed)
        )
    feedback.warning(
        tr("The job in {folder} was made with other inputs ({changed}); it starts anew.").format(
            folder=job.folder, changed=changed
        )
    )
    clear_folder(job.folder)
    job.save()


def _changed(old: dict[str, Any], new: dict[str, Any]) -> str:
    """What differs between two fingerprints, in words."""
    names = {
        "versions": tr("versions of the software"),
        "bands": tr("bands of the scenes"),
        "integer": tr("data types of the scenes"),
        "grid": tr("region"),
        "unit_size": "UNIT_SIZE",
        "files": tr("coherence or DEM"),
        "settings": tr("parameters of the prediction"),
    }
    return ", ".join(names.get(key, key) for key in new if old.get(key) != new[key])


# Running -------------------------------------------------------------------------------------


def map_region(
    job: Job,
    workers: Workers | None = None,
    *,
    share: tuple[int, int] | None = None,
    feedback: Feedback | None = None,
) -> Mapped:
    """Map a region, or predict a share of it; the job's folder stays, see :func:`remove_job`.

    Args:
        job: from :func:`plan_job`.
        workers: this process when None.
        share: (k, n): do every n-th unit's prediction only, beginning with the k-th.

    Raises:
        InputError: another run is at it, the folder cannot be used, a full disk, or no unit could
            be predicted.
        MissingPackageError: the workers lack a package.
        Cancelled: what is finished stays.
    """
    workers, feedback = workers or Workers(), feedback or Feedback()
    try:
        job.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            tr("WORK_FOLDER {folder} cannot be made ({strerror}). Choose another one.").format(
                folder=job.folder, strerror=error.strerror
            )
        ) from error
    taken = tr("Another run works in {folder}. Wait for it, or choose another WORK_FOLDER.").format(
        folder=job.folder
    )
    with locked(job.folder / LOCK, taken, shared=share is not None):
        with locked(job.folder / _PLAN_LOCK, taken, patience=_PLANNING, feedback=feedback):
            _open(job, share, feedback)
        if share is None:
            return _run(job, workers, feedback)
        own = tr("Another run works on the same SHARE.")
        with locked(job.folder / f"{LOCK}-{share[0]}-of-{share[1]}", own):
            return _run_share(job, share, workers, feedback)


def remove_job(job: Job) -> None:
    """Remove the job's folder, unless something else lies in it."""
    clear_folder(job.folder)
    for path in job.folder.glob(f"{LOCK}*"):
        path.unlink(missing_ok=True)
    if not any(job.folder.iterdir()):
        job.folder.rmdir()


def _run_share(job: Job, share: tuple[int, int], workers: Workers, feedback: Feedback) -> Mapped:
    units = job.units[share[0] - 1 :: share[1]]
    with workers.pool(job) as pool:
        feedback.info(tr("Workers: {description}").format(description=pool.description))
        resumed = _do(job, PREDICT, units, pool, feedback.part(0, 1))
    failed = _failed(job, units)
    feedback.info(
        tr(
            "Share {share} of {shares} is done: {count} of {total} units, {failed} failed. "
            "When all shares are done, run once without SHARE."
        ).format(
            share=share[0],
            shares=share[1],
            count=len(units) - len(failed),
            total=len(units),
            failed=len(failed),
        )
    )
    return Mapped(units=merging.unit_features(job), failed=failed, resumed=resumed)


def _run(job: Job, workers: Workers, feedback: Feedback) -> Mapped:
    with workers.pool(job) as pool:
        feedback.info(tr("Workers: {description}").format(description=pool.description))
        resumed = _do(job, PREDICT, job.units, pool, feedback.part(*_PREDICTION))
        failed = _failed(job, job.units)
        if len(failed) == len(job.units):
            first = read_record(job.failure(job.units[0]))
            raise InputError(
                tr("No unit could be predicted. The first: {message}").format(
                    message=first.get("message", "")
                )
            )
        merging.make_mosaics(job)
        predicted = [unit for unit in job.units if unit.name not in failed]
        _do(job, EXTRACT, predicted, pool, feedback.part(*_EXTRACTION))
    failed = _failed(job, job.units)
    found = merging.assemble_region(job)
    if failed:
        feedback.warning(
            tr(
                "{count} of {total} units failed and are tried again at the next run: "
                "{failed}{more}. The layer of units says why."
            ).format(
                count=len(failed),
                total=len(job.units),
                failed=", ".join(failed[:20]),
                more=" …" if len(failed) > 20 else "",
            )
        )
    return Mapped(
        True,
        found.kept,
        found.rejected,
        merging.unit_features(job),
        failed,
        resumed,
        found.notes,
    )


def _failed(job: Job, units: Sequence[Unit]) -> list[str]:
    return [unit.name for unit in units if job.failure(unit).exists()]


def _do(job: Job, phase: str, units: Sequence[Unit], pool: Pool, feedback: Feedback) -> int:
    """Do a phase of all units that lack it; gives the number of those that do not.

    Raises:
        InputError: none can be done, as with a full disk.
    """
    is_done = job.predicted if phase == PREDICT else job.extracted
    waiting = [unit for unit in units if not is_done(unit)]
    ready = len(units) - len(waiting)
    if phase == PREDICT:
        for unit in units:
            job.failure(unit).unlink(missing_ok=True)
        if waiting:
            job.clear_extraction()  # landforms may reach into units that are now predicted
    if ready:
        text = (
            tr("{ready} of {count} units were predicted by an earlier run.")
            if phase == PREDICT
            else tr("{ready} of {count} units were searched for landforms by an earlier run.")
        )
        feedback.info(text.format(ready=ready, count=len(units)))
    progress = _Progress(phase, units, waiting, feedback)
    for outcome in pool.run(phase, waiting, feedback, progress.moved):
        report = outcome.report
        if report["status"] == STOP:
            raise InputError(report["message"])
        if report["status"] != DONE:
            _keep_failure(job, outcome)
        progress.done(outcome.unit, report)
    return ready


def _keep_failure(job: Job, outcome: Outcome) -> None:
    """Write down a failure that the worker could not, because it died."""
    if not job.failure(outcome.unit).exists():
        write_json(job.failure(outcome.unit), outcome.report)


class _Progress:
    """Tells how far a phase is, by area, and how long it may take."""

    def __init__(
        self, phase: str, units: Sequence[Unit], waiting: Sequence[Unit], feedback: Feedback
    ):
        self._phase, self._feedback = phase, feedback
        self._total = sum(unit.pixels for unit in units)
        self._before = self._total - sum(unit.pixels for unit in waiting)
        self._count, self._finished = len(units), len(units) - len(waiting)
        self._moving: dict[Unit, float] = {}
        self._worked, self._shown = 0, 0.0
        self._start = time.monotonic()
        self._show()

    def moved(self, unit: Unit, fraction: float) -> None:
        """A unit is done in part."""
        self._moving[unit] = fraction
        self._show()

    def done(self, unit: Unit, report: dict[str, Any]) -> None:
        """A unit came to an end; tells the user."""
        self._moving.pop(unit, None)
        self._worked += unit.pixels
        self._finished += 1
        self._show()
        who = f", {report['worker']}" if report.get("worker") else ""
        if report["status"] != DONE:
            self._feedback.warning(
                tr("{name} failed{who}: {message}").format(
                    name=unit.name, who=who, message=report["message"]
                )
            )
        elif self._phase == PREDICT:
            resumed = ""
            if report.get("resumed"):
                resumed = tr(", {count} from before").format(count=report["resumed"])
            self._feedback.info(
                tr(
                    "{name}: {seconds:.1f} s, {windows} windows, {skipped} "
                    "skipped{resumed}{who}; {standing}"
                ).format(
                    name=unit.name,
                    seconds=report["seconds"],
                    windows=report["windows"],
                    skipped=report["skipped"],
                    resumed=resumed,
                    who=who,
                    standing=self._standing(),
                )
            )
        elif report.get("landforms"):
            self._feedback.info(
                tr("{name}: {landforms} landforms{who}; {standing}").format(
                    name=unit.name,
                    landforms=report["landforms"],
                    who=who,
                    standing=self._standing(),
                )
            )

    def _show(self) -> None:
        moving = sum(unit.pixels * share for unit, share in self._moving.items())
        # A unit that is tried again begins anew, but progress does not go back.
        self._shown = max(self._shown, (self._before + self._worked + moving) / self._total)
        self._feedback.progress(self._shown)

    def _standing(self) -> str:
        text = f"{self._finished} of {self._count} units"
        left = self._total - self._before - self._worked
        if left and self._worked:
            seconds = (time.monotonic() - self._start) * left / self._worked
            text += f", about {_duration(seconds)} left"
        return text


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def describe_scenes(scenes: Sequence[SceneFile], crs: CRS, feedback: Feedback) -> None:
    """Tell the user how many scenes there are, of what days, and which are warped."""
    days = sorted({scene.date for scene in scenes if scene.date})
    span = f", {days[0]} to {days[-1]}" if len(days) > 1 else f", {days[0]}" if days else ""
    feedback.info(
        tr("{count} scenes{span}; the region is mapped in {crs}.").format(
            count=len(scenes), span=span, crs=crs.to_string()
        )
    )
    others = Counter(scene.grid.crs.to_string() for scene in scenes if scene.grid.crs != crs)
    for name, count in others.items():
        feedback.info(
            tr("{count} of them are in {name} and are warped when they are read.").format(
                count=count, name=name
            )
        )
