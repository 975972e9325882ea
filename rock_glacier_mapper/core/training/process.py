"""Training in a process of its own: finding a Python for it, starting, following, stopping it.

Needs no PyTorch itself: this side runs inside QGIS.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from .. import pythonprocess
from ..errors import Cancelled, RockGlacierError
from ..feedback import Feedback
from ..translation import tr

MODULE = "rock_glacier_mapper.core.training.run"
#: Packages that training needs.
PACKAGES = ("torch", "onnx", "onnxscript", "onnxruntime", "rasterio", "scipy", "matplotlib")
#: Seconds that a stopped run has to score, export and report what it has.
_PATIENCE = 600


def find_python(chosen: str | None = None) -> str:
    """A Python interpreter that can train, see :func:`..pythonprocess.find_python`."""
    return pythonprocess.find_python(
        PACKAGES,
        chosen,
        purpose=tr("Training"),
        install=tr(" (torch alone comes without CUDA from PyTorch's CPU index, see pytorch.org)"),
    )


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
        env=pythonprocess.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        **pythonprocess.quietly(),
    )
    if on_start is not None:
        on_start()
    events: queue.Queue[str | None] = queue.Queue()
    complaints: deque[str] = deque(maxlen=30)
    threads = [
        threading.Thread(target=pythonprocess.pump, args=pair, daemon=True)
        for pair in ((process.stdout, events.put), (process.stderr, complaints.append))
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
            feedback.info(tr("Stopping: the best model so far is kept. This takes a moment."))
            _order_stop(process)
        if stopped is not None and time.monotonic() - stopped > _PATIENCE:
            raise Cancelled(tr("Cancelled; the training did not stop in time and was ended."))
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
        tr(
            "The training process ended unexpectedly (exit code {code}). Its last words "
            "were:\n{words}\nRun again with RESUME to go on from the last epoch; with too "
            "little memory choose a smaller BATCH_SIZE or CROP_SIZE."
        ).format(code=code, words=last or tr("(none)"))
    )


def _order_stop(process: subprocess.Popen) -> None:
    try:
        process.stdin.write("stop\n")
        process.stdin.flush()
    except OSError:
        return  # it has just ended by itself
