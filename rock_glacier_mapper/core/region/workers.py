"""Workers on this machine: this process itself, or several child processes."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from .. import pythonprocess
from ..errors import RockGlacierError
from ..feedback import Feedback
from ..inference.machine import usable_cores
from ..translation import tr
from .job import Job, Unit
from .prediction import MEMORY_MB, release_network
from .worker import FAILED, work

MODULE = "rock_glacier_mapper.core.region.worker"
#: Packages that a worker needs.
PACKAGES = ("numpy", "scipy", "rasterio", "shapely", "skimage", "onnxruntime")
#: How often a unit is tried whose worker dies.
ATTEMPTS = 3
#: Seconds between two looks at whether the user cancelled.
_PATIENCE = 0.2


@dataclass(frozen=True)
class Outcome:
    """A phase of a unit that came to an end.

    Attributes:
        unit: which.
        report: see :func:`.worker.work`.
    """

    unit: Unit
    report: dict[str, Any]


class Pool(Protocol):
    """Workers that do units, in any order. A context manager."""

    #: For the user: who works.
    description: str

    def run(
        self,
        phase: str,
        units: Sequence[Unit],
        feedback: Feedback,
        moved: Callable[[Unit, float], None],
    ) -> Iterator[Outcome]:
        """Do a phase of units; each gives an outcome as soon as it ends.

        Args:
            phase: see :func:`.worker.work`.
            feedback: for messages and cancelling; its progress is left alone.
            moved: called with the share of a unit that is done.

        Raises:
            Cancelled: the units under way stop within a second; what they have stays.
        """
        ...

    def __enter__(self) -> Pool: ...

    def __exit__(self, *exc) -> None: ...


class ThisProcess:
    """One worker: the program itself."""

    def __init__(self, job: Job, options: dict[str, Any]):
        self.description = tr("this process")
        self._job, self._options = job, options

    def __enter__(self) -> ThisProcess:
        return self

    def __exit__(self, *exc) -> None:
        release_network()

    def run(self, phase, units, feedback, moved) -> Iterator[Outcome]:
        """See :class:`Pool`."""
        for unit in units:
            feedback.check()
            own = _UnitFeedback(feedback, unit, moved)
            report = work(self._job.folder, phase, unit.name, options=self._options, feedback=own)
            yield Outcome(unit, report)


class _UnitFeedback(Feedback):
    def __init__(self, whole: Feedback, unit: Unit, moved: Callable[[Unit, float], None]):
        self._whole, self._unit, self._moved = whole, unit, moved

    def progress(self, fraction: float) -> None:
        self._moved(self._unit, fraction)

    def warning(self, text: str) -> None:
        self._whole.warning(text)

    def is_cancelled(self) -> bool:
        return self._whole.is_cancelled()


class Processes:
    """Workers in child processes, each with its share of the processor's cores.

    A child that dies is replaced, and its unit tried again. When CUDA_VISIBLE_DEVICES names several
    GPUs, the children take them in turn.

    Args:
        count: of workers.
        options: see :func:`.worker.work`; without threads or memory, the cores and the default
            memory are shared out.
    """

    def __init__(self, job: Job, count: int, options: dict[str, Any]):
        self._count = count
        threads = options.get("threads") or max(1, usable_cores() // count)
        memory = options.get("memory_mb") or MEMORY_MB / count
        options = {**options, "threads": threads, "memory_mb": memory}
        self._command = [
            *(
                pythonprocess.find_python(PACKAGES, purpose=tr("Working in several processes")),
                "-m",
            ),
            *(MODULE, str(job.folder), "--options", json.dumps(options)),
        ]
        self._events: queue.Queue[tuple[_Child, str | None]] = queue.Queue()
        self._children: list[_Child] = []
        self.description = tr("{count} processes on this machine").format(count=count)

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *exc) -> None:
        for child in self._children:
            child.end()
        self._children.clear()

    def run(self, phase, units, feedback, moved) -> Iterator[Outcome]:
        """See :class:`Pool`.

        Raises:
            RockGlacierError: the children die before they can work.
        """
        waiting = deque(units)
        deaths: Counter[Unit] = Counter()
        while waiting or any(child.unit for child in self._children):
            self._give(phase, waiting)
            try:
                child, line = self._events.get(timeout=_PATIENCE)
            except queue.Empty:
                feedback.check()
                continue
            feedback.check()
            if child not in self._children:
                continue
            if line is None:
                unit = self._bury(child)
                if unit is None:
                    continue
                deaths[unit] += 1
                words = child.last_words()
                if deaths[unit] < ATTEMPTS:
                    feedback.warning(
                        tr("{name}: {words} The unit is tried again.").format(
                            name=unit.name, words=words
                        )
                    )
                    waiting.appendleft(unit)
                    continue
                message = tr(
                    "{words} So it was {count} times; with too little memory choose fewer WORKERS "
                    "or a smaller TILE_SIZE."
                ).format(words=words, count=ATTEMPTS)
                report = {"status": FAILED, "message": message, "worker": child.name}
                yield Outcome(unit, report)
                continue
            event = json.loads(line)
            if event["event"] == "ready":
                child.ready = True
            elif event["event"] == "progress" and child.unit is not None:
                moved(child.unit, event["fraction"])
            elif event["event"] == "warning":
                feedback.warning(event["text"])
            elif event["event"] == "result":
                unit, child.unit = child.unit, None
                yield Outcome(unit, event["report"])

    def _give(self, phase: str, waiting: deque[Unit]) -> None:
        """Hand waiting units to idle children, and start children that are lacking."""
        idle = [child for child in self._children if child.unit is None]
        while waiting and (idle or len(self._children) < self._count):
            if not idle:
                taken = {child.number for child in self._children}
                number = next(n for n in range(self._count) if n not in taken)
                idle.append(_Child(self._command, number, self._events))
                self._children.append(idle[-1])
            idle.pop().order(phase, waiting.popleft())

    def _bury(self, child: _Child) -> Unit | None:
        """Take a dead child off the list; gives the unit that it worked on."""
        self._children.remove(child)
        child.end()
        if not child.ready:
            raise RockGlacierError(
                tr("No worker process can be started. {last_words}").format(
                    last_words=child.last_words()
                )
            )
        return child.unit


class _Child:
    """A worker process.

    Attributes:
        unit: that it works on, or None.
        ready: whether it has started.
    """

    def __init__(self, command: list[str], number: int, events: queue.Queue):
        self.number, self.name = number, f"process {number + 1}"
        self.unit: Unit | None = None
        self.ready = False
        variables = pythonprocess.environment()
        gpus = [gpu for gpu in variables.get("CUDA_VISIBLE_DEVICES", "").split(",") if gpu]
        if len(gpus) > 1:
            variables["CUDA_VISIBLE_DEVICES"] = gpus[number % len(gpus)]
        self._process = subprocess.Popen(
            [*command, "--name", self.name],
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            **pythonprocess.quietly(),
        )
        self._complaints: deque[str | None] = deque(maxlen=15)
        self._threads = [
            threading.Thread(target=pythonprocess.pump, args=pair, daemon=True)
            for pair in (
                (self._process.stdout, lambda line: events.put((self, line))),
                (self._process.stderr, self._complaints.append),
            )
        ]
        for thread in self._threads:
            thread.start()

    def order(self, phase: str, unit: Unit) -> None:
        """Have it do a unit; when it is dead already, its end of output tells."""
        self.unit = unit
        with suppress(OSError):
            self._process.stdin.write(json.dumps({"phase": phase, "unit": unit.name}) + "\n")
            self._process.stdin.flush()

    def end(self) -> None:
        """Kill it and wait for its end."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join(5)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(OSError):
                stream.close()

    def last_words(self) -> str:
        """How it ended, for messages."""
        words = " ".join(line for line in self._complaints if line)[-600:]
        text = (
            tr("The worker {name} ended unexpectedly (exit code {code}). Its last words: {words}")
            if words
            else tr("The worker {name} ended unexpectedly (exit code {code}).")
        )
        return text.format(name=self.name, code=self._process.returncode, words=words)
