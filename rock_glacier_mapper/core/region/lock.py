"""One run at a time on a job: a lock that ends with its process, however that ends."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr

#: What systems say when another process holds a lock.
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextlib.contextmanager
def locked(
    path: Path,
    taken: str,
    *,
    shared: bool = False,
    patience: float = 0.0,
    feedback: Feedback | None = None,
) -> Iterator[None]:
    """Hold a lock file; the system lets go of it when the process ends.

    On file systems that know no locks nothing is held.

    Args:
        path: of the file, which stays.
        taken: what to tell the user when another process holds the lock.
        shared: let others hold it shared too (not on Windows, where nothing is held then).
        patience: seconds to wait for it.

    Raises:
        InputError: it is taken, or the file cannot be written.
    """
    feedback = feedback or Feedback()
    try:
        file = open(path, "a+b")  # noqa: SIM115
    except OSError as error:
        raise InputError(
            tr("{path} cannot be written ({strerror}).").format(path=path, strerror=error.strerror)
        ) from error
    with file:
        end = time.monotonic() + patience
        while not _take(file.fileno(), shared):
            if time.monotonic() >= end:
                raise InputError(taken)
            feedback.check()
            time.sleep(0.1)
        yield


if os.name == "nt":
    import msvcrt

    def _take(descriptor: int, shared: bool) -> bool:
        if shared:
            return True
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno not in _TAKEN
        return True

else:
    import fcntl

    def _take(descriptor: int, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in _TAKEN
        return True
