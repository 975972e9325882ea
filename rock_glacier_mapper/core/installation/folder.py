"""The plugin's private packages: a folder that is appended to Python's path, and changed whole.

Packages for one Python version and platform lie in a folder of their own below ``root``::

    root/cp311-linux_x86_64/current        name of the set in use, a text file
    root/cp311-linux_x86_64/1f2e3d4c/      a set of packages
    root/cp311-linux_x86_64/1f2e3d4c.lock  held by each program that uses the set

A new set is made beside the old one and takes its place by writing ``current`` anew, which happens
whole or not at all, on Windows too. A set is deleted when no program uses it any more, if need be
at a later start: on Windows a library that is loaded cannot be deleted.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import shutil
import sys
import sysconfig
import uuid
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..files import whole_file
from ..lock import locked
from ..translation import tr

#: Variable that names a root for all users of a server, instead of the one in the profile.
VARIABLE = "ROCK_GLACIER_MAPPER_PACKAGES"
_CURRENT = "current"
_NAME = re.compile(r"[0-9a-f]{8}")
_NOTE = "README.txt"
_TRASH = ".trash"
#: Ends the name of the folder that pip writes into, beside the set that it is for.
FRESH = ".new"

#: The locks of the sets that this process uses, held until it ends.
_own: dict[Path, contextlib.ExitStack] = {}


def root_below(profile: str | os.PathLike) -> Path:
    """Folder of the private packages of a QGIS profile; the variable :data:`VARIABLE` comes first.

    It lies outside of the plugin's folder, which QGIS deletes when it updates the plugin.
    """
    chosen = os.environ.get(VARIABLE, "").strip()
    return Path(chosen) if chosen else Path(profile) / "rock_glacier_mapper" / "python"


def platform_tag() -> str:
    """Python version and platform for which packages fit, such as ``cp311-linux_x86_64``."""
    version = "{}{}".format(*sys.version_info[:2])
    platform = re.sub(r"[^A-Za-z0-9]+", "_", sysconfig.get_platform())
    return f"cp{version}{getattr(sys, 'abiflags', '')}-{platform}"


def place_in(root: str | os.PathLike) -> Path:
    """Folder of the sets for this Python and platform."""
    return Path(root) / platform_tag()


def current_set(root: str | os.PathLike) -> Path | None:
    """The set of packages in use, None when there is none."""
    place = place_in(root)
    try:
        name = (place / _CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return place / name if _NAME.fullmatch(name) and (place / name).is_dir() else None


def activate(root: str | os.PathLike) -> Path | None:
    """Append the private packages to ``sys.path``, after all that QGIS brings.

    Sets of earlier installations that nobody uses are deleted. Nothing is made where there are no
    private packages, and nothing goes wrong where they cannot be read.

    Returns:
        The set that is now on the path, or None.
    """
    used = next((Path(e) for e in sys.path if Path(e).parent == place_in(root)), None)
    if is_loaded(used):  # until the next start: two sets must not mix
        return used
    chosen = None
    for _ in range(3):  # another QGIS may be putting a new set in its place
        chosen = current_set(root)
        if chosen is None:
            break
        _hold(chosen)
        if chosen.is_dir():
            break
    if chosen is not None:
        deactivate(root, keep=chosen)
        if str(chosen) not in sys.path:
            sys.path.append(str(chosen))
            importlib.invalidate_caches()
    with contextlib.suppress(OSError, InputError):
        if place_in(root).is_dir():
            with installing(root):
                tidy(root)
    return chosen


def deactivate(root: str | os.PathLike, keep: Path | None = None) -> None:
    """Take the private packages off ``sys.path``; what is loaded stays loaded."""
    inside = place_in(root)
    sys.path[:] = [
        entry for entry in sys.path if Path(entry).parent != inside or entry == str(keep)
    ]


def outside(root: str | os.PathLike) -> list[str]:
    """``sys.path`` without private packages: what QGIS itself brings."""
    inside = place_in(root)
    return [entry for entry in sys.path if Path(entry).parent != inside]


def is_loaded(folder: Path | None) -> bool:
    """Whether this process has loaded something from a set, so that a new one needs a restart."""
    if folder is None:
        return False
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return any(file and Path(file).is_relative_to(folder) for file in files)


@contextlib.contextmanager
def installing(root: str | os.PathLike) -> Iterator[None]:
    """Be the only program that changes the private packages.

    Raises:
        InputError: another one is at it, or the folder cannot be written.
    """
    place = place_in(root)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            tr("The folder {place} cannot be made ({reason}). Choose another one.").format(
                place=place, reason=error.strerror
            )
        ) from error
    taken = tr(
        "Another QGIS is changing the private packages in {place}. Wait until it has finished."
    ).format(place=place)
    with locked(place / "install.lock", taken):
        yield


def new_set(root: str | os.PathLike) -> Path:
    """An empty folder for a set; its name was never used, so nobody else writes into it."""
    folder = place_in(root) / uuid.uuid4().hex[:8]
    folder.mkdir(parents=True)
    (folder / _NOTE).write_text(
        "Python packages of the QGIS plugin Rock Glacier Mapper. Remove them under\n"
        "Settings, Options, Rock Glacier Mapper.\n",
        encoding="utf-8",
    )
    return folder


def put_in_place(root: str | os.PathLike, folder: Path) -> None:
    """Make a finished set the one in use; programs that run keep the one they have."""
    with whole_file(place_in(root) / _CURRENT) as path:
        path.write_text(folder.name + "\n", encoding="ascii")


def remove(root: str | os.PathLike) -> bool:
    """Remove the private packages.

    Returns:
        Whether all are deleted; else the rest goes at the next start of QGIS, as some are in use.

    Raises:
        InputError: another program is changing them.
    """
    place = place_in(root)
    if not place.is_dir():
        return True
    with installing(root):
        with contextlib.suppress(FileNotFoundError):
            (place / _CURRENT).unlink()
        deactivate(root)
        return tidy(root)


def tidy(root: str | os.PathLike) -> bool:
    """Delete the sets that are not the current one and that nobody uses; within `installing`.

    Returns:
        Whether all could be deleted.
    """
    current = current_set(root)
    gone, locks = True, []
    for entry in list(place_in(root).iterdir()):
        if entry.name.endswith((_TRASH, FRESH)):
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.is_dir() and _NAME.fullmatch(entry.name) and entry != current:
            gone &= _delete(entry)
        elif entry.suffix == ".lock" and _NAME.fullmatch(entry.stem):
            locks.append(entry)
    for lock in locks:
        if not lock.with_suffix("").is_dir():
            with contextlib.suppress(OSError):
                lock.unlink()
    return gone


def _delete(folder: Path) -> bool:
    """Delete a set unless a program uses it.

    Moved away before it is deleted, so that no half of it is ever found; where Windows has one of
    its libraries loaded, moving fails.
    """
    if current_lock(folder) in _own and is_loaded(folder):
        return False
    _let_go(folder)
    try:
        with locked(current_lock(folder), ""):
            trash = folder.with_name(folder.name + _TRASH)
            os.rename(folder, trash)
    except (OSError, InputError):
        return False
    shutil.rmtree(trash, ignore_errors=True)
    return True


def current_lock(folder: Path) -> Path:
    """Lock file of a set."""
    return folder.with_name(folder.name + ".lock")


def _hold(folder: Path) -> None:
    """Say until the end of this process that it uses a set."""
    lock = current_lock(folder)
    if lock in _own:
        return
    with contextlib.suppress(OSError, InputError):  # a folder of an administrator
        held = _own.setdefault(lock, contextlib.ExitStack())
        held.enter_context(locked(lock, "", shared=True))
        # Windows knows no shared locks, but moves no folder in which a file is open.
        held.enter_context(open(folder / _NOTE, "rb"))  # noqa: SIM115


def _let_go(folder: Path) -> None:
    held = _own.pop(current_lock(folder), None)
    if held is not None:
        held.close()
