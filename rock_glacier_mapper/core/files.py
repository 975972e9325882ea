"""Output files appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from .errors import InputError

#: Files that GDAL and SQLite lay beside a raster or a GeoPackage.
SIDECARS = (".aux.xml", ".ovr", ".msk", "-wal", "-shm", "-journal")

#: Marks unfinished files, so that leftovers of a killed run are recognised.
PART = ".part-"


@contextlib.contextmanager
def whole_file(path: str | os.PathLike) -> Iterator[Path]:
    """Give a temporary path in the folder of ``path``; on success it takes the final name.

    When the block raises, for whatever reason, the temporary file is removed and a file that
    already lay at ``path`` stays untouched. The temporary name keeps the suffix, because GDAL
    picks its driver by it.

    Raises:
        InputError: the folder is missing or not writable, the disk is full, or the final file is
            open elsewhere and cannot be replaced.
    """
    final = Path(path)
    folder = final.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The output folder {folder} cannot be made ({error.strerror}). Choose another place."
        ) from error
    if final.is_dir():
        raise InputError(f"{final} is a folder. Name a file for the output.")
    if not os.access(folder, os.W_OK):
        raise InputError(f"The output folder {folder} is not writable. Choose another place.")
    temporary = folder / f"{final.stem}{PART}{uuid.uuid4().hex[:8]}{final.suffix}"
    try:
        yield temporary
        if temporary.exists():
            for sidecar in SIDECARS:
                _remove(Path(f"{final}{sidecar}"))
            os.replace(temporary, final)
            for sidecar in SIDECARS:
                beside = Path(f"{temporary}{sidecar}")
                if beside.exists():
                    os.replace(beside, f"{final}{sidecar}")
    except OSError as error:
        _explain(error, final)
        raise
    finally:
        remove_with_sidecars(temporary)


@contextlib.contextmanager
def whole_folder(path: str | os.PathLike) -> Iterator[Path]:
    """Like :func:`whole_file` for a folder; an existing, non-empty folder is never overwritten.

    Raises:
        InputError: the folder exists and is not empty, or cannot be written.
    """
    final = Path(path)
    if final.exists() and (not final.is_dir() or any(final.iterdir())):
        raise InputError(f"{final} exists already and is not empty. Choose a new folder.")
    temporary = final.parent / f"{final.name}{PART}{uuid.uuid4().hex[:8]}"
    try:
        temporary.mkdir(parents=True)
        yield temporary
        if final.exists():
            final.rmdir()
        os.replace(temporary, final)
    except OSError as error:
        _explain(error, final)
        raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def require_space(path: str | os.PathLike, needed: float) -> None:
    """Check before a long run that ``needed`` bytes are free where ``path`` will be written.

    Raises:
        InputError: there is less room than that.
    """
    folder = Path(path).parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise InputError(
            f"The disk of {folder} has {free / 1e6:.0f} MB free, but the output may need "
            f"{needed / 1e6:.0f} MB. Free some space or choose another place."
        )


def remove_with_sidecars(path: str | os.PathLike) -> None:
    """Delete a file and what GDAL and SQLite laid beside it; missing ones do not matter."""
    for suffix in ("", *SIDECARS):
        _remove(Path(f"{path}{suffix}"))


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _explain(error: OSError, path: Path) -> None:
    if error.errno == errno.ENOSPC:
        raise InputError(f"The disk is full; {path} was not written. Free some space.") from error
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        raise InputError(
            f"{path} cannot be replaced ({error.strerror}). Close it in other programs, or choose "
            "another name."
        ) from error
