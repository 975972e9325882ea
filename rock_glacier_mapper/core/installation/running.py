"""Following a child process line by line, and ending it with all its children."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence

from .. import pythonprocess
from ..errors import RockGlacierError
from ..feedback import Feedback
from ..translation import tr

#: Seconds between looks at whether the user cancelled.
_PATIENCE = 0.2


def follow(
    command: Sequence[str],
    variables: Mapping[str, str],
    feedback: Feedback,
    line_read: Callable[[str], None] | None = None,
) -> tuple[int, list[str]]:
    """Run a command to its end; standard output and error are read as one.

    Args:
        command: program and arguments; no shell is involved.
        variables: its environment.
        line_read: called with each line as it comes.

    Returns:
        Exit code and lines.

    Raises:
        Cancelled: the user stopped it; the process has ended by then.
        RockGlacierError: it cannot be started.
    """
    try:
        process = subprocess.Popen(
            list(command),
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=os.name != "nt",
            **pythonprocess.quietly(),
        )
    except OSError as error:
        raise RockGlacierError(
            tr("{program} cannot be started ({reason}).").format(
                program=command[0], reason=error.strerror
            )
        ) from error
    lines: list[str] = []
    coming: queue.Queue[str | None] = queue.Queue()
    thread = threading.Thread(
        target=pythonprocess.pump, args=(process.stdout, coming.put), daemon=True
    )
    thread.start()
    try:
        while True:
            feedback.check()
            try:
                line = coming.get(timeout=_PATIENCE)
            except queue.Empty:
                continue
            if line is None:
                return process.wait(), lines
            lines.append(line)
            if line_read is not None:
                line_read(line)
    finally:
        _end(process)
        thread.join(5)
        with contextlib.suppress(OSError):
            process.stdout.close()


def _end(process: subprocess.Popen) -> None:
    """End a process that still runs, with its children."""
    if process.poll() is None:
        if os.name == "nt":
            process.kill()
        else:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
    process.wait()
