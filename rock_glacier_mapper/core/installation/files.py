"""Moving the files of single projects between folders of packages, after their records."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from .packages import normalised


def link_projects(source: Path, target: Path, leave_out: Collection[str]) -> None:
    """Put the projects of a folder into another one, as links where the disk knows them.

    Files are never changed in place, so that folders can share them.

    Args:
        leave_out: normalised names of projects that stay behind.

    Raises:
        OSError: a file cannot be written.
    """
    for distribution in importlib.metadata.distributions(path=[str(source)]):
        if normalised(distribution.metadata["Name"]) in leave_out:
            continue
        for file in _files(distribution, source):
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, copy)
            except FileExistsError:
                continue
            except OSError:
                shutil.copy2(file, copy)


def drop_projects(folder: Path, names: Collection[str]) -> list[str]:
    """Delete projects from a folder of packages; gives the normalised names of those it had."""
    dropped = []
    for distribution in list(importlib.metadata.distributions(path=[str(folder)])):
        name = normalised(distribution.metadata["Name"])
        if name not in names:
            continue
        dropped.append(name)
        parents = set()
        for file in _files(distribution, folder):
            file.unlink()
            parents.update(p for p in file.parents if p.is_relative_to(folder) and p != folder)
        for parent in sorted(parents, key=lambda p: -len(p.parts)):
            shutil.rmtree(parent / "__pycache__", ignore_errors=True)
            with contextlib.suppress(OSError):  # others have files in it too
                parent.rmdir()
    return sorted(dropped)


def move_into(source: Path, target: Path) -> None:
    """Move all files of a folder into another one; what has the same name is replaced.

    Raises:
        OSError: a file cannot be moved.
    """
    for file in sorted(source.rglob("*")):
        place = target / file.relative_to(source)
        if file.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, place)


def _files(distribution: importlib.metadata.Distribution, folder: Path) -> Iterator[Path]:
    """Files of a project inside a folder; its scripts, beside it, do not count."""
    for entry in distribution.files or ():
        path = Path(os.path.normpath(str(distribution.locate_file(entry))))
        if path.is_relative_to(folder) and path.is_file():
            yield path
