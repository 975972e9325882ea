"""A worker: does the units of a job that it is told to, in this or in a process of its own.

``python -m rock_glacier_mapper.core.region.worker FOLDER`` reads orders from standard input, one
JSON object a line (``phase``, ``unit``), and writes events to standard output in the same way. It
ends when its input does, so it never outlives the program that started it.
"""

from __future__ import annotations

import argparse
import errno
import functools
import json
import os
import platform
import queue
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ..errors import Cancelled, DiskFullError, InputError, MissingPackageError, RockGlacierError
from ..feedback import Feedback
from ..lock import locked
from .job import Job, Unit, plan_changed, read_json, write_json

#: Phases of the work on a unit.
PREDICT, EXTRACT = "predict", "extract"
#: How a unit ended: well; without result; in a way that all others would end too.
DONE, FAILED, STOP = "done", "failed", "stop"

_INPUTS = "inputs.json"
#: Seconds to wait for a worker that does not know yet that its run has ended.
_PATIENCE = 120.0
#: With less room than this, in bytes, a disk counts as full when something failed.
_LEAST_ROOM = 1 << 17
#: Least seconds between two messages on the progress.
_PACE = 0.2


def work(
    folder: str | os.PathLike,
    phase: str,
    name: str,
    *,
    options: dict[str, Any] | None = None,
    worker: str = "",
    feedback: Feedback | None = None,
) -> dict[str, Any]:
    """Do a phase of a unit; its files, the report among them, are in the job's folder then.

    Args:
        folder: of the job.
        phase: :data:`PREDICT` or :data:`EXTRACT`.
        name: of the unit.
        options: of :func:`.prediction.predict_unit`: device, threads, memory_mb.
        worker: who works, for the report.

    Returns:
        The report. ``status`` is :data:`DONE`; or :data:`FAILED`, when this unit cannot be done;
        or :data:`STOP`, when none can (full disk, missing package); ``message`` says why.

    Raises:
        InputError: no such job or unit.
        Cancelled: finished windows stay.
    """
    feedback = feedback or Feedback()
    job = _job(str(folder), plan_changed(folder))
    unit = job.unit(name)
    begin = time.perf_counter()
    report: dict[str, Any] = {"worker": worker or platform.node()}
    try:
        if phase == PREDICT:
            taken = f"Another worker was at {unit.name} all the time. Is another run on?"
            lock = job.unit_lock(unit)
            with locked(lock, taken, patience=_PATIENCE, feedback=feedback):
                report = {**_predict(job, unit, options or {}, feedback), **report}
            report["seconds"] = round(time.perf_counter() - begin, 3)
            write_json(job.report(unit), {"status": DONE, **report})
        else:
            from .merging import extract_unit

            report = {**extract_unit(job, unit, feedback), **report}
        job.failure(unit).unlink(missing_ok=True)
        return {"status": DONE, **report}
    except Cancelled:
        raise
    except MissingPackageError as error:
        return {"status": STOP, "message": str(error), **report}
    except Exception as error:
        if _is_full(error, folder):
            message = (
                f"The disk is full; the job in {folder} stopped. What is finished stays: free some "
                f"space and run again. ({error})"
            )
            return {"status": STOP, "message": message, **report}
        report["message"] = _told(error)
    report["seconds"] = round(time.perf_counter() - begin, 3)
    with suppress(InputError, OSError):  # the coordinator tries again
        write_json(job.failure(unit), {"status": FAILED, **report})
    return {"status": FAILED, **report}


@functools.lru_cache(maxsize=2)
def _job(folder: str, changed: int) -> Job:
    """The job of a folder, kept from unit to unit until its plan changes."""
    return Job.load(folder)


def _predict(job: Job, unit: Unit, options: dict[str, Any], feedback: Feedback) -> dict:
    from .prediction import predict_unit

    inputs = job.inputs_of(unit)
    windows = job.windows(unit)
    places = [[job.scenes.index(scene), scene.path, scene.state] for scene in job.scenes_of(unit)]
    if read_json(windows / _INPUTS) != places:  # windows of scenes that have changed since
        shutil.rmtree(windows, ignore_errors=True)
        windows.mkdir(parents=True, exist_ok=True)
        write_json(windows / _INPUTS, places)
    job.report(unit).unlink(missing_ok=True)
    outputs = job.heatmap(unit), job.image(unit), job.uncertainty(unit)
    for path in outputs:
        path.unlink(missing_ok=True)
    report = predict_unit(job, unit, feedback=feedback, **options)
    report["inputs"] = inputs
    report["files"] = [str(p.relative_to(job.folder)) for p in outputs if p.exists()]
    shutil.rmtree(windows, ignore_errors=True)
    return report


def _is_full(error: BaseException | None, folder: str | os.PathLike) -> bool:
    """Whether an error comes from a full disk; GDAL does not always say so."""
    with suppress(OSError):  # the folder may be gone
        if shutil.disk_usage(folder).free < _LEAST_ROOM:
            return True
    while error is not None:
        if isinstance(error, DiskFullError):
            return True
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        error = error.__cause__ or error.__context__
    return False


def _told(error: Exception) -> str:
    if isinstance(error, RockGlacierError):
        return str(error)
    if isinstance(error, MemoryError):
        return "There is not enough memory. Choose fewer WORKERS, or a smaller TILE_SIZE."
    return f"{type(error).__name__}: {error}"


class _Events(Feedback):
    """Sends progress and messages as lines of JSON."""

    def __init__(self, stream):
        self._stream, self._last = stream, 0.0

    def send(self, kind: str, **values) -> None:
        self._stream.write(json.dumps({"event": kind, **values}) + "\n")
        self._stream.flush()

    def progress(self, fraction: float) -> None:
        if time.monotonic() - self._last >= _PACE:
            self._last = time.monotonic()
            self.send("progress", fraction=fraction)

    def warning(self, text: str) -> None:
        self.send("warning", text=text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Work on orders from standard input until it ends."""
    parser = argparse.ArgumentParser(description="Worker of a job that maps a region.")
    parser.add_argument("folder")
    parser.add_argument("--name", default="", help="for the reports")
    parser.add_argument("--options", type=json.loads, default={}, help="of the prediction, JSON")
    options = parser.parse_args(arguments)
    # Events go through a copy of standard output, whatever libraries print there.
    events = _Events(os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    orders: queue.Queue[dict] = queue.Queue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    events.send("ready")
    while True:
        order = orders.get()
        try:
            report = work(
                options.folder,
                order["phase"],
                order["unit"],
                options=options.options,
                worker=options.name,
                feedback=events,
            )
        except InputError as error:
            report = {"status": FAILED, "message": str(error)}
        events.send("result", unit=order["unit"], report=report)


def _listen(orders: queue.Queue) -> None:
    for line in sys.stdin:
        orders.put(json.loads(line))
    os._exit(0)  # the other side has gone: whatever is under way can be resumed


if __name__ == "__main__":
    main()
