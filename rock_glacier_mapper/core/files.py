"""Output files appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import socket
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from .errors import DiskFullError, InputError
from .translation import tr

#: Files that GDAL and SQLite lay beside a raster or a GeoPackage.
SIDECARS = (".aux.xml", ".ovr", ".msk", "-wal", "-shm", "-journal")

#: Marks unfinished files, so that leftovers of a killed run are recognised.
PART = ".part-"

#: Names that Windows keeps for devices, with any ending.
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)

#: Numbers of the errors that mean a full disk, or a used-up quota.
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)

#: Bytes; with less the disk counts as full when something could not be written.
LEAST_ROOM = 1 << 18


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
    _require_place(final)
    temporary = final.parent / f"{final.stem}{_part()}{final.suffix}"
    try:
        yield temporary
        if temporary.exists():
            _flush(temporary)
            for sidecar in SIDECARS:
                _remove(Path(f"{final}{sidecar}"))
            os.replace(temporary, final)
            for sidecar in SIDECARS:
                beside = Path(f"{temporary}{sidecar}")
                if beside.exists():
                    os.replace(beside, f"{final}{sidecar}")
    except OSError as error:
        explain(error, final)
        raise
    finally:
        remove_with_sidecars(temporary)


@contextlib.contextmanager
def whole_dataset(path: str | os.PathLike) -> Iterator[Path]:
    """Like :func:`whole_file`, for formats of several files and those that keep the file's name.

    The temporary path has the final name, in a temporary folder. All that lies there on success
    moves to the final place, the named file last: of a Shapefile, the .shp.

    Raises:
        InputError: see :func:`whole_file`.
    """
    final = Path(path)
    _require_place(final)
    folder = final.with_name(f"{final.name}{_part()}")
    try:
        folder.mkdir()
        yield folder / final.name
        files = sorted(folder.iterdir(), key=lambda file: (file.name == final.name, file.name))
        for file in files:
            _flush(file)
        for sidecar in SIDECARS:
            _remove(Path(f"{final}{sidecar}"))
        for file in files:
            os.replace(file, final.with_name(file.name))
    except OSError as error:
        explain(error, final)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def whole_folder(path: str | os.PathLike) -> Iterator[Path]:
    """Like :func:`whole_file` for a folder; an existing, non-empty folder is never overwritten.

    Raises:
        InputError: the folder exists and is not empty, or cannot be written.
    """
    final = Path(path)
    if final.exists() and (not final.is_dir() or any(final.iterdir())):
        raise InputError(
            tr("{final} exists already and is not empty. Choose a new folder.").format(final=final)
        )
    temporary = final.parent / f"{final.name}{_part()}"
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(final)
        temporary.mkdir()
        yield temporary
        if final.exists():
            final.rmdir()
        os.replace(temporary, final)
    except OSError as error:
        explain(error, final)
        raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def safe_name(name: object, longest: int = 60) -> str:
    """A file name, without ending, made of a name from data: only ASCII letters, digits, - and _.

    A name that has to change for that (as that of a device of Windows, an empty or a long one) ends
    with a checksum, so that different names make different files.
    """
    text = str(name)
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", text)[:longest]
    if plain and plain == text and not _DEVICE.fullmatch(plain):
        return plain
    return f"{plain}-{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def require_space(path: str | os.PathLike, needed: float) -> None:
    """Check before a long run that ``needed`` bytes are free where ``path`` will be written.

    Raises:
        DiskFullError: there is less room than that.
    """
    folder = Path(path).parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFullError(
            tr(
                "The disk of {folder} has {free:.0f} MB free, but the output may need "
                "{needed:.0f} MB. Free some space or choose another place."
            ).format(folder=folder, free=free / 1000000.0, needed=needed / 1000000.0)
        )


def remove_with_sidecars(path: str | os.PathLike) -> None:
    """Delete a file and what GDAL and SQLite laid beside it; missing ones do not matter."""
    for suffix in ("", *SIDECARS):
        _remove(Path(f"{path}{suffix}"))


def remove_leftovers(path: str | os.PathLike) -> None:
    """Delete the unfinished files of an output that killed runs on this computer left.

    What belongs to a living process, or to one on another computer, stays.
    """
    final = Path(path)
    name = re.compile(
        f"(?:{re.escape(final.stem)}|{re.escape(final.name)}){re.escape(PART)}{_place()}"
        r"-(\d+)-[0-9a-f]{8}(?![0-9a-f])"
    )
    with contextlib.suppress(OSError):
        for entry in final.parent.iterdir():
            found = name.match(entry.name)
            if found and not _lives(int(found[1])):
                if entry.is_dir():
                    shutil.rmtree(entry, ignore_errors=True)
                else:
                    _remove(entry)


def _require_place(final: Path) -> None:
    """Check that a file can be written, and clear away what killed runs left of it.

    Raises:
        InputError: its folder is missing or not writable, or it is a folder itself.
    """
    folder = final.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            tr(
                "The output folder {folder} cannot be made ({strerror}). Choose another place."
            ).format(folder=folder, strerror=error.strerror)
        ) from error
    if final.is_dir():
        raise InputError(tr("{final} is a folder. Name a file for the output.").format(final=final))
    if not os.access(folder, os.W_OK):
        raise InputError(
            tr("The output folder {folder} is not writable. Choose another place.").format(
                folder=folder
            )
        )
    remove_leftovers(final)


def _flush(path: Path) -> None:
    """Have the disk keep a file before it takes its name, so that a power failure spares it."""
    if path.is_file():
        with open(path, "rb+") as file:
            os.fsync(file.fileno())


def _part() -> str:
    """Mark of an unfinished file: where and by which process it is written, and a random part."""
    return f"{PART}{_place()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def _place() -> str:
    """Name of the computer, or container, in which process numbers mean one process."""
    name = socket.gethostname()
    with contextlib.suppress(OSError, AttributeError):
        name += os.readlink("/proc/self/ns/pid")
    return f"{zlib.crc32(name.encode()):08x}"


def _lives(process: int) -> bool:
    """Whether a process of this computer is running; when in doubt it is."""
    if os.name == "nt":  # os.kill would end it
        import ctypes

        query, denied = 0x1000, 5  # PROCESS_QUERY_LIMITED_INFORMATION, ERROR_ACCESS_DENIED
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
        handle = kernel.OpenProcess(query, False, process)
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle) or ctypes.get_last_error() == denied
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def explain(error: OSError, path: str | os.PathLike) -> None:
    """Raise what the user needs to know when writing ``path`` failed; else do nothing.

    Raises:
        InputError: the disk is full, the folder is gone, or the file may not be replaced.
    """
    if error.errno in DISK_FULL:
        raise DiskFullError(
            tr("The disk is full; {path} was not written. Free some space.").format(path=path)
        ) from error
    if isinstance(error, FileNotFoundError) and not Path(path).parent.is_dir():
        raise InputError(
            tr(
                "The folder {folder} is gone: it was removed, or its disk disconnected, during "
                "the run. Make it again, or choose another place."
            ).format(folder=Path(path).parent)
        ) from error
    if error.errno == errno.EROFS:
        raise InputError(
            tr(
                "{path} cannot be written, because its disk is read-only. Choose another place."
            ).format(path=path)
        ) from error
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        raise InputError(
            tr(
                "{path} cannot be replaced ({strerror}). Close it in other programs, or "
                "choose another name."
            ).format(path=path, strerror=error.strerror)
        ) from error


def not_written(path: str | os.PathLike, problem: object) -> InputError:
    """The error for the user when a library could not write a file; a full disk has many names.

    Args:
        problem: what the library said.
    """
    text = " ".join(str(problem).split()).rstrip(".")
    full = any(words in text for words in ("disk is full", "No space left", "disk full"))
    if not full:
        with contextlib.suppress(OSError):
            full = shutil.disk_usage(Path(path).parent).free < LEAST_ROOM
    if full:
        return DiskFullError(
            tr("The disk is full; {path} was not written. Free some space.").format(path=path)
        )
    return InputError(
        tr(
            "{path} could not be written: {problem}. Check that you may write there and that the "
            "disk is sound, or choose another place."
        ).format(path=path, problem=text)
    )


def file_state(paths: Iterable[str | os.PathLike | None]) -> str:
    """Sizes and times of change of files; what is no file (a URL) counts by its name."""
    states = []
    for path in filter(None, paths):
        try:
            known = os.stat(path)
            states.append(f"{known.st_size}@{known.st_mtime_ns}")
        except OSError:
            states.append(str(path))
    return " ".join(states)
