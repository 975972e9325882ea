"""Finished windows of a run on disk, so that a killed run goes on where it was.

The values lie in one file with a place for each window; a journal gets a line with a checksum
after a window's values are written. Whatever stops the run, at most the windows in flight are lost:
on opening, torn lines and windows that do not match their checksum count as not done.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import zlib
from collections.abc import Iterator, Sequence
from io import FileIO
from pathlib import Path

import numpy as np

from .. import plainjson
from ..errors import DiskFullError, InputError
from ..files import DISK_FULL, explain, require_space, whole_file
from ..lock import locked
from ..translation import tr
from .tiles import Tile

#: Layout of the files; another one starts empty.
_VERSION = 1
#: Stored numbers; little-endian, so that a store may move to another machine.
_FLOAT = np.dtype("<f4")
_SETTINGS, _VALUES, _JOURNAL, _LOCK = "store.json", "windows.bin", "journal.txt", "lock"
_LARGEST_READ = 1 << 24


class WindowStore:
    """Values of finished windows, and which ones are finished. Use it as a context manager.

    One thread may put while another gets. One process at a time has a store open.

    Attributes:
        folder: holds nothing but the store; made when missing.
        shapes: (bands, height, width) of each window's values.
    """

    def __init__(self, folder: str | os.PathLike, fingerprint: dict, shapes: Sequence[tuple]):
        """Open a store, or start one.

        Args:
            fingerprint: what the values depend on (JSON types); a store with another one, or
                with windows of other shapes, starts empty.
            shapes: of each window.

        Raises:
            InputError: another process uses the store, there is no room on the disk, or the
                folder cannot be written.
        """
        self.folder = Path(folder)
        self.shapes = [tuple(map(int, shape)) for shape in shapes]
        sizes = [bands * height * width for bands, height, width in self.shapes]
        self._places = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]) * _FLOAT.itemsize
        self._records: dict[int, tuple[int | None, str]] = {}
        self._turn = threading.Lock()
        self._synced = True
        with contextlib.ExitStack() as files, self._explained():
            _make(self.folder)
            taken = tr("{owner} is working on {parent}. Wait for it, or end it, and run again.")
            taken = taken.format(owner="{owner}", parent=self.folder)
            files.enter_context(locked(self.folder / _LOCK, taken))
            self._open(files, fingerprint)
            self._files = files.pop_all()

    def __enter__(self) -> WindowStore:
        return self

    def __exit__(self, *exc) -> None:
        self.close()

    @property
    def done(self) -> frozenset[int]:
        """Numbers of the windows that have been put and are whole, as of now."""
        return frozenset(self._records)

    def put(self, index: int, values: np.ndarray | None, note: str = "") -> None:
        """Keep a window's values, float32 of its shape.

        Args:
            values: None for a skipped window, whose pixels have no data.
            note: any text, given back by :meth:`note`.

        Raises:
            DiskFullError: the disk is full or failed; what was put before stays.
        """
        checksum = None
        if values is not None:
            if values.shape != self.shapes[index]:
                raise ValueError(f"window {index} is {self.shapes[index]}, not {values.shape}")
            data = np.ascontiguousarray(values, _FLOAT).reshape(-1).view(np.uint8)
            checksum = zlib.crc32(data)
        with self._turn, self._explained():
            if values is not None:
                # Its record goes first: from here on the old values are not whole.
                self._records.pop(index, None)
                self._synced = False
                self._values.seek(self._places[index])
                _write(self._values, memoryview(data))
            self._record(index, checksum, note)

    def get(self, index: int) -> np.ndarray | None:
        """A window's values: float32 (bands, height, width); None when skipped or not done.

        Raises:
            DiskFullError: the values did not fit on the disk.
        """
        return self.rows(index, 0, self.shapes[index][1])

    def rows(self, index: int, first: int, end: int) -> np.ndarray | None:
        """Like :meth:`get`, only the rows from ``first`` to before ``end``."""
        if self._records.get(index, (None, ""))[0] is None:
            return None
        bands, height, width = self.shapes[index]
        out = np.empty((bands, end - first, width), _FLOAT)
        with self._turn, self._explained():
            if not self._synced:
                # A full disk may show as late as this, on the network for one.
                os.fsync(self._values.fileno())
                self._synced = True
            for band, part in enumerate(out):
                start = (band * height + first) * width * _FLOAT.itemsize
                self._values.seek(int(self._places[index]) + start)
                if not _read(self._values, memoryview(part.reshape(-1).view(np.uint8))):
                    raise DiskFullError(
                        tr(
                            "{folder} is cut short; the disk is full or failed. Free some "
                            "space and run again."
                        ).format(folder=self.folder / _VALUES)
                    )
        return out.astype(np.float32, copy=False)

    def note(self, index: int) -> str:
        """The text that was put with a window.

        Raises:
            KeyError: the window is not done.
        """
        return self._records[index][1]

    def close(self) -> None:
        """Let other processes use the store; the finished windows stay."""
        self._files.close()

    def remove(self) -> None:
        """Close and delete the store."""
        self.close()
        for name in (_JOURNAL, _VALUES, _SETTINGS, _LOCK):
            with contextlib.suppress(OSError):
                (self.folder / name).unlink()
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _open(self, files: contextlib.ExitStack, fingerprint: dict) -> None:
        settings = {
            "version": _VERSION,
            "windows": f"{len(self.shapes)} {zlib.crc32(repr(self.shapes).encode()):08x}",
            "fingerprint": fingerprint,
        }
        text = json.dumps(settings, sort_keys=True, indent=1)
        path, journal = self.folder / _SETTINGS, self.folder / _JOURNAL
        same = _text(path) == text
        if not same:
            journal.unlink(missing_ok=True)
        mode = "r+b" if same and (self.folder / _VALUES).exists() else "w+b"
        self._values = _opened(files, self.folder / _VALUES, mode)
        before = _text(journal)
        for index, checksum, note in _journal(before):
            if 0 <= index < len(self.shapes):
                self._records[index] = checksum, note
        self._records = {
            index: record for index, record in self._records.items() if self._whole(index, *record)
        }
        kept = sum(int(self._places[n + 1] - self._places[n]) for n in self._records)
        require_space(path, int(self._places[-1]) - kept)
        if not same:
            _replace(path, text)
        after = "".join(_line(number, *record) for number, record in self._records.items())
        if after != before:  # a torn line must not stay in it
            _replace(journal, after)
        self._journal = _opened(files, journal, "ab")

    def _whole(self, index: int, checksum: int | None, note: str) -> bool:
        if checksum is None:
            return True
        found, left = 0, int(self._places[index + 1] - self._places[index])
        self._values.seek(int(self._places[index]))
        while left:
            data = self._values.read(min(left, _LARGEST_READ))
            if not data:
                return False
            found, left = zlib.crc32(data, found), left - len(data)
        return found == checksum

    def _record(self, index: int, checksum: int | None, note: str) -> None:
        end = self._journal.seek(0, os.SEEK_END)
        try:
            _write(self._journal, memoryview(_line(index, checksum, note).encode()))
        except OSError:
            # The next line must not follow half a line.
            self._journal.truncate(end)
            raise
        self._records[index] = checksum, note

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in DISK_FULL:
                raise DiskFullError(
                    tr(
                        "The disk of {folder} is full. Free some space and run again; the "
                        "finished windows stay."
                    ).format(folder=self.folder)
                ) from error
            explain(error, self.folder)
            raise


def read_rows(
    store: WindowStore,
    tiles: Sequence[Sequence[Tile]],
    region: tuple[int, int, int, int],
    first: int,
    end: int,
) -> np.ndarray:
    """Rows of a region, put together from the cores of its windows.

    Args:
        store: of the tiles' cores, numbered row by row.
        tiles: of :func:`.plan_tiles` for the region.
        region: (column, row, width, height) of the whole, in pixels of the tiles' grid.
        first, end: rows of the region, from ``first`` to before ``end``.

    Returns:
        float32 (bands, rows, width); NaN where a window was skipped or never put.

    Raises:
        DiskFullError: the values did not fit on the disk.
    """
    left, top, width, _ = region
    out = np.full((store.shapes[0][0], end - first, width), np.nan, np.float32)
    done, start = store.done, 0
    for strip in tiles:
        begin = strip[0].row - top
        low, high = max(first, begin), min(end, begin + strip[0].height)
        for number, tile in enumerate(strip, start=start):
            if low < high and number in done:
                values = store.rows(number, low - begin, high - begin)
                if values is not None:
                    column = tile.column - left
                    out[:, low - first : high - first, column : column + tile.width] = values
        start += len(strip)
    return out


def _line(index: int, checksum: int | None, note: str) -> str:
    text = json.dumps([index, checksum, note])
    return f"{zlib.crc32(text.encode()):08x} {text}\n"


def _journal(text: str) -> Iterator[tuple[int, int | None, str]]:
    for line in text.split("\n"):
        check, _, record = line.partition(" ")
        if record and check == f"{zlib.crc32(record.encode()):08x}":
            try:
                index, checksum, note = plainjson.parse(record)
            except (ValueError, TypeError):
                continue
            if isinstance(index, int) and isinstance(note, str):
                yield index, checksum, note


def _text(path: Path) -> str:
    """What a file says; nothing when there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            tr("The folder {folder} cannot be made ({strerror}). Choose another place.").format(
                folder=folder, strerror=error.strerror
            )
        ) from error


def _opened(files: contextlib.ExitStack, path: Path, mode: str) -> FileIO:
    """An unbuffered file that is closed with ``files``."""
    if path.is_symlink():  # it would be written wherever that leads
        path.unlink()
    return files.enter_context(open(path, mode, buffering=0))


def _replace(path: Path, text: str) -> None:
    with whole_file(path) as fresh, open(fresh, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _write(file: FileIO, data: memoryview) -> None:
    """Write all of it; an unbuffered file may take less at once."""
    while data:
        data = data[file.write(data) :]


def _read(file: FileIO, data: memoryview) -> bool:
    """Fill ``data`` from the file; whether there was enough."""
    while data:
        count = file.readinto(data)
        if not count:
            return False
        data = data[count:]
    return True
