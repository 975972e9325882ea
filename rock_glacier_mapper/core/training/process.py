"""Training in a process of its own: finding a Python for it, starting, following, stopping it.

Needs no PyTorch itself: this side runs inside QGIS.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import Cancelled, InputError, MissingPackageError, RockGlacierError
from ..feedback import Feedback

MODULE = "rock_glacier_mapper.core.training.run"
#: Packages that training needs.
PACKAGES = ("torch", "onnx", "onnxscript", "onnxruntime", "rasterio", "scipy", "matplotlib")
#: Seconds that a stopped run has to score, export and report what it has.
_PATIENCE = 600
_CHECK = (
    "import sys, importlib.util as u; print('%d.%d' % sys.version_info[:2], "
    "*[n for n in sys.argv[1:] if u.find_spec(n) is None])"
)


def training_environment() -> dict[str, str]:
    """The variables of this process, with the plugin and all that it sees on the Python path."""
    package = Path(__file__).parents[3]
    seen = [str(package), *(entry for entry in sys.path if entry and Path(entry).is_dir())]
    variables = dict(os.environ)
    variables["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(seen))
    variables["PYTHONUTF8"] = "1"
    return variables


def find_python(chosen: str | None = None) -> str:
    """A Python interpreter that can train.

    Looks at the chosen one, else at those that own the packages on the Python path, those beside
    this program (in QGIS ``sys.executable`` is not to be relied on: on Windows and macOS it is QGIS
    itself), and those on the search path. It must be of the same version as this one, because it
    uses the same packages.

    Raises:
        MissingPackageError: none has the packages; the message says what to install.
        InputError: the chosen one does not run.
    """
    own = "{}.{}".format(*sys.version_info[:2])
    lacking: list[str] | None = None
    for candidate in [chosen] if chosen else _candidates():
        answer = _ask(candidate)
        if answer is None:
            if chosen:
                raise InputError(f"PYTHON: {chosen} is no Python that can be started.")
            continue
        version, *missing = answer
        if version != own:
            if chosen:
                raise InputError(
                    f"PYTHON: {chosen} is Python {version}; QGIS runs {own}, and training uses "
                    "the same packages. Choose one of the same version, or train on the command "
                    "line (see the user guide)."
                )
            continue
        if not missing:
            return candidate
        if lacking is None or len(missing) < len(lacking):
            lacking = missing
    names = " ".join(lacking or PACKAGES)
    raise MissingPackageError(
        f"Training needs Python packages that are not installed: {names}. Install them into the "
        f"Python that QGIS uses: python3 -m pip install {names} (torch alone comes without CUDA "
        "from PyTorch's CPU index, see pytorch.org)."
    )


def _candidates() -> Iterator[str]:
    """Interpreters, the likeliest first: those that own the packages that this program sees."""
    names = ("python3.exe", "python.exe") if os.name == "nt" else ("python3", "python")
    owners = [os.environ.get("VIRTUAL_ENV", "")]
    for entry in map(Path, sys.path):
        if entry.name == "site-packages":  # <owner>/lib/python3.x/ or <owner>\Lib\ before it
            owners += [str(parent) for parent in entry.parents[1:3]]
    owners += [sys.exec_prefix, sys.base_exec_prefix]
    places = [Path(f) / part for f in owners if f for part in ("bin", "Scripts", "")]
    places.append(Path(sys.executable).parent)
    places += [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    for place in dict.fromkeys(places):
        for name in names:
            found = shutil.which(name, path=str(place))
            if found:
                yield found


def _ask(python: str) -> list[str] | None:
    """Version of an interpreter and the packages that it lacks; None when it does not run."""
    try:
        done = subprocess.run(
            [python, "-c", _CHECK, *PACKAGES],
            env=training_environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            **_quietly(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.split() or None


def _quietly() -> dict[str, Any]:
    """No console window on Windows."""
    return {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}


def run_training(
    arguments: Sequence[str],
    python: str,
    feedback: Feedback,
    on_start: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """Run :mod:`.run` with command-line arguments in another process and follow it.

    When the user cancels, the process is asked to stop: it keeps the best model so far, writes its
    outputs, and ends. It also stops when this process dies.

    Args:
        arguments: of the command line, without ``--events``.
        python: from :func:`find_python`.

    Returns:
        The results of :func:`.run.train`.

    Raises:
        Cancelled: stopped before there was anything to keep.
        RockGlacierError: the run failed, with its message; or the process crashed.
    """
    process = subprocess.Popen(
        [python, "-m", MODULE, *arguments, "--events"],
        env=training_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        **_quietly(),
    )
    if on_start is not None:
        on_start()
    events: queue.Queue[str | None] = queue.Queue()
    complaints: deque[str] = deque(maxlen=30)
    threads = [
        threading.Thread(target=_pump, args=(process.stdout, events.put), daemon=True),
        threading.Thread(target=_pump, args=(process.stderr, complaints.append), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        return _follow(process, events, complaints, feedback)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for thread in threads:
            thread.join(5)
        for stream in (process.stdin, process.stdout, process.stderr):
            try:
                stream.close()
            except OSError:
                continue


def _pump(stream, put: Callable[[str | None], None]) -> None:
    for line in stream:
        put(line.rstrip("\n"))
    put(None)


def _follow(
    process: subprocess.Popen,
    events: queue.Queue,
    complaints: deque,
    feedback: Feedback,
) -> dict[str, Any]:
    stopped: float | None = None
    while True:
        if stopped is None and feedback.is_cancelled():
            stopped = time.monotonic()
            feedback.info("Stopping: the best model so far is kept. This takes a moment.")
            _order_stop(process)
        if stopped is not None and time.monotonic() - stopped > _PATIENCE:
            raise Cancelled("Cancelled; the training did not stop in time and was ended.")
        try:
            line = events.get(timeout=0.2)
        except queue.Empty:
            continue
        if line is None:
            break
        try:
            event = json.loads(line)
            kind = event.pop("event")
        except (ValueError, KeyError, AttributeError):
            continue
        if kind == "progress":
            feedback.progress(event["fraction"])
        elif kind == "info":
            feedback.info(event["text"])
        elif kind == "warning":
            feedback.warning(event["text"])
        elif kind == "result":
            return event
        elif kind == "cancelled":
            raise Cancelled(event["text"])
        elif kind == "error":
            raise RockGlacierError(event["text"])
    code = process.wait()
    last = "\n".join(line for line in complaints if line)[-2000:]
    raise RockGlacierError(
        f"The training process ended unexpectedly (exit code {code}). Its last words were:\n"
        f"{last or '(none)'}\nRun again with RESUME to go on from the last epoch; with too little "
        "memory choose a smaller BATCH_SIZE or CROP_SIZE."
    )


def _order_stop(process: subprocess.Popen) -> None:
    try:
        process.stdin.write("stop\n")
        process.stdin.flush()
    except OSError:
        return  # it has just ended by itself
