"""Workers of a Dask cluster: the same units, on other machines that see the same files."""

from __future__ import annotations

import gc
import queue
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from ..errors import Cancelled, InputError, MissingPackageError
from ..feedback import Feedback
from ..paths import plugin_version
from ..translation import tr
from .job import Job, Unit, holds_job
from .worker import FAILED, work
from .workers import ATTEMPTS, Outcome

#: Seconds to wait for the scheduler.
_CONNECT = 20
#: Seconds between two looks at whether the user cancelled.
_PATIENCE = 0.2
#: States of a task on its worker that nobody waits for any more.
_UNWANTED = ("cancelled", "released", "forgotten")


class DaskWorkers:
    """Workers of a cluster that runs already; one unit at a time for each of their threads.

    Dask repeats the units of a worker that is lost; when it gives a unit up (``allowed-failures``),
    the unit is submitted anew a few times.

    Args:
        job: its folder must have the same path on all workers.
        address: of the scheduler, such as ``tcp://10.0.0.1:8786``.
        options: see :func:`.worker.work`.

    Raises:
        MissingPackageError: Dask's package distributed is not installed.
    """

    def __init__(self, job: Job, address: str, options: dict[str, Any]):
        try:
            import distributed
        except ImportError as error:
            raise MissingPackageError(
                tr(
                    "SCHEDULER needs the Python package distributed, of the same version as "
                    "on the cluster: python3 -m pip install distributed. Leave SCHEDULER "
                    "empty to work on this machine. ({error})"
                ).format(error=error)
            ) from error
        self._dask = distributed
        self._job, self._address, self._options = job, address, options
        self.description = tr("the Dask cluster {address}").format(address=address)

    def __enter__(self) -> DaskWorkers:
        # A client that could not connect before holds a lock while a new one starts, if it is
        # cleared away just then: neither would ever end.
        gc.collect()
        try:
            self._client = self._dask.Client(
                self._address, timeout=_CONNECT, set_as_default=False, name="rock-glacier-mapper"
            )
        except (OSError, TimeoutError, TypeError, ValueError, RuntimeError) as error:
            raise InputError(
                tr(
                    "SCHEDULER: no Dask scheduler answers at {address} ({error}). Check the "
                    "address; it looks like tcp://10.0.0.1:8786."
                ).format(address=self._address, error=error)
            ) from error
        if "dashboard" in self._client.scheduler_info().get("services", {}):
            self.description += f"; dashboard {self._client.dashboard_link}"
        return self

    def __exit__(self, *exc) -> None:
        with suppress(Exception):  # the cluster may have gone; there is nothing left to close then
            self._client.close(timeout=2)

    def run(
        self,
        phase: str,
        units: Sequence[Unit],
        feedback: Feedback,
        moved: Callable[[Unit, float], None],
    ) -> Iterator[Outcome]:
        """See :class:`.workers.Pool`; progress comes with whole units only.

        Raises:
            InputError: the workers lack the plugin or the job's folder; the scheduler went away.
        """
        self._wait_for_workers(feedback)
        self._check_workers()
        ended: queue.Queue = queue.Queue()
        waiting: dict[Any, Unit] = {}
        deaths: Counter[Unit] = Counter()

        def submit(unit: Unit) -> None:
            future = self._client.submit(
                _work,
                str(self._job.folder),
                phase,
                unit.name,
                self._options,
                key=f"{phase}-{unit.name}-{uuid.uuid4().hex[:8]}",
                pure=False,
            )
            waiting[future] = unit
            future.add_done_callback(ended.put)

        for unit in units:
            submit(unit)
        try:
            while waiting:
                feedback.check()
                try:
                    future = ended.get(timeout=_PATIENCE)
                except queue.Empty:
                    self._check_scheduler()
                    continue
                unit = waiting.pop(future)
                report = self._report(future)
                if report is None:
                    deaths[unit] += 1
                    if deaths[unit] < ATTEMPTS:
                        feedback.warning(
                            tr(
                                "{name}: its workers were lost; the unit is submitted again."
                            ).format(name=unit.name)
                        )
                        submit(unit)
                        continue
                    message = tr(
                        "The workers were lost {count} times; see their logs. With too little "
                        "memory give each more, or fewer threads."
                    ).format(count=ATTEMPTS)
                    report = {"status": FAILED, "message": message, "worker": "Dask"}
                yield Outcome(unit, report)
        finally:
            if waiting:
                with suppress(Exception):  # on the way out for another reason
                    self._client.cancel(list(waiting), force=True)

    def _report(self, future) -> dict[str, Any] | None:
        """What a unit gave; None when its workers were lost."""
        if future.status == "finished":
            return future.result(timeout=_CONNECT)
        if future.status != "error":  # cancelled from outside, or lost with the scheduler
            self._check_scheduler()
            return None
        error = future.exception(timeout=_CONNECT)
        if isinstance(error, (self._dask.scheduler.KilledWorker, Cancelled)):
            return None
        return {"status": FAILED, "message": f"{type(error).__name__}: {error}", "worker": "Dask"}

    def _check_scheduler(self) -> None:
        if self._client.status != "running":
            raise InputError(
                tr(
                    "The connection to the Dask scheduler {address} was lost. What is "
                    "finished stays; run again to go on."
                ).format(address=self._address)
            )

    def _wait_for_workers(self, feedback: Feedback) -> None:
        told = False
        while not self._client.nthreads():
            if not told:
                feedback.info(tr("The Dask cluster has no workers yet; waiting for the first."))
                told = True
            feedback.check()
            self._check_scheduler()
            time.sleep(_PATIENCE)

    def _check_workers(self) -> None:
        """See that all workers have the plugin, in this version, and see the job's folder.

        Raises:
            InputError: one does not.
        """
        advice = tr(
            "Install the plugin's package on all workers in the same version, for example by "
            "starting them with PYTHONPATH set to the folder that contains rock_glacier_mapper."
        )
        try:
            answers = self._client.run(_probe, str(self._job.folder))
        except Exception as error:  # what Dask raises depends on where it failed
            raise InputError(
                tr("A Dask worker cannot import the plugin ({error}). {advice}").format(
                    error=error, advice=advice
                )
            ) from (error)
        own = plugin_version()
        others = {where: a["version"] for where, a in answers.items() if a["version"] != own}
        if others:
            where, version = next(iter(others.items()))
            raise InputError(
                tr(
                    "The Dask worker {where} has version {version} of the plugin, not "
                    "{own_version}. {advice}"
                ).format(where=where, version=version, own_version=own, advice=advice)
            )
        blind = [where for where, answer in answers.items() if not answer["sees"]]
        if blind:
            raise InputError(
                tr(
                    "{count} of {total} Dask workers do not see the job's folder {folder} "
                    "(one is {blind}). Workers and this machine need it, and all inputs, on "
                    "a shared file system under the same paths; choose WORK_FOLDER so."
                ).format(
                    count=len(blind), total=len(answers), folder=self._job.folder, blind=blind[0]
                )
            )


def _probe(folder: str) -> dict[str, Any]:
    from pathlib import Path

    return {"version": plugin_version(), "sees": holds_job(Path(folder))}


class _Wanted(Feedback):
    """Tells a task to stop when nobody waits for it any more: the user cancelled, or is gone."""

    def __init__(self):
        import distributed

        self._worker = distributed.get_worker()
        self._key = self._worker.get_current_task()

    def is_cancelled(self) -> bool:
        task = self._worker.state.tasks.get(self._key)
        return task is None or task.state in _UNWANTED


def _work(folder: str, phase: str, name: str, options: dict[str, Any]) -> dict[str, Any]:
    import distributed

    worker = str(distributed.get_worker().name)
    return work(folder, phase, name, options=options, worker=worker, feedback=_Wanted())
