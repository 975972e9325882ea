"""Lock files, which keep two runs off the same work; a lock ends with its process."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from .errors import InputError
from .feedback import Feedback
from .files import explain
from .translation import tr

#: What systems say when another process holds a lock.
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
#: Byte that Windows locks: far behind the owner's name, which others could not read otherwise.
_BYTE = 1 << 20


@contextlib.contextmanager
def locked(
    path: str | os.PathLike,
    taken: str,
    *,
    shared: bool = False,
    patience: float = 0.0,
    feedback: Feedback | None = None,
) -> Iterator[None]:
    """Hold a lock file; the system lets go of it when the process ends, however that ends.

    On file systems that know no locks nothing is held.

    Args:
        path: of the file, which stays and names the last owner.
        taken: what to tell the user when another process holds the lock; ``{owner}`` in it
            becomes who that is.
        shared: let others hold it shared too (not on Windows, where nothing is held then).
        patience: seconds to wait for it.

    Raises:
        DiskFullError: there is no room for the file.
        InputError: it is taken, or the file cannot be written.
        Cancelled: the user stopped while it was waited for.
    """
    feedback = feedback or Feedback()
    try:
        file = open(path, "a+b", buffering=0)  # noqa: SIM115
    except OSError as error:
        explain(error, path)
        raise InputError(
            tr("{path} cannot be written ({reason}). Choose a folder where you may write.").format(
                path=path, reason=error.strerror
            )
        ) from error
    with file:
        end = time.monotonic() + patience
        while not _take(file.fileno(), shared):
            if time.monotonic() >= end:
                raise InputError(taken.replace("{owner}", _owner(path)))
            feedback.check()
            time.sleep(0.1)
        if not shared:
            with contextlib.suppress(OSError):  # the name is a courtesy; the disk may be full
                file.truncate(0)
                file.write(f"Process {os.getpid()} on {socket.gethostname()}".encode())
        yield


def _owner(path: str | os.PathLike) -> str:
    """Who holds the lock."""
    with contextlib.suppress(OSError):
        name = Path(path).read_text(encoding="utf-8", errors="replace").strip()
        if name:
            return name
    return tr("Another process")


def _take_windows(descriptor: int, shared: bool) -> bool:
    """Whether the lock is held now, or cannot be."""
    import msvcrt

    if shared:
        return True
    try:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        return error.errno not in _TAKEN
    return True


def _take_posix(descriptor: int, shared: bool) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True


_take = _take_windows if os.name == "nt" else _take_posix
